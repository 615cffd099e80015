"""Dates that name their month, year, decade or century, with or without the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.stages.timex.calendar import days_of, last_day, shift_months, unit_value
from dragoman.stages.timex.context import Context, Found, Lean, Rule, Value, dated, nearest, rule
from dragoman.stages.timex.numbers import to_number_value
from dragoman.stages.timex.words import Word

# A day so many times closer wins against the tense: "the offer, due Nov. 6" of Nov. 2 is not last year's.
MUCH_CLOSER = 4
# Dates that follow on, joined, until one has a year.
SHARED_YEAR = re.compile("(?:(?:[,&>|-]|,&)t?(?:[MJ][do]|[do]O?[MJ]|[MJ]|d))+,?O?(?P<year>y)")
RELATIVE_YEARS = {"l": -1, "T": 0, "e": 1}


def written_out(found: Found, _context: Context) -> Value | None:
    """A date in ISO form, or a day with a name of its own ("9/11")."""
    name = found.name("day")
    return Value("TIME" if "T" in name else "DATE", name) if name else None


def slashed(found: Found, context: Context) -> Value | None:
    """10/30/89 and 30/10/1989, in the American order unless it cannot be; 30.10.1989; 1989/10/30."""
    text = found.text("day")
    first, second, year = (int(part) for part in re.split("[/.]", text))
    if first > 31:
        return dated(iso_day(first, second, year))
    if "." in text:
        return dated(iso_day(year, second, first))
    if year < 100:
        century = context.published.year // 100 * 100 if context.published else 2000
        year += century - (100 if context.published and year + century > context.published.year + 20 else 0)
    month, day = (first, second) if first <= 12 else (second, first)
    return dated(iso_day(year, month, day))


def iso_day(year: int, month: int, day: int) -> str | None:
    """The value of a day, None where the calendar has none such."""
    if not (1 <= month <= 12 and year and 1 <= day <= last_day(year, month).day):
        return None
    return date(year, month, day).isoformat()


def year_of(found: Found, context: Context) -> int | None:
    """The year that the expression itself gives, by number or as "last year"."""
    if found.number("year"):
        return found.number("year")
    if found.words("spoken"):
        return year_in_words(found.words("spoken"), is_called=False)
    if found.letter("relative") in RELATIVE_YEARS and context.published:
        return context.published.year + RELATIVE_YEARS[found.letter("relative")]
    return shared_year(found)


def shared_year(found: Found) -> int | None:
    """The year of a later date that this one shares: 2013 for June in "between June and August 2013"."""
    match = SHARED_YEAR.match(found.line.signature, found.match.end())
    return found.line.words[match.start("year")].number if match else None


def month_and_day(found: Found, context: Context) -> Value | None:
    """A day of a month, or a part of it; where the year is not said, that which the tense asks for."""
    month, day = found.number("month"), found.number("day")
    year = year_of(found, context)
    if year is None:
        year = implied_year(found, context, month, day)
    if year is None:
        return dated(f"XXXX-{month:02}-{day:02}") if 1 <= day <= 31 else None
    last = found.number("last")
    if last:
        begin, end = iso_day(year, month, day), iso_day(year, month, last)
        return dated(f"{begin}/{end}") if begin and end and last > day else None
    value = iso_day(year, month, day)
    return Value("TIME", f"{value}T{found.name('part')}") if value and found.words("part") else dated(value)


def implied_year(found: Found, context: Context, month: int, day: int) -> int | None:
    """The year of a day that is given without one."""
    anniversary = context.lexicon.anniversaries.get((month, day))
    rest = found.line.words[found.match.end() : found.match.end() + 1]
    elsewhere = anniversary and any(word.text in anniversary.unless for word in found.line.words)
    if anniversary and not elsewhere and rest and rest[0].text in anniversary.nouns:
        return anniversary.year
    base = context.published
    if base is None:
        return None
    candidates = [
        date(year, month, day)
        for year in range(max(base.year - 2, 1), base.year + 3)
        if 1 <= day <= last_day(year, month).day
    ]
    if not candidates:
        return None
    leaning, closest = nearest(candidates, base, context.lean), nearest(candidates, base, Lean.NONE)
    is_far = abs((leaning - base).days) > MUCH_CLOSER * abs((closest - base).days)
    return closest.year if is_far else leaning.year


def day_of_month(found: Found, context: Context) -> Value | None:
    """The day of the month last named: the second of "April 24 and 25"."""
    day = found.number("day")
    return dated(iso_day(context.anchor.year, context.anchor.month, day)) if context.anchor else None


def month_and_year(found: Found, context: Context) -> Value | None:
    """November 2012, July last year."""
    year = year_of(found, context)
    month = found.number("month")
    return dated(f"{year:04}-{month:02}" if year else f"XXXX-{month:02}")


def bare_month(found: Found, context: Context) -> Value | None:
    """A month alone, or last, this or next month of that name."""
    base, month = context.published, found.number("month")
    if year := shared_year(found):
        return dated(f"{year:04}-{month:02}")
    if base is None:
        return dated(f"XXXX-{month:02}")
    relative = found.letter("relative")
    if relative == "T":
        return dated(f"{base.year:04}-{month:02}")
    if relative in ("l", "z", "e"):
        step = 1 if relative == "e" else -1
        distance = (month - base.month) * step % 12 or 12
        if relative == "l" and distance == 1:
            distance = 13  # the month that has just ended is called "last month"
        day = shift_months(base.replace(day=1), distance * step)
        return dated(f"{day.year:04}-{day.month:02}")
    candidates = [date(year, month, 1) for year in range(max(base.year - 1, 1), base.year + 2)]
    is_next = (month - base.month) % 12 == 1
    lean = Lean.FORWARD if is_next and context.lean is Lean.NONE else context.lean
    return dated(nearest(candidates, base.replace(day=1), lean).isoformat()[:7])


def week_of_day(found: Found, context: Context) -> Value | None:
    """The week of March 6, the weekend of March 6."""
    day = month_and_day(found, context)
    when = days_of(day.value) if day else None
    return dated(unit_value(found.name("unit"), when.first)) if when and found.name("unit") in ("week", "weekend") else None


def part_of_month(found: Found, context: Context) -> Value | None:
    """The first week of May, the last Monday of May 2013."""
    month = month_and_year(found, context) if year_of(found, context) else bare_month(found, context)
    when = days_of(month.value) if month else None
    number, weekday, is_last = found.number("which"), found.number("weekday"), found.letter("which") == "l"
    if when is None or not (is_last or 1 <= number <= 5):
        return None
    if weekday:
        return dated(weekday_of_month(when.first, weekday, -1 if is_last else number))
    if found.name("unit") not in ("week", "weekend"):
        return None
    middle = when.last - timedelta(days=3) if is_last else when.first + timedelta(days=7 * number - 4)
    return dated(unit_value(found.name("unit"), middle))


def weekday_of_month(first: date, weekday: int, number: int) -> str | None:
    """The day that is the weekday of that number in the month that begins on `first`, -1 for the last."""
    days = [first + timedelta(days=day) for day in range(last_day(first.year, first.month).day)]
    fitting = [day for day in days if day.isoweekday() == weekday]
    return fitting[number if number < 0 else number - 1].isoformat() if number <= len(fitting) else None


def bare_year(found: Found, _context: Context) -> Value | None:
    """A year in digits."""
    return dated(f"{found.number('year'):04}")


def spoken_year(found: Found, _context: Context) -> Value | None:
    """A year in words: "nineteen ninety-six", "the year two thousand"."""
    year = year_in_words(found.words("year"), is_called=bool(found.words("called")))
    return dated(str(year)) if year else None


def year_in_words(words: Sequence[Word], *, is_called: bool) -> int | None:
    """The year that number words say: "nineteen ninety-six"; any number of its size where the word "year" stands before."""
    numbers = [word.number for word in words if word.letter == "w"]
    if len(numbers) > 1 and 17 <= numbers[0] <= 20 and 10 <= numbers[1] <= 90:
        return numbers[0] * 100 + sum(numbers[1:])
    number = to_number_value(words) if is_called else None
    return number if number and 1000 <= number < 2200 else None


def decade(found: Found, _context: Context) -> Value | None:
    """The 1990s, the '90s, the nineties."""
    number = found.number("decade")
    return dated(str(190 + number if number < 10 else number))


def century(found: Found, _context: Context) -> Value | None:
    """The 19th century, whose years begin with 18."""
    number = found.number("ordinal")
    return dated(f"{number - 1:02}") if 1 < number < 23 and found.name("unit") == "century" else None


YEAR = "(?:,?(?P<year>y)|,?(?P<relative>[lTe])Y)"
RULES: tuple[Rule, ...] = (
    rule("written out", r"(?P<day>I)", written_out),
    rule("slashes", r"(?P<day>L)", slashed),
    rule(
        "month and day",
        rf"%mod(?:t?(?P<part>P)O)?(?:W,?)?(?P<month>[MJ])(?P<day>[do])(?:(?:-|>)(?P<last>d))?{YEAR}?(?P<dummy>Z)?",
        month_and_day,
        needs_lean=True,
    ),
    rule(
        "day and month",
        rf"%mod(?:t?(?P<part>P)O)?(?:W,?)?t?(?P<day>[do])(?:(?:-|>)(?P<last>[do]))?O?(?P<month>[MJ]){YEAR}?",
        month_and_day,
        needs_lean=True,
    ),
    rule(
        "part of a month",
        r"%modt?(?P<which>[ol])(?:(?P<weekday>W)|(?P<unit>U))[Oi](?P<month>M)(?:(?:,|O)?(?P<year>y))?",
        part_of_month,
        needs_lean=True,
    ),
    rule("another day", r"(?P<day>[do])(?![YGU])", day_of_month, loose=True),
    rule("week of a day", r"t(?P<unit>U)O(?P<month>[MJ])(?P<day>[do])(?:,?(?P<year>y))?", week_of_day, needs_lean=True),
    rule("month and year in words", r"%mod(?P<month>M)O?(?P<spoken>w(?:-?w)+)", month_and_year),
    rule("month and year", r"%mod(?P<month>[MJ])(?:,|O)?(?P<year>y)", month_and_year),
    rule("month of a relative year", r"%mod(?P<month>M)(?P<year>y)?(?:O|,)?(?P<relative>[lTe])Y", month_and_year),
    rule("month", r"%mod(?:t?(?:T(?=z))?(?P<relative>[lTez]))?(?P<month>M)", bare_month, needs_lean=True),
    rule("year", r"%modt?(?:F|Y)?(?P<year>y)", bare_year),
    rule("year in words", r"%mod(?P<called>tY)?(?P<year>w(?:-?w)+)", spoken_year),
    rule("decade", r"%modt?(?P<decade>D)", decade),
    rule("century", r"%modt?(?P<ordinal>o)-?(?P<unit>U)", century),
)
