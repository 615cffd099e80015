"""Sentences and their dependency parses, in the labels of spaCy's English models (ClearNLP dependencies, Penn tags)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from dragoman.model.span import Span


class InSentence(Protocol):
    """Anything that stands in one sentence."""

    @property
    def sentence(self) -> int:
        """The number of the sentence."""
        ...


T = TypeVar("T", bound=InSentence)


def by_sentence(items: Iterable[T], count: int) -> tuple[tuple[T, ...], ...]:
    """The items of each of `count` sentences, in their order."""
    table: list[list[T]] = [[] for _ in range(count)]
    for item in items:
        table[item.sentence].append(item)
    return tuple(map(tuple, table))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or headline; `index` counts from 0 in text order, `block` numbers the paragraph that holds it."""

    index: int
    block: int
    span: Span
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parse; `index` and `head` count within the sentence, and a root is its own head."""

    index: int
    span: Span
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str = ""


@dataclass(frozen=True)
class Parse:
    """The dependency tree of one sentence; tokens in order, white space left out, several roots possible."""

    sentence: int
    tokens: tuple[Token, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indexes of its dependants, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        return tuple(tuple(children) for children in below)

    def dependants(self, index: int, *deps: str) -> Iterator[Token]:
        """The dependants of a token, only those with one of `deps` where any is given."""
        for child in self.children[index]:
            if not deps or self.tokens[child].dep in deps:
                yield self.tokens[child]

    def ancestors(self, index: int) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        token = self.tokens[index]
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subtree(self, index: int) -> tuple[int, ...]:
        """A token and all below it, as indexes in text order."""
        found, queue = [], [index]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(self.children[current])
        return tuple(sorted(found))

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """The tokens coordinated after this one ("A, B and C": B and C for A), in text order."""
        found: list[int] = []
        for child in self.dependants(index, "conj"):
            found.append(child.index)
            found.extend(self.conjuncts(child.index))
        return tuple(found)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character offset of the document, if one does."""
        return next((token for token in self.tokens if token.span.start <= offset < token.span.end), None)
