"""Who takes part in the records of a query, how often, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Integer, case, cast, func, select

from dragoman.model.query import Query
from dragoman.store.filters import RECORD
from dragoman.store.pages import source_of
from dragoman.store.parties import SIDES
from dragoman.store.rows import Role
from dragoman.store.schema import ACTORS, PARTIES, RECORDS


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor as records name it: who it is, in how many records it acts or is acted on, the first and the last day."""

    identifier_id: str | None
    name: str
    code: str | None
    sector: str | None
    records: int
    as_actor: int
    as_recipient: int
    first: str | None
    last: str | None


def find_actors(connection: Connection, query: Query) -> list[ActorCount]:
    """The actors of the records that match, the most frequent first; `limit` says how many."""
    source = source_of(connection, RECORD, query)
    numbers = select(RECORDS.c.no).select_from(source.tables).where(source.condition)
    acts = func.sum(cast(case((PARTIES.c.role == Role.ACTOR.value, 1), else_=0), Integer))
    day = func.nullif(PARTIES.c.date, "")
    count = func.count(PARTIES.c.record.distinct())
    statement = (
        select(PARTIES.c.actor, count, acts, func.count() - acts, func.min(day), func.max(day))
        .where(PARTIES.c.record.in_(numbers), PARTIES.c.role.in_([role.value for role in SIDES]))
        .group_by(PARTIES.c.actor)
        .order_by(count.desc(), PARTIES.c.actor)
        .limit(query.limit)
    )
    counted = connection.execute(statement).all()
    who = {row.no: row for row in connection.execute(select(ACTORS).where(ACTORS.c.no.in_([row[0] for row in counted])))}
    return [
        ActorCount(who[no].identifier, who[no].name, who[no].code, who[no].sector, records, act, received, first, last)
        for no, records, act, received, first, last in counted
    ]
