"""Days of the Islamic and the Persian calendar as days of our own.

The Islamic calendar is the tabular one of thirty-year cycles; where a month begins when the moon is seen, it can be a day
off. The Persian one (Solar Hijri) has eight leap years in 33, which is right from 1178 to 1633.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

# The day before 1 Muharram of the year 1, and what makes 1 Farvardin 1393 the 21st of March 2014, as ordinals of `date`.
BEFORE_HIJRA = 227014
BEFORE_FARVARDIN = date(2014, 3, 21).toordinal() - (365 * 1393 + (8 * 1393 + 21) // 33)
HIJRI_YEARS = range(1, 1800)
PERSIAN_YEARS = range(1178, 1633)


class Calendar(StrEnum):
    """A calendar other than the Gregorian."""

    HIJRI = "hijri"
    PERSIAN = "persian"


def first_day(calendar: Calendar, year: int, month: int) -> date | None:
    """The first day of a month, counted from 1; None for a year outside the range in which the reckoning holds."""
    if calendar is Calendar.PERSIAN:
        if year not in PERSIAN_YEARS:
            return None
        days = 31 * (month - 1) if month < 8 else 30 * (month - 1) + 6
        return date.fromordinal(365 * year + (8 * year + 21) // 33 + BEFORE_FARVARDIN + days)
    if year not in HIJRI_YEARS:
        return None
    days = 29 * (month - 1) + (6 * month - 1) // 11
    return date.fromordinal(BEFORE_HIJRA + 1 + days + 354 * (year - 1) + (11 * year + 3) // 30)


def last_day(calendar: Calendar, year: int, month: int) -> date | None:
    """The last day of a month."""
    after = first_day(calendar, year, month + 1) if month < 12 else first_day(calendar, year + 1, 1)
    return after - timedelta(days=1) if after else None


def find_day(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """A day of a month; None where the month has none such."""
    first, last = first_day(calendar, year, month), last_day(calendar, year, month)
    if first is None or last is None or not 1 <= day <= (last - first).days + 1:
        return None
    return first + timedelta(days=day - 1)


def years_around(calendar: Calendar, day: date) -> range:
    """The years of the calendar from about two before a day to two after it."""
    year = day.year - 621 if calendar is Calendar.PERSIAN else (day.year - 622) * 33 // 32
    return range(max(year - 2, 1), year + 4)
