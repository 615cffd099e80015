"""The parts of a report stitched together from several days, each of which counts from the day in its own heading.

A heading is a line that holds a day and little else ("Updated May 3, 2014"), or a dateline ("BEIRUT, May 3 (AP) —").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dragoman.model.syntax import Parse
from dragoman.model.when import TimeExpression
from dragoman.stages.timex.lexicon import TimeLexicon

PLACE = re.compile(r"[A-Z][A-Z .'/-]+(?:,[^a-z,]+|, (?:[A-Z][a-z.]+ ?){1,2})?[,(]? ?\Z")
AGENCY = re.compile(r"\)?,?\s*(?:\([^()]{2,30}\)|[A-Z][A-Za-z]+)?\s*(?:[-–—]|--)(?!\w)")
WORDS = re.compile(r"[^\W\d_]+")


def heading_day(
    text: str, parse: Parse, expressions: Iterable[TimeExpression], published: date | None, lexicon: TimeLexicon
) -> date | None:
    """The day that a sentence sets for what follows, if it is a heading; a day after `published` sets none."""
    start, end = parse.tokens[0].span.start, parse.tokens[-1].span.end
    for expression in expressions:
        when = expression.when
        if when is None or when.first != when.last or (published is not None and when.first > published):
            continue
        before, after = text[start : expression.span.start], text[expression.span.end : end]
        has_year = str(when.first.year) in expression.span.of(text)
        is_line = has_year and {word.lower() for word in WORDS.findall(f"{before} {after}")} <= lexicon.heading_words
        if is_line or (PLACE.match(before) and AGENCY.match(after)):
            return when.first
    return None


def days_of_parts(
    text: str,
    parses: Sequence[Parse],
    expressions: Mapping[int, Sequence[TimeExpression]],
    published: date | None,
    lexicon: TimeLexicon,
) -> dict[int, date | None]:
    """The day that each sentence counts from, by the sentence's index: that of the last heading, else of publication.

    `expressions` are those of each sentence.
    """
    days: dict[int, date | None] = {}
    day = published
    for parse in parses:
        found = expressions.get(parse.sentence, ())
        if found and parse.tokens:
            day = heading_day(text, parse, found, published, lexicon) or day
        days[parse.sentence] = day
    return days
