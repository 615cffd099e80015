"""JSON Lines: one document a line, with `text` and whatever is known of its publication (contract section 0)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

import msgspec

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT
from dragoman.intake.fields import Fields, document_from_fields
from dragoman.model.document import Document

MAX_LINE = 2 * MAX_DOCUMENT
DECODER = msgspec.json.Decoder(Fields)


def documents_from_jsonl(file: BinaryIO, source: str, *, published: date | None = None) -> Iterator[Document | InputError]:
    """The documents of JSON Lines in order; an error that names the line stands for each that cannot be read."""
    for number, line in enumerate(lines_of(file), 1):
        if line.strip():
            yield document_from_line(line, f"{source}:{number}", published)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines one by one; of one that is longer than `MAX_LINE` only that much and a byte, so that memory is bounded."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)


def document_from_line(line: bytes, place: str, published: date | None) -> Document | InputError:
    """One document, or what is wrong with its line."""
    if len(line) > MAX_LINE:
        return InputError(place, f"a line of more than {MAX_LINE // 1_000_000} MB", "split it")
    try:
        fields = DECODER.decode(line.removeprefix(b"\xef\xbb\xbf").strip())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return InputError(place, f"not a document: {error}", 'write one JSON object a line, with at least "text"')
    return document_from_fields(fields, place, published)
