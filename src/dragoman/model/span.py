"""Half-open stretches of a document's text, counted in Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from `start` up to, not including, `end`.

    >>> Span(4, 10).of("The Kremlin")
    'Kremli'

    Raises:
        ValueError: when `start` is negative or `end` lies before `start`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


def covering(spans: Iterable[Span]) -> Span:
    """The smallest span that contains all of `spans`.

    Raises:
        ValueError: when `spans` is empty.
    """
    pieces = list(spans)
    return Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
