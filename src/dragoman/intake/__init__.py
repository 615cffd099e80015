"""Anything that holds reports to documents: files, folders, addresses, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT, Kind, decode, kind_of_content, kind_of_name, too_large
from dragoman.intake.folder import files_in
from dragoman.intake.html import document_from_html
from dragoman.intake.jsonl import documents_from_jsonl
from dragoman.intake.text import document_from_text
from dragoman.model.document import Document

STANDARD_INPUT = "-"
SCHEMES = ("http:", "https:")
HTML_TYPES = ("text/html", "application/xhtml+xml")
JSONL_TYPES = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are read; `published` is the day of documents that bring none."""

    kind: Kind | None = None
    published: date | None = None
    encoding: str | None = None
    allow_private: bool = False


def read_inputs(inputs: Sequence[str], settings: Intake) -> Iterator[Document | InputError]:
    """The documents of all inputs in order, and in its place an error for each that cannot be read."""
    for source in inputs:
        if source == STANDARD_INPUT:
            yield from read_bytes(sys.stdin.buffer.read(), "standard input", settings)
        elif source.lower().startswith(SCHEMES) or "://" in source:
            yield from read_url(source, settings)
        else:
            yield from read_path(source, settings)


def read_path(source: str, settings: Intake) -> Iterator[Document | InputError]:
    """The documents of a file or folder."""
    path = Path(source)
    try:
        if not source or not path.exists():
            yield InputError(source or "''", "no such file", "check the path")
        elif path.is_dir():
            yield from read_folder(path, settings)
        elif path.is_file():
            yield from read_file(path, settings)
        else:
            yield InputError(source, "neither a file nor a folder", "give a file, or - for standard input")
    except (OSError, ValueError) as error:
        yield InputError(source[:200], f"no usable path ({error})", "check the path")


def read_folder(folder: Path, settings: Intake) -> Iterator[Document | InputError]:
    """The documents of all files of known kinds below a folder."""
    found = False
    for entry in files_in(folder):
        found = True
        if isinstance(entry, InputError):
            yield entry
        else:
            yield from read_file(entry, settings)
    if not found:
        yield InputError(
            str(folder), "no .txt, .html or .jsonl file in it", "give a folder with reports, or the files themselves"
        )


def read_file(path: Path, settings: Intake) -> Iterator[Document | InputError]:
    """The documents of one file."""
    source = str(path)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            kind = settings.kind or kind_of_name(path.name) or kind_of_content(head)
            if kind is Kind.JSONL:
                yield from nonempty(documents_from_jsonl(file, source, published=settings.published), source)
            else:
                yield from read_bytes(file.read(MAX_DOCUMENT + 1), source, settings, kind=kind, size=path.stat().st_size)
    except FileNotFoundError:
        yield InputError(source, "no such file", "check the path")
    except OSError as error:
        yield InputError(source, f"cannot be read ({error.strerror})", "check the file and its permissions")


def read_url(url: str, settings: Intake) -> Iterator[Document | InputError]:
    """The document behind an address."""
    from dragoman.intake.url import fetch  # noqa: PLC0415 - the web client is loaded only where it is needed

    try:
        page = fetch(url, allow_private=settings.allow_private)
    except InputError as error:
        yield error
        return
    by_type = Kind.HTML if page.content_type in HTML_TYPES else Kind.JSONL if page.content_type in JSONL_TYPES else None
    kind = settings.kind or by_type or kind_of_content(page.data)
    yield from read_bytes(page.data, url, settings, kind=kind, url=page.url, charset=page.charset)


def read_bytes(
    data: bytes,
    source: str,
    settings: Intake,
    *,
    kind: Kind | None = None,
    url: str | None = None,
    charset: str | None = None,
    size: int | None = None,
) -> Iterator[Document | InputError]:
    """The documents that some bytes hold; `size` is that of the whole, where `data` may be its beginning only."""
    kind = kind or settings.kind or kind_of_content(data)
    if kind is Kind.TEXT and settings.kind is None and kind_of_content(data) is Kind.HTML:
        kind = Kind.HTML
    if kind is Kind.JSONL:
        yield from nonempty(documents_from_jsonl(data.splitlines(), source, published=settings.published), source)
        return
    try:
        if size is not None and size > MAX_DOCUMENT:
            raise too_large(source, size)
        text = decode(data, source, encoding=settings.encoding or charset, html=kind is Kind.HTML)
        if kind is Kind.HTML:
            yield document_from_html(text, source, url=url, published=settings.published)
        else:
            yield document_from_text(text, url=url, published=settings.published)
    except InputError as error:
        yield error


def nonempty(documents: Iterable[Document | InputError], source: str) -> Iterator[Document | InputError]:
    """The same documents, or an error where there are none."""
    empty = True
    for document in documents:
        empty = False
        yield document
    if empty:
        yield InputError(source, "empty", "give JSON Lines with a document a line")
