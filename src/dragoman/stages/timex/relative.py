"""Dates that count from another: from the day of publication, or from the last day that the text named."""

from __future__ import annotations

from datetime import date

from dragoman.model.when import Grain
from dragoman.stages.timex.calendar import UNKNOWN, days_of, shift, unit_value
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
from dragoman.stages.timex.numbers import ONE, duration_value, to_number_value

STEPS = {"l": -1, "z": -1, "p": -1, "T": 0, "h": 0, "s": 0, "e": 1, "f": 1}
CLOCK_UNITS = ("hour", "minute", "second")


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
    base = context.narrative if found.letter("relative") in ("t", "h") else context.published
    if base is None:
        return with_part(UNKNOWN["day"], part)
    return with_part(shift(base, "day", STEPS.get(found.letter("relative"), 0)).isoformat(), part)


def weekday(found: Found, context: Context) -> Value | None:
    """Tuesday, last Tuesday, Tuesday night."""
    part, number, base = found.name("part") or found.name("before"), found.number("weekday"), context.published
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


def narrative_weekday(found: Found, context: Context) -> Value | None:
    """The previous Friday, the following Monday: counted from the last day named."""
    base = context.narrative
    if base is None:
        return dated(f"XXXX-WXX-{found.number('weekday')}")
    step = STEPS[found.letter("relative")]
    lean = Lean.FORWARD if step > 0 else Lean.BACK
    return dated(weekday_near(shift(base, "day", step), found.number("weekday"), lean).isoformat())


def relative_unit(found: Found, context: Context) -> Value | None:
    """Last week, this year, the current quarter, next month; a clock's unit gives none."""
    unit, relative, base = found.name("unit"), found.letter("relative"), context.published
    if unit in CLOCK_UNITS or found.number("unit") == 2 or (unit == "day" and relative in ("l", "T")):
        return None
    if unit == "day" and relative == "e":
        base = context.narrative
    if relative == "z" and unit not in ("year", "quarter", "weekend"):
        return Value("DURATION", duration_value((ONE,), context.lexicon.durations[unit]))
    if relative == "T" and unit == "weekend" and context.lean is Lean.BACK and base:
        return dated(unit_value(unit, weekday_near(base, 6, Lean.BACK)))
    return unit_date(unit, base, STEPS[relative])


def narrative_unit(found: Found, context: Context) -> Value | None:
    """The previous day, the following month, the same year, that week: counted from the last date named."""
    unit, relative = found.name("unit"), found.letter("relative") or "h"
    if unit in CLOCK_UNITS or found.number("unit") == 2:
        return None
    base = context.narrative
    if unit in ("quarter", "month", "year", "decade") and context.period:
        when = days_of(context.period)
        base = when.first if when and (unit != "month" or len(context.period) == 7) else base
    return unit_date(unit, base, STEPS[relative])


def the_unit(found: Found, context: Context) -> Value | None:
    """The year, the quarter, the week, with nothing to say which: the one that the text is about, or the present one."""
    unit = found.name("unit")
    following = found.line.words[found.match.end() : found.match.end() + 1]
    if unit == "year" and following and following[0].text in ("ended", "ending"):
        return Value("DURATION", duration_value((ONE,), context.lexicon.durations[unit]))
    if found.words("the") and found.text("the") != "the":
        return None
    if unit == "quarter":
        if context.period and "-Q" in context.period:
            return dated(context.period)
        return unit_date(unit, context.published, -1)
    if unit in CLOCK_UNITS or found.number("unit") == 2:
        return None
    if unit == "week" and context.published:
        return dated(f"{context.published.isocalendar().year}-WXX")
    return unit_date(unit, context.published, 0)


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
    return unit_date(unit, context.published, -count)


def year_before(context: Context) -> Value | None:
    """The quarter or month that the text is about, one year earlier, as reports on earnings mean "a year ago"."""
    when = days_of(context.period) if context.period else None
    if context.period is None or when is None or when.grain is Grain.YEAR:
        return None
    if context.published and when.first > context.published:
        return None
    return Value("DATE", f"{int(context.period[:4]) - 1:04}{context.period[4:]}", is_aside=True)


def year_ago_period(found: Found, context: Context) -> Value | None:
    """The year-ago quarter, the year-earlier period, the same period last year."""
    ordinal = found.number("ordinal")
    if ordinal and context.published:
        return Value("DATE", f"{context.published.year - 1:04}-Q{ordinal}", is_aside=True)
    if value := year_before(context):
        return value
    if context.published is None:
        return dated(UNKNOWN["quarter"])
    quarter = unit_value("quarter", shift(context.published, "month", -15))
    return Value("DATE", quarter, is_aside=True)


def latest_period(found: Found, context: Context) -> Value | None:
    """The latest period of a company's accounts: the quarter before the present one."""
    return unit_date("quarter", context.published, -1) if found.text("latest") == "latest" else None


def the_weekend(found: Found, context: Context) -> Value | None:
    """The weekend: the last one, unless the tense asks for the next."""
    if found.name("unit") != "weekend":
        return None
    base = context.published
    if base is None:
        return dated(UNKNOWN["weekend"])
    return dated(unit_value("weekend", weekday_near(base, 7 if context.lean is Lean.FORWARD else 6, context.lean)))


def unit_before(found: Found, context: Context) -> Value | None:
    """The year before, where no event follows that it comes before."""
    following = found.line.words[found.match.end() : found.match.end() + 1]
    if following and following[0].letter == "x" and following[0].text.isalpha():
        return None
    if found.name("unit") in CLOCK_UNITS or found.number("unit") == 2:
        return None
    return unit_date(found.name("unit"), context.narrative, -1)


def year_end(found: Found, context: Context) -> Value | None:
    """Year-end, the year's end."""
    step = -1 if context.lean is Lean.BACK and context.published and context.published.month < 7 else 0
    return unit_date(found.name("unit"), context.published, step)


def from_narrative(found: Found, context: Context) -> Value | None:
    """Two days later, a year earlier, three weeks before: counted from the last date named."""
    unit, back = found.name("unit"), found.letter("way") == "b"
    count = to_number_value(found.words("count"))
    if unit in CLOCK_UNITS or count is None:
        return None
    if unit == "year" and count == 1 and back and (value := year_before(context)):
        return value
    if unit == "year" and count == 1 and back:
        return unit_date(unit, context.published, -1)
    base: date | None = context.narrative
    if unit == "year" and context.period and len(context.period) == 4:
        base = date(int(context.period), 1, 1)
    if base is None:
        return dated(UNKNOWN.get(unit, "XXXX-XX-XX"))
    return dated(unit_value(unit, shift(base, unit, -count if back else count)))


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


def fixed_reference(found: Found, _context: Context) -> Value | None:
    """Now, recently, the future."""
    return Value("DATE", found.name("reference"))


RULES: tuple[Rule, ...] = (
    rule("from today", r"%mod(?:(?P<before>P))?(?P<day>X)(?P<part>P)?", from_today),
    rule("tonight", r"%mod(?P<night>N)", tonight),
    rule("part of day", r"%mod(?P<relative>[lT])(?P<part>P)", part_of_day),
    rule("part of the day", r"%mod(?P<relative>[th])?(?P<part>P)", part_of_day, loose=True),
    rule("weekend", r"%modt?(?P<unit>U)(?=[^Og]|$)", the_weekend, needs_lean=True),
    rule("year before", r"t(?P<unit>[YGU])1", unit_before),
    rule("year end", r"%mod(?P<unit>Y)-?'?B", year_end, needs_lean=True),
    rule("latest period", r"t(?P<latest>z)u", latest_period),
    rule(
        "weekday",
        r"%mod(?:(?P<before>P)O?)?(?:T(?=z))?(?P<relative>[lTez])?(?P<weekday>W)(?P<part>P)?",
        weekday,
        needs_lean=True,
    ),
    rule("weekday of a week", r"%mod(?P<weekday>W)O?(?P<relative>[lTe])(?P<unit>U)", weekday_of_week),
    rule("weekday in the story", r"t(?P<relative>[pf])(?P<weekday>W)", narrative_weekday),
    rule("relative unit", r"%modt?(?P<relative>[lTez])F?(?P<unit>[YGU])", relative_unit, needs_lean=True),
    rule("unit in the story", r"%mod(?:t(?P<relative>[pfs])|h)F?(?P<unit>[YGU])", narrative_unit),
    rule("the unit", r"%mod(?P<the>t)j?F?(?P<unit>[YG])", the_unit),
    rule("the weekend", r"%modt(?P<unit>U)", the_unit, loose=True),
    rule("a unit", r"(?P<unit>[YGU])", the_unit, loose=True),
    rule("ago", r"q*(?P<count>%count)-?j?(?P<unit>[YGU])q?g", ago),
    rule("units ago", r"q?(?P<count>Q?)(?P<unit>[YGU])g", ago),
    rule("year ago", r"t?s?~(?:(?P<ordinal>o)-?)?[Gu]?", year_ago_period),
    rule("same period last year", r"ts?[Gu]lY'?[Gu]?|t?lY'[Gu]", year_ago_period),
    rule("reference adjective", r"(?P<the>t)?(?P<adjective>[zT])", reference_adjective),
    rule("later", r"q?(?P<count>%count)-?(?P<unit>[YGU])(?P<way>[br])", from_narrative),
    rule("from now", r"q?(?P<count>%count)j?(?P<unit>[YGU])\+", from_now),
    rule("reference", r"(?P<reference>R)", fixed_reference),
)
