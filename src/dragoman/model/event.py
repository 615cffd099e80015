"""What happened, as all the records of it tell (contract section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.record import Record


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One of several values that records give to a field, in words, with the ids of the records that give it."""

    field: str
    value: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening: the ids of its records, who reports it, and its fields put together.

    `merged` has the most specific value of each field; its `id` is the event's, its `doc_id` that of the record that says
    most. `sources` are distinct publications and voices; `independent` counts those that are no copies of one wire story.
    """

    id: str
    records: tuple[str, ...]
    sources: tuple[str, ...]
    merged: Record
    disagreements: tuple[Disagreement, ...] = ()
    independent: int = 1


class LinkKind(StrEnum):
    """How one event bears on another."""

    FULFILS = "fulfils"
    CARRIES_OUT = "carries out"
    DENIES = "denies"
    PART_OF = "part of"


@dataclass(frozen=True, slots=True)
class EventLink:
    """Event `source` bears on event `target` in the way of `kind`: the meeting fulfils the plan."""

    source: str
    target: str
    kind: LinkKind
    because: str
