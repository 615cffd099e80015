"""The event that several records tell: of each field the most specific value, with the widest support."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.dedupe.differ import disagreements_of
from dragoman.model.event import Event
from dragoman.model.record import Entity, Location, Record, Size
from dragoman.model.status import Status
from dragoman.model.when import Grain

T = TypeVar("T")
MOST_PARTIES, MOST_WORDS = 8, 8
LEAST_SHARE = 4  # a party that fewer than one record in so many names is left to the records
EXACT = (Grain.DAY, Grain.WEEK, Grain.DOCUMENT, Grain.MONTH, Grain.YEAR)
STATUSES = (Status.HAPPENED, Status.ONGOING, Status.PLANNED, Status.POSSIBLE, Status.DENIED)
TOLLS = ("dead", "injured", "arrested")


def merge(id_: str, records: Sequence[Record], independent: int, printed_by: Iterable[str] = ()) -> Event:
    """The event of some records; `printed_by` are publications that printed copies of their reports."""
    ordered = sorted(records, key=lambda record: (record.cite_info.published or "9999", record.id))
    merged = replace(merged_record(ordered), id=id_)
    ids = tuple(record.id for record in ordered)
    return Event(id_, ids, tuple(sources_of(ordered, printed_by)), merged, tuple(disagreements_of(ordered)), independent)


def event_id(record: str) -> str:
    """The id of the event that begins with a record; 16 hexadecimal digits."""
    return hashlib.sha256(f"event {record}".encode()).hexdigest()[:16]


def sources_of(records: Iterable[Record], printed_by: Iterable[str]) -> list[str]:
    """Publications and named voices, each once, sorted."""
    found = set(printed_by)
    for record in records:
        found.add(record.cite_info.publication or record.doc_id)
        found.update(
            link.source.identifier_text or link.source.entity_text
            for link in record.attribution
            if link.named and link.source
        )
    return sorted(found)


def merged_record(records: Sequence[Record]) -> Record:
    """One record of several, on the ground of the one that says most; alone it is itself."""
    if len(records) == 1:
        return records[0]
    type_ = most([record.event for record in records], lambda event: event)
    of_type = [record for record in records if record.event == type_]
    fullest = min(of_type, key=lambda record: (-fullness(record), record.id))
    dated = date_of(records)
    actors, recipients = parties_of(of_type)
    return replace(
        fullest,
        event=type_,
        mode=by_support(of_type, lambda record: record.mode),
        context=by_support(of_type, lambda record: record.context),
        status=most([record.status for record in records], STATUSES.index),
        aux=most([record.aux for record in records], lambda aux: aux),
        actor=actors or fullest.actor,
        recipient=recipients,
        date=dated.date,
        enddate=dated.enddate,
        date_resolution=dated.date_resolution,
        event_loc=place_of(records) or fullest.event_loc,
        event_text=by_support(records, lambda record: record.event_text)[:MOST_WORDS],
        event_scale=most([record.event_scale for record in of_type], lambda scale: -abs(scale)),
        size=Size(**{name: toll_of(records, name) for name in TOLLS}),
        confidence=max(record.confidence for record in of_type),
    )


def most(values: Sequence[T], order: Callable[[T], object]) -> T:
    """The value that most have; of equally many the first by `order`."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], order(value)))


def by_support(records: Iterable[Record], values: Callable[[Record], Iterable[str]]) -> tuple[str, ...]:
    """All values, those that most records give first, then by the alphabet."""
    counts = Counter(value for record in records for value in dict.fromkeys(values(record)))
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def fullness(record: Record) -> float:
    """How much a record says."""
    known = sum(entity.code is not None or entity.identifier_id is not None for entity in (*record.actor, *record.recipient))
    has = (record.recipient, record.mode, record.event_loc, record.date_resolution is Grain.DAY)
    return known + sum(map(bool, has)) + record.confidence


def date_of(records: Sequence[Record]) -> Record:
    """The record whose date is taken: of the most exact ones, with the day that most give."""
    finest = min(EXACT.index(record.date_resolution) for record in records)
    exact = [record for record in records if EXACT.index(record.date_resolution) == finest]
    day = most([(record.date or "", record.enddate or "") for record in exact], lambda days: days)
    return next(record for record in exact if (record.date or "", record.enddate or "") == day)


def place_of(records: Iterable[Record]) -> Location | None:
    """The place that most give, of the finest kind."""
    places = [record.event_loc for record in records if record.event_loc is not None]
    if not places:
        return None
    known = [place for place in places if place.geonameid is not None] or places
    finest = max(place.resolution or 0 for place in known)
    fine = [place for place in known if (place.resolution or 0) == finest]
    name = most([place.resolved_place or place.extracted_place for place in fine], str)
    return next(place for place in fine if (place.resolved_place or place.extracted_place) == name)


def toll_of(records: Iterable[Record], name: str) -> int | tuple[int, int] | None:
    """The toll that most give; of equally many the highest."""
    values: list[int | tuple[int, int]] = [value for record in records if (value := getattr(record.size, name)) is not None]
    return most(values, lambda value: -(value[1] if isinstance(value, tuple) else value)) if values else None


def parties_of(records: Sequence[Record]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Actors and recipients: whom enough records name, on the side where most have them, the best known first."""
    counts: Counter[tuple[Hashable, bool]] = Counter()
    named: dict[Hashable, Entity] = {}
    for record in records:
        told = [(entity, True) for entity in record.actor] + [(entity, False) for entity in record.recipient]
        for entity, is_actor in told:
            key = key_of(entity)
            named.setdefault(key, entity)
            counts[key, is_actor] += 1
    kept = [key for key in named if (counts[key, True] + counts[key, False]) * LEAST_SHARE >= len(records)]
    kept = list(without_vague(kept, named))
    sides: tuple[list[Hashable], list[Hashable]] = ([], [])
    for key in sorted(kept, key=lambda key: (-counts[key, True] - counts[key, False], str(key))):
        sides[counts[key, False] > counts[key, True]].append(key)
    actors, recipients = (tuple(named[key] for key in side[:MOST_PARTIES]) for side in sides)
    return actors, recipients


def key_of(entity: Entity) -> Hashable:
    """By what an entity is the same in two records."""
    if entity.identifier_id or entity.identifier_text:
        return "known", entity.identifier_id or entity.identifier_text
    return ("group", entity.code, entity.sector) if entity.code else ("words", entity.entity_text.casefold())


def without_vague(keys: Sequence[Hashable], named: dict[Hashable, Entity]) -> Iterator[Hashable]:
    """The parties, but not a state or its officials where somebody of them is named."""
    people = {(named[key].code, named[key].sector) for key in keys if not is_vague(named[key])}
    for key in keys:
        entity = named[key]
        if not (is_vague(entity) and entity.code and (entity.code, entity.sector) in people):
            yield key


def is_vague(entity: Entity) -> bool:
    """True for a state as such and for somebody of it who is not named."""
    named = entity.identifier_id or entity.identifier_text
    return named is None or named == entity.code
