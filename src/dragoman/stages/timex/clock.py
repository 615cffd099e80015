"""Times of the day, with the day to which they belong."""

from __future__ import annotations

import re

from dragoman.stages.timex.absolute import implied_year, iso_day
from dragoman.stages.timex.calendar import UNKNOWN, shift
from dragoman.stages.timex.context import Context, Found, Rule, Value, news_weekday, rule


def clock_time(found: Found, context: Context) -> Value | None:
    """10:30 a.m., 5 p.m. Tuesday, noon, 4 in the morning."""
    time = time_of(found)
    if time is None:
        return None
    return Value("TIME", f"{day_of(found, context)}T{time}")


def time_of(found: Found) -> str | None:
    """Hours and minutes, as HH:MM; None for an hour that no clock shows."""
    if found.words("zone") and not re.fullmatch(r"\d{4}", found.text("hour")):
        return None
    if named := found.name("noon"):
        return named if ":" in named else None
    text = found.text("hour")
    hour, _, minute = (text[:2], ":", text[2:]) if found.words("zone") else text.partition(":")
    number, minute = int(hour), minute[:2] or "00"
    half = found.text("half")[:1] or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(found.name("part"), "")
    if half == "p" and number < 12:
        number += 12
    elif half == "a" and number == 12:
        number = 0
    return f"{number:02}:{minute}" if number <= 24 and int(minute) < 60 else None


def day_of(found: Found, context: Context) -> str:
    """The day of the time: as the expression says, else the last day named or the day of publication."""
    base = context.published
    if month := found.number("month") or found.number("month2"):
        day = found.number("date") or found.number("date2")
        year = found.number("year") or found.number("year2") or implied_year(found, context, month, day)
        return (iso_day(year, month, day) if year else None) or f"XXXX-{month:02}-{day:02}"
    if base and found.number("weekday"):
        return news_weekday(base, found.number("weekday"), context.lean).isoformat()
    if found.word("today"):
        return shift(base, "day", found.number("today")).isoformat() if base else UNKNOWN["day"]
    near = context.narrative if base is None or (context.anchor and abs((context.anchor - base).days) < 8) else base
    return near.isoformat() if near else UNKNOWN["day"]


DAY = (
    "(?:,?i?(?=[WMJX])(?:(?P<today>X)|(?P<weekday>W)(?:,?(?P<month>[MJ])(?P<date>[do])(?:,?(?P<year>y))?)?"
    "|(?P<month2>[MJ])(?P<date2>[do])(?:,?(?P<year2>y))?))"
)
HOUR = "q?(?P<hour>[dc])"
RULES: tuple[Rule, ...] = (
    rule("clock", rf"%mod{HOUR}(?P<half>m)Z?{DAY}?", clock_time, needs_lean=True),
    rule("clock without half", rf"q?(?P<hour>c)Z?{DAY}?", clock_time, needs_lean=True),
    rule("clock in four digits", rf"(?P<hour>[yn])h?(?P<zone>Z){DAY}?", clock_time, needs_lean=True),
    rule("o'clock", rf"q?(?P<hour>d)C(?:i?t?(?P<part>P))?{DAY}?", clock_time, needs_lean=True),
    rule("hour of a part of day", rf"q?(?P<hour>[dc])C?i[tT]?(?P<part>P){DAY}?", clock_time, needs_lean=True),
    rule("noon", rf"%mod(?P<noon>P){DAY}?", clock_time, needs_lean=True),
)
