"""Dates of the Islamic and the Persian calendar: "15 Ramadan 1435", "last Ramadan", "22 Bahman 1357", "1435 AH"."""

from __future__ import annotations

from dragoman.stages.timex.context import Context, Found, Lean, Rule, Value, dated, nearest, rule
from dragoman.stages.timex.foreign_calendars import Calendar, find_day, first_day, last_day, years_around


def foreign_day(found: Found, context: Context) -> Value | None:
    """A day of a month; where the year is not said, that which the tense asks for."""
    calendar, month, day = Calendar(found.name("month")), found.number("month"), found.number("day")
    if year := found.number("year"):
        one = find_day(calendar, year, month, day)
        return dated(one.isoformat()) if one else None
    base = context.published
    if base is None:
        return None
    days = [one for year in years_around(calendar, base) if (one := find_day(calendar, year, month, day))]
    return dated(nearest(days, base, context.lean).isoformat()) if days else None


def foreign_month(found: Found, context: Context) -> Value | None:
    """A month as the days from its first to its last: that of a year, or last, this or next one, or by the tense."""
    calendar, month = Calendar(found.name("month")), found.number("month")
    if year := found.number("year"):
        return month_of_year(calendar, year, month)
    base, relative = context.published, found.letter("relative")
    if base is None:
        return None
    begins = {one: year for year in years_around(calendar, base) if (one := first_day(calendar, year, month))}
    past, ahead = [one for one in begins if one <= base], [one for one in begins if one > base]
    end = last_day(calendar, begins[past[-1]], month)
    is_inside = end is not None and end >= base
    if relative == "e":
        begin = ahead[0]
    elif relative in ("l", "z"):
        begin = past[-2 if is_inside else -1]
    elif is_inside:
        begin = past[-1]
    else:
        begin = nearest(list(begins), base, Lean.NONE if relative == "T" else context.lean)
    return month_of_year(calendar, begins[begin], month)


def month_of_year(calendar: Calendar, year: int, month: int) -> Value | None:
    """The days of a month as a range."""
    first, last = first_day(calendar, year, month), last_day(calendar, year, month)
    return dated(f"{first.isoformat()}/{last.isoformat()}") if first and last else None


def foreign_year(found: Found, _context: Context) -> Value | None:
    """1435 AH, the Persian year 1393."""
    calendar, year = Calendar(found.name("era")), found.number("year")
    first, last = first_day(calendar, year, 1), last_day(calendar, year, 12)
    return dated(f"{first.isoformat()}/{last.isoformat()}") if first and last else None


RULES: tuple[Rule, ...] = (
    rule("foreign day", r"t?(?P<day>[do])O?(?P<month>[56])(?:,?(?P<year>y)7?)?", foreign_day, needs_lean=True),
    rule("foreign month and day", r"(?P<month>[56])(?P<day>[do])(?:,?(?P<year>y)7?)?", foreign_day, needs_lean=True),
    rule("foreign month and year", r"%mod(?P<month>[56])(?:O|,)?(?P<year>y)7?", foreign_month),
    rule("foreign month", r"%mod(?:T(?=z))?(?P<relative>[lTez])?(?P<month>5)", foreign_month, needs_lean=True),
    rule("foreign year", r"%mod(?:t?Y)?(?P<year>[yn])(?P<era>7)", foreign_year),
)
