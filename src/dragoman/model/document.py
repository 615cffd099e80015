"""One text as published, with what is known of its publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A report; every offset in the system counts code points of `text`.

    `text` begins with the title where one is known. `published` is the day that relative dates count from.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: date | None = None
    language: str | None = None
