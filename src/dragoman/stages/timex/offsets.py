"""Events dated by another: "a day after the raid", "two weeks before he resigned"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dragoman.model.syntax import Parse, Token
from dragoman.model.when import Grain, When
from dragoman.stages.timex.attachment import CLAUSES
from dragoman.stages.timex.lexicon import TimeLexicon

UNITS = {"day": 1, "week": 7}
SIDES = {"after": -1, "following": -1, "before": 1}
ONE = ("a", "an", "the", "one")


def find_offset(parse: Parse, head: int, lexicon: TimeLexicon) -> timedelta | None:
    """How far an event lies from the clause that is said to come so long after or before it, None where nothing says so.

    In "agreed on Friday, a day after they met" the meeting lies one day before the agreement.
    """
    token = parse.tokens[head]
    for above in (token, *parse.ancestors(head)):
        for link in linking_words(parse, above):
            days = counted_days(parse, link, lexicon)
            if days is not None:
                return timedelta(days=days * SIDES[link.lemma])
        if above.dep in CLAUSES and above.dep not in ("pcomp", "conj"):
            return None
    return None


def linking_words(parse: Parse, token: Token) -> list[Token]:
    """The words "after" and "before" that open the clause or the phrase of a token.

    Where the counted unit opens the clause, parsers hang them on the unit: "a day" of "a day after a judge ordered it".
    """
    openers = list(parse.dependants(token.index, "mark"))
    for unit in parse.dependants(token.index, "npadvmod"):
        if unit.index < token.index:
            openers += parse.dependants(unit.index, "prep")
    found = [child for child in openers if child.lemma in SIDES]
    return [*found, token] if token.lemma in SIDES else found


def counted_days(parse: Parse, link: Token, lexicon: TimeLexicon) -> int | None:
    """The number of days named right before "after" or "before"."""
    if link.index < 2:
        return None
    unit, count = parse.tokens[link.index - 1], parse.tokens[link.index - 2]
    if unit.lemma not in UNITS:
        return None
    text = count.text.lower()
    if text in ONE:
        return UNITS[unit.lemma]
    if text.isdecimal() and len(text) < 3:
        return int(text) * UNITS[unit.lemma]
    entry = lexicon.entries.get(text)
    return entry.number * UNITS[unit.lemma] if entry and entry.letter == "w" else None


def moved(when: When, offset: timedelta) -> When | None:
    """A single day moved by an offset; None for a longer stretch."""
    if when.first != when.last:
        return None
    day = when.first + offset
    return replace(when, first=day, last=day, grain=Grain.DAY)
