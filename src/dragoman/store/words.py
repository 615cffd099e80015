"""Search by words, in the sentences that tell records and hold claims: SQLite's FTS5, or tsvector in PostgreSQL."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, column, func, literal, literal_column, select, table
from sqlalchemy import text as sql

from dragoman.errors import QueryError

TERM = re.compile(r'"([^"]*)"|(\S+)')
LETTERS = re.compile(r"[^\W_]+", re.UNICODE)
PLENTY = 5_000


def terms_of(words: str) -> list[tuple[tuple[str, ...], bool]]:
    """The phrases of a search, each with whether any ending will do.

    >>> terms_of('"foreign minister" doha sanction*')
    [(('foreign', 'minister'), False), (('doha',), False), (('sanction',), True)]
    """
    found = []
    for quoted, plain in TERM.findall(words):
        phrase = tuple(LETTERS.findall(quoted or plain))
        if phrase:
            found.append((phrase, plain.endswith("*")))
    return found


def numbers_with(name: str, words: str, dialect: str) -> Select[tuple[int]]:
    """The numbers of what the table of words of that name has with all the words.

    Raises:
        QueryError: when there is no word among them.
    """
    terms = terms_of(words)
    if not terms:
        raise QueryError(f"words '{words}': no letters or digits; give words, or \"words as they stand\"")
    indexed = table(name, column("rowid", BigInteger), column("text"))
    if dialect == "sqlite":
        match = " ".join(f'"{" ".join(phrase)}"{"*" if open_ else ""}' for phrase, open_ in terms)
        return select(indexed.c.rowid).where(sql(f"{name} MATCH :match").bindparams(match=match))
    tsquery: ColumnElement[Any] | None = None
    for phrase, open_ in terms:
        one = (
            func.to_tsquery(literal_column("'english'"), f"{phrase[-1]}:*")
            if open_ and len(phrase) == 1
            else func.phraseto_tsquery(literal_column("'english'"), literal(" ".join(phrase)))
        )
        tsquery = one if tsquery is None else tsquery.op("&&")(one)
    return select(indexed.c.rowid).where(indexed.c.text.op("@@")(tsquery))


def has_words(connection: Connection, number: ColumnElement[int], name: str, words: str) -> ColumnElement[bool]:
    """True for a number that the table of words has with all the words.

    Where very much has them, SQLite is kept from looking up each of it: a page is found sooner in the order of days.
    """
    found = numbers_with(name, words, connection.dialect.name)
    some = found.limit(PLENTY).subquery()
    is_plenty = connection.execute(select(func.count()).select_from(some)).scalar_one() == PLENTY
    return (func.nullif(number, 0) if is_plenty else number).in_(found)
