"""Which questions the counts that are kept can answer, and how: they are read instead of counting records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Table, Text, cast, func, or_, select

from dragoman.model.query import Query, first_day, last_day
from dragoman.store.counts import ACTOR, EITHER, RECIPIENT
from dragoman.store.filters import RECORD, Kind
from dragoman.store.parties import find_parties
from dragoman.store.schema import COUNTRY_MONTHS, DAY_COUNTS, PAIR_MONTHS

PAGING = {"sort", "limit", "cursor", "group"}
DAYS = {"from_", "to"}
DAY_PARTS = ("day", "week", "month", "year")
SIDES = {"actor": ACTOR, "recipient": RECIPIENT, "country": EITHER}


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of counts and the conditions that leave those asked for."""

    table: Table
    conditions: tuple[ColumnElement[bool], ...]


def find_kept(connection: Connection, kind: Kind, query: Query) -> Kept | None:
    """The counts that answer a query, None where records must be counted."""
    if kind is not RECORD:
        return None
    asked = {field.name for field in fields(Query) if getattr(query, field.name) != field.default} - PAGING
    groups = set(query.group)
    if asked <= {"type", "status", "quad", *DAYS} and groups <= {"type", "status", "quad", *DAY_PARTS}:
        return by_day(query)
    if whole_months(query) and groups <= {"month", "year", "quad", "pair"}:
        return by_month(connection, query, asked - {"quad", *DAYS})
    return None


def by_month(connection: Connection, query: Query, who: set[str]) -> Kept | None:
    """The counts of months, by the filters that say who must take part."""
    if who == {"pair"}:
        return by_one_pair(connection, query)
    if "pair" in query.group:
        return by_pairs(query) if who <= {"country"} else None
    if len(who) == 1 and who <= set(SIDES):
        return by_country(connection, query, who.pop())
    return None


def whole_months(query: Query) -> bool:
    """True when the days asked for begin and end with a month."""
    begins = query.from_ is None or first_day(query.from_).endswith("-01")
    return begins and (query.to is None or len(query.to) < len("2015-08-01") or last_day(query.to).endswith("-31"))


def by_day(query: Query) -> Kept:
    """The counts of days: any days, by type, status and quadrant."""
    table = DAY_COUNTS
    conditions = [*quads(table, query), *between(table.c.date, query, len("2015-08-01"))]
    for name, values in (("type", query.type), ("status", query.status)):
        if values:
            conditions.append(table.c[name].in_(values))
    return Kept(table, tuple(conditions))


def by_one_pair(connection: Connection, query: Query) -> Kept | None:
    """The months of a pair of countries; None where the pair is of persons."""
    codes = [find_parties(connection, [value]).is_country for value in query.pair or ()]
    if not all(codes):
        return None
    table = PAIR_MONTHS
    a, b = sorted(code for code in codes if code)
    return Kept(table, (table.c.a == a, table.c.b == b, *months(table, query)))


def by_pairs(query: Query) -> Kept | None:
    """The months of all pairs, or of those of a country."""
    table = PAIR_MONTHS
    if len(query.country) > 1:
        return None
    side = (or_(table.c.a == query.country[0], table.c.b == query.country[0]),) if query.country else ()
    return Kept(table, (*side, *months(table, query)))


def by_country(connection: Connection, query: Query, name: str) -> Kept | None:
    """The months of a country, as actor, as recipient or as either; None where it is no country that is asked for."""
    values: tuple[str, ...] = getattr(query, name)
    code = values[0] if name == "country" and len(values) == 1 else find_parties(connection, values).is_country
    if code is None or len(values) > 1:
        return None
    table = COUNTRY_MONTHS
    return Kept(table, (table.c.code == code, table.c.side == SIDES[name], *months(table, query)))


def months(table: Table, query: Query) -> list[ColumnElement[bool]]:
    """The months and quadrants asked for."""
    return [*quads(table, query), *between(table.c.month, query, len("2015-08"))]


def quads(table: Table, query: Query) -> list[ColumnElement[bool]]:
    """The quadrants asked for."""
    return [table.c.quad.in_(query.quad)] if query.quad else []


def between(column: ColumnElement[str], query: Query, width: int) -> list[ColumnElement[bool]]:
    """From and to; what has no day is in neither."""
    found: list[ColumnElement[bool]] = []
    if query.from_ is not None or query.to is not None:
        found.append(column >= (first_day(query.from_)[:width] or "0"))
    if query.to is not None:
        found.append(column <= last_day(query.to)[:width])
    return found


def key_columns(table: Table, groups: Sequence[str], dialect: str) -> list[ColumnElement[Any]]:
    """The columns by which counts are put together."""
    found: list[ColumnElement[Any]] = []
    for name in groups:
        if name == "pair":
            found += [table.c.a, table.c.b]
        elif name in DAY_PARTS and table is DAY_COUNTS:
            found.append(day_part(table.c.date, name, dialect))
        else:
            found.append(func.substr(table.c.month, 1, 4) if name == "year" else table.c[name])
    return found


def day_part(date: ColumnElement[str], name: str, dialect: str) -> ColumnElement[str]:
    """The day itself, the Monday of its week, its month or its year."""
    if name == "day":
        return date
    if name in ("month", "year"):
        return func.substr(date, 1, 7 if name == "month" else 4)
    if dialect == "sqlite":
        return func.coalesce(func.date(date, "weekday 0", "-6 days"), "")
    monday = func.date_trunc("week", cast(func.nullif(date, ""), Date))
    return func.coalesce(cast(cast(monday, Date), Text), "")


def count_kept(connection: Connection, kept: Kept) -> int:
    """How many records the counts come to."""
    statement = select(func.coalesce(func.sum(kept.table.c.records), 0)).where(*kept.conditions)
    return int(connection.execute(statement).scalar_one())
