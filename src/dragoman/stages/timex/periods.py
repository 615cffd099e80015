"""Quarters, halves, seasons and holidays."""

from __future__ import annotations

from datetime import date

from dragoman.stages.timex.absolute import year_in_words
from dragoman.stages.timex.calendar import SEASON_MONTHS, STEPS, holiday_days, shift_months, unit_value
from dragoman.stages.timex.context import Context, Found, Lean, Rule, Value, dated, nearest, rule


def stated_year(found: Found, context: Context) -> int | None:
    """The year that the expression gives by number, or as "last year"."""
    if found.number("year"):
        return found.number("year")
    if found.letter("relative") in STEPS and context.published:
        return context.published.year + STEPS[found.letter("relative")]
    return None


def quarter(found: Found, context: Context) -> Value | None:
    """The third quarter; without a year the one closest to the day of publication.

    A fiscal year is called by the year in which it is reported.
    """
    number, year = found.number("ordinal"), stated_year(found, context)
    if not 1 <= number <= 4:
        return None
    if year is None:
        base = context.published
        if base is None:
            return dated(f"XXXX-Q{number}")
        years = range(max(base.year - 1, 1), base.year + (1 if found.words("fiscal") else 2))
        middles = [date(y, number * 3 - 1, 15) for y in years]
        year = nearest(middles, base, Lean.NONE).year
    return dated(f"{year:04}-Q{number}")


def half(found: Found, context: Context) -> Value | None:
    """The first half of 1990."""
    number = 2 if found.letter("ordinal") == "l" else found.number("ordinal")
    year = stated_year(found, context) or (context.published.year if context.published else None)
    if number not in (1, 2):
        return None
    if found.letter("decade") == "D":
        decade = found.number("decade")
        return dated(str(190 + decade if decade < 10 else decade))
    return dated(f"{year:04}-H{number}" if year else f"XXXX-H{number}")


def half_of_quarters(found: Found, context: Context) -> Value | None:
    """The first two quarters of 1990: its first half."""
    year, number = stated_year(found, context), 2 if found.letter("which") == "l" else found.number("which")
    if found.number("count") != 2 or found.name("unit") != "quarter" or number not in (1, 2) or year is None:
        return None
    return dated(f"{year:04}-H{number}")


def season(found: Found, context: Context) -> Value | None:
    """Last fall, this summer, the winter of 2012."""
    name, base, of_year = found.name("season"), context.published, found.letter("of")
    year = found.number("year") or year_in_words(found.words("spoken"), is_called=False)
    if year:
        return dated(f"{year:04}-{name}")
    if base is None:
        return dated(f"XXXX-{name}")
    if of_year in STEPS:
        return dated(f"{base.year + STEPS[of_year]:04}-{name}")
    return dated(f"{season_year(base, SEASON_MONTHS[name], found.letter('relative'), context.lean):04}-{name}")


def season_year(base: date, month: int, relative: str, lean: Lean) -> int:
    """The year of the season that begins in `month`: last, this, next, or the one that the tense asks for."""
    starts = [date(year, month, 1) for year in range(max(base.year - 2, 1), base.year + 3)]
    if relative == "e":
        return next(day for day in starts if day > base).year
    if relative in ("l", "z"):
        past = [day for day in starts if day <= base]
        is_inside = shift_months(past[-1], 3) > base
        return past[-2 if is_inside and relative == "l" else -1].year
    if relative == "T":
        return nearest(starts, base, Lean.NONE).year
    middles = [shift_months(day, 1) for day in starts]
    closest = nearest(middles, base, Lean.BACK if lean is Lean.BACK else Lean.NONE)
    return shift_months(closest, -1).year


def holiday(found: Found, context: Context) -> Value | None:
    """Christmas, last Thanksgiving, Easter 2015, Easter week."""
    rule_of_day, base, year = context.lexicon.holidays[found.name("holiday")], context.published, found.number("year")
    if year:
        days = holiday_days(rule_of_day, range(year, year + 1))
        if not days:
            return None
        day = days[0]
    elif base is None:
        is_ours = rule_of_day.day and not rule_of_day.calendar
        return dated(f"XXXX-{rule_of_day.month:02}-{rule_of_day.day:02}" if is_ours else "XXXX-XX-XX")
    else:
        days = holiday_days(rule_of_day, range(max(base.year - 1, 1), base.year + 2)) or [base]
        relative = found.letter("relative")
        lean = {"l": Lean.BACK, "z": Lean.BACK, "e": Lean.FORWARD}.get(
            relative, Lean.NONE if found.words("unit") else context.lean
        )
        day = nearest(days, base, lean)
    return dated(unit_value(found.name("unit") or "day", day))


YEAR = "(?:,?O?t?(?P<year>y)|,?O?(?P<relative>[lTe])Y)"
RULES: tuple[Rule, ...] = (
    rule("quarter", rf"%modt?(?P<fiscal>F)?-?(?P<ordinal>o)-?(?P<unit>G){YEAR}?", quarter),
    rule("quarter by number", rf"%mod(?P<ordinal>4)-?{YEAR}?", quarter),
    rule("quarter by number after the year", r"(?P<year>y)-?(?P<ordinal>4)", quarter),
    rule("quarter of a year", r"%modt?(?P<year>y)'?F?(?P<ordinal>o)-?(?P<unit>G)", quarter),
    rule("quarter of a relative year", r"%modt?(?P<relative>[lTe])Y'F?(?P<ordinal>o)-?(?P<unit>G)", quarter),
    rule("half", rf"%modt?(?P<ordinal>[ol])-?K(?:{YEAR}|O?t?(?P<decade>D)|Ot?Y)", half),
    rule("half as quarters", rf"%modt?(?P<which>[ol])(?P<count>[dw])(?P<unit>G){YEAR}", half_of_quarters),
    rule(
        "season",
        r"%modt?(?:T(?=z))?(?P<relative>[lTez])?(?P<season>S)(?:O?(?P<year>y)|O?(?P<spoken>w(?:-?w)+)|O?(?P<of>[lTe])Y)?",
        season,
        needs_lean=True,
    ),
    rule("holiday", r"%mod(?P<relative>[lTez])?(?P<holiday>H)(?:,?(?P<year>y)|(?P<unit>U))?", holiday, needs_lean=True),
)
