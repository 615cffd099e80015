"""A document's text with its sentences, looked up by offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.model.span import Span
from dragoman.model.syntax import Sentence


@dataclass(frozen=True)
class Page:
    """The text of a document and its sentences in text order."""

    text: str
    sentences: Sequence[Sentence]

    @cached_property
    def starts(self) -> list[int]:
        """Where the sentences begin."""
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character, or None."""
        place = bisect_right(self.starts, offset) - 1
        if place < 0 or offset >= self.sentences[place].span.end:
            return None
        return self.sentences[place]

    def touched(self, span: Span) -> Sequence[Sentence]:
        """The sentences that share a character with `span`."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        last = bisect_left(self.starts, span.end)
        return [sentence for sentence in self.sentences[first:last] if sentence.span.overlaps(span)]
