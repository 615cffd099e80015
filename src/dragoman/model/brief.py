"""A briefing: sentences put together from records, each with the records that it cites and their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.span import Span


class CitedKind(StrEnum):
    """What is cited."""

    RECORD = "record"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a stored document: `text` are its exact words at `span`; the sentence goes on where it is cut."""

    doc_id: str
    span: Span
    text: str
    is_cut_before: bool = False
    is_cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """What a number in brackets stands for: a record or claim, the report that holds it, and its words there."""

    number: int
    kind: CitedKind
    id: str
    quote: Quote
    publication: str | None
    title: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence without its full stop, the numbers that it cites, the words that it quotes, and who reports it.

    `more` counts records beyond those cited. `remarks` are further sentences on the same, each with what it cites.
    """

    text: str
    cites: tuple[int, ...]
    quote: Quote | None = None
    sources: tuple[str, ...] = ()
    more: int = 0
    remarks: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading: a day, a speaker, a question on which reports differ."""

    heading: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing; `empty` is what stands there when it has no lines."""

    key: str
    title: str
    groups: tuple[Group, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Bin:
    """How many events of cooperation and of conflict there are in a day, week, month or year."""

    label: str
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Cooperation and conflict through time, with a sentence on them; `unit` is what a bin is."""

    title: str
    unit: str
    bins: tuple[Bin, ...]
    line: Line | None
    empty: str
    cooperation: str
    conflict: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing; `notes` say over what and how it was made."""

    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    trend: Trend
    references_title: str
    references: tuple[Reference, ...]
