"""A query to the conditions of an SQL statement, over records, events or claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, func, or_, select
from sqlalchemy import false as never

from dragoman.model.query import Box, Circle, Query, first_day, last_day, parse_place
from dragoman.store.parties import SIDES, Parties, find_parties
from dragoman.store.rows import Role, folded
from dragoman.store.schema import (
    CLAIM_PARTIES,
    CLAIMS,
    DOCUMENTS,
    EVENT_MEMBERS,
    EVENT_PARTIES,
    EVENTS,
    PARTIES,
    RECORDS,
)
from dragoman.store.words import has_words

Condition = ColumnElement[bool]
KM_A_DEGREE = 111.195
PLACE_CODE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked for: its table, the table of its parties, and the roles in which these stand for `actor`."""

    name: str
    table: Table
    parties: Table

    @property
    def owner(self) -> ColumnElement[int]:
        """The column of the parties that says whose they are."""
        column: ColumnElement[int] = self.parties.c[self.name]
        return column


RECORD = Kind("record", RECORDS, PARTIES)
EVENT = Kind("event", EVENTS, EVENT_PARTIES)
CLAIM = Kind("claim", CLAIMS, CLAIM_PARTIES)


def conditions(connection: Connection, kind: Kind, query: Query) -> list[Condition]:
    """All that must hold of a row of `kind.table`."""
    found = [
        *shown(kind, query),
        *by_day(kind.table, query),
        *by_text(connection, kind, query),
        *by_party(connection, kind, query),
    ]
    if kind is not CLAIM:
        found += [*by_fact(kind, query), *by_place(kind, query)]
    elif asks_facts(query):
        found.append(never())
    return found


def asks_facts(query: Query) -> bool:
    """True for a query by what only records and events have."""
    several = (query.type, query.mode, query.context, query.quad, query.status, query.place)
    return any(several) or query.confidence is not None or query.disputed is not None


def shown(kind: Kind, query: Query) -> Iterator[Condition]:
    """What is shown: the current reading, without what was judged wrong unless that is asked for."""
    table = kind.table
    if kind is not RECORD or not query.judged:
        yield table.c.shown == 1
        if kind is EVENT and query.disputed is not None:
            yield table.c.disputed == int(query.disputed)
        return
    yield table.c.current == 1
    named = [value for value in query.judged if value != "none"]
    ways = [table.c.judged.in_(named)] if named else []
    yield or_(*ways, table.c.judged.is_(None)) if "none" in query.judged else or_(*ways)


def by_day(table: FromClause, query: Query) -> Iterator[Condition]:
    """From and to, by the day on which an event begins; what has no day is in neither."""
    if query.to is not None:
        yield table.c.date <= last_day(query.to)
    if query.from_ is not None or query.to is not None:
        yield table.c.date >= (first_day(query.from_) or "0")


def by_fact(kind: Kind, query: Query) -> Iterator[Condition]:
    """Type, mode, context, quadrant, status, confidence."""
    table = kind.table
    for name, values in (("type", query.type), ("quad", query.quad), ("status", query.status)):
        if values:
            yield one_of(table.c[name], values)
    for name, codes in (("modes", query.mode), ("contexts", query.context)):
        if codes:
            yield or_(*(table.c[name].contains(f" {code} ", autoescape=True) for code in codes))
    if query.confidence is not None:
        yield table.c.confidence >= query.confidence


def one_of(column: ColumnElement[object], values: Sequence[object]) -> Condition:
    """Equality where there is one value: it lets an index give the order as well."""
    return column == values[0] if len(values) == 1 else column.in_(values)


def by_text(connection: Connection, kind: Kind, query: Query) -> Iterator[Condition]:
    """Publication, document and words."""
    table = kind.table
    if query.source and kind is not EVENT:
        yield one_of(table.c.source, query.source)
    if kind is EVENT:
        inner = Query(source=query.source, document=query.document, words=query.words)
        if query.source or query.document or query.words:
            members = select(EVENT_MEMBERS.c.event).join_from(EVENT_MEMBERS, RECORDS, RECORDS.c.id == EVENT_MEMBERS.c.record)
            yield table.c.id.in_(members.where(RECORDS.c.shown == 1, *by_text(connection, RECORD, inner)))
        return
    if query.document:
        yield table.c.document.in_(select(DOCUMENTS.c.no).where(DOCUMENTS.c.id.in_(query.document)))
    if query.words:
        yield has_words(connection, table.c.no, f"{kind.name}_words", query.words)


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """Who must take part, in one of some roles."""

    parties: Parties
    roles: Sequence[Role]

    def of(self, table: FromClause) -> Condition:
        """The condition on a table of parties, or an alias of it."""
        return and_(self.parties.of(table), one_of(table.c.role, [role.value for role in self.roles]))


def party_filters(connection: Connection, kind: Kind, query: Query) -> list[PartyFilter]:
    """Actor, recipient, voice and country; in a claim, whom it is about stands for actor."""
    actor_roles: Sequence[Role] = (Role.VOICE, Role.ABOUT) if kind is CLAIM else (Role.ACTOR,)
    sides = actor_roles if kind is CLAIM else SIDES
    asked = [(query.actor, actor_roles), (query.recipient, (Role.RECIPIENT,)), (query.voice, (Role.VOICE,))]
    found = [PartyFilter(find_parties(connection, values), roles) for values, roles in asked if values]
    if query.country:
        found.append(PartyFilter(Parties(tuple((code, None) for code in query.country), ()), sides))
    return found


def pair_filters(connection: Connection, kind: Kind, query: Query) -> list[PartyFilter]:
    """Each side of a pair; that they face each other is said by `between`."""
    sides: Sequence[Role] = (Role.VOICE, Role.ABOUT) if kind is CLAIM else SIDES
    return [PartyFilter(find_parties(connection, [value]), sides) for value in query.pair or ()]


def by_party(connection: Connection, kind: Kind, query: Query) -> Iterator[Condition]:
    """Sector, and that the two of a pair face each other."""
    if query.sector:
        sides = (Role.VOICE, Role.ABOUT) if kind is CLAIM else SIDES
        yield takes_part(kind, one_of(kind.parties.c.sector, query.sector), sides)
    if query.pair:
        first, second = (find_parties(connection, [value]) for value in query.pair)
        yield between(kind, first, second)


def takes_part(kind: Kind, condition: Condition, roles: Sequence[Role]) -> Condition:
    """True for what has a party in one of the roles for which the condition on the table of parties holds."""
    rows = select(kind.owner).where(kind.owner == kind.table.c.no, condition)
    return rows.where(one_of(kind.parties.c.role, [role.value for role in roles])).exists()


def between(kind: Kind, first: Parties, second: Parties) -> Condition:
    """True for what runs between two: one is actor and the other recipient, or both are sides of a mutual event.

    In a claim: both are named.
    """
    table, one, other = kind.table, kind.parties.alias("one"), kind.parties.alias("other")
    apart = or_(one.c.role != other.c.role, one.c.position != other.c.position)
    if kind is CLAIM:
        facing = apart
        roles: Sequence[Role] = (Role.VOICE, Role.ABOUT)
    else:
        facing = or_(one.c.role != other.c.role, and_(table.c.mutual == 1, one.c.position != other.c.position))
        roles = SIDES
    numbers = [role.value for role in roles]
    both = select(one.c[kind.name]).where(
        one.c[kind.name] == table.c.no, other.c[kind.name] == table.c.no, one.c.role.in_(numbers), other.c.role.in_(numbers)
    )
    return both.where(first.of(one), second.of(other), facing).correlate(table).exists()


def by_place(kind: Kind, query: Query) -> Iterator[Condition]:
    """Where it takes place: any of the places named."""
    if query.place:
        yield or_(*(in_place(kind.table, parse_place(place)) for place in query.place))


def in_place(table: Table, place: str | Box | Circle) -> Condition:
    """True for what takes place in a country, at a place of that name, in a box or in a circle."""
    if isinstance(place, Box):
        return in_box(table, place)
    if isinstance(place, Circle):
        return in_circle(table, place)
    if len(place) == PLACE_CODE_LENGTH and place.isupper():
        condition: Condition = table.c.place_country == place
        return condition
    if place.isdigit():
        numbered: Condition = table.c.geonameid == int(place)
        return numbered
    named: Condition = table.c.place == folded(place)
    return named


def in_box(table: Table, box: Box) -> Condition:
    """True inside a box, which may cross the date line."""
    inside: Condition = table.c.lon.between(box.west, box.east)
    if box.west > box.east:
        inside = or_(table.c.lon >= box.west, table.c.lon <= box.east)
    return and_(table.c.lat.between(box.south, box.north), inside)


def in_circle(table: Table, circle: Circle) -> Condition:
    """True within a distance; the earth is taken as flat within the circle, which is exact to 1 % up to some 500 km."""
    high = circle.km / KM_A_DEGREE
    squeeze = max(cos(radians(circle.lat)), 0.01)
    east = func.abs(table.c.lon - circle.lon)
    turned = func.abs(360.0 - east)
    dy = table.c.lat - circle.lat
    ways = [(dx * squeeze) * (dx * squeeze) + dy * dy <= high * high for dx in (east, turned)]
    return and_(table.c.lat.between(circle.lat - high, circle.lat + high), or_(*ways))
