"""What the archive is asked: filters, order and groups, with the same names on the command line, in Python and over HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import get_close_matches

from dragoman.errors import QueryError
from dragoman.model.status import Status

SORTS = ("date", "confidence", "scale", "stored")
GROUPS = ("day", "week", "month", "year", "pair", "type", "quad", "status", "country", "source")
JUDGED = ("right", "wrong", "corrected", "none")
QUADS = (1, 2, 3, 4)
BOX = re.compile(r"^-?[\d.]+(,-?[\d.]+){3}$")
RADIUS = re.compile(r"^(-?[\d.]+),(-?[\d.]+),([\d.]+) ?km$")
MAX_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """Which records, events, claims or actors are wanted, and how.

    Values of one filter are alternatives; filters must all hold.

    `actor`, `recipient`, `pair`, `voice`: a country code ("RUS"), a code and sector ("RUS GOV"), an id or a name. `pair` is
    two of them, either way round. `country` and `sector` are those of actor or recipient. `place`: a country code, a name,
    a box "south,west,north,east" or a circle "lat,lon,50km". `source`: the publication. `from_` and `to`: days (ISO 8601,
    both included; "2015" and "2015-08" stand for their first and last day). `words`: all of them in one sentence, "in
    quotation marks" as they stand, with * for any ending. `confidence`: at least. `judged`: right, wrong, corrected or
    none; what was judged wrong is shown only when asked for. `disputed`: events whose records disagree. `document`: ids.

    `sort`: date, confidence, scale or stored, with - for falling. `limit` rows a page, from `cursor` on (None: all).
    `group`: day, week, month, year, pair, type, quad, status, country, source: counts in the place of rows.

    Raises:
        QueryError: when a value is none of those.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    country: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    words: str | None = None
    confidence: float | None = None
    judged: tuple[str, ...] = ()
    disputed: bool | None = None
    document: tuple[str, ...] = ()
    sort: str = "-date"
    limit: int | None = 200
    cursor: str | None = None
    group: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for filter_ in fields(self):
            value = getattr(self, filter_.name)
            if isinstance(value, str) and filter_.default == ():
                raise QueryError(f"{filter_.name}={value!r}: a tuple of values is wanted, such as ({value!r},)")
        for name, allowed in (("status", tuple(Status)), ("quad", QUADS), ("judged", JUDGED), ("group", GROUPS)):
            for value in getattr(self, name):
                allow(name, value, allowed)
        allow("sort", self.sort.removeprefix("-"), SORTS)
        if self.limit is not None and not 1 <= self.limit <= MAX_LIMIT:
            raise QueryError(f"limit {self.limit}: from 1 to {MAX_LIMIT}, or none for all")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise QueryError(f"confidence {self.confidence}: from 0 to 1")
        if first_day(self.from_) > last_day(self.to):
            raise QueryError(f"from {self.from_} to {self.to}: ends before it begins")
        for place in self.place:
            parse_place(place)


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the earth in degrees; `west` lies east of `east` where it crosses the date line."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Circle:
    """All that is within `km` of a point."""

    lat: float
    lon: float
    km: float


def allow(name: str, value: object, allowed: Sequence[object]) -> None:
    """Raises when a value is none of those allowed.

    Raises:
        QueryError: naming the nearest that is.
    """
    if value not in allowed:
        near = get_close_matches(str(value), [str(word) for word in allowed], 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise QueryError(f"unknown {name} '{value}'; there are {', '.join(map(str, allowed))}{hint}")


def parse_place(text: str) -> str | Box | Circle:
    """A box, a circle, or the code or name of a place.

    >>> parse_place("36.2,37.1,50km")
    Circle(lat=36.2, lon=37.1, km=50.0)

    Raises:
        QueryError: when degrees are no degrees.
    """
    circle = RADIUS.match(text)
    try:
        if circle:
            return checked(Circle(float(circle[1]), float(circle[2]), float(circle[3])), text)
        if BOX.match(text):
            south, west, north, east = (float(part) for part in text.split(","))
            return checked(Box(south, west, north, east), text)
    except ValueError:
        raise QueryError(f"place '{text}': no degrees; write south,west,north,east or lat,lon,50km") from None
    return text


def checked(place: Box | Circle, text: str) -> Box | Circle:
    """The place, when it is on the earth.

    Raises:
        QueryError: when it is not.
    """
    lats = (place.south, place.north) if isinstance(place, Box) else (place.lat,)
    lons = (place.west, place.east) if isinstance(place, Box) else (place.lon,)
    if any(abs(lat) > 90 for lat in lats) or any(abs(lon) > 180 for lon in lons) or lats[0] > lats[-1]:
        raise QueryError(f"place '{text}': latitudes from -90 to 90, south first, longitudes from -180 to 180")
    return place


def first_day(text: str | None) -> str:
    """The first day of a day, month or year; the beginning of time for None.

    Raises:
        QueryError: when it is none of these.
    """
    if text is None:
        return ""
    return parse_period(text, "from")[0]


def last_day(text: str | None) -> str:
    """The last day of a day, month or year; the end of time for None.

    Raises:
        QueryError: when it is none of these.
    """
    if text is None:
        return "9999-12-31"
    return parse_period(text, "to")[1]


def parse_period(text: str, name: str) -> tuple[str, str]:
    """First and last day of a day, month or year in ISO 8601."""
    shape = re.fullmatch(r"(\d{4})(-\d\d)?(-\d\d)?", text)
    try:
        first = date.fromisoformat(f"{shape[1]}{shape[2] or '-01'}{shape[3] or '-01'}") if shape else None
    except ValueError:
        first = None
    if shape is None or first is None:
        raise QueryError(f"{name} '{text}': write a day as YYYY-MM-DD, or YYYY-MM, or YYYY")
    if shape[3]:
        return text, text
    return first.isoformat(), f"{text}-31" if shape[2] else f"{text}-12-31"


def parse_query(words: Mapping[str, Sequence[str]]) -> Query:
    """A query from words, as they come from an address or a command line: lists of values by name.

    `from` may stand for `from_`; several values may be given in one, between commas, where a filter takes several and
    names have no commas (not for `actor`, `recipient`, `place`, `source`, `voice`). `pair` takes two, or one "RUS,USA".

    Raises:
        QueryError: for an unknown name or value.
    """
    query = Query()
    known = {field.name: field for field in fields(Query)}
    for given, values in words.items():
        name = "from_" if given == "from" else given
        if name not in known:
            allow("filter", given, ["from" if key == "from_" else key for key in known])
        if values:
            query = replace(query, **{name: parse_values(name, values)})  # type: ignore[arg-type]
    return query


WITH_COMMAS = {"actor", "recipient", "voice", "source", "place", "document"}
ONE = {"from_", "to", "words", "sort", "cursor"}
NUMBERS = ("limit", "confidence")


def parse_values(name: str, values: Sequence[str]) -> object:
    """The value of one field of a query."""
    if name in ONE:
        return values[-1]
    if name in NUMBERS:
        return parse_number(name, values[-1])
    if name == "pair":
        return parse_pair(values)
    if name == "disputed":
        allow(name, values[-1], ("true", "false"))
        return values[-1] == "true"
    if name in WITH_COMMAS:
        return tuple(values)
    parts = tuple(part.strip() for value in values for part in value.split(",") if part.strip())
    return tuple(parse_number(name, part) for part in parts) if name == "quad" else parts


def parse_number(name: str, text: str) -> float | None:
    """A number; None for the limit `none`.

    Raises:
        QueryError: when it is none.
    """
    if (name, text) == ("limit", "none"):
        return None
    try:
        return float(text) if name == "confidence" else int(text)
    except ValueError:
        raise QueryError(f"{name} '{text}': a number is wanted") from None


def parse_pair(values: Sequence[str]) -> tuple[str, str]:
    """Two parties."""
    parts = [part.strip() for part in (values[0].split(",") if len(values) == 1 else values)]
    if len(parts) != 2 or not all(parts):
        raise QueryError(f"pair '{', '.join(values)}': name two, for example RUS,USA")
    return parts[0], parts[1]
