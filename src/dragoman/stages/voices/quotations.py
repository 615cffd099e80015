"""Where quotation marks open and close in running text, paragraph by paragraph.

Straight, curly, angled and TeX-like marks are read; an apostrophe is told from a single quotation mark by its neighbours. A
quotation that is not closed in its paragraph goes on in the next one when that one opens with the same sort of mark again,
as newspapers print it. Quotations inside quotations belong to the outer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from dragoman.model.span import Span
from dragoman.model.syntax import Sentence

OPENERS = {"“": "”", "«": "»", "„": "“”", '"': '"', "``": "''", "''": "''"}
LONGEST_SINGLE = 1500
MARK = re.compile(r"``|''|[“”«»„\"]")
SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–:-])|^)['‘`](?=[\w$\[])(?!\d0s|(?:em|til|tis|twas|cause|n)\b)", re.IGNORECASE)
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…\])%])['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text in quotation marks, the marks included; `is_open` where no mark closes it."""

    span: Span
    is_open: bool = False

    def inner(self, text: str) -> str:
        """The quoted words without their marks."""
        return self.span.of(text).strip("“”«»„\"'‘’` \n")


def find_quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """The outermost quotations of a document, in text order."""
    found: list[Quotation] = []
    for block in blocks_of(sentences):
        pieces = list(quotations_of(text, block))
        if found and pieces and found[-1].is_open and is_continued(text, found[-1], pieces[0], block):
            found[-1] = Quotation(Span(found[-1].span.start, pieces[0].span.end), pieces[0].is_open)
            pieces = pieces[1:]
        found.extend(pieces)
    return tuple(found)


def blocks_of(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """The spans of the paragraphs."""
    start = 0
    for position, sentence in enumerate(sentences):
        if position + 1 == len(sentences) or sentences[position + 1].block != sentence.block:
            yield Span(sentences[start].span.start, sentence.span.end)
            start = position + 1


def is_continued(text: str, before: Quotation, after: Quotation, block: Span) -> bool:
    """True when the open quotation `before` goes on as `after`, which opens the paragraph `block` with the same mark."""
    return after.span.start == block.start and text[before.span.start] == text[after.span.start]


def quotations_of(text: str, block: Span) -> Iterator[Quotation]:
    """The quotations of one paragraph: double ones, then single ones outside them."""
    doubles = list(double_quotations(text, block))
    singles: list[Quotation] = []
    start = block.start
    for quotation in (*doubles, Quotation(Span(block.end, block.end))):
        singles.extend(single_quotations(text, Span(start, max(start, quotation.span.start))))
        start = quotation.span.end
    yield from sorted([*doubles, *singles], key=lambda quotation: quotation.span)


def double_quotations(text: str, block: Span) -> Iterator[Quotation]:
    """Quotations in double marks; one that is never closed runs to the end of the paragraph."""
    opened: tuple[int, str] | None = None
    for match in MARK.finditer(text, block.start, block.end):
        mark = match.group()
        if opened is None:
            if is_opening(text, match, block):
                opened = (match.start(), OPENERS[mark])
        elif (
            mark in opened[1]
            or is_misprinted(text, match, block)
            or (mark == '"' and "”" in opened[1])
            or (mark == "”" and opened[1] == '"')
        ):
            if mark == '"' and is_reopening(text, match, block):
                continue
            yield Quotation(Span(opened[0], match.end()))
            opened = None
    if opened is not None:
        yield Quotation(Span(opened[0], block.end), is_open=True)


def is_misprinted(text: str, match: re.Match[str], block: Span) -> bool:
    """True for an opening mark where only a closing one can stand: after punctuation and before white space."""
    after = text[match.end()] if match.end() < block.end else " "
    return match.group() == "“" and text[match.start() - 1] in ",.!?" and after.isspace()


def is_opening(text: str, match: re.Match[str], block: Span) -> bool:
    """True when the mark can open a quotation: by its shape, or a straight one before a word and not after one."""
    mark = match.group()
    if mark not in OPENERS:
        return False
    before = text[match.start() - 1] if match.start() > block.start else " "
    after = text[match.end()] if match.end() < block.end else " "
    if mark in {'"', "``", "''"}:
        return not after.isspace() and (before in " \t\n([—–-:;/,'" or before.isspace() or not before.isalnum())
    return True


def is_reopening(text: str, match: re.Match[str], block: Span) -> bool:
    """True when a straight mark inside a quotation clearly opens another one: space before it, a letter after it."""
    before = text[match.start() - 1] if match.start() > block.start else " "
    after = text[match.end()] if match.end() < block.end else " "
    return before.isspace() and after.isalnum() and text.count('"', match.end(), block.end) % 2 == 0


def single_quotations(text: str, stretch: Span) -> Iterator[Quotation]:
    """Quotations in single marks that open and close inside `stretch`."""
    position = stretch.start
    while match := SINGLE_OPEN.search(text, position, stretch.end):
        end = closing_single(text, Span(match.end(), min(stretch.end, match.end() + LONGEST_SINGLE)))
        if end is None:
            position = match.end()
            continue
        yield Quotation(Span(match.start(), end))
        position = end


def closing_single(text: str, rest: Span) -> int | None:
    """Where a single quotation closes: at its first mark that is no plural possessive, else at its last.

    What looks like a possessive closes it all the same where another quotation opens before the next mark.
    """
    possible = list(SINGLE_CLOSE.finditer(text, rest.start, rest.end))
    for match, following in zip_longest(possible, possible[1:]):
        is_possessive = text[match.start() - 1] == "s" and re.match(r" [a-z]", text[match.end() : match.end() + 2])
        if not is_possessive or (following and SINGLE_OPEN.search(text, match.end(), following.start())):
            return match.end()
    return possible[-1].end() if possible else None
