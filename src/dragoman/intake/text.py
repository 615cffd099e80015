"""Plain text to a document: its id, its title, its text with nothing changed."""

from __future__ import annotations

import hashlib
from datetime import date

from dragoman.model.document import LONE_SURROGATE, Document

MAX_TITLE = 300


def document_from_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the contract's word
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Document:
    """A document of `text`, whose first line becomes the title; another title is put before the text as a line of its own.

    The id is the one given, or a hash of the text that is kept, in which U+FFFD stands for each lone surrogate.
    """
    text = LONE_SURROGATE.sub("\ufffd", text)
    first = first_line(text)
    if title and title.strip() and " ".join(title.split()) != " ".join(first.split()):
        text = f"{title.strip()}\n{text}"
    elif not title:
        title = first if first and len(first) <= MAX_TITLE and has_more_lines(text) else None
    return Document(id or text_id(text), text, title, url, source, published, language)


def first_line(text: str) -> str:
    """The first line that has anything in it, without white space around it."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def has_more_lines(text: str) -> bool:
    """True when something stands below the first line."""
    return sum(1 for line in text.splitlines() if line.strip()) > 1


def text_id(text: str) -> str:
    """A hash of the text, 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
