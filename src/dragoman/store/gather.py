"""Documents, records and claims to the rows that hold them, gathered until they are written in one go."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Table

from dragoman.exports.contract_json import encode_claim, encode_record
from dragoman.model.claim import Claim
from dragoman.model.coded import Coded
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.store.counts import Counts, count_record
from dragoman.store.rows import (
    Cell,
    Role,
    Row,
    actor_row,
    facts_of,
    members_of,
    party_rows,
    sources_of,
    span_rows,
)
from dragoman.store.schema import (
    BANDS,
    CLAIM_PARTIES,
    CLAIMS,
    DOCUMENTS,
    PARTIES,
    RECORD_BODIES,
    RECORDS,
    SENTENCES,
    SPANS,
)


@dataclass(slots=True)
class Batch:
    """Rows gathered for one transaction, by table; `next` is the number that the next row of a numbered table takes.

    `words` are the texts by which records and claims are found, `records` the numbers of new records by id, `counts` what
    they add to the counts, `actors` everybody named, by number.
    """

    coder: int
    next: dict[str, int]
    rows: dict[Table, list[Row]] = field(default_factory=dict)
    words: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)
    actors: dict[Cell, Row] = field(default_factory=dict)

    def take(self, table: Table) -> int:
        """The number of a new row."""
        number = self.next[table.name]
        self.next[table.name] = number + 1
        return number

    def add(self, table: Table, *rows: Row) -> None:
        """Gathers rows of a table."""
        self.rows.setdefault(table, []).extend(rows)


def add_document(batch: Batch, entry: Coded, version: int, hash_: str) -> int:
    """Gathers a new version of a document; gives its number."""
    number, document = batch.take(DOCUMENTS), entry.document
    day = document.published.isoformat() if document.published else None
    batch.add(
        DOCUMENTS,
        (
            number, document.id, version, hash_, 1, entry.outcome.value, document.title, document.url, document.source, day,
            document.language, entry.copy_of, entry.copy_of or document.id, document.text,
        ),
    )  # fmt: skip
    batch.add(BANDS, *((key, number) for key in dict.fromkeys(entry.bands)))
    return number


def add_sentences(batch: Batch, entry: Coded, document: int) -> None:
    """Gathers the sentences of a document."""
    for sequence, span in enumerate(entry.sentences):
        number = batch.take(SENTENCES)
        batch.add(SENTENCES, (number, document, sequence, span.start, span.end))


@dataclass(frozen=True, slots=True)
class Lines:
    """The sentences of a document by where they start."""

    text: str
    spans: Sequence[Span]
    starts: Sequence[int]

    def at(self, offsets: Iterable[int]) -> str:
        """The sentences at some offsets, each once; the text itself where there are no sentences."""
        places = dict.fromkeys(max(bisect_right(self.starts, offset) - 1, 0) for offset in offsets)
        return "\n".join(self.spans[place].of(self.text) for place in places) if self.spans else self.text


def lines_of(entry: Coded) -> Lines:
    """The sentences of a coded document."""
    return Lines(entry.document.text, entry.sentences, [span.start for span in entry.sentences])


def add_record(batch: Batch, document: int, record: Record, lines: Lines) -> None:
    """Gathers a record with its parties, its evidence and the words of the sentences that tell it."""
    number = batch.take(RECORDS)
    members = list(members_of(record))
    batch.records[record.id] = number
    batch.add(RECORDS, (number, record.id, document, batch.coder, 1, None, *facts_of(record, shown=True)))
    batch.add(RECORD_BODIES, (number, encode_record(record).decode(), msgspec.json.encode(record.because).decode(), None))
    batch.add(PARTIES, *party_rows(number, members, record.date))
    batch.actors.update((row[0], row) for row in (actor_row(entity) for _, _, entity in members))
    batch.add(SPANS, *span_rows(number, record))
    count_record(batch.counts, record)
    told = [evidence.span.start for evidence in record.evidence if evidence.field == "event"]
    batch.words.setdefault("record_words", []).append((number, lines.at(told or [record.text_info.span.start])))


def add_claim(batch: Batch, document: int, claim: Claim, entry: Coded, lines: Lines) -> None:
    """Gathers a claim with who says it and whom it is about."""
    number = batch.take(CLAIMS)
    day = entry.document.published.isoformat() if entry.document.published else None
    voices = [(Role.VOICE, position, entity) for position, entity in enumerate(sources_of(claim.attribution))]
    members = voices + [(Role.ABOUT, position, entity) for position, entity in enumerate(claim.about)]
    body = encode_claim(claim).decode()
    batch.add(CLAIMS, (number, claim.id, document, batch.coder, 1, day or "", entry.document.source, body))
    batch.words.setdefault("claim_words", []).append((number, lines.at([claim.span.start])))
    batch.add(CLAIM_PARTIES, *party_rows(number, members, day))
    batch.actors.update((row[0], row) for row in (actor_row(entity) for _, _, entity in members))
