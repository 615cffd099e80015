"""Dates that count from another: from the day of publication, or from the last day that the text named."""

from __future__ import annotations

from dragoman.stages.timex.calendar import CLOCK_UNITS, STEPS, UNKNOWN, shift, unit_value
from dragoman.stages.timex.context import (
    Context,
    Found,
    Lean,
    Rule,
    Value,
    dated,
    news_weekday,
    rule,
    unit_date,
    weekday_near,
)
from dragoman.stages.timex.narrative import year_before
from dragoman.stages.timex.numbers import ONE, duration_value, to_number_value


def with_part(day: str, part: str) -> Value:
    """A day, or the part of it that is named: MO, AF, EV, NI, or a time of the clock."""
    if not part:
        return Value("DATE", day)
    return Value("TIME", f"{day}T{part}")


def from_today(found: Found, context: Context) -> Value | None:
    """Yesterday, tomorrow night."""
    part = found.name("part") or found.name("before")
    if context.published is None:
        return with_part(UNKNOWN["day"], part)
    return with_part(shift(context.published, "day", found.number("day")).isoformat(), part)


def tonight(found: Found, context: Context) -> Value | None:
    """Tonight, and overnight, which is the night before."""
    day = shift(context.published, "day", found.number("night")).isoformat() if context.published else UNKNOWN["day"]
    return with_part(day, "NI")


def part_of_day(found: Found, context: Context) -> Value | None:
    """Last night, this morning, the morning."""
    part = found.name("part")
    base = context.published if found.letter("relative") in ("l", "T") else context.narrative
    if base is None:
        return with_part(UNKNOWN["day"], part)
    return with_part(shift(base, "day", STEPS.get(found.letter("relative"), 0)).isoformat(), part)


def weekday(found: Found, context: Context) -> Value | None:
    """Tuesday, last Tuesday, Tuesday night; Tuesdays and Tuesday nights are sets."""
    part, number, base = found.name("part") or found.name("before"), found.number("weekday"), context.published
    if found.text("weekday").endswith("days") or found.text("part").endswith("s"):
        return Value("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if base is None:
        return with_part(f"XXXX-WXX-{number}", part)
    relative = found.letter("relative")
    lean = {"l": Lean.BACK, "z": Lean.BACK, "e": Lean.FORWARD}.get(relative, context.lean)
    if relative in ("l", "e", "z"):
        return with_part(weekday_near(shift(base, "day", STEPS[relative]), number, lean).isoformat(), part)
    return with_part(news_weekday(base, number, lean).isoformat(), part)


def weekday_of_week(found: Found, context: Context) -> Value | None:
    """Tuesday of last week, last week on Tuesday."""
    base, number = context.published, found.number("weekday")
    if base is None or found.name("unit") != "week":
        return None
    monday = shift(weekday_near(base, 1, Lean.BACK), "week", STEPS[found.letter("relative")])
    return dated(shift(monday, "day", number - 1).isoformat())


def relative_unit(found: Found, context: Context) -> Value | None:
    """Last week, this year, the current quarter, next month; a clock's unit gives none.

    This weekend is the last one where the tense says so, or on a Monday or Tuesday unless the tense looks ahead.
    """
    unit, relative, base = found.name("unit"), found.letter("relative"), context.published
    if unit in CLOCK_UNITS or found.number("unit") == 2 or (unit == "day" and relative in ("l", "T")):
        return None
    if unit == "day" and relative == "e":
        base = context.narrative
    if relative == "z" and unit not in ("year", "quarter", "weekend"):
        return Value("DURATION", duration_value((ONE,), context.lexicon.durations[unit]))
    is_over = context.lean is Lean.BACK or (context.lean is Lean.NONE and base is not None and base.isoweekday() < 3)
    if relative == "T" and unit == "weekend" and is_over and base:
        return dated(unit_value(unit, weekday_near(base, 6, Lean.BACK)))
    return unit_date(unit, base, STEPS[relative])


def ago(found: Found, context: Context) -> Value | None:
    """Two days ago, a year ago, months ago."""
    unit = found.name("unit")
    count = to_number_value(found.words("count"))
    if unit in CLOCK_UNITS:
        return Value("TIME", f"{context.published.isoformat() if context.published else UNKNOWN['day']}")
    if count is None:
        return Value("DATE", "PAST_REF")
    if unit == "year" and count == 1 and (value := year_before(context)):
        return value
    if unit in ("decade", "century"):
        unit, count = "year", count * context.lexicon.durations[unit].factor
    return unit_date(unit, context.published, -count)


def the_weekend(found: Found, context: Context) -> Value | None:
    """The weekend: the last one, unless the tense asks for the next."""
    if found.name("unit") != "weekend":
        return None
    base = context.published
    if base is None:
        return dated(UNKNOWN["weekend"])
    return dated(unit_value("weekend", weekday_near(base, 7 if context.lean is Lean.FORWARD else 6, context.lean)))


def year_end(found: Found, context: Context) -> Value | None:
    """Year-end, the year's end."""
    is_early = context.published is not None and context.published.month < 7
    step = -1 if context.lean is Lean.BACK and (is_early or found.before in context.lexicon.backward_signals) else 0
    return unit_date(found.name("unit"), context.published, step)


def elliptic_year(found: Found, context: Context) -> Value | None:
    """Last, of "more this year than last"."""
    return unit_date("year", context.published, STEPS[found.letter("relative")])


def from_now(found: Found, context: Context) -> Value | None:
    """Two years from now."""
    count = to_number_value(found.words("count"))
    if count is None or found.name("unit") in CLOCK_UNITS:
        return Value("DATE", "FUTURE_REF")
    return unit_date(found.name("unit"), context.published, count)


def reference_adjective(found: Found, context: Context) -> Value | None:
    """Recent talks, the current crisis, the past."""
    if found.words("the") and found.text("adjective") == "past":
        return Value("DATE", "PAST_REF")
    name = context.lexicon.reference_adjectives.get(found.text("adjective"))
    return Value("DATE", name) if name and not found.words("the") else None


def that_time(_found: Found, context: Context) -> Value | None:
    """That time: the stretch of time just named, else some time in the past."""
    return Value("DURATION", context.stretch) if context.stretch else Value("DATE", "PAST_REF")


def fixed_reference(found: Found, _context: Context) -> Value | None:
    """Now, recently, the future; a while, which is a stretch of time."""
    name = found.name("reference")
    return Value("DURATION" if name.startswith("PX") else "DATE", name)


def then(found: Found, context: Context) -> Value | None:
    """Then: after "until" the day last named, else some time in the past."""
    if context.anchor and found.before in context.lexicon.forward_signals:
        return dated(context.anchor.isoformat())
    return Value("DATE", "PAST_REF")


def earlier(_found: Found, _context: Context) -> Value | None:
    """Earlier, of "earlier cuts"."""
    return Value("DATE", "PAST_REF")


RULES: tuple[Rule, ...] = (
    rule("from today", r"%mod(?:(?P<before>P))?(?P<day>X)(?P<part>P)?", from_today),
    rule("tonight", r"%mod(?P<night>N)", tonight),
    rule("part of day", r"%mod(?P<relative>[lT])(?P<part>P)", part_of_day),
    rule("part of the next day", r"t(?P<relative>[epf])(?P<part>P)", part_of_day),
    rule("part of the day", r"%mod(?P<relative>[th])?(?P<part>P)", part_of_day, loose=True),
    rule("weekend", r"%modt?(?P<unit>U)(?=[^Og]|$)", the_weekend, needs_lean=True),
    rule("year end", r"%mod(?P<unit>Y)-?'?B", year_end, needs_lean=True),
    rule(
        "weekday",
        r"%mod(?:(?P<before>P)O?)?(?:T(?=z))?(?P<relative>[lTez])?(?P<weekday>W)(?P<part>P)?",
        weekday,
        needs_lean=True,
    ),
    rule("weekday of a week", r"%mod(?P<weekday>W)O?(?P<relative>[lTe])(?P<unit>U)", weekday_of_week),
    rule("relative unit", r"%modt?(?P<relative>[lTez])F?(?P<unit>[YGU])", relative_unit, needs_lean=True),
    rule("ago", r"q*(?P<count>%count)-?j?(?P<unit>[YGU])q?g", ago),
    rule("units ago", r"q?(?P<count>Q?)(?P<unit>[YGU])g", ago),
    rule("reference adjective", r"(?P<the>t)?(?P<adjective>[zT])", reference_adjective),
    rule("a year by one word", r"(?P<relative>[le])", elliptic_year, loose=True),
    rule("then", r"(?P<then>3)", then, loose=True),
    rule("earlier", r"(?P<earlier>b)", earlier, loose=True),
    rule("that time", r"h(?P<time>u)", that_time),
    rule("from now", r"q?(?P<count>%count)j?(?P<unit>[YGU])\+", from_now),
    rule("reference", r"(?P<reference>R)", fixed_reference),
)
