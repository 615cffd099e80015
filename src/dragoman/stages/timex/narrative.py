"""Dates that count from what the text has named: "the next day", "a week later", "the year-ago quarter"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model.when import Grain
from dragoman.stages.timex.calendar import CLOCK_UNITS, STEPS, UNKNOWN, days_of, last_day, shift, unit_value
from dragoman.stages.timex.context import Context, Found, Lean, Rule, Value, dated, nearest, rule, unit_date, weekday_near
from dragoman.stages.timex.numbers import ONE, duration_value, to_number_value

# From the end of a quarter back to its middle: which quarter it is when it ends a month late.
HALF_QUARTER = 45


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
    is_long = unit in ("quarter", "month", "year", "decade")
    base = context.latest if is_long and context.latest else context.narrative
    return unit_date(unit, base, STEPS[relative])


def the_unit(found: Found, context: Context) -> Value | None:
    """The year, the quarter, the week, with nothing to say which: the one that the text is about, or the present one."""
    unit = found.name("unit")
    is_closed = bool(found.following) and found.following[0].text in ("ended", "ending")
    if unit == "year" and is_closed:
        return Value("DURATION", duration_value((ONE,), context.lexicon.durations[unit]))
    if unit == "quarter":
        return the_quarter(found, context)
    if unit == "day" and found.number("unit") == 1:
        return unit_date(unit, context.narrative, 0)
    if unit in CLOCK_UNITS or found.number("unit") == 2:
        return None
    if unit == "week" and context.published:
        return dated(f"{context.published.isocalendar().year}-WXX")
    return unit_date(unit, context.published, 0)


def the_quarter(found: Found, context: Context) -> Value | None:
    """The quarter that the words after it close ("ended Sept. 30"), that the text is about, or the last one."""
    closing = re.match(r"[MJ][do]", found.line.signature[found.match.end() + 1 :])
    if closing and context.published and found.following[0].text in ("ended", "ending"):
        month, day = found.following[1].number, found.following[2].number
        years = (context.published.year, context.published.year - 1)
        ends = [date(year, month, min(day, last_day(year, month).day)) for year in years]
        end = nearest(ends, context.published, Lean.NONE)
        return dated(unit_value("quarter", shift(end, "day", -HALF_QUARTER)))
    if quarter := context.quarter_at_hand():
        return dated(quarter)
    return unit_date("quarter", context.published, -1)


def period_of_year(found: Found, context: Context) -> Value | None:
    """The 1988 period: the quarter that the text is about, in that year; else the year."""
    quarter = context.quarter_at_hand()
    if found.letter("period") == "G" and quarter is None and context.published:
        quarter = unit_value("quarter", shift(context.published, "quarter", -1))
    year = f"{found.number('year'):04}"
    return Value("DATE", f"{year}{quarter[4:]}", is_aside=True) if quarter else dated(year)


def unit_before(found: Found, context: Context) -> Value | None:
    """The year before, where no event follows that it comes before."""
    if found.following and found.following[0].letter == "x" and found.following[0].text.isalpha():
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
    is_quarter = any(word.letter == "G" for word in found.words("period"))
    if (not is_quarter or context.quarter_at_hand()) and (value := year_before(context)):
        return value
    if context.published is None:
        return dated(UNKNOWN["quarter"])
    quarter = unit_value("quarter", shift(context.published, "month", -15))
    return Value("DATE", quarter, is_aside=True)


def latest_period(found: Found, context: Context) -> Value | None:
    """The latest period of a company's accounts: the quarter that the text is about, else the one before the present."""
    return the_quarter(found, context) if found.text("latest") == "latest" else None


RULES: tuple[Rule, ...] = (
    rule("year before", r"t(?P<unit>[YGU])1", unit_before),
    rule("latest period", r"t(?P<latest>z)u", latest_period),
    rule("weekday in the story", r"t(?P<relative>[pf])(?P<weekday>W)", narrative_weekday),
    rule("unit in the story", r"%mod(?:t(?P<relative>[pfs])|hs?)F?(?P<unit>[YGU])", narrative_unit),
    rule("period of a year", r"t(?P<year>y)(?P<period>[Gu])", period_of_year),
    rule("the unit", r"%mod(?P<the>t)j?F?(?P<unit>[YG])", the_unit),
    rule("end of the unit", r"t?BOt(?P<unit>U)", the_unit),
    rule("the weekend", r"%modt(?P<unit>U)", the_unit, loose=True),
    rule("a unit", r"(?P<unit>[YGU])", the_unit, loose=True),
    rule("year ago", r"t?s?~(?:(?P<ordinal>o)-?)?(?P<period>[Gu])?", year_ago_period),
    rule("same period last year", r"ts?[Gu]lY'?[Gu]?|t?lY'[Gu]", year_ago_period),
    rule("later", r"q?(?P<count>%count)-?(?P<unit>[YGU])(?P<way>[br])", from_narrative),
)
