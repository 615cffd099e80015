"""Records, events and claims as pages, as streams and as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from dragoman.errors import QueryError
from dragoman.model.query import Query
from dragoman.store import filters
from dragoman.store.bodies import claim_from_json, event_from_json, record_from_json
from dragoman.store.insert import chunks
from dragoman.store.pages import Page, find_bodies, find_numbers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """What can be asked for: its rows, how one is read from JSON, and how many make a table."""

    kind: filters.Kind
    read: Callable[[str], T]
    table: Callable[[Iterable[T], str], Any]


def records_table(records: Iterable[Any], kind: str) -> Any:
    """Records as a table."""
    from dragoman.store import tables  # noqa: PLC0415 - Arrow is heavy

    return tables.to_table(map(tables.record_row, records), tables.RECORD, kind)


def events_table(events: Iterable[Any], kind: str) -> Any:
    """Events as a table."""
    from dragoman.store import tables  # noqa: PLC0415 - Arrow is heavy

    return tables.to_table(map(tables.event_row, events), tables.EVENT, kind)


def claims_table(claims: Iterable[Any], kind: str) -> Any:
    """Claims as a table."""
    from dragoman.store import tables  # noqa: PLC0415 - Arrow is heavy

    return tables.to_table(map(tables.claim_row, claims), tables.CLAIM, kind)


RECORDS = Asked(filters.RECORD, record_from_json, records_table)
EVENTS = Asked(filters.EVENT, event_from_json, events_table)
CLAIMS = Asked(filters.CLAIM, claim_from_json, claims_table)


def kind_of(name: str) -> Asked[Any]:
    """What a word of the command line asks for.

    Raises:
        QueryError: when it is none of records, events, claims.
    """
    kinds: dict[str, Asked[Any]] = {"records": RECORDS, "events": EVENTS, "claims": CLAIMS}
    if name not in kinds:
        raise QueryError(f"no {name} to ask for; there are {', '.join(kinds)}")
    return kinds[name]


def find_page(connection: Connection, asked: Asked[T], query: Query) -> Page[T]:
    """One page."""
    numbers, cursor = find_numbers(connection, asked.kind, query)
    return Page(tuple(asked.read(body) for body in find_bodies(connection, asked.kind, numbers)), cursor)


def each(connection: Connection, asked: Asked[T], query: Query) -> Iterator[T]:
    """All that match, read some at a time."""
    numbers, _ = find_numbers(connection, asked.kind, replace(query, limit=None))
    for some in chunks(numbers):
        for body in find_bodies(connection, asked.kind, some):
            yield asked.read(body)
