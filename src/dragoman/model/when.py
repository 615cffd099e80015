"""Dates of different grain, and which event they date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.model.span import Span


class Grain(StrEnum):
    """How exact a date is; `document` means that it was taken from the document's own date."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days, both ends included; `last` equals `first` for a single day."""

    first: date
    last: date
    grain: Grain

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a date that ends before it begins: {self.first} to {self.last}")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when; `value` is the TIMEX3 value ("2012-11-29", "2015-W32", "P2D"), `when` its days if it has any."""

    id: int
    sentence: int
    span: Span
    kind: str
    value: str
    when: When | None
    because: str


@dataclass(frozen=True, slots=True)
class EventTime:
    """The date of the event mention with id `event`; `expression` is None where the document's date stands in."""

    event: int
    when: When
    expression: int | None
    because: str


@dataclass(frozen=True, slots=True)
class Times:
    """What the times stage found: the expressions of the text, and a date for each event that can have one."""

    expressions: tuple[TimeExpression, ...]
    of_events: tuple[EventTime, ...]
