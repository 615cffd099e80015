"""Cooperation and conflict through time: events counted by day, week, month or year, few enough for a small chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.app.brief_words import MONTHS, Wording
from dragoman.model.brief import Bin, Line, Trend
from dragoman.model.record import Record

MOST_BINS = 24
COOPERATION = (1, 2)
YEAR = 365


@dataclass(slots=True)
class Tally:
    """Events by day: how many of cooperation, how many of conflict; and the sum of their scores."""

    days: dict[date, list[int]] = field(default_factory=dict)
    scale: float = 0.0
    count: int = 0

    def add(self, record: Record) -> None:
        """Counts an event that has a day."""
        if record.date is None:
            return
        counts = self.days.setdefault(date.fromisoformat(record.date), [0, 0])
        counts[record.quad_code not in COOPERATION] += 1
        self.scale += record.event_scale
        self.count += 1

    def total(self, kind: int) -> int:
        """How many are of cooperation (0) or of conflict (1)."""
        return sum(counts[kind] for counts in self.days.values())


def trend_of(tally: Tally, wording: Wording, cites: tuple[int, ...]) -> Trend:
    """The chart and the sentence on it, which cites the events that are told."""
    words = wording.words
    title, empty = wording.section("trend")
    unit, bins = bins_of(tally)
    names = str(words["cooperation"]), str(words["conflict"])
    line = Line(sentence(tally, wording), cites) if tally.count and cites else None
    return Trend(title, unit, tuple(bins), line, empty, *names)


def sentence(tally: Tally, wording: Wording) -> str:
    """How many there are of each kind, and their mean score."""
    templates = wording.words["trend"]
    scale = signed(tally.scale / tally.count)
    if tally.count == 1:
        kind = wording.words["cooperation" if tally.total(0) else "conflict"]
        return str(templates["one"]).format(kind=kind, scale=scale)
    totals = {"cooperation": tally.total(0), "conflict": tally.total(1)}
    counts = {name: str(templates["are"][min(total, 2)]).format(count=f"{total:,}") for name, total in totals.items()}
    return str(templates["several"]).format(count=f"{tally.count:,}", scale=scale, **counts)


def signed(value: float) -> str:
    """A score with its sign, rounded to a tenth.

    >>> signed(3.14), signed(-0.5), signed(0)
    ('+3.1', '−0.5', '0')
    """
    text = f"{value:+.1f}".removesuffix(".0")
    return "0" if text in ("+0", "-0") else text.replace("-", "−")


def bins_of(tally: Tally) -> tuple[str, list[Bin]]:
    """The unit and the bins, from the first event's to the last one's, the finest that are not too many."""
    if not tally.days:
        return "day", []
    first, last = min(tally.days), max(tally.days)
    for unit, (start_of, next_of, label) in UNITS.items():  # noqa: B007 - all three are used of the one that fits
        starts = list(steps(start_of(first), last, next_of))
        if len(starts) <= MOST_BINS:
            break
    sums = {start: [0, 0] for start in starts}
    for day, (cooperation, conflict) in tally.days.items():
        sums[start_of(day)][0] += cooperation
        sums[start_of(day)][1] += conflict
    return unit, [Bin(label(start), *counts) for start, counts in sums.items()]


def steps(first: date, last: date, next_of: Callable[[date], date]) -> Iterator[date]:
    """The starts of bins; one more than a chart may have of a fine unit is enough to see that they are too many."""
    start = first
    for _ in range(YEAR * 30):
        if start > last:
            return
        yield start
        try:
            start = next_of(start)
        except (OverflowError, ValueError):  # the end of the calendar
            return


def month_after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


UNITS: dict[str, tuple[Callable[[date], date], Callable[[date], date], Callable[[date], str]]] = {
    "day": (
        lambda day: day,
        lambda day: day + timedelta(days=1),
        lambda day: f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
    ),
    "week": (
        lambda day: day - timedelta(days=day.weekday()),
        lambda day: day + timedelta(days=7),
        lambda day: f"week of {day.day} {MONTHS[day.month - 1][:3]} {day.year}",
    ),
    "month": (lambda day: day.replace(day=1), month_after, lambda day: f"{MONTHS[day.month - 1][:3]} {day.year}"),
    "year": (
        lambda day: day.replace(month=1, day=1),
        lambda day: day.replace(year=day.year + 1, month=1, day=1),
        lambda day: str(day.year),
    ),
}
