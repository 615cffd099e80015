"""Places, and which event they place."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `country_code` is alpha-3 as for actors (None for seas and regions of several countries); `latitude` and `longitude`
    are degrees; `resolution` runs from 5 (sub-city) over 4 city, 3 district, 2 province to 1 (country); 0 is wider than
    a country.
    """

    geonameid: int | None
    name: str
    latitude: float
    longitude: float
    province: str | None
    country: str | None
    country_code: str | None
    feature_code: str
    resolution: int
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place; `place` is None where the gazetteer does not settle which."""

    id: int
    sentence: int
    span: Span
    place: Place | None
    because: str


@dataclass(frozen=True, slots=True)
class EventPlace:
    """The place mention (an id) in which the event mention `event` takes place; `score` above 0 says how surely."""

    event: int
    place_mention: int
    because: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Places:
    """What the places stage found: the places named, and a place for each event that has one."""

    mentions: tuple[PlaceMention, ...]
    of_events: tuple[EventPlace, ...]
