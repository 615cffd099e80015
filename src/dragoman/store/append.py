"""Puts coded documents into the archive: a batch in one transaction, each reading once, whatever the order or the batch.

A document that has changed becomes a new version of itself; what was coded from the older version stays, but is no longer
shown. The same holds when another version of the coder reads the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from dragoman.model.coded import Coded, CoderVersion, Failure, Outcome, content_hash
from dragoman.store import counts
from dragoman.store.corrections import apply_judgements
from dragoman.store.gather import Batch, add_claim, add_document, add_record, add_sentences, lines_of
from dragoman.store.insert import chunks, insert_rows, insert_words
from dragoman.store.rows import Row
from dragoman.store.schema import ACTORS, CLAIMS, CODERS, DOCUMENTS, FAILURES, READINGS, RECORDS, SENTENCES


@dataclass(frozen=True, slots=True)
class Appended:
    """What a batch added; `unchanged` documents were there already, `failures` are those told."""

    documents: int = 0
    records: int = 0
    claims: int = 0
    failures: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Known:
    """What the archive knows of a document: the numbers of its versions by hash, and what came of each reading."""

    numbers: dict[str, int] = field(default_factory=dict)
    outcomes: dict[tuple[str, int], str] = field(default_factory=dict)
    version: int = 0

    def has(self, hash_: str, coder: int, outcome: Outcome) -> bool:
        """True when this coder has read this text; a reading that failed may be made good."""
        before = self.outcomes.get((hash_, coder))
        return before is not None and (before != Outcome.FAILED or outcome is Outcome.FAILED)


def append(connection: Connection, entries: Sequence[Coded | Failure], coder: CoderVersion) -> Appended:
    """Writes a batch inside the transaction of `connection`; what is there already is passed over."""
    batch = Batch(coder_number(connection, coder), next_numbers(connection))
    before = dict(batch.next)
    coded = [entry if isinstance(entry, Coded) else kept(entry) for entry in entries]
    documents = [entry for entry in coded if entry is not None]
    known = find_known(connection, [entry.document.id for entry in documents])
    unchanged = 0
    for entry in documents:
        unchanged += not add_reading(connection, batch, entry, known.setdefault(entry.document.id, Known()))
    write(connection, batch)
    write_failures(connection, entries)
    added = {name: batch.next[name] - number for name, number in before.items()}
    failures = sum(isinstance(entry, Failure) for entry in entries)
    return Appended(added[DOCUMENTS.name], added[RECORDS.name], added[CLAIMS.name], failures, unchanged)


def kept(failure: Failure) -> Coded | None:
    """The document that could not be coded, as it is kept."""
    return Coded(failure.document, Outcome.FAILED) if failure.document is not None else None


def coder_number(connection: Connection, coder: CoderVersion) -> int:
    """The number of a version of the coder, which is entered when it is new."""
    found = connection.execute(select(CODERS.c.no).where(CODERS.c.id == coder.id)).scalar()
    if found is not None:
        return int(found)
    number = int(connection.execute(select(func.coalesce(func.max(CODERS.c.no), 0))).scalar_one()) + 1
    versions = msgspec.json.encode(dict(sorted(coder.versions.items()))).decode()
    insert_rows(connection, CODERS, [(number, coder.id, coder.name, versions)])
    return number


def next_numbers(connection: Connection) -> dict[str, int]:
    """The number that the next row of each numbered table takes."""
    tables = (DOCUMENTS, SENTENCES, RECORDS, CLAIMS)
    return {table.name: (connection.execute(select(func.max(table.c.no))).scalar() or 0) + 1 for table in tables}


def find_known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """What the archive knows of some documents."""
    query = select(
        DOCUMENTS.c.id, DOCUMENTS.c.hash, DOCUMENTS.c.no, DOCUMENTS.c.version, READINGS.c.coder, READINGS.c.outcome
    ).select_from(DOCUMENTS.outerjoin(READINGS, READINGS.c.document == DOCUMENTS.c.no))
    found: dict[str, Known] = {}
    for some in chunks(dict.fromkeys(ids)):
        for id_, hash_, number, version, coder, outcome in connection.execute(query.where(DOCUMENTS.c.id.in_(some))):
            known = found.setdefault(id_, Known())
            known.numbers[hash_] = number
            known.version = max(known.version, version)
            if coder is not None:
                known.outcomes[hash_, coder] = outcome
    return found


def add_reading(connection: Connection, batch: Batch, entry: Coded, known: Known) -> bool:
    """Gathers the rows of one document; False when they are there already."""
    hash_ = content_hash(entry.document)
    if known.has(hash_, batch.coder, entry.outcome):
        return False
    if known.numbers:
        write(connection, batch)
        retire(connection, list(known.numbers.values()))
    if hash_ in known.numbers:
        document = known.numbers[hash_]
        reread(connection, batch, entry, document)
    else:
        known.version += 1
        document = known.numbers[hash_] = add_document(batch, entry, known.version, hash_)
        add_sentences(batch, entry, document)
    known.outcomes[hash_, batch.coder] = entry.outcome.value
    batch.add(READINGS, (document, batch.coder, entry.outcome.value))
    lines = lines_of(entry)
    for record in entry.records:
        add_record(batch, document, record, lines)
    for claim in entry.claims:
        add_claim(batch, document, claim, entry, lines)
    return True


def reread(connection: Connection, batch: Batch, entry: Coded, document: int) -> None:
    """Readies a stored document for a further reading; its sentences are entered where none were."""
    now = {"current": 1, "outcome": entry.outcome.value, "copy_of": entry.copy_of, "language": entry.document.language}
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.no == document).values(now))
    connection.execute(delete(READINGS).where(READINGS.c.document == document, READINGS.c.coder == batch.coder))
    if connection.execute(select(SENTENCES.c.no).where(SENTENCES.c.document == document).limit(1)).first() is None:
        add_sentences(batch, entry, document)


def retire(connection: Connection, documents: Sequence[int]) -> None:
    """Takes what was found in earlier versions and readings of a document out of what is shown."""
    query = select(RECORDS.c.no).where(RECORDS.c.document.in_(documents), RECORDS.c.current == 1)
    old = [int(number) for number in connection.execute(query).scalars()]
    counts.subtract(connection, old)
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.no.in_(documents)).values(current=0))
    connection.execute(update(RECORDS).where(RECORDS.c.document.in_(documents)).values(current=0, shown=0))
    connection.execute(update(CLAIMS).where(CLAIMS.c.document.in_(documents)).values(shown=0))


def write(connection: Connection, batch: Batch) -> None:
    """Writes what was gathered so far and empties the batch."""
    for table, rows in batch.rows.items():
        insert_rows(connection, table, rows)
    insert_rows(connection, ACTORS, list(batch.actors.values()))
    for name, words in batch.words.items():
        insert_words(connection, name, words)
    counts.change(connection, batch.counts, sign=1)
    apply_judgements(connection, list(batch.records))
    batch.rows.clear()
    batch.words.clear()
    batch.records.clear()
    batch.counts.clear()
    batch.actors.clear()


def write_failures(connection: Connection, entries: Sequence[Coded | Failure]) -> None:
    """Enters why inputs failed, the last reason for each, and strikes out the failures of documents read since."""
    for some in chunks([source_of(entry) for entry in entries]):
        connection.execute(delete(FAILURES).where(FAILURES.c.source.in_(some)))
    rows: dict[str, Row] = {}
    for entry in entries:
        rows.pop(source_of(entry), None)
        if isinstance(entry, Failure):
            hash_ = content_hash(entry.document) if entry.document is not None else ""
            rows[source_of(entry)] = (entry.source, hash_, entry.stage, entry.reason)
    insert_rows(connection, FAILURES, list(rows.values()))


def source_of(entry: Coded | Failure) -> str:
    """Under which name an input's failure is entered."""
    return entry.source if isinstance(entry, Failure) else f"document {entry.document.id}"
