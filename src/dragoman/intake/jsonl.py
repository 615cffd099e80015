"""JSON Lines: one document a line, with `text` and whatever is known of its publication (contract section 0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT
from dragoman.intake.text import document_from_text
from dragoman.model.document import Document


class Line(msgspec.Struct):
    """The fields of a line that are read; others are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None


DECODER = msgspec.json.Decoder(Line)


def documents_from_jsonl(
    lines: Iterable[bytes], source: str, *, published: date | None = None
) -> Iterator[Document | InputError]:
    """The documents of JSON Lines in order; an error that names the line stands for each that cannot be read."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield document_from_line(line, f"{source}:{number}", published)


def document_from_line(line: bytes, place: str, published: date | None) -> Document | InputError:
    """One document, or what is wrong with its line."""
    if len(line) > MAX_DOCUMENT:
        return InputError(
            place, f"a line of {len(line) / 1e6:.0f} MB", f"split it; up to {MAX_DOCUMENT // 1_000_000} MB are read"
        )
    try:
        fields = DECODER.decode(line.removeprefix(b"\xef\xbb\xbf").strip())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return InputError(place, f"not a document: {error}", 'write one JSON object a line, with at least "text"')
    if not fields.text.strip():
        return InputError(place, 'empty "text"', "give the text of the report")
    try:
        day = parse_published(fields.published) or published
    except ValueError:
        return InputError(place, f'"published" is no date: {fields.published}', "write it in ISO 8601, such as 2015-08-04")
    return document_from_text(
        fields.text,
        id=str(fields.id) if fields.id is not None else None,
        title=fields.title,
        url=fields.url,
        source=fields.source,
        published=day,
        language=fields.language,
    )


def parse_published(text: str | None) -> date | None:
    """The day of an ISO 8601 date or time.

    Raises:
        ValueError: for anything else.
    """
    if not text or not text.strip():
        return None
    text = text.strip()
    return datetime.fromisoformat(text).date() if len(text) > 10 else date.fromisoformat(text)
