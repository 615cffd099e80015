"""The fields of a document as files have them (contract section 0), and the document that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime

import msgspec

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT, too_large
from dragoman.intake.text import document_from_text
from dragoman.model.document import Document


class Fields(msgspec.Struct):
    """The fields that are read; others are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None


def document_from_fields(fields: Fields, place: str, published: date | None) -> Document | InputError:
    """One document, or what is wrong with its fields; `published` is the day of one that brings none."""
    if not fields.text.strip():
        return InputError(place, 'empty "text"', "give the text of the report")
    if len(fields.text) > MAX_DOCUMENT:
        return too_large(place)
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
    """The day of an ISO 8601 date or time, or of a date as letters and feeds write it ("Tue, 04 Aug 2015 10:00:00 GMT").

    Raises:
        ValueError: for anything else.
    """
    if not text or not text.strip():
        return None
    text = text.strip()
    if text[:1].isalpha():
        return parsedate_to_datetime(text).date()
    return datetime.fromisoformat(text).date() if len(text) > 10 else date.fromisoformat(text)


def nonempty(documents: Iterable[Document | InputError], source: str, remedy: str) -> Iterator[Document | InputError]:
    """The same documents, or an error where there are none."""
    empty = True
    for document in documents:
        empty = False
        yield document
    if empty:
        yield InputError(source, "empty", remedy)
