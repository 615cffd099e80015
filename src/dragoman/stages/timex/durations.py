"""How long and how often: durations and sets."""

from __future__ import annotations

from dragoman.stages.timex.context import Context, Found, Rule, Value, rule
from dragoman.stages.timex.numbers import ONE, duration_value

# "The 1988 quarter" is no number of quarters.
LIKELY_YEARS = range(1900, 2100)


def duration(found: Found, context: Context) -> Value | None:
    """Three years, two-day, a year and a half, the next few months."""
    count = found.words("count")
    if count[0].letter == "y" and count[0].number in LIKELY_YEARS:
        return None
    half = bool(found.words("half") or found.words("after"))
    return Value("DURATION", duration_value(count, context.lexicon.durations[found.name("unit")], half=half))


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
        r"q*(?:t?(?:[lzpefTo]|Tz|oj)|t)?(?P<count>%count)(?:(?:>|\||-)(?:%num))?-?j*-?(?P<half>&aK)?(?P<unit>[YGU])-?A?(?P<after>&aK)?q?",
        duration,
    ),
    rule("half a unit", r"q?Ka?(?P<unit>[YGU])", half_unit),
    rule("units", r"q?(?:t?(?:[lzpe]|T))(?P<unit>[YGU])|t(?P<ahead>[YGU])2", units),
    rule("bare units", r"(?P<unit>[YGU])-?A?", units),
    rule("a unit long", r"(?P<unit>[YGU])-A", one_unit),
    rule("every unit", r"v(?P<count>o|%num)?(?P<unit>[YGU])", every_unit),
    rule("every date", r"v(?P<date>[WMSP])", every_date),
    rule("adverb", r"(?P<adverb>V)", adverb),
)
