"""How long and how often: durations and sets."""

from __future__ import annotations

import re

from dragoman.stages.timex.context import Context, Found, Rule, Value, rule
from dragoman.stages.timex.numbers import ONE, duration_value

# "The 1988 quarter" is no number of quarters.
LIKELY_YEARS = range(1900, 2100)
# Months that accounts are given for, counted from the beginning of the year.
MONTHS_OF_ACCOUNTS = ("P6M", "P9M")


def duration(found: Found, context: Context) -> Value | None:
    """Three years, two-day, a year and a half, the next few months; "one day" after "will" is some day to come."""
    count = found.words("count")
    if count[0].letter == "y" and count[0].number in LIKELY_YEARS:
        return None
    if count[0].text == "one" and found.name("unit") == "day" and found.before in context.lexicon.future_auxiliaries:
        return Value("DATE", "FUTURE_REF")
    half = bool(found.words("half") or found.words("after"))
    value = duration_value(count, context.lexicon.durations[found.name("unit")], half=half)
    is_account = found.words("the") and value in MONTHS_OF_ACCOUNTS and context.published
    return Value("DURATION", value, period=f"{context.published.year:04}" if is_account and context.published else None)


def first_of_two(found: Found, context: Context) -> Value | None:
    """Two, of "two to six days"."""
    rest = found.line.signature[found.match.end() :]
    unit = re.match(r"(?:[>|-](?:[dn]|w)+)-?([YGU])", rest)
    if unit is None:
        return None
    form = context.lexicon.durations[found.following[unit.start(1)].name]
    return Value("DURATION", duration_value(found.words("count"), form))


def half_unit(found: Found, context: Context) -> Value | None:
    """Half an hour."""
    return Value("DURATION", duration_value((), context.lexicon.durations[found.name("unit")], half=True))


def units(found: Found, context: Context) -> Value | None:
    """Days, decades, recent months: a plural with no number."""
    group = "unit" if found.words("unit") else "ahead"
    if found.number(group) != 2:
        return None
    return Value("DURATION", duration_value((), context.lexicon.durations[found.name(group)]))


def one_unit(found: Found, context: Context) -> Value | None:
    """Day-long, the full month."""
    form = context.lexicon.durations[found.name("unit")]
    return Value("DURATION", duration_value((ONE,) if found.number("unit") == 1 else (), form))


def every_unit(found: Found, context: Context) -> Value | None:
    """Every two weeks, each month."""
    words = found.words("count") or (ONE,)
    return Value("SET", duration_value(words, context.lexicon.durations[found.name("unit")]))


def every_date(found: Found, _context: Context) -> Value | None:
    """Every Tuesday, each July, Sundays."""
    word = found.word("date")
    if word is None:
        return None
    forms = {
        "W": f"XXXX-WXX-{word.number}",
        "M": f"XXXX-{word.number:02}",
        "S": f"XXXX-{word.name}",
        "P": f"XXXX-XX-XXT{word.name}",
    }
    return Value("SET", forms[word.letter])


def adverb(found: Found, _context: Context) -> Value | None:
    """Daily, weekly."""
    return Value("SET", found.name("adverb"))


RULES: tuple[Rule, ...] = (
    rule(
        "duration",
        r"q*(?P<the>t?(?:[lzpefTo]|Tz|oj)|t)?(?P<count>%count)(?:(?:>|\||-)(?:%num))?-?j*-?(?P<half>&aK)?(?P<unit>[YGU])-?A?(?P<after>&aK)?q?",
        duration,
    ),
    rule("first of two numbers", r"(?P<count>[dn]|w)", first_of_two, loose=True),
    rule("half a unit", r"q?Ka?(?P<unit>[YGU])", half_unit),
    rule("units", r"q?(?:t?(?:[lzpe]|T))(?P<unit>[YGU])|t(?P<ahead>[YGU])2", units),
    rule("bare units", r"(?P<unit>[YGU])-?A?", units),
    rule("a unit long", r"(?P<unit>[YGU])-A", one_unit),
    rule("every unit", r"v(?P<count>o|%num)?(?P<unit>[YGU])", every_unit),
    rule("every date", r"v(?P<date>[WMSP])", every_date),
    rule("adverb", r"(?P<adverb>V)", adverb),
)
