"""Counts in the place of rows: how many records, events or claims by day, month, pair, type and so on, and their scale."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Case, ColumnElement, Connection, FromClause, and_, case, func, or_, select

from dragoman.errors import QueryError
from dragoman.model.query import Query
from dragoman.store.filters import CLAIM, Kind
from dragoman.store.kept import DAY_PARTS, Kept, count_kept, day_part, find_kept, key_columns
from dragoman.store.pages import source_of
from dragoman.store.parties import SIDES
from dragoman.store.rows import MILLI


class Group(NamedTuple):
    """One group: its keys in the order asked for (a pair counts as two), how many, sum and mean of the scale.

    The scale is None for claims, which have none.
    """

    keys: tuple[str | int, ...]
    count: int  # type: ignore[assignment]  # nobody asks a group how often it holds a value
    scale_sum: float | None
    scale_mean: float | None


def key_names(query: Query) -> tuple[str, ...]:
    """What the keys of a group are: a pair is `pair_a` and `pair_b`."""
    return tuple(name for group in query.group for name in (("pair_a", "pair_b") if group == "pair" else (group,)))


def find_groups(connection: Connection, kind: Kind, query: Query) -> list[Group]:
    """The groups in the order of their keys.

    Raises:
        QueryError: when claims are grouped by what they have not.
    """
    kept = find_kept(connection, kind, query)
    if kept is not None:
        return groups_kept(connection, query, kept)
    source = source_of(connection, kind, query)
    keys, tables, conditions = keys_of(connection, kind, query, source.tables)
    scale = None if kind is CLAIM else kind.table.c.scale
    columns = [*keys, kind.table.c.no, *([] if scale is None else [scale])]
    rows = select(*columns).select_from(tables).where(source.condition, *conditions)
    single = (rows.distinct() if source.has_repeats or conditions else rows).subquery()
    inner = list(single.c)
    grouped = inner[: len(keys)]
    total = func.sum(inner[-1]) if scale is not None else func.count()
    statement = select(*grouped, func.count(), total).group_by(*grouped).order_by(*grouped)
    return [group_of(tuple(row), has_scale=scale is not None) for row in connection.execute(statement)]


def group_of(row: tuple[Any, ...], *, has_scale: bool) -> Group:
    """A group from keys, count and sum in thousandths."""
    *keys, count, total = row
    if not has_scale:
        return Group(tuple(keys), count, None, None)
    return Group(tuple(keys), count, int(total) / MILLI, int(total) / MILLI / count)


def keys_of(
    connection: Connection, kind: Kind, query: Query, tables: FromClause
) -> tuple[list[ColumnElement[Any]], FromClause, list[ColumnElement[bool]]]:
    """The columns to group by, and what must be joined for those that stand in the table of parties."""
    keys: list[ColumnElement[Any]] = []
    conditions: list[ColumnElement[bool]] = []
    table = kind.table
    for name in query.group:
        if name in ("type", "quad", "status") and kind is CLAIM:
            raise QueryError(f"claims have no {name}; group them by day, week, month, year, country or source")
        if name == "pair":
            one, other = kind.parties.alias("a"), kind.parties.alias("b")
            tables = tables.join(one, one.c[kind.name] == table.c.no).join(other, other.c[kind.name] == table.c.no)
            conditions.append(facing(kind, one, other))
            keys += in_order(one.c.code, other.c.code)
        elif name == "country":
            side = kind.parties.alias("side")
            tables = tables.join(side, side.c[kind.name] == table.c.no)
            conditions.append(side.c.code.is_not(None))
            if kind is not CLAIM:
                conditions.append(side.c.role.in_([role.value for role in SIDES]))
            keys.append(side.c.code)
        else:
            keys.append(column_of(kind, name, connection.dialect.name))
    return keys, tables, conditions


def facing(kind: Kind, one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """True for the two sides of a record, each pair of sides once."""
    if kind is CLAIM:
        raise QueryError("claims have no pairs; group them by day, week, month, year, country or source")
    known = and_(one.c.code.is_not(None), other.c.code.is_not(None))
    across = and_(one.c.role == SIDES[0].value, other.c.role == SIDES[1].value)
    mutual = and_(
        kind.table.c.mutual == 1,
        one.c.role == SIDES[0].value,
        other.c.role == SIDES[0].value,
        one.c.position < other.c.position,
    )
    return and_(known, or_(across, mutual))


def in_order(first: ColumnElement[str], second: ColumnElement[str]) -> list[Case[str]]:
    """Two codes, the one that comes first in the alphabet in front."""
    return [case((first <= second, first), else_=second), case((first <= second, second), else_=first)]


def column_of(kind: Kind, name: str, dialect: str) -> ColumnElement[Any]:
    """A key that is a column, or a part of the day."""
    if name in DAY_PARTS:
        return day_part(kind.table.c.date, name, dialect)
    if name == "source":
        if "source" not in kind.table.c:
            raise QueryError("group by source: records and claims have one, events have several")
        return func.coalesce(kind.table.c.source, "")
    return kind.table.c[name]


def groups_kept(connection: Connection, query: Query, kept: Kept) -> list[Group]:
    """The groups from counts that are kept."""
    keys = key_columns(kept.table, query.group, connection.dialect.name)
    records, scale = func.sum(kept.table.c.records), func.sum(kept.table.c.scale)
    statement = select(*keys, records, scale).where(*kept.conditions).group_by(*keys).order_by(*keys)
    width = len(keys)
    cursor = connection.execute(statement).cursor  # half a million pairs and months: rows of the driver cost a third
    return [
        Group(row[:width], count := int(row[width]), total := int(row[-1]) / MILLI, total / count)
        for row in (cursor.fetchall() if cursor is not None else ())
    ]


def count_matching(connection: Connection, kind: Kind, query: Query) -> int:
    """How many there are on all pages together."""
    kept = find_kept(connection, kind, replace(query, group=()))
    if kept is not None:
        return count_kept(connection, kept)
    source = source_of(connection, kind, query)
    counted = func.count(source.number.distinct()) if source.has_repeats else func.count()
    statement = select(counted).select_from(source.tables).where(source.condition)
    return int(connection.execute(statement).scalar_one())
