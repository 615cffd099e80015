"""Reckoning with days: values of stretches of time and the days that they name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.when import Grain, When
from dragoman.stages.timex.calendar import days_of, easter_sunday, holiday_in, shift, shift_months, unit_value
from dragoman.stages.timex.context import Lean, news_weekday, weekday_near
from dragoman.stages.timex.lexicon import load_time_lexicon

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last", "grain"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31), Grain.YEAR),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), Grain.MONTH),
        ("2012-11-29", date(2012, 11, 29), date(2012, 11, 29), Grain.DAY),
        ("2012-11-29TNI", date(2012, 11, 29), date(2012, 11, 29), Grain.DAY),
        ("2015-W01", date(2014, 12, 29), date(2015, 1, 4), Grain.WEEK),
        ("2014-W32-WE", date(2014, 8, 9), date(2014, 8, 10), Grain.WEEK),
        ("2012-Q4", date(2012, 10, 1), date(2012, 12, 31), Grain.MONTH),
        ("2012-H2", date(2012, 7, 1), date(2012, 12, 31), Grain.MONTH),
        ("2012-WI", date(2012, 12, 1), date(2013, 2, 28), Grain.MONTH),
        ("199", date(1990, 1, 1), date(1999, 12, 31), Grain.YEAR),
        ("19", date(1900, 1, 1), date(1999, 12, 31), Grain.YEAR),
        ("2014-05-03/2014-05-06", date(2014, 5, 3), date(2014, 5, 6), Grain.DAY),
    ],
)
def test_days_of_a_value(value, first, last, grain) -> None:
    assert days_of(value) == When(first, last, grain)


@pytest.mark.parametrize(
    "value", ["P3Y", "PAST_REF", "XXXX-05", "2014-WXX", "2014-13", "2014-02-30", "2014-05-06/2014-05-03", ""]
)
def test_values_that_name_no_days(value) -> None:
    assert days_of(value) is None


@given(day=DAYS, unit=st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]))
def test_the_unit_of_a_day_holds_it(day, unit) -> None:
    when = days_of(unit_value(unit, day))
    assert when is not None
    assert when.first <= day <= when.last


@given(day=DAYS, count=st.integers(-(10**9), 10**9), unit=st.sampled_from(["day", "week", "month", "year", "century"]))
def test_shifts_stay_within_the_calendar(day, count, unit) -> None:
    assert date.min <= shift(day, unit, count) <= date.max


def test_a_shorter_month_ends_the_shift() -> None:
    assert shift_months(date(2013, 1, 31), 1) == date(2013, 2, 28)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2011, date(2011, 4, 24)), (2014, date(2014, 4, 20))],
)
def test_easter(year, day) -> None:
    assert easter_sunday(year) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [("thanksgiving", date(2014, 11, 27)), ("labor day", date(2014, 9, 1)), ("memorial day", date(2014, 5, 26))],
)
def test_movable_holidays(name, day) -> None:
    assert holiday_in(load_time_lexicon().holidays[name], 2014) == day


@given(day=DAYS, weekday=st.integers(1, 7))
def test_weekdays_lie_on_their_side(day, weekday) -> None:
    back, forward = weekday_near(day, weekday, Lean.BACK), weekday_near(day, weekday, Lean.FORWARD)
    assert back.isoweekday() == forward.isoweekday() == weekday
    assert 0 <= (day - back).days < 7
    assert 0 <= (forward - day).days < 7


@given(day=DAYS, weekday=st.integers(1, 7), lean=st.sampled_from(list(Lean)))
def test_news_means_a_weekday_that_is_close(day, weekday, lean) -> None:
    meant = news_weekday(day, weekday, lean)
    assert meant.isoweekday() == weekday
    assert abs((meant - day).days) < 6
