"""Web archives (WARC, as Common Crawl and CC-NEWS publish them): the reports in the pages that they hold.

The frames of records are read here, so that every byte is accounted for: a library that looks for the next good
record by itself does not say what it passed over. What is inside a record, HTTP with its transfer and content
encodings, fastwarc reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT, decode
from dragoman.intake.html import document_from_html
from dragoman.intake.packed import CHUNK
from dragoman.model.document import Document

MAX_RECORD = 10_000_000
MAX_HEADER = 1 << 15
HTML_TYPES = ("text/html", "application/xhtml+xml")
VERSION = b"WARC/"
NEXT_RECORD = re.compile(rb"\r?\n\r?\nWARC/[01]\.")
CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
RESPONSE = re.compile(rb"^warc-type:[ \t]*response[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
HTTP = re.compile(rb"^warc-target-uri:[ \t]*<?https?:", re.IGNORECASE | re.MULTILINE)
REMEDY = "fetch the archive again; the other records are read"


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as a record holds it."""

    url: str | None
    charset: str | None
    data: bytes


class Archive:
    """A stream of which bytes can be given back, read record by record."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.back = b""

    def line(self) -> bytes:
        """The next line, or a stretch of an overlong one; nothing at the end."""
        end = self.back.find(b"\n") + 1
        if end:
            line, self.back = self.back[:end], self.back[end:]
            return line
        line, self.back = self.back, b""
        return line + self.file.readline(MAX_HEADER)

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end; of more than `MAX_RECORD` that many, and the rest is passed over."""
        kept = min(size, MAX_RECORD)
        data, self.back = self.back[:kept], self.back[kept:]
        data += self.file.read(kept - len(data))
        left = size - len(data)
        passed, self.back = len(self.back[:left]), self.back[left:]
        left -= passed
        while len(data) == kept and left > 0 and (chunk := self.file.read(min(left, CHUNK))):
            left -= len(chunk)
        return data

    def give_back(self, data: bytes) -> None:
        """Lets `data` be read again."""
        self.back = data + self.back


def documents_from_warc(
    file: BinaryIO, source: str, *, published: date | None = None, encoding: str | None = None
) -> Iterator[Document | InputError]:
    """The reports of an archive's web pages in order; an error that names the record for what is broken or holds no report.

    Requests, pictures, pages that were not found and the like are passed over. Records count from 1.
    """
    for number, record in enumerate(records_of(Archive(file), source), 1):
        place = f"{source}, record {number}"
        if isinstance(record, InputError):
            yield InputError(place, record.problem, record.remedy)
            continue
        try:
            page = find_page(record, place)
            if page is not None:
                place = f"{place} ({page.url})" if page.url else place
                text = decode(page.data, place, encoding=encoding or page.charset, html=True)
                yield document_from_html(text, place, url=page.url, published=published)
        except InputError as error:
            yield error


def records_of(archive: Archive, source: str) -> Iterator[bytes | InputError]:
    """The records as they lie there, and an error for each stretch that is none."""
    stray = 0
    while True:
        try:
            line = archive.line()
            if line and not line.startswith(VERSION):
                stray += len(line) if line.strip() else 0
                continue
            if stray:
                yield InputError(source, f"{stray} bytes that belong to no record", REMEDY)
                stray = 0
            if not line:
                return
            yield read_record(archive, line, source)
        except InputError as error:
            yield error


def read_record(archive: Archive, version: bytes, source: str) -> bytes | InputError:
    """The record that begins with the line `version`, or what is wrong with it."""
    header = version
    while (line := archive.line()).strip():
        if line.startswith(VERSION):
            archive.give_back(line)
            return InputError(source, "a record that breaks off in its header", REMEDY)
        header += line
        if len(header) > MAX_HEADER:
            return InputError(source, f"a header of more than {MAX_HEADER} bytes", REMEDY)
    length = CONTENT_LENGTH.search(header)
    if length is None:
        return InputError(source, "a record without Content-Length", REMEDY)
    size = int(length[1])
    body = archive.take(size)
    if len(body) < min(size, MAX_RECORD):
        problem = f"a record that breaks off after {len(body)} of {size} bytes"
    elif (after := archive.line()).strip():
        archive.give_back(after)
        problem = "a record of another length than it says"
    else:
        return header + b"\r\n" + body
    if following := NEXT_RECORD.search(body):  # a writer that was stopped and went on behind the broken record
        archive.give_back(body[following.end() - len(b"WARC/1.") :])
    return InputError(source, problem, REMEDY)


def find_page(record: bytes, place: str) -> Page | None:
    """The page in a record, None for a record of another sort.

    Raises:
        InputError: for a response that is no HTTP, and for a page that is too large or cannot be unpacked.
    """
    header = record.partition(b"\r\n\r\n")[0]
    if not RESPONSE.search(header) or not HTTP.search(header):
        return None
    from fastwarc import WarcRecord  # noqa: PLC0415 - needed for archives alone

    try:
        response = WarcRecord.from_bytes(record + b"\r\n\r\n")
        response.parse_http(auto_decode="all", strict_mode=False)
        if response.http_headers is None or response.http_headers.status_code is None:
            raise InputError(place, "a response that is no HTTP", REMEDY)
        if response.http_content_type not in HTML_TYPES or response.http_headers.status_code != 200:
            return None
        data = response.reader.read(MAX_DOCUMENT + 1)
    except (OSError, ValueError) as error:
        raise InputError(place, f"a response that cannot be unpacked ({error})", REMEDY) from error
    url = response.headers.get("WARC-Target-URI")
    return Page(url.strip("<>") if url else None, response.http_charset, data)
