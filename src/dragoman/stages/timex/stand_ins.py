"""Dates that stand in where nothing dates an event itself.

They are the date of the same event told elsewhere, another date of its sentence, the day that the report tells of, and the
day of publication, in the order of how often each was right on annotated leads of news reports. Their grain is `document`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.model.event_mention import EventMention
from dragoman.model.syntax import Parse
from dragoman.model.when import EventTime, Grain, TimeExpression, When
from dragoman.stages.timex.attachment import BECAUSE, Way

# How many days from the day of publication the day of the report can lie.
EARLIEST, LATEST = -6, 1
OWN_DATES = (BECAUSE[Way.OWN], BECAUSE[Way.BELOW])
RETOLD = "the same event told elsewhere with its date"
NEAR = "the closest date in its sentence: nothing dates the event itself"
REPORT = "the day that the report tells of: nothing in the sentence dates the event"
PUBLISHED = "the day of publication: nothing in the sentence dates the event"


@dataclass(frozen=True, slots=True)
class StandIns:
    """What an undated event of one document can take its date from.

    `days` are the days that each sentence counts from, `ahead` the ids of events still to come.
    """

    days: Mapping[int, date | None]
    expressions: Sequence[TimeExpression]
    parses: Mapping[int, Parse]
    ahead: frozenset[int]

    def date_of(self, event: EventMention, told: Sequence[tuple[EventMention, EventTime]]) -> EventTime | None:
        """The date of an event that nothing dates; `told` are the events that have a date of their own."""
        if retold := self.retold(event, told):
            return stand_in(event, retold.when, retold.expression, RETOLD)
        if near := self.in_sentence(event):
            return stand_in(event, near.when, near.id, NEAR)
        published = self.days[event.sentence]
        part = [one for one in self.expressions if self.days[one.sentence] == published]
        if day := report_day(published, part):
            return stand_in(event, day.when, day.id, REPORT)
        when = When(published, published, Grain.DOCUMENT) if published else None
        return stand_in(event, when, None, PUBLISHED)

    def in_sentence(self, event: EventMention) -> TimeExpression | None:
        """The day or month of the event's sentence that stands closest to it and is not still to come.

        An event that is itself still to come has none: the date may be that of its announcement.
        """
        if event.id in self.ahead:
            return None
        near = [one for one in self.expressions if one.sentence == event.sentence and self.is_past(one)]
        return min(near, key=lambda one: (gap(one, event), one.id), default=None)

    def is_past(self, expression: TimeExpression) -> bool:
        """True for a day or month that does not end after the day of publication."""
        when, published = expression.when, self.days[expression.sentence]
        if when is None or published is None:
            return False
        return when.grain in (Grain.DAY, Grain.MONTH) and when.last <= published

    def retold(self, event: EventMention, told: Sequence[tuple[EventMention, EventTime]]) -> EventTime | None:
        """The date of the events of the same type and the same noun ("the attack"), where they have but one."""
        head = self.parses[event.sentence].tokens[event.head]
        if head.pos not in ("NOUN", "PROPN") or event.id in self.ahead:
            return None
        times = [
            time
            for other, time in told
            if other.type == event.type
            and other.id not in self.ahead
            and time.because in OWN_DATES
            and self.parses[other.sentence].tokens[other.head].lemma.lower() == head.lemma.lower()
        ]
        return times[0] if times and len({time.when for time in times}) == 1 else None


def gap(expression: TimeExpression, event: EventMention) -> int:
    """How many characters lie between an expression and the event's word."""
    return max(expression.span.start - event.trigger.end, event.trigger.start - expression.span.end)


def stand_in(event: EventMention, when: When | None, expression: int | None, because: str) -> EventTime | None:
    """The date of an event that was taken from elsewhere, if there is any."""
    return EventTime(event.id, replace(when, grain=Grain.DOCUMENT), expression, because) if when else None


def report_day(published: date | None, expressions: Sequence[TimeExpression]) -> TimeExpression | None:
    """The first day named that is close to the day of publication: the day that the report tells of.

    Measured on leads of news reports it dates what has no date of its own better than the day of publication, which is
    often a day late.
    """
    for expression in expressions:
        when = expression.when
        if published is None or when is None or when.first != when.last:
            continue
        if EARLIEST <= (when.first - published).days <= LATEST:
            return expression
    return None
