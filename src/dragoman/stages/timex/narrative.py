"""Dates that count from what the text has named: "the next day", "a week later", "the year-ago quarter"."""

from __future__ import annotations

from datetime import date

from dragoman.model.when import Grain
from dragoman.stages.timex.calendar import CLOCK_UNITS, STEPS, UNKNOWN, days_of, shift, unit_value
from dragoman.stages.timex.context import Context, Found, Lean, Rule, Value, dated, rule, unit_date, weekday_near
from dragoman.stages.timex.numbers import ONE, duration_value, to_number_value


def narrative_weekday(found: Found, context: Context) -> Value | None:
    """The previous Friday, the following Monday: counted from the last day named."""
    base = context.narrative
    if base is None:
        return dated(f"XXXX-WXX-{found.number('weekday')}")
    step = STEPS[found.letter("relative")]
    lean = Lean.FORWARD if step > 0 else Lean.BACK
    return dated(weekday_near(shift(base, "day", step), found.number("weekday"), lean).isoformat())


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
    if unit == "quarter":
        if context.period and "-Q" in context.period:
            return dated(context.period)
        return unit_date(unit, context.published, -1)
    if unit in CLOCK_UNITS or found.number("unit") == 2:
        return None
    if unit == "week" and context.published:
        return dated(f"{context.published.isocalendar().year}-WXX")
    return unit_date(unit, context.published, 0)


def unit_before(found: Found, context: Context) -> Value | None:
    """The year before, where no event follows that it comes before."""
    following = found.line.words[found.match.end() : found.match.end() + 1]
    if following and following[0].letter == "x" and following[0].text.isalpha():
        return None
    if found.name("unit") in CLOCK_UNITS or found.number("unit") == 2:
        return None
    return unit_date(found.name("unit"), context.narrative, -1)


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


RULES: tuple[Rule, ...] = (
    rule("year before", r"t(?P<unit>[YGU])1", unit_before),
    rule("latest period", r"t(?P<latest>z)u", latest_period),
    rule("weekday in the story", r"t(?P<relative>[pf])(?P<weekday>W)", narrative_weekday),
    rule("unit in the story", r"%mod(?:t(?P<relative>[pfs])|h)F?(?P<unit>[YGU])", narrative_unit),
    rule("the unit", r"%mod(?P<the>t)j?F?(?P<unit>[YG])", the_unit),
    rule("end of the unit", r"t?BOt(?P<unit>U)", the_unit),
    rule("the weekend", r"%modt(?P<unit>U)", the_unit, loose=True),
    rule("a unit", r"(?P<unit>[YGU])", the_unit, loose=True),
    rule("year ago", r"t?s?~(?:(?P<ordinal>o)-?)?[Gu]?", year_ago_period),
    rule("same period last year", r"ts?[Gu]lY'?[Gu]?|t?lY'[Gu]", year_ago_period),
    rule("later", r"q?(?P<count>%count)-?(?P<unit>[YGU])(?P<way>[br])", from_narrative),
)
