"""Single things by their ids: documents, records, judgements, failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.model.coded import Outcome
from dragoman.model.document import Document
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.store.bodies import record_from_json
from dragoman.store.insert import chunks
from dragoman.store.schema import (
    CLAIMS,
    CODERS,
    DAY_COUNTS,
    DOCUMENTS,
    EVENTS,
    FAILURES,
    JUDGEMENTS,
    READINGS,
    RECORD_BODIES,
    RECORDS,
    SENTENCES,
)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A version of a document as it is kept: what became of it, what it repeats, and where its sentences stand."""

    document: Document
    version: int
    is_current: bool
    outcome: Outcome
    copy_of: str | None
    origin: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it is shown, the original where a person corrected it, the last verdict, and who coded it."""

    record: Record
    original: Record
    judged: str | None
    is_current: bool
    coder: str


@dataclass(frozen=True, slots=True)
class StoredFailure:
    """Why an input was not read or coded when last tried."""

    source: str
    stage: str
    reason: str


def find_document(connection: Connection, id_: str, version: int | None) -> StoredDocument | None:
    """A version of a document, the current one where none is named."""
    query = select(DOCUMENTS).where(DOCUMENTS.c.id == id_)
    query = query.where(DOCUMENTS.c.current == 1) if version is None else query.where(DOCUMENTS.c.version == version)
    row = connection.execute(query).first()
    if row is None:
        return None
    lines = select(SENTENCES.c.start, SENTENCES.c.end).where(SENTENCES.c.document == row.no).order_by(SENTENCES.c.sequence)
    day = date.fromisoformat(row.published) if row.published else None
    return StoredDocument(
        document=Document(row.id, row.text, row.title, row.url, row.source, day, row.language),
        version=row.version,
        is_current=bool(row.current),
        outcome=Outcome(row.outcome),
        copy_of=row.copy_of,
        origin=row.origin,
        sentences=tuple(Span(start, end) for start, end in connection.execute(lines)),
    )


def find_record(connection: Connection, id_: str) -> StoredRecord | None:
    """A record by its id: the current reading of it, or else the last."""
    query = (
        select(RECORD_BODIES, RECORDS.c.judged, RECORDS.c.current, CODERS.c.id)
        .select_from(RECORDS.join(RECORD_BODIES, RECORD_BODIES.c.record == RECORDS.c.no))
        .join(CODERS, CODERS.c.no == RECORDS.c.coder)
        .where(RECORDS.c.id == id_)
        .order_by(RECORDS.c.current.desc(), RECORDS.c.no.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    because = tuple(msgspec.json.decode(row.because))
    original = record_from_json(row.body, because)
    record = record_from_json(row.corrected, because) if row.corrected else original
    return StoredRecord(record, original, row.judged, bool(row.current), row.id)


def find_records_of(connection: Connection, doc_id: str) -> list[Record]:
    """The records shown of a document, in text order."""
    body = func.coalesce(RECORD_BODIES.c.corrected, RECORD_BODIES.c.body)
    query = (
        select(body, RECORD_BODIES.c.because)
        .select_from(DOCUMENTS.join(RECORDS, RECORDS.c.document == DOCUMENTS.c.no))
        .join(RECORD_BODIES, RECORD_BODIES.c.record == RECORDS.c.no)
        .where(DOCUMENTS.c.id == doc_id, RECORDS.c.shown == 1)
        .order_by(RECORDS.c.no)
    )
    return [record_from_json(text, tuple(msgspec.json.decode(why))) for text, why in connection.execute(query)]


def find_stored(connection: Connection, ids: Iterable[str], coder: str | None) -> dict[tuple[str, str], Outcome]:
    """What became of the versions (id, content hash) of some documents, with any coder or with the one of this id."""
    query = select(DOCUMENTS.c.id, DOCUMENTS.c.hash, READINGS.c.outcome).join_from(
        DOCUMENTS, READINGS, READINGS.c.document == DOCUMENTS.c.no
    )
    if coder is not None:
        query = query.join(CODERS, CODERS.c.no == READINGS.c.coder).where(CODERS.c.id == coder)
    found: dict[tuple[str, str], Outcome] = {}
    for some in chunks(dict.fromkeys(ids)):
        for id_, hash_, outcome in connection.execute(query.where(DOCUMENTS.c.id.in_(some))):
            if found.get((id_, hash_), Outcome.FAILED) is Outcome.FAILED:
                found[id_, hash_] = Outcome(outcome)
    return found


def find_failures(connection: Connection) -> list[StoredFailure]:
    """All inputs that failed when last tried."""
    query = select(FAILURES.c.source, FAILURES.c.stage, FAILURES.c.reason).order_by(FAILURES.c.source)
    return [StoredFailure(*row) for row in connection.execute(query)]


def count_rows(connection: Connection) -> dict[str, int]:
    """How many documents, records and so on the archive shows."""
    counts = {
        "documents": select(func.count()).select_from(DOCUMENTS).where(DOCUMENTS.c.current == 1),
        "records": select(func.coalesce(func.sum(DAY_COUNTS.c.records), 0)),
        "claims": select(func.count()).select_from(CLAIMS).where(CLAIMS.c.shown == 1),
        "events": select(func.count()).select_from(EVENTS),
        "judgements": select(func.count()).select_from(JUDGEMENTS),
        "failures": select(func.count()).select_from(FAILURES),
    }
    return {name: int(connection.execute(query).scalar_one()) for name, query in counts.items()}


def each_document(connection: Connection, outcome: Outcome | None) -> Iterator[StoredDocument]:
    """The current versions in the order in which they were stored, those of one outcome where it is named."""
    query = select(DOCUMENTS.c.id).where(DOCUMENTS.c.current == 1).order_by(DOCUMENTS.c.no)
    query = query.where(DOCUMENTS.c.outcome == outcome.value) if outcome is not None else query
    for id_ in connection.execute(query).scalars().all():
        found = find_document(connection, id_, None)
        if found is not None:
            yield found
