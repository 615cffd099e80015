"""Many rows at once: one prepared statement a table, which SQLite and PostgreSQL both understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table

from dragoman.store.rows import Row

T = TypeVar("T")


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds rows whose cells stand in the order of the table's columns; a row whose key is there already is passed over.

    The statement is written here and not by SQLAlchemy, which would need a mapping for each row: a third of the time.
    """
    if not rows:
        return
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(table.columns))
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608 - names of our own
    connection.exec_driver_sql(statement, list(rows))


def insert_words(connection: Connection, table: str, words: Sequence[tuple[int, str]]) -> None:
    """Makes what has these numbers findable by the words of a text."""
    if not words:
        return
    sqlite = f"INSERT INTO {table} (rowid, text) VALUES (?, ?)"  # noqa: S608 - names of our own
    postgresql = f"INSERT INTO {table} (rowid, text) VALUES (%s, to_tsvector('english', %s))"  # noqa: S608
    connection.exec_driver_sql(sqlite if connection.dialect.name == "sqlite" else postgresql, list(words))


def chunks(items: Iterable[T], size: int = 900) -> Iterator[list[T]]:
    """The items, as many at a time as a database takes as parameters."""
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some
