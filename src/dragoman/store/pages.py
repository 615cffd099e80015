"""A query to pages of rows: the numbers of what is wanted, in order, then what these stand for.

Where somebody must take part, the table of parties leads: its index gives them in the order of days, so that a page of a
state in the news every day is as quick as one of a person named twice.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, or_, select

from dragoman.errors import QueryError
from dragoman.model.query import Query
from dragoman.store.filters import (
    CLAIM,
    EVENT,
    Condition,
    Kind,
    PartyFilter,
    by_day,
    conditions,
    pair_filters,
    party_filters,
)
from dragoman.store.insert import chunks
from dragoman.store.schema import CLAIMS, EVENTS, RECORD_BODIES

T = TypeVar("T")
PLENTY = 5_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows in the order asked for; `cursor` is where the next page begins, None on the last one."""

    items: tuple[T, ...]
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where numbers are read from, the condition for all filters, and the columns of day and number to order by."""

    tables: FromClause
    condition: Condition
    date: ColumnElement[str]
    number: ColumnElement[int]
    has_repeats: bool


def source_of(connection: Connection, kind: Kind, query: Query) -> Source:
    """The tables and conditions of a query, led by the rarest of the parties that must take part."""
    table = kind.table
    found = conditions(connection, kind, query)
    parties = party_filters(connection, kind, query)
    leaders = parties + pair_filters(connection, kind, query)
    if not leaders:
        return Source(table, and_(*found), table.c.date, table.c.no, has_repeats=False)
    leader = min(leaders, key=lambda party: how_many(connection, kind, party)) if len(leaders) > 1 else leaders[0]
    lead = kind.parties.alias("lead")
    found += [exists_party(kind, party) for party in parties if party is not leader]
    joined = lead.join(table, table.c.no == lead.c[kind.name])
    return Source(
        joined, and_(leader.of(lead), *by_day(lead, query), *found), lead.c.date, lead.c[kind.name], has_repeats=True
    )


def exists_party(kind: Kind, party: PartyFilter) -> Condition:
    """True for what the party takes part in."""
    return select(kind.owner).where(kind.owner == kind.table.c.no, party.of(kind.parties)).exists()


def how_many(connection: Connection, kind: Kind, party: PartyFilter) -> int:
    """In how much somebody takes part, counted up to plenty."""
    some = select(kind.owner).where(party.of(kind.parties)).limit(PLENTY).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def find_numbers(connection: Connection, kind: Kind, query: Query) -> tuple[list[int], str | None]:
    """The numbers of a page, in order, and the cursor of the next."""
    source = source_of(connection, kind, query)
    key, falling = sort_key(kind, query, source), query.sort.startswith("-")
    statement = select(source.number, key).select_from(source.tables).where(source.condition)
    if query.cursor is not None:
        value, number = read_cursor(query)
        later = (key < value, source.number < number) if falling else (key > value, source.number > number)
        statement = statement.where(or_(later[0], and_(key == value, later[1])))
    if source.has_repeats:
        statement = statement.group_by(key, source.number)
    order = (key.desc(), source.number.desc()) if falling else (key.asc(), source.number.asc())
    statement = statement.order_by(*order)
    if query.limit is not None:
        statement = statement.limit(query.limit + 1)
    rows = connection.execute(statement).all()
    if query.limit is None or len(rows) <= query.limit:
        return [row[0] for row in rows], None
    last = rows[query.limit - 1]
    return [row[0] for row in rows[: query.limit]], write_cursor(query.sort, last[1], last[0])


def sort_key(kind: Kind, query: Query, source: Source) -> ColumnElement[Any]:
    """The column to order by.

    Raises:
        QueryError: when claims are to be ordered by what they have not.
    """
    name = query.sort.removeprefix("-")
    if name == "date":
        return source.date
    if name == "stored":
        return source.number
    if kind is CLAIM:
        raise QueryError(f"claims have no {name}; sort them by date or stored")
    return kind.table.c[name]


def write_cursor(sort: str, value: object, number: int) -> str:
    """Where a page ended, as a word that fits into an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode([sort, value, number])).decode().rstrip("=")


def read_cursor(query: Query) -> tuple[Any, int]:
    """The key and number after which a page begins.

    Raises:
        QueryError: for a cursor of another order, or none at all.
    """
    text = query.cursor or ""
    try:
        sort, value, number = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, ValueError, TypeError):
        raise QueryError(f"cursor '{text}': not one that a page gave; leave it out for the first page") from None
    if sort != query.sort:
        raise QueryError(f"cursor of a page sorted by {sort}, not by {query.sort}; leave it out for the first page")
    return value, number


def find_bodies(connection: Connection, kind: Kind, numbers: Sequence[int]) -> Iterator[str]:
    """The JSON of some rows, corrected where a person corrected it, in the order of the numbers."""
    if kind in (CLAIM, EVENT):
        table = CLAIMS if kind is CLAIM else EVENTS
        query = select(table.c.no, table.c.body)
    else:
        table = RECORD_BODIES
        query = select(table.c.record, func.coalesce(table.c.corrected, table.c.body))
    key = query.selected_columns[0]
    for some in chunks(numbers):
        found = {row[0]: row[1] for row in connection.execute(query.where(key.in_(some)))}
        yield from (found[number] for number in some)
