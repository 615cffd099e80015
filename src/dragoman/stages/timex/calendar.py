"""Reckoning with days, and the TIMEX3 values that name stretches of them.

Values are those of TimeML 1.2.1: `2012`, `2012-11`, `2012-11-29`, `2012-W48`, `2012-W48-WE`, `2012-Q4`, `2012-H2`,
`2012-FA`, `201` (a decade), `20` (the years 2000 to 2099); an X stands for a digit that is not known.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.model.when import Grain, When
from dragoman.stages.timex.foreign_calendars import Calendar, find_day, years_around
from dragoman.stages.timex.lexicon import Holiday

UNKNOWN = {
    "day": "XXXX-XX-XX",
    "night": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
# How far a word of relation steps, by its letter: last, past, previous, this, that, same, next, following.
STEPS = {"l": -1, "z": -1, "p": -1, "T": 0, "h": 0, "s": 0, "e": 1, "f": 1}
CLOCK_UNITS = ("hour", "minute", "second")
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
VALUE = re.compile(
    r"""(?P<year>\d{4})
    (?: -W(?P<week>\d\d)(?P<weekend>-WE)?
      | -Q(?P<quarter>[1-4]) | -H(?P<half>[12]) | -(?P<season>SP|SU|FA|WI)
      | -(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?
    )?""",
    re.VERBOSE,
)


def shift_months(day: date, months: int) -> date:
    """The day so many months later, the last of its month where that month is shorter; kept within the calendar."""
    total = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1).day))


def shift(day: date, unit: str, count: int) -> date:
    """The day `count` units later; an hour and the like leave the day as it is."""
    days = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in days:
        ordinal = day.toordinal() + days[unit] * count
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    return shift_months(day, months.get(unit, 0) * count)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def unit_value(unit: str, day: date) -> str:
    """The value of the unit of time that holds a day."""
    iso = day.isocalendar()
    return {
        "week": f"{iso.year}-W{iso.week:02}",
        "fortnight": f"{iso.year}-W{iso.week:02}",
        "weekend": f"{iso.year}-W{iso.week:02}-WE",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year:04}"[:3],
        "century": f"{day.year:04}"[:2],
    }.get(unit, day.isoformat())


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    offset = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def holiday_in(holiday: Holiday, year: int) -> date:
    """The day on which a holiday of our calendar falls in a year."""
    if holiday.easter is not None:
        return easter_sunday(year) + timedelta(days=holiday.easter)
    if holiday.day:
        return date(year, holiday.month, holiday.day)
    if holiday.nth < 0:
        end = last_day(year, holiday.month)
        return end - timedelta(days=(end.isoweekday() - holiday.weekday) % 7)
    first = date(year, holiday.month, 1)
    return first + timedelta(days=(holiday.weekday - first.isoweekday()) % 7 + 7 * (holiday.nth - 1))


def holiday_days(holiday: Holiday, years: range) -> list[date]:
    """The days on which a holiday falls in some years of our calendar; a lunar one can fall twice in a year."""
    if not holiday.calendar:
        return [holiday_in(holiday, year) for year in years]
    calendar = Calendar(holiday.calendar)
    theirs = sorted({one for year in years for one in years_around(calendar, date(year, 1, 1))})
    days = (find_day(calendar, one, holiday.month, holiday.day) for one in theirs)
    return [day for day in days if day is not None and day.year in years]


def days_of(value: str) -> When | None:
    """The days that a value names; None for durations, sets and values with unknown digits."""
    first, slash, last = value.partition("/")
    if slash:
        begin, end = days_of(first), days_of(last)
        if begin is None or end is None or end.last < begin.first:
            return None
        return When(begin.first, end.last, begin.grain)
    if re.fullmatch(r"\d{2,3}", value):
        years = 10 ** (4 - len(value))
        return years_of(int(value) * years, years)
    match = VALUE.fullmatch(value)
    try:
        return days_of_match(match) if match else None
    except ValueError:
        return None


def years_of(first: int, count: int) -> When | None:
    """So many whole years."""
    return When(date(first, 1, 1), date(first + count - 1, 12, 31), Grain.YEAR) if first else None


def days_of_match(match: re.Match[str]) -> When | None:
    """The days that a match of VALUE names.

    Raises:
        ValueError: when the calendar has no such day.
    """
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return When(day, day, Grain.DAY)
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return When(monday + timedelta(days=5 if match["weekend"] else 0), monday + timedelta(days=6), Grain.WEEK)
    for name, months in (("month", 1), ("quarter", 3), ("half", 6)):
        if match[name]:
            return months_of(year, (int(match[name]) - 1) * months + 1, months)
    if match["season"]:
        return months_of(year, SEASON_MONTHS[match["season"]], 3)
    return years_of(year, 1)


def months_of(year: int, month: int, count: int) -> When:
    """So many whole months from one on."""
    first = date(year, month, 1)
    end = shift_months(first, count - 1)
    return When(first, last_day(end.year, end.month), Grain.MONTH)
