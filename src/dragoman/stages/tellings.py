"""Which event mentions of a document tell the same event.

Two careful readers, given two mentions of one type with the same sides and status in one report, take them for one event
in four cases of five and more, so that is the rule; dates that exclude each other keep them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.status import EventStatus, Status
from dragoman.model.when import EventTime, Grain
from dragoman.model.where import EventPlace
from dragoman.scheme import Scheme
from dragoman.stages.parties import Identities, Side, sides

AUX = {Status.PLANNED: "future", Status.POSSIBLE: "hypothetical", Status.DENIED: "negation"}


@dataclass(frozen=True, slots=True)
class Telling:
    """One event mention with all that the stages say of it; `type` and `modes` are after PLOVER's rules for its status."""

    mention: EventMention
    type: str
    modes: tuple[str, ...]
    status: EventStatus
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    time: EventTime | None
    place: EventPlace | None
    lemma: str
    is_headline: bool


def tellings_of(context: Identities, scheme: Scheme) -> list[Telling]:
    """The event mentions that have an actor, in text order, with what the other stages say of them."""
    reading = context.reading
    status = {judged.event: judged for judged in reading.status or ()}
    times = {dated.event: dated for dated in (reading.times.of_events if reading.times else ())}
    places = {placed.event: placed for placed in (reading.places.of_events if reading.places else ())}
    found = []
    for event in reading.events or ():
        actors = sides(context, event, RoleName.ACTOR)
        if not actors:
            continue
        judged = status.get(event.id) or EventStatus(event.id, Status.HAPPENED, None, "told as done")
        if judged.is_absent:
            continue
        kind, modes = scheme.retype(event.type, event.modes, AUX.get(judged.status, ""))
        parse = (reading.syntax or ())[event.sentence]
        found.append(
            Telling(
                mention=event,
                type=kind,
                modes=modes,
                status=judged,
                actors=actors,
                recipients=tuple(
                    s for s in sides(context, event, RoleName.RECIPIENT) if not any(s.names & a.names for a in actors)
                ),
                time=times.get(event.id),
                place=places.get(event.id),
                lemma=parse.tokens[event.head].lemma,
                is_headline=(reading.sentences or ())[event.sentence].is_headline,
            )
        )
    return found


def group_tellings(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings of each distinct event, both in text order."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        fitting = [group for group in groups if all(are_same_event(telling, other) for other in group)]
        if fitting:
            max(fitting, key=lambda group: closeness(telling, group)).append(telling)
        else:
            groups.append([telling])
    return groups


def closeness(telling: Telling, group: Sequence[Telling]) -> tuple[bool, int]:
    """How well a telling fits a group, for choosing between several: the same word, then the most recent."""
    return any(telling.lemma == other.lemma for other in group), group[-1].mention.id


def are_same_event(one: Telling, other: Telling) -> bool:
    """True when nothing that the two say excludes that they tell one event, and their sides agree."""
    if one.type != other.type or not agree_in_status(one, other) or dates_exclude(one.time, other.time):
        return False
    if one.mention.is_mutual or other.mention.is_mutual:
        return share(one.actors + one.recipients, other.actors + other.recipients, least=2)
    if not share(one.actors, other.actors):
        return False
    if one.recipients and other.recipients:
        return share(one.recipients, other.recipients)
    return True


def agree_in_status(one: Telling, other: Telling) -> bool:
    """True for the same status; what goes on has happened, as far as telling the same event goes."""
    done = (Status.HAPPENED, Status.ONGOING)
    return one.status.status is other.status.status or (one.status.status in done and other.status.status in done)


def dates_exclude(one: EventTime | None, other: EventTime | None) -> bool:
    """True when both have dates of their own that do not meet."""
    if one is None or other is None or Grain.DOCUMENT in (one.when.grain, other.when.grain):
        return False
    return one.when.last < other.when.first or other.when.last < one.when.first


def share(these: Sequence[Side], those: Sequence[Side], *, least: int = 1) -> bool:
    """True when at least `least` parties, or all of the shorter list, stand in both."""
    matched = sum(any(side.names & other.names for other in those) for side in these)
    return matched >= min(least, len(these), len(those)) and matched > 0
