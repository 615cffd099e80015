"""Readings of one document by several coders: which have still to be made, which two can be compared, and which is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from dragoman.errors import QueryError
from dragoman.model.coded import Coded, CoderVersion, Failure, Outcome, content_hash
from dragoman.model.query import Query, first_day, last_day
from dragoman.model.record import Record
from dragoman.store import counts
from dragoman.store.append import Appended, append, coder_number, retire, write_failures
from dragoman.store.bodies import record_from_json
from dragoman.store.corrections import apply_judgements
from dragoman.store.filters import CLAIM, RECORD, asks_facts
from dragoman.store.insert import chunks
from dragoman.store.pages import find_numbers
from dragoman.store.schema import CLAIMS, CODERS, DOCUMENTS, READINGS, RECORD_BODIES, RECORDS

READ_AGAIN = (Outcome.CODED.value, Outcome.FAILED.value)
OF_DOCUMENTS = ("document", "source", "from_", "to")
PAGING = ("sort", "limit", "cursor", "group")


@dataclass(frozen=True, slots=True)
class Compared:
    """What two coders found in one text; `coder` is the id of the earlier one."""

    doc_id: str
    coder: str
    before: tuple[Record, ...]
    after: tuple[Record, ...]


def find_documents(connection: Connection, query: Query) -> list[int]:
    """The numbers of the current documents that a query is about and that a coder reads, in the order of storing.

    Those that tell a record or claim that matches; by documents, source and days alone also those that tell none.

    Raises:
        QueryError: when there are groups or pages asked for.
    """
    if any(getattr(query, name) != getattr(Query(), name) for name in PAGING if name != "limit"):
        raise QueryError("documents are coded again as a whole; leave sort, limit, cursor and group out")
    readable = select(DOCUMENTS.c.no).where(DOCUMENTS.c.current == 1, DOCUMENTS.c.outcome.in_(READ_AGAIN))
    chosen = {name for name in query.__slots__ if getattr(query, name) != getattr(Query(), name)} - set(PAGING)
    found = set(connection.execute(readable.where(*by_document(query))).scalars()) if chosen <= set(OF_DOCUMENTS) else set()
    if chosen:
        found |= set(telling(connection, query))
        found &= set(connection.execute(readable).scalars())
    return sorted(found)


def by_document(query: Query) -> Iterator[ColumnElement[bool]]:
    """Conditions on documents: ids, sources, and the day of publication."""
    if query.document:
        yield DOCUMENTS.c.id.in_(query.document)
    if query.source:
        yield DOCUMENTS.c.source.in_(query.source)
    if query.from_ is not None or query.to is not None:
        yield and_(DOCUMENTS.c.published >= first_day(query.from_), DOCUMENTS.c.published <= last_day(query.to))


def telling(connection: Connection, query: Query) -> Iterator[int]:
    """The documents whose records or claims match."""
    kinds = (RECORD,) if asks_facts(query) or query.judged else (RECORD, CLAIM)
    for kind in kinds:
        numbers, _ = find_numbers(connection, kind, replace(query, limit=None, sort="stored"))
        for some in chunks(numbers):
            yield from connection.execute(select(kind.table.c.document).where(kind.table.c.no.in_(some))).scalars()


def find_unread(connection: Connection, documents: Iterable[int], coder: CoderVersion) -> list[str]:
    """The ids of those documents of which not the reading of this coder is shown, in the order of storing."""
    number = connection.execute(select(CODERS.c.no).where(CODERS.c.id == coder.id)).scalar()
    done = and_(
        READINGS.c.document == DOCUMENTS.c.no, READINGS.c.coder == (number or 0), READINGS.c.outcome != Outcome.FAILED.value
    )
    others = select(RECORDS.c.no).where(
        RECORDS.c.document == DOCUMENTS.c.no, RECORDS.c.current == 1, RECORDS.c.coder != number
    )
    said = select(CLAIMS.c.no).where(CLAIMS.c.document == DOCUMENTS.c.no, CLAIMS.c.shown == 1, CLAIMS.c.coder != number)
    is_read = select(READINGS.c.coder).where(done).exists()
    query = select(DOCUMENTS.c.no, DOCUMENTS.c.id)
    if number is not None:
        query = query.where(or_(~is_read, others.exists(), said.exists()))
    found: list[str] = []
    for some in chunks(documents):
        found += [row.id for row in connection.execute(query.where(DOCUMENTS.c.no.in_(some)).order_by(DOCUMENTS.c.no))]
    return found


def append_again(connection: Connection, entries: Sequence[Coded | Failure], coder: CoderVersion) -> Appended:
    """Stores new readings of documents that are as they were when they were handed out; those changed since are passed over.

    The reading that was shown is kept and no longer shown. One that failed is told, and its document stays as it was.
    """
    current = {
        (id_, hash_)
        for some in chunks(entry.document.id for entry in entries if entry.document is not None)
        for id_, hash_ in connection.execute(
            select(DOCUMENTS.c.id, DOCUMENTS.c.hash).where(DOCUMENTS.c.id.in_(some), DOCUMENTS.c.current == 1)
        )
    }
    fresh = [
        entry
        for entry in entries
        if isinstance(entry, Coded) and (entry.document.id, content_hash(entry.document)) in current
    ]
    write_failures(connection, [entry for entry in entries if isinstance(entry, Failure)])
    return append(connection, fresh, coder)


def show_again(connection: Connection, ids: Iterable[str], coder: CoderVersion) -> list[str]:
    """Shows what this coder found earlier in those documents that it has read already; gives their ids."""
    number = coder_number(connection, coder)
    read = and_(READINGS.c.document == DOCUMENTS.c.no, READINGS.c.coder == number, READINGS.c.outcome == Outcome.CODED.value)
    query = select(DOCUMENTS.c.no, DOCUMENTS.c.id).join_from(DOCUMENTS, READINGS, read).where(DOCUMENTS.c.current == 1)
    shown: list[str] = []
    for some in chunks(ids):
        rows = connection.execute(query.where(DOCUMENTS.c.id.in_(some))).all()
        documents = [row.no for row in rows]
        retire(connection, documents)
        here = and_(RECORDS.c.document.in_(documents), RECORDS.c.coder == number)
        connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.no.in_(documents)).values(current=1))
        connection.execute(update(RECORDS).where(here).values(current=1, shown=1))
        own = and_(CLAIMS.c.document.in_(documents), CLAIMS.c.coder == number)
        connection.execute(update(CLAIMS).where(own).values(shown=1))
        records = connection.execute(select(RECORDS.c.no, RECORDS.c.id).where(here)).all()
        counts.add(connection, [row.no for row in records])
        apply_judgements(connection, [row.id for row in records])
        shown += [row.id for row in rows]
    return shown


def each_compared(connection: Connection, documents: Iterable[int], coder: CoderVersion) -> Iterator[Compared]:
    """What this coder and the last other one before it found in each of those documents that both have read."""
    number = connection.execute(select(CODERS.c.no).where(CODERS.c.id == coder.id)).scalar()
    if number is None:
        return
    names = {row.no: row.id for row in connection.execute(select(CODERS.c.no, CODERS.c.id))}
    both = READINGS.alias("other")
    query = (
        select(READINGS.c.document, func.max(both.c.coder))
        .join_from(READINGS, both, READINGS.c.document == both.c.document)
        .where(READINGS.c.coder == number, both.c.coder != number)
        .where(READINGS.c.outcome == Outcome.CODED.value, both.c.outcome == Outcome.CODED.value)
        .group_by(READINGS.c.document)
    )
    for some in chunks(documents):
        earlier = {row[0]: row[1] for row in connection.execute(query.where(READINGS.c.document.in_(some)))}
        ids = {
            row.no: row.id
            for row in connection.execute(select(DOCUMENTS.c.no, DOCUMENTS.c.id).where(DOCUMENTS.c.no.in_(some)))
        }
        for document in some:
            if document in earlier:
                before, after = (bodies(connection, document, coder_) for coder_ in (earlier[document], number))
                yield Compared(ids[document], names[earlier[document]], before, after)


def bodies(connection: Connection, document: int, coder: int) -> tuple[Record, ...]:
    """What a coder found in a document, as it found it: verdicts of persons are left aside."""
    query = (
        select(RECORD_BODIES.c.body)
        .join_from(RECORDS, RECORD_BODIES, RECORD_BODIES.c.record == RECORDS.c.no)
        .where(RECORDS.c.document == document, RECORDS.c.coder == coder)
        .order_by(RECORDS.c.no)
    )
    return tuple(map(record_from_json, connection.execute(query).scalars()))
