"""What an expression is read against: the day of publication, what the text has dated so far, and the verb's tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from dragoman.stages.timex.calendar import UNKNOWN, days_of, shift, unit_value
from dragoman.stages.timex.lexicon import TimeLexicon
from dragoman.stages.timex.words import Line, Word

PERIOD = re.compile(r"\d{4}(?:-Q\d|-\d\d|-H\d)?")


class Lean(IntEnum):
    """Which way a date without a year, or a bare weekday, is to be looked for."""

    BACK = -1
    NONE = 0
    FORWARD = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 type and value.

    An aside ("a year earlier") is compared with the period at hand and does not become it; `period` is the period that a
    duration turns to ("the nine months" of a year's accounts).
    """

    kind: str
    value: str
    is_aside: bool = False
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What has been settled before the expression at hand.

    `published` is the day that "yesterday" counts from, `anchor` the last day that the text named and "the next day"
    counts from, `period` the value of the last quarter, month or year named, `latest` the first day of the last date named,
    however long, and `stretch` the last duration, unless a date was named since.
    """

    lexicon: TimeLexicon
    published: date | None
    anchor: date | None = None
    period: str | None = None
    latest: date | None = None
    stretch: str | None = None
    lean: Lean = Lean.NONE

    @property
    def narrative(self) -> date | None:
        """The day that the story stands at: the last one named, else the day of publication."""
        return self.anchor or self.published

    def after(self, value: Value) -> Context:
        """The context once an expression has got its value."""
        if value.kind == "DURATION":
            return replace(self, stretch=value.value, period=value.period or self.period)
        if value.is_aside or value.kind not in ("DATE", "TIME"):
            return self
        when = days_of(value.value)
        if when is None:
            return self
        after = replace(self, latest=when.first, stretch=None)
        if when.first == when.last:
            return replace(after, anchor=when.first)
        return replace(after, period=value.value) if PERIOD.fullmatch(value.value) else after

    def quarter_at_hand(self) -> str | None:
        """The quarter that the text is about, None where the last period named was of another length."""
        return self.period if self.period and "-Q" in self.period else None


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match: the words of each named group."""

    line: Line
    match: re.Match[str]

    def words(self, group: str) -> tuple[Word, ...]:
        """All words of a group; none where the group did not match or the rule has no such group."""
        if group not in self.match.re.groupindex:
            return ()
        start, end = self.match.span(group)
        return self.line.words[start:end] if start >= 0 else ()

    def word(self, group: str) -> Word | None:
        """The first word of a group, if it matched anything."""
        return next(iter(self.words(group)), None)

    def number(self, group: str) -> int:
        """The number of a group's first word, 0 where it matched nothing."""
        word = self.word(group)
        return word.number if word else 0

    def name(self, group: str) -> str:
        """The lexicon name of a group's first word, "" where it matched nothing."""
        word = self.word(group)
        return word.name if word else ""

    def text(self, group: str) -> str:
        """The first word of a group in small letters, "" where it matched nothing."""
        word = self.word(group)
        return word.text if word else ""

    @property
    def before(self) -> str:
        """The word before the match in small letters, "" where the match opens the sentence."""
        first = self.match.start()
        return self.line.words[first - 1].text if first else ""

    @property
    def following(self) -> tuple[Word, ...]:
        """The words of the sentence after the match."""
        return self.line.words[self.match.end() :]

    def letter(self, group: str) -> str:
        """The letter of a group's first word, "" where it matched nothing."""
        word = self.word(group)
        return word.letter if word else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over signatures, and what its match is worth; `build` gives None where the words turn out to be no date.

    `needs_lean` marks rules whose value depends on the tense of the verb. A `loose` rule is too free to find expressions
    with; it gives a value to words that somebody else has marked.
    """

    name: str
    pattern: re.Pattern[str]
    build: Callable[[Found, Context], Value | None]
    needs_lean: bool = False
    loose: bool = False


# Pieces that the patterns share.
PIECES = {
    "%mod": "(?:q?(?:t?BO-?|q?tE-?|E-?i?t?|[br]it|b)?-?)",
    "%num": "(?:[dny]k?|k|w(?:-?w)*)",
    "%count": "(?:a?QO?Q?|a?(?:[dny]k?|k|w(?:-?w)*)|a)",
}


def rule(
    name: str,
    pattern: str,
    build: Callable[[Found, Context], Value | None],
    *,
    needs_lean: bool = False,
    loose: bool = False,
) -> Rule:
    """A rule from a pattern in which `%mod`, `%num` and `%count` stand for what PIECES says."""
    for piece, meaning in PIECES.items():
        pattern = pattern.replace(piece, meaning)
    return Rule(name, re.compile(pattern), build, needs_lean, loose)


def dated(value: str | None) -> Value | None:
    """A DATE with that value."""
    return Value("DATE", value) if value else None


def unit_date(unit: str, base: date | None, count: int) -> Value:
    """The unit that lies `count` units after `base`; with X for every digit where there is no base."""
    if base is None:
        return Value("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"))
    return Value("DATE", unit_value(unit, shift(base, unit, count)))


def nearest(candidates: Sequence[date], base: date, lean: Lean) -> date:
    """The candidate closest to `base`: in the direction of `lean` where it has one, else rather before than after."""
    fitting = [day for day in candidates if (day - base).days * lean >= 0]
    return min(fitting or candidates, key=lambda day: max((base - day).days, ((day - base).days * 3) // 2))


def weekday_near(base: date, weekday: int, lean: Lean) -> date:
    """The weekday (1 is Monday) closest to `base`: not after it, unless `lean` is forward, then not before."""
    if lean is Lean.FORWARD:
        return base + timedelta(days=(weekday - base.isoweekday()) % 7)
    return base - timedelta(days=(base.isoweekday() - weekday) % 7)


def news_weekday(base: date, weekday: int, lean: Lean) -> date:
    """The weekday that a report of the day `base` means.

    A weekday that is one day off in the wrong direction is that day all the same: reports are stamped a day early or late
    in another time zone, and the day six days away is called by its date, or "last Friday".
    """
    day = weekday_near(base, weekday, lean)
    distance = (day - base).days
    return day if abs(distance) < 6 else base - timedelta(days=distance // 6)
