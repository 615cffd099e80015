"""What a user names to streams: files, folders, addresses, standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import InputError
from dragoman.intake.bytes import Kind, kind_of_name
from dragoman.intake.folder import files_in
from dragoman.intake.settings import Intake
from dragoman.intake.stream import Origin, read_stream
from dragoman.model.document import Document

STANDARD_INPUT = "-"
SCHEMES = ("http:", "https:")
MAX_FETCHED = 20_000_000
TYPES = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "application/jsonl": Kind.JSONL,
    "application/x-ndjson": Kind.JSONL,
    "application/x-jsonlines": Kind.JSONL,
    "text/csv": Kind.CSV,
    "text/tab-separated-values": Kind.TSV,
    "application/vnd.apache.parquet": Kind.PARQUET,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
    "application/warc": Kind.WARC,
    "application/x-warc": Kind.WARC,
}


class Watched(io.FileIO):
    """A file that tells how much of it is read."""

    def __init__(self, path: Path, took: Callable[[int], None]) -> None:
        super().__init__(path)
        self.took = took

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one reading goes, and tells how far."""
        size = super().readinto(buffer) or 0
        self.took(size)
        return size


def read_inputs(inputs: Sequence[str], settings: Intake) -> Iterator[Document | InputError]:
    """The documents of all inputs in order, and in its place an error for each that cannot be read."""
    settings = replace(settings, say=once(settings.say))
    for source in inputs:
        for item in read_input(source, settings):
            if settings.language and isinstance(item, Document):
                yield replace(item, language=settings.language)
            else:
                yield item


def read_input(source: str, settings: Intake) -> Iterator[Document | InputError]:
    """The documents of one input."""
    if source == STANDARD_INPUT:
        yield from read_stream(sys.stdin.buffer, Origin("standard input"), settings)
    elif is_address(source):
        yield from read_url(source, settings)
    else:
        yield from read_path(source, settings)


def is_address(source: str) -> bool:
    """True for what is no path but an address, also of a scheme that is refused."""
    return source.lower().startswith(SCHEMES) or "://" in source


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
        problem = "no .txt, .html, .jsonl, .csv, .parquet, .xml or .warc file in it"
        yield InputError(str(folder), problem, "give a folder with reports, or the files themselves")


def read_file(path: Path, settings: Intake) -> Iterator[Document | InputError]:
    """The documents of one file."""
    source = str(path)
    follow = follower("", settings) if settings.follow else None
    try:
        with io.BufferedReader(Watched(path, settings.took)) as file:
            yield from read_stream(file, Origin(source, kind_of_name(path.name), follow=follow), settings)
    except FileNotFoundError:
        yield InputError(source, "no such file", "check the path")
    except OSError as error:
        yield InputError(source, f"cannot be read ({error.strerror})", "check the file and its permissions")


def read_url(url: str, settings: Intake, *, found_in: str | None = None) -> Iterator[Document | InputError]:
    """The documents behind an address that was typed, or found in a feed of that address ("" for a file)."""
    from dragoman.intake.url import fetch  # noqa: PLC0415 - the web client is loaded only where it is needed

    try:
        page = fetch(url, found_in=found_in, allow_private=settings.allow_private, max_bytes=MAX_FETCHED)
    except InputError as error:
        yield error
        return
    kind = TYPES.get(page.content_type) or kind_of_name(PurePosixPath(urlsplit(page.url).path).name)
    follow = follower(url, settings) if settings.follow else None
    yield from read_stream(io.BytesIO(page.data), Origin(url, kind, page.url, page.charset, follow), settings)


def follower(feed: str, settings: Intake) -> Callable[[str], Iterator[Document | InputError]]:
    """Reads what lies at an address found in the feed, and follows nothing from there on."""
    once_only = replace(settings, follow=False, kind=None, encoding=None)
    return lambda link: read_url(link, once_only, found_in=feed)


def bytes_of(inputs: Sequence[str]) -> int | None:
    """The size of all inputs together, in bytes; None where one of them is no file and no folder, or is missing."""
    sizes = []
    for source in inputs:
        path = Path(source)
        try:
            if source == STANDARD_INPUT or is_address(source) or not path.exists():
                return None
            files = files_in(path) if path.is_dir() else (path,)
            sizes += [file.stat().st_size for file in files if isinstance(file, Path)]
        except (OSError, ValueError):
            return None
    return sum(sizes)


def once(say: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """Says each remark for the first source of which it is true."""
    said: set[str] = set()

    def say_new(source: str, remark: str) -> None:
        if remark not in said:
            said.add(remark)
            say(source, remark)

    return say_new
