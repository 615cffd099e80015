"""Events, derived from records and judgements: replaced as a whole, or joined by new ones."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, func, select

from dragoman.model.event import Event, EventLink, LinkKind
from dragoman.store.bodies import event_from_json, event_to_json
from dragoman.store.insert import chunks, insert_rows
from dragoman.store.rows import Row, actor_row, facts_of, members_of, party_rows
from dragoman.store.schema import ACTORS, EVENT_LINKS, EVENT_MEMBERS, EVENT_PARTIES, EVENTS


def replace_events(connection: Connection, events: Iterable[Event], links: Iterable[EventLink]) -> int:
    """Puts these events in the place of all that were there; gives how many."""
    for table in (EVENT_LINKS, EVENT_MEMBERS, EVENT_PARTIES, EVENTS):
        connection.execute(delete(table))
    return append_events(connection, events, links)


def append_events(connection: Connection, events: Iterable[Event], links: Iterable[EventLink]) -> int:
    """Adds events and links; events that hold a record of a new one are replaced by it. Gives how many were added."""
    added = 0
    for some in chunks(events, 2000):
        dissolve(connection, some)
        first = (connection.execute(select(func.max(EVENTS.c.no))).scalar() or 0) + 1
        insert_events(connection, some, first)
        added += len(some)
    insert_rows(connection, EVENT_LINKS, [(link.source, link.target, link.kind.value, link.because) for link in links])
    return added


def dissolve(connection: Connection, events: Iterable[Event]) -> None:
    """Removes the events that have an id or a record in common with new ones."""
    news = list(events)
    old = {event.id for event in news}
    for some in chunks(record for event in news for record in event.records):
        query = select(EVENT_MEMBERS.c.event).where(EVENT_MEMBERS.c.record.in_(some))
        old.update(connection.execute(query).scalars())
    for ids in chunks(sorted(old)):
        numbers = select(EVENTS.c.no).where(EVENTS.c.id.in_(ids))
        connection.execute(delete(EVENT_PARTIES).where(EVENT_PARTIES.c.event.in_(numbers)))
        connection.execute(delete(EVENT_MEMBERS).where(EVENT_MEMBERS.c.event.in_(ids)))
        connection.execute(delete(EVENT_LINKS).where(EVENT_LINKS.c.source.in_(ids) | EVENT_LINKS.c.target.in_(ids)))
        connection.execute(delete(EVENTS).where(EVENTS.c.id.in_(ids)))


def insert_events(connection: Connection, events: list[Event], first: int) -> None:
    """Writes events from the number `first` on."""
    rows: list[Row] = []
    parties: list[Row] = []
    actors: list[Row] = []
    for number, event in enumerate(events, first):
        body = msgspec.json.encode(event_to_json(event)).decode()
        counts = (len(event.records), event.independent, int(bool(event.disagreements)))
        rows.append((number, event.id, *counts, body, *facts_of(event.merged, shown=True)))
        members = list(members_of(event.merged))
        parties += party_rows(number, members, event.merged.date)
        actors += [actor_row(entity) for _, _, entity in members]
    insert_rows(connection, EVENTS, rows)
    insert_rows(connection, EVENT_PARTIES, parties)
    insert_rows(connection, ACTORS, actors)
    insert_rows(connection, EVENT_MEMBERS, [(record, event.id) for event in events for record in event.records])


def find_event(connection: Connection, id_: str) -> Event | None:
    """An event by its id."""
    body = connection.execute(select(EVENTS.c.body).where(EVENTS.c.id == id_)).scalar()
    return event_from_json(body) if body is not None else None


def find_event_of(connection: Connection, record: str) -> str | None:
    """The id of the event to which a record belongs."""
    return connection.execute(select(EVENT_MEMBERS.c.event).where(EVENT_MEMBERS.c.record == record)).scalar()


def find_links(connection: Connection, id_: str) -> list[EventLink]:
    """The links from and to an event."""
    query = select(EVENT_LINKS).where((EVENT_LINKS.c.source == id_) | (EVENT_LINKS.c.target == id_))
    rows = connection.execute(query.order_by(EVENT_LINKS.c.source, EVENT_LINKS.c.target, EVENT_LINKS.c.kind))
    return [EventLink(row.source, row.target, LinkKind(row.kind), row.because) for row in rows]
