"""Days of the Islamic and the Persian calendar against days that are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.stages.timex.calendar import holiday_days
from dragoman.stages.timex.foreign_calendars import Calendar, find_day, first_day, last_day, years_around
from dragoman.stages.timex.lexicon import load_time_lexicon


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "ours"),
    [
        (Calendar.HIJRI, 1, 1, 1, date(622, 7, 19)),
        (Calendar.HIJRI, 1400, 1, 1, date(1979, 11, 21)),
        (Calendar.HIJRI, 1435, 10, 1, date(2014, 7, 29)),
        (Calendar.HIJRI, 1436, 1, 1, date(2014, 10, 25)),
        (Calendar.HIJRI, 1445, 9, 1, date(2024, 3, 11)),
        (Calendar.PERSIAN, 1357, 11, 22, date(1979, 2, 11)),
        (Calendar.PERSIAN, 1388, 3, 22, date(2009, 6, 12)),
        (Calendar.PERSIAN, 1399, 12, 30, date(2021, 3, 20)),
        (Calendar.PERSIAN, 1403, 1, 1, date(2024, 3, 20)),
        (Calendar.PERSIAN, 1404, 1, 1, date(2025, 3, 21)),
    ],
)
def test_known_days(calendar, year, month, day, ours) -> None:
    assert find_day(calendar, year, month, day) == ours


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        (Calendar.PERSIAN, 1398, 12, 30),
        (Calendar.HIJRI, 1435, 2, 30),
        (Calendar.HIJRI, 0, 1, 1),
        (Calendar.PERSIAN, 99, 1, 1),
    ],
)
def test_days_that_no_calendar_has(calendar, year, month, day) -> None:
    assert find_day(calendar, year, month, day) is None


@given(calendar=st.sampled_from(list(Calendar)), year=st.integers(1200, 1600), month=st.integers(1, 12))
def test_months_follow_one_another(calendar, year, month) -> None:
    begin, end = first_day(calendar, year, month), last_day(calendar, year, month)
    after = first_day(calendar, year + month // 12, month % 12 + 1)
    assert begin is not None
    assert end is not None
    assert after == end + timedelta(days=1)
    assert 29 <= (after - begin).days <= 31


@given(calendar=st.sampled_from(list(Calendar)), day=st.dates(date(1850, 1, 1), date(2200, 12, 31)))
def test_the_years_around_a_day_hold_it(calendar, day) -> None:
    years = years_around(calendar, day)
    begins = [first_day(calendar, year, 1) for year in years]
    assert any(one is not None and one <= day - timedelta(days=360) for one in begins)
    assert any(one is not None and one > day for one in begins)


def test_a_lunar_holiday_can_fall_twice_in_a_year() -> None:
    holiday = load_time_lexicon().holidays["eid al-fitr"]
    assert holiday_days(holiday, range(2000, 2001)) == [date(2000, 1, 8), date(2000, 12, 28)]
