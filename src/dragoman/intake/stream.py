"""A stream of bytes to documents: unpacks it, finds what it is, and hands it to the reader of that kind."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT, Kind, decode, kind_of
from dragoman.intake.feed import MAX_FEED, FeedSettings, Follow, documents_from_feed
from dragoman.intake.fields import nonempty
from dragoman.intake.html import document_from_html
from dragoman.intake.jsonl import documents_from_jsonl
from dragoman.intake.packed import CHUNK, look, packing_of, unpacked
from dragoman.intake.parquet import documents_from_parquet
from dragoman.intake.settings import Intake
from dragoman.intake.table import TableSettings, documents_from_csv
from dragoman.intake.text import document_from_text
from dragoman.intake.warc import documents_from_warc
from dragoman.model.document import Document


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream comes from: as the user named it, what its name or server calls it, and its address."""

    source: str
    kind: Kind | None = None
    url: str | None = None
    charset: str | None = None
    follow: Follow | None = None


def read_stream(file: BinaryIO, origin: Origin, settings: Intake) -> Iterator[Document | InputError]:
    """The documents that a stream holds, one after the other, and errors in the places of those that cannot be read."""
    try:
        head, file = look(file)
        if packing := packing_of(head):
            head, file = look(unpacked(file, packing, origin.source))
        kind = settings.kind or kind_of(head, origin.kind)
        yield from nonempty(read_kind(file, kind, origin, settings), origin.source, "give a file with reports in it")
    except InputError as error:
        yield error


def read_kind(file: BinaryIO, kind: Kind, origin: Origin, settings: Intake) -> Iterator[Document | InputError]:
    """The documents of a stream of a known kind."""
    source = origin.source
    encoding = settings.encoding or origin.charset
    table = TableSettings(settings.columns, settings.published, settings.say)
    match kind:
        case Kind.JSONL:
            yield from documents_from_jsonl(file, source, published=settings.published)
        case Kind.CSV | Kind.TSV:
            delimiter = "\t" if kind is Kind.TSV else None
            yield from documents_from_csv(file, source, table, delimiter=delimiter, encoding=encoding)
        case Kind.PARQUET:
            with tempfile.TemporaryFile() as spooled:
                yield from documents_from_parquet(seekable(file, spooled), source, table)
        case Kind.WARC:
            yield from documents_from_warc(file, source, published=settings.published, encoding=settings.encoding)
        case Kind.FEED:
            yield from documents_from_feed(
                file.read(MAX_FEED + 1), source, FeedSettings(settings.published, origin.url, origin.follow)
            )
        case Kind.HTML:
            page = decode(file.read(MAX_DOCUMENT + 1), source, encoding=encoding, html=True)
            yield document_from_html(page, source, url=origin.url, published=settings.published)
        case Kind.TEXT:
            text = decode(file.read(MAX_DOCUMENT + 1), source, encoding=encoding)
            yield document_from_text(text, url=origin.url, published=settings.published)


def seekable(file: BinaryIO, spooled: BinaryIO) -> BinaryIO:
    """The file itself where it can seek, else `spooled` with all that was in the file."""
    if file.seekable():
        return file
    shutil.copyfileobj(file, spooled, CHUNK)
    spooled.seek(0)
    return spooled
