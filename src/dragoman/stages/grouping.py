"""Which event mentions of a document tell the same event.

Two careful readers, given two mentions of one type with the same sides and status in one report, take them for one event
in four cases of five and more, so that is the rule; dates that exclude each other keep them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model.status import Status
from dragoman.model.when import EventTime, Grain
from dragoman.stages.parties import Side
from dragoman.stages.tellings import Telling

# With so many of its latest tellings a further one is compared.
COMPARED = 20


def group_tellings(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings of each distinct event, both in text order."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        fitting = [group for group in groups if all(are_same_event(telling, other) for other in group[-COMPARED:])]
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
    if one.is_mutual or other.is_mutual:
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
