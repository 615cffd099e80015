"""Counts that are kept up to date as records come, go and are corrected: by day, by country and month, by pair and month.

A year of all pairs is then read from some thousand rows and not counted over a million. Sums are of whole numbers, so
that adding and taking away leave nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, select, tuple_

from dragoman.model.record import Record
from dragoman.store.insert import chunks
from dragoman.store.rows import MILLI, Role, pairs_of
from dragoman.store.schema import COUNTRY_MONTHS, DAY_COUNTS, PAIR_MONTHS, PARTIES, RECORDS

Key = tuple[str | int, ...]
Counts = dict[Table, dict[Key, tuple[int, int]]]
ACTOR, RECIPIENT, EITHER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Counted:
    """Of a record, what it counts by; `scale` is in thousandths."""

    date: str
    type: str
    status: str
    quad: int
    scale: int
    actors: list[str | None] = field(default_factory=list)
    recipients: list[str | None] = field(default_factory=list)

    def places(self) -> Iterator[tuple[Table, Key]]:
        """The rows of the tables of counts for which the record counts once each."""
        month = self.date[:7]
        yield DAY_COUNTS, (self.date, self.type, self.status, self.quad)
        sides = (ACTOR, set(self.actors)), (RECIPIENT, set(self.recipients)), (EITHER, {*self.actors, *self.recipients})
        for side, codes in sides:
            for code in codes:
                if code is not None:
                    yield COUNTRY_MONTHS, (code, side, month, self.quad)
        for a, b in pairs_of(self.actors, self.recipients):
            yield PAIR_MONTHS, (a, b, month, self.quad)


def count_record(counts: Counts, record: Record) -> None:
    """Counts a new record."""
    count(
        counts,
        Counted(
            record.date or "",
            record.event[0],
            record.status.value,
            record.quad_code,
            round(record.event_scale * MILLI),
            [entity.code for entity in record.actor],
            [entity.code for entity in record.recipient],
        ),
    )


def count(counts: Counts, counted: Counted) -> None:
    """Counts a record wherever it counts."""
    for table, key in counted.places():
        of_table = counts.setdefault(table, {})
        records, scale = of_table.get(key, (0, 0))
        of_table[key] = records + 1, scale + counted.scale


def add(connection: Connection, records: Sequence[int]) -> None:
    """Counts those of the records (numbers) that are shown."""
    change(connection, contributions(connection, records), sign=1)


def subtract(connection: Connection, records: Sequence[int]) -> None:
    """Takes away what those of the records that are shown were counted for."""
    change(connection, contributions(connection, records), sign=-1)


def contributions(connection: Connection, records: Sequence[int]) -> Counts:
    """For what the shown ones among `records` count."""
    found: dict[int, Counted] = {}
    facts = select(RECORDS.c.no, RECORDS.c.date, RECORDS.c.type, RECORDS.c.status, RECORDS.c.quad, RECORDS.c.scale).where(
        RECORDS.c.shown == 1
    )
    sides = select(PARTIES.c.record, PARTIES.c.role, PARTIES.c.code).where(
        PARTIES.c.role.in_((Role.ACTOR.value, Role.RECIPIENT.value))
    )
    for some in chunks(records):
        for number, *values in connection.execute(facts.where(RECORDS.c.no.in_(some))):
            found[number] = Counted(*values)
        for number, role, code in connection.execute(sides.where(PARTIES.c.record.in_(some))):
            if number in found:
                (found[number].actors if role == Role.ACTOR.value else found[number].recipients).append(code)
    counts: Counts = {}
    for counted in found.values():
        count(counts, counted)
    return counts


def change(connection: Connection, counts: Counts, *, sign: int) -> None:
    """Adds to the counts; a count that comes to nothing is removed."""
    for table, of_table in counts.items():
        rows = [(*key, sign * records, sign * scale) for key, (records, scale) in sorted(of_table.items())]
        connection.exec_driver_sql(upsert(table, connection.dialect.name), rows)
        if sign < 0:
            remove_empty(connection, table, of_table)


def upsert(table: Table, dialect: str) -> str:
    """The statement that adds to a row of counts, or makes it."""
    names = [column.name for column in table.columns]
    keys = ", ".join(names[:-2])
    marks = ", ".join(["?" if dialect == "sqlite" else "%s"] * len(names))
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE "  # noqa: S608 - ours
        f"SET records = {table.name}.records + excluded.records, scale = {table.name}.scale + excluded.scale"
    )


def remove_empty(connection: Connection, table: Table, keys: Iterable[Key]) -> None:
    """Removes rows that count nothing."""
    key = tuple_(*list(table.columns)[:-2])
    for some in chunks(sorted(keys), 200):
        connection.execute(delete(table).where(key.in_(some), table.c.records == 0))
