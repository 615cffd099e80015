"""What is exported: an event with the records that report it; a record by itself is an event that it alone reports."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.exports.table import voice_of
from dragoman.model.event import Event
from dragoman.model.record import Entity, Record


@dataclass(frozen=True, slots=True)
class Reported:
    """An event and its records, the one that says most first."""

    event: Event
    records: tuple[Record, ...]

    @property
    def merged(self) -> Record:
        """The fields of the event, put together."""
        return self.event.merged

    @property
    def is_alone(self) -> bool:
        """True for a record that stands for itself."""
        return self.event.id == self.merged.id and self.event.records == (self.merged.id,)


def alone(record: Record) -> Reported:
    """A record by itself."""
    voices = (voice_of(link) for link in record.attribution if link.source)
    sources = dict.fromkeys((*((record.cite_info.publication,) if record.cite_info.publication else ()), *voices))
    return Reported(Event(record.id, (record.id,), tuple(sources), record), (record,))


def pairs_of(record: Record, mutual: frozenset[str]) -> list[tuple[Entity, Entity | None]]:
    """Who did it to whom, two by two, for formats that hold one source and one target.

    Where several acted without a recipient in an event of a mutual type, each is source and target in turn, as ICEWS has it;
    in others each acts alone.
    """
    if record.recipient:
        return [(actor, recipient) for actor in record.actor for recipient in record.recipient]
    if len(record.actor) > 1 and mutual.intersection(record.event):
        sides = list(enumerate(record.actor))
        return [(actor, other) for place, actor in sides for at, other in sides if place != at]
    return [(actor, None) for actor in record.actor]
