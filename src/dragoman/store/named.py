"""Whom the archive knows by a name, or by words in a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from dragoman.store.insert import chunks
from dragoman.store.rows import folded
from dragoman.store.schema import ACTORS

MOST = 1000


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in records or claims."""

    identifier_id: str | None
    name: str
    code: str | None
    sector: str | None


def find_named(connection: Connection, words: str) -> list[Named]:
    """Everybody whose id is `words`, or whose name has them as whole words; those of exactly that name first."""
    wanted = folded(words)
    query = select(ACTORS.c.identifier, ACTORS.c.name, ACTORS.c.code, ACTORS.c.sector).where(
        or_(ACTORS.c.identifier == words, ACTORS.c.folded.contains(wanted, autoescape=True))
    )
    rows = [Named(*row) for row in connection.execute(query.order_by(ACTORS.c.name, ACTORS.c.no).limit(MOST))]
    whole = [row for row in rows if row.identifier_id == words or has_words(row.name, wanted)]
    return sorted(whole, key=lambda row: (row.identifier_id != words and folded(row.name) != wanted, row.name))


def find_names(connection: Connection) -> Iterable[str]:
    """The names of all who have an id, each once."""
    query = select(ACTORS.c.name).where(ACTORS.c.identifier.is_not(None)).distinct().order_by(ACTORS.c.name)
    return connection.execute(query).scalars().all()


def find_known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these ids are those of somebody named in the archive."""
    found: set[str] = set()
    for some in chunks(ids):
        query = select(ACTORS.c.identifier).where(ACTORS.c.identifier.in_(some)).distinct()
        found.update(id_ for id_ in connection.execute(query).scalars() if id_ is not None)
    return found


def has_words(name: str, words: str) -> bool:
    """True when a name has some words as whole words.

    >>> has_words("the leadership of Hamas", "hamas"), has_words("Omani", "oman")
    (True, False)
    """
    place = folded(name).find(words)
    while place >= 0:
        before, after = folded(name)[:place][-1:], folded(name)[place + len(words) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        place = folded(name).find(words, place + 1)
    return False
