"""One text as published, with what is known of its publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A report; every offset in the system counts code points of `text`.

    `text` begins with the title where one is known. `published` is the day that relative dates count from.

    Raises:
        ValueError: when `text` has a lone surrogate, which no file can hold; `intake.text.document_from_text` replaces them.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: date | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        found = LONE_SURROGATE.search(self.text)
        if found:
            raise ValueError(f"lone surrogate at offset {found.start()} of document {self.id}; replace it by U+FFFD")
