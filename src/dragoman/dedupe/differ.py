"""Where the records of one event differ: date, toll, place, actor, status, type; each value with the records that give it.

Only what excludes one another is a disagreement: a day and the week in which it lies are not, nor a town and its country.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from dragoman.model.event import Disagreement
from dragoman.model.record import Entity, Location, Record
from dragoman.model.status import Status
from dragoman.model.when import Grain

V = TypeVar("V")
FAR_KM = 150.0
EARTH_KM = 6371.0
DISTRICT = 3
DONE = (Status.HAPPENED, Status.ONGOING)


def disagreements_of(records: Sequence[Record]) -> Iterator[Disagreement]:
    """All disagreements of some records, field by field."""
    if len(records) < 2:
        return
    yield from told("date", records, days_of, days_exclude, days_text)
    for name in ("dead", "injured", "arrested"):
        yield from told(name, records, partial(bounds, name), bounds_exclude, bounds_text)
    yield from told("event_loc", records, place_of, places_exclude, place_text)
    yield from told("actor", records, actors_of, are_strangers, actors_text)
    yield from told("status", records, lambda record: record.status, statuses_exclude, lambda status: status.value)
    yield from told("event", records, lambda record: record.event[0], lambda one, other: one != other, str)


def told(
    field: str,
    records: Iterable[Record],
    value_of: Callable[[Record], V | None],
    exclude: Callable[[V, V], bool],
    text_of: Callable[[V], str],
) -> Iterator[Disagreement]:
    """The values of a field that some other value excludes, those of most records first."""
    given: dict[V, list[str]] = {}
    for record in records:
        value = value_of(record)
        if value is not None:
            given.setdefault(value, []).append(record.id)
    disputed = [value for value in given if any(exclude(value, other) for other in given)]
    by_text: dict[str, list[str]] = {}
    for value in disputed:
        by_text.setdefault(text_of(value), []).extend(given[value])
    for text in sorted(by_text, key=lambda text: (-len(by_text[text]), text)):
        yield Disagreement(field, text, tuple(sorted(by_text[text])))


def days_of(record: Record) -> tuple[str, str] | None:
    """First and last day, where they are told to the day."""
    if record.date is None or record.date_resolution is not Grain.DAY:
        return None
    return record.date, record.enddate or record.date


def days_exclude(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """True for stretches of days that do not meet."""
    return one[1] < other[0] or other[1] < one[0]


def days_text(days: tuple[str, str]) -> str:
    """A day, or the first and the last."""
    return days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"


def bounds(name: str, record: Record) -> tuple[int, int] | None:
    """Lowest and highest toll."""
    value = getattr(record.size, name)
    return None if value is None else value if isinstance(value, tuple) else (value, value)


def bounds_exclude(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for tolls that do not meet."""
    return one[1] < other[0] or other[1] < one[0]


def bounds_text(value: tuple[int, int]) -> str:
    """A number, or from where to where."""
    return str(value[0]) if value[0] == value[1] else f"{value[0]} to {value[1]}"


def place_of(record: Record) -> Location | None:
    """The place, where the gazetteer knows it."""
    return record.event_loc if record.event_loc is not None and record.event_loc.country_code is not None else None


def places_exclude(one: Location, other: Location) -> bool:
    """True for different countries, and for towns far from one another."""
    if one.country_code != other.country_code:
        return True
    if min(one.resolution or 0, other.resolution or 0) < DISTRICT or one.lat is None or other.lat is None:
        return False
    return kilometres((one.lat, one.lon or 0.0), (other.lat, other.lon or 0.0)) > FAR_KM


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points given in degrees."""
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((a - c) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((b - d) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))


def place_text(place: Location) -> str:
    """The name of a place, with its country."""
    name = place.resolved_place or place.extracted_place
    return name if place.country in (None, name) else f"{name}, {place.country}"


def actors_of(record: Record) -> tuple[Entity, ...] | None:
    """The actors, where all are known."""
    known = all(entity.code is not None or entity.identifier_id is not None for entity in record.actor)
    return record.actor if record.actor and known else None


def are_strangers(one: Sequence[Entity], other: Sequence[Entity]) -> bool:
    """True for actors of which none can be one of the others."""
    return not any(names_of(a) & names_of(b) for a in one for b in other)


def names_of(entity: Entity) -> set[Hashable]:
    """All by which an entity may be known."""
    return {name for name in (entity.identifier_id, entity.identifier_text, entity.code) if name is not None}


def actors_text(actors: Sequence[Entity]) -> str:
    """The names of actors."""
    return " + ".join(dict.fromkeys(entity.identifier_text or entity.entity_text for entity in actors))


def statuses_exclude(one: Status, other: Status) -> bool:
    """True unless both have it that it happened."""
    return one is not other and not (one in DONE and other in DONE)
