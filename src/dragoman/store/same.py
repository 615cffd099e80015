"""What deriving events asks of the archive: records with what their documents bring, and which have no event yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dragoman.model.judgement import Judgement, Verdict
from dragoman.model.record import Record
from dragoman.store.bodies import record_from_json
from dragoman.store.corrections import judgement_of
from dragoman.store.insert import chunks
from dragoman.store.schema import DOCUMENTS, EVENT_LINKS, EVENT_MEMBERS, JUDGEMENTS, RECORD_BODIES, RECORDS

BATCH = 5000
BODY = func.coalesce(RECORD_BODIES.c.corrected, RECORD_BODIES.c.body)


@dataclass(frozen=True, slots=True)
class Report:
    """A document as far as its records need it; `origin` is the id of the document that it copies, or its own."""

    id: str
    origin: str
    publication: str | None
    published: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, ISO 8601, both ends included; `ahead` takes in plans and threats alone."""

    first: str
    last: str
    ahead: bool = False


def each_report(connection: Connection, days: Sequence[Days] | None = None) -> Iterator[tuple[Report, list[Record]]]:
    """The documents with the records shown of them, all or those of some days, in the order of storing."""
    query = select(RECORDS.c.no, RECORDS.c.document).where(RECORDS.c.shown == 1).order_by(RECORDS.c.document, RECORDS.c.no)
    if days is not None:
        query = query.where(or_(*map(within, days)))
    rows = connection.execute(query).all()
    for start, end in document_borders([row.document for row in rows]):
        some = rows[start:end]
        reports = find_reports(connection, sorted({row.document for row in some}))
        records: dict[int, list[Record]] = {number: [] for number in reports}
        for number, body in bodies_of(connection, [row.no for row in some]):
            records[number].append(record_from_json(body))
        yield from ((reports[number], records[number]) for number in sorted(reports))


def within(days: Days) -> ColumnElement[bool]:
    """The condition that a record is of a stretch of days, or undated."""
    inside = and_(RECORDS.c.date >= days.first, RECORDS.c.date <= days.last)
    return and_(inside, or_(RECORDS.c.status == "planned", RECORDS.c.type == "THREATEN")) if days.ahead else inside


def document_borders(documents: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of rows of about one batch that do not part a document."""
    start = 0
    while start < len(documents):
        end = min(start + BATCH, len(documents))
        while end < len(documents) and documents[end] == documents[end - 1]:
            end += 1
        yield start, end
        start = end


def find_reports(connection: Connection, numbers: Sequence[int]) -> dict[int, Report]:
    """Documents by their numbers."""
    found: dict[int, Report] = {}
    columns = (
        DOCUMENTS.c.no,
        DOCUMENTS.c.id,
        DOCUMENTS.c.origin,
        DOCUMENTS.c.source,
        DOCUMENTS.c.published,
        DOCUMENTS.c.text,
    )
    for some in chunks(numbers):
        for no, id_, origin, source, day, text in connection.execute(select(*columns).where(DOCUMENTS.c.no.in_(some))):
            found[no] = Report(id_, origin, source, date.fromisoformat(day) if day else None, text)
    return found


def bodies_of(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The JSON of records by number, each with the number of its document, in the order of storing."""
    query = select(RECORDS.c.document, BODY).join_from(RECORDS, RECORD_BODIES, RECORD_BODIES.c.record == RECORDS.c.no)
    for some in chunks(numbers):
        yield from (
            (row[0], row[1]) for row in connection.execute(query.where(RECORDS.c.no.in_(some)).order_by(RECORDS.c.no))
        )


def find_shown(connection: Connection, ids: Iterable[str]) -> dict[str, Record]:
    """The records shown, by their ids."""
    query = select(BODY).join_from(RECORDS, RECORD_BODIES, RECORD_BODIES.c.record == RECORDS.c.no)
    found: dict[str, Record] = {}
    for some in chunks(list(ids)):
        for (body,) in connection.execute(query.where(RECORDS.c.id.in_(some), RECORDS.c.shown == 1)):
            record = record_from_json(body)
            found[record.id] = record
    return found


def find_printers(connection: Connection) -> dict[str, list[str]]:
    """For each document that others copy: the publications of the copies."""
    query = select(DOCUMENTS.c.copy_of, DOCUMENTS.c.source).where(
        DOCUMENTS.c.current == 1, DOCUMENTS.c.copy_of.is_not(None), DOCUMENTS.c.source.is_not(None)
    )
    found: dict[str, list[str]] = {}
    for original, source in connection.execute(query):
        found.setdefault(original, []).append(source)
    return found


def find_without_event(connection: Connection) -> dict[str, str]:
    """The records shown that belong to no event, with their days."""
    query = (
        select(RECORDS.c.id, RECORDS.c.date)
        .outerjoin_from(RECORDS, EVENT_MEMBERS, EVENT_MEMBERS.c.record == RECORDS.c.id)
        .where(RECORDS.c.shown == 1, EVENT_MEMBERS.c.event.is_(None))
    )
    return pairs_of(connection, query)


def find_stale(connection: Connection) -> dict[str, str]:
    """The records of events of which some record is shown no more, with their days; those not shown are left out."""
    hidden = set(connection.execute(select(RECORDS.c.id).where(RECORDS.c.shown == 0)).scalars())
    hidden -= set(find_days(connection, hidden))
    events: set[str] = set()
    for some in chunks(sorted(hidden)):
        events.update(connection.execute(select(EVENT_MEMBERS.c.event).where(EVENT_MEMBERS.c.record.in_(some))).scalars())
    return days_of_members(connection, sorted(events))


def days_of_members(connection: Connection, events: Iterable[str]) -> dict[str, str]:
    """The records shown of some events, with their days."""
    query = (
        select(RECORDS.c.id, RECORDS.c.date)
        .join_from(EVENT_MEMBERS, RECORDS, RECORDS.c.id == EVENT_MEMBERS.c.record)
        .where(RECORDS.c.shown == 1)
    )
    found: dict[str, str] = {}
    for some in chunks(list(events)):
        found |= pairs_of(connection, query.where(EVENT_MEMBERS.c.event.in_(some)))
    return found


def find_days(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The days of some records that are shown."""
    found: dict[str, str] = {}
    for some in chunks(list(ids)):
        query = select(RECORDS.c.id, RECORDS.c.date).where(RECORDS.c.id.in_(some), RECORDS.c.shown == 1)
        found |= pairs_of(connection, query)
    return found


def pairs_of(connection: Connection, query: Select[Any]) -> dict[str, str]:
    """What a query gives of two columns: the second by the first."""
    return {row[0]: row[1] for row in connection.execute(query)}


def find_members(connection: Connection, records: Iterable[str]) -> dict[str, set[str]]:
    """The events to which some records belong, each with all of its records."""
    events: set[str] = set()
    for some in chunks(list(records)):
        events.update(connection.execute(select(EVENT_MEMBERS.c.event).where(EVENT_MEMBERS.c.record.in_(some))).scalars())
    found: dict[str, set[str]] = {}
    for some in chunks(sorted(events)):
        query = select(EVENT_MEMBERS.c.event, EVENT_MEMBERS.c.record).where(EVENT_MEMBERS.c.event.in_(some))
        for event, record in connection.execute(query):
            found.setdefault(event, set()).add(record)
    return found


def find_pair_verdicts(connection: Connection, model: str) -> list[Judgement]:
    """Verdicts on pairs of records and undoings, in order; of those by authors that begin with `model` the undone alone."""
    undone = select(JUDGEMENTS.c.undoes).where(JUDGEMENTS.c.undoes.is_not(None))
    of_people = and_(JUDGEMENTS.c.other.is_not(None), ~JUDGEMENTS.c.author.startswith(model))
    wanted = or_(of_people, JUDGEMENTS.c.verdict == Verdict.UNDONE.value, JUDGEMENTS.c.id.in_(undone))
    return [judgement_of(row) for row in connection.execute(select(JUDGEMENTS).where(wanted).order_by(JUDGEMENTS.c.no))]


def find_targets(connection: Connection, kind: str) -> set[str]:
    """The events on which some other bears in the way of `kind`."""
    return set(connection.execute(select(EVENT_LINKS.c.target).where(EVENT_LINKS.c.kind == kind)).scalars())
