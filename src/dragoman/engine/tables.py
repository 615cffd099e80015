"""The tables that a shard becomes: documents, records, claims, failures, each a Parquet file, each row with its origin.

Rows are put into groups by their number alone, so that a file is the same to the byte however its rows came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.engine.base import Counts
from dragoman.engine.inputs import Item
from dragoman.errors import InputError
from dragoman.exports.contract_json import claim_to_json, encode_claim, encode_record, record_to_json
from dragoman.exports.parquet import DAY, ENTITY, SCHEMA, TEXT, TEXTS, VOICE, WHOLE
from dragoman.model.claim import Claim
from dragoman.model.coded import Coded, Failure, Outcome
from dragoman.model.record import Record

Row = dict[str, Any]
DOCUMENTS, RECORDS, CLAIMS, FAILURES = "documents", "records", "claims", "failures"
ROWS_IN_GROUP = 4096
ORIGIN = [("input", TEXT), ("position", WHOLE)]
ONLY_EVENTS = {"records", "sources", "disagreements"}
SPAN = pa.struct([("start", WHOLE), ("end", WHOLE)])
SCHEMAS = {
    DOCUMENTS: pa.schema(
        [*ORIGIN, ("id", TEXT), ("outcome", TEXT), ("title", TEXT), ("url", TEXT), ("source", TEXT), ("published", DAY),
         ("language", TEXT), ("text", TEXT), ("sentences", pa.list_(SPAN)), ("records", WHOLE), ("claims", WHOLE)]
    ),
    RECORDS: pa.schema(
        [*ORIGIN, *(one for one in SCHEMA if one.name not in ONLY_EVENTS), ("because", TEXTS), ("json", TEXT)]
    ),
    CLAIMS: pa.schema(
        [*ORIGIN, ("id", TEXT), ("doc_id", TEXT), ("attribution", pa.list_(VOICE)), ("text", TEXT), ("start", WHOLE),
         ("end", WHOLE), ("about", pa.list_(ENTITY)), ("json", TEXT)]
    ),
    FAILURES: pa.schema([*ORIGIN, ("source", TEXT), ("stage", TEXT), ("reason", TEXT), ("doc_id", TEXT)]),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of some items, packed by table, and their counts."""

    counts: Counts
    packed: dict[str, bytes]


def to_block(results: Sequence[tuple[Item, Coded | Failure]]) -> Block:
    """What became of some items, as rows."""
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    counts = Counts()
    for item, result in results:
        origin = {"input": item.input, "position": item.position}
        counts += add_failure(rows, origin, result) if isinstance(result, Failure) else add_coded(rows, origin, result)
    packed = {name: pack(found, SCHEMAS[name]) for name, found in rows.items() if found}
    return Block(counts, packed)


def pack(rows: Sequence[Row], schema: pa.Schema) -> bytes:
    """Rows as a stretch of bytes."""
    return bytes(pa.RecordBatch.from_pylist(list(rows), schema=schema).serialize())


def failure_of(error: InputError) -> Failure:
    """An item that could not be read, as a failure."""
    return Failure(error.source, "intake", f"{error.problem}; {error.remedy}")


def add_failure(rows: dict[str, list[Row]], origin: Row, failure: Failure) -> Counts:
    """Adds a failure, and the document where there is one."""
    document = failure.document
    if document is not None:
        rows[DOCUMENTS].append(origin | document_row(Coded(document, Outcome.FAILED)))
    told = {"source": failure.source, "stage": failure.stage, "reason": failure.reason}
    rows[FAILURES].append(origin | told | {"doc_id": document.id if document else None})
    return Counts(items=1, broken=document is None, failed=document is not None)


def add_coded(rows: dict[str, list[Row]], origin: Row, coded: Coded) -> Counts:
    """Adds a document and what was found in it."""
    rows[DOCUMENTS].append(origin | document_row(coded))
    rows[RECORDS] += [origin | record_row(record) for record in coded.records]
    rows[CLAIMS] += [origin | claim_row(claim) for claim in coded.claims]
    is_coded = coded.outcome is Outcome.CODED
    return Counts(1, int(is_coded), int(not is_coded), 0, 0, len(coded.records), len(coded.claims))


def document_row(coded: Coded) -> Row:
    """The cells of a document."""
    document = coded.document
    return {
        "id": document.id,
        "outcome": coded.outcome.value,
        "title": document.title,
        "url": document.url,
        "source": document.source,
        "published": document.published,
        "language": document.language,
        "text": document.text,
        "sentences": [{"start": span.start, "end": span.end} for span in coded.sentences],
        "records": len(coded.records),
        "claims": len(coded.claims),
    }


def record_row(record: Record) -> Row:
    """The cells of a record: the contract's fields with days as days and tolls as [low, high], and its line of JSON."""
    found: Row = record_to_json(record)
    size: Row = found["size"]
    return found | {
        "date": day_of(record.date),
        "enddate": day_of(record.enddate),
        "size": {name: value if isinstance(value, list) else [value, value] for name, value in size.items()},
        "because": list(record.because),
        "json": encode_record(record).decode(),
    }


def claim_row(claim: Claim) -> Row:
    """The cells of a claim, and its line of JSON."""
    return {**claim_to_json(claim), "json": encode_claim(claim).decode()}


def day_of(text: str | None) -> date | None:
    """A day of ISO 8601 text."""
    return date.fromisoformat(text) if text else None


@dataclass(slots=True)
class TableFile:
    """A Parquet file in the making."""

    path: Path
    schema: pa.Schema
    waiting: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0
    writer: pq.ParquetWriter | None = None

    def add(self, packed: bytes) -> None:
        """Takes rows; whole groups are written."""
        batch = pa.ipc.read_record_batch(pa.py_buffer(packed), self.schema)
        self.waiting.append(batch)
        self.rows += batch.num_rows
        while sum(batch.num_rows for batch in self.waiting) >= ROWS_IN_GROUP:
            self.write(ROWS_IN_GROUP)

    def write(self, count: int) -> None:
        """Writes the first rows of those that wait, as one group."""
        table = pa.Table.from_batches(self.waiting, self.schema)
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, self.schema, compression="zstd", write_page_checksum=True)
        self.writer.write_table(pa.concat_tables([table.slice(0, count)]).combine_chunks(), row_group_size=ROWS_IN_GROUP)
        self.waiting = table.slice(count).to_batches()

    def close(self) -> None:
        """Writes the rest and ends the file, which there is even without rows."""
        left = sum(batch.num_rows for batch in self.waiting)
        if left or self.writer is None:
            self.write(left)
        if self.writer is not None:
            self.writer.close()


class Tables:
    """The four files of a shard in the making."""

    def __init__(self, folder: Path) -> None:
        self.files = {name: TableFile(folder / f"{name}.parquet", schema) for name, schema in SCHEMAS.items()}

    def add(self, block: Block) -> None:
        """Takes the rows of some items."""
        for name, packed in block.packed.items():
            self.files[name].add(packed)

    def close(self) -> dict[str, int]:
        """Ends the files, and counts the rows of each as they can be read back."""
        for file in self.files.values():
            file.close()
        return {name: pq.read_metadata(file.path).num_rows for name, file in self.files.items()}


def rows_of(file: Any, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a Parquet file, a group in memory at a time."""
    for batch in pq.ParquetFile(file).iter_batches(ROWS_IN_GROUP, columns=columns, use_threads=False):
        yield from batch.to_pylist()
