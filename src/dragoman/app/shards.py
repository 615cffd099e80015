"""Codes an archive in shards: how a shard is coded, what a run will take, and how its tables become an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.app.coding import OpenReader, code_batch, opened
from dragoman.app.ingest import Ingest, Near, Pending, Progress, find_original, progress_of
from dragoman.engine.base import CodeDocuments, Settings, Shard, Slice
from dragoman.engine.files import is_address, workplace
from dragoman.engine.files import opened as opened_place
from dragoman.engine.helper import Helper
from dragoman.engine.inputs import Input, find_inputs
from dragoman.engine.job import Plan, find_done, open_plan
from dragoman.engine.plan import SHARD_SIZE, Counted, Estimate, Rates, count_items, cut, estimate
from dragoman.engine.tables import CLAIMS, DOCUMENTS, FAILURES, RECORDS, SCHEMAS, Row, rows_of
from dragoman.engine.task import code_shard, table_path
from dragoman.errors import EngineError
from dragoman.intake import Intake
from dragoman.intake.language import is_readable, language_of
from dragoman.model.coded import Coded, CoderVersion, Failure, Outcome, content_hash
from dragoman.model.document import Document
from dragoman.model.span import Span
from dragoman.store import Store
from dragoman.store.bodies import claim_from_json, record_from_json

MERGED_AT_ONCE = 256
MEASURED = 48


def find_language(document: Document) -> tuple[str | None, bool]:
    """The language of a document, and whether it can be coded."""
    return language_of(document), is_readable(document)


@dataclass(frozen=True, slots=True)
class OpenCoding:
    """Opens the coder in a process that codes; what is not in a language that is read passes it by."""

    open_reader: OpenReader
    find_language: Callable[[Document], tuple[str | None, bool]] | None = find_language

    def __call__(self) -> CodeDocuments:
        """The function that codes some documents."""
        opened(self.open_reader)
        return partial(code_documents, self)


def code_documents(opening: OpenCoding, documents: Sequence[Document]) -> list[Coded | Failure]:
    """What becomes of documents, in their order."""
    entries = [with_language(document, opening) for document in documents]
    readable = [entry.document for entry in entries if entry.outcome is Outcome.CODED]
    coded = iter(code_batch(opening.open_reader, readable) if readable else ())
    return [next(coded) if entry.outcome is Outcome.CODED else entry for entry in entries]


def with_language(document: Document, opening: OpenCoding) -> Coded:
    """A document with its language, to be coded or in a language that is not read."""
    if opening.find_language is None:
        return Coded(document)
    language, readable = opening.find_language(document)
    found = replace(document, language=document.language or language)
    return Coded(found, Outcome.CODED if readable else Outcome.LANGUAGE)


@dataclass(frozen=True, slots=True)
class Shards:
    """A run over shards as a user asks for it: what, how, where to, and in pieces of what size."""

    sources: tuple[str, ...]
    out: str
    intake: Intake
    coder: CoderVersion
    opening: OpenCoding
    size: int = SHARD_SIZE
    memory_mb: int | None = None

    @property
    def settings(self) -> Settings:
        """How its shards are coded."""
        out = self.out if is_address(self.out) else str(Path(self.out).absolute())
        return Settings(out, sendable(self.intake), self.opening, memory_mb=self.memory_mb)


def sendable(intake: Intake) -> Intake:
    """The same, without those that listen: they stay in this process."""
    bare = Intake()
    return replace(intake, say=bare.say, took=bare.took)


def plan_shards(shards: Shards) -> Plan:
    """The plan of a run: the one in its folder, with inputs that are new.

    Raises:
        EngineError: when standard input is named, when there is nothing to do, or when the folder holds another run.
    """
    inputs = inputs_of(shards.sources)
    return open_plan(shards.settings.out, identity(shards), inputs, sendable(shards.intake), size=shards.size)


def inputs_of(sources: Sequence[str]) -> list[Input]:
    """The inputs behind what a user named.

    Raises:
        EngineError: when standard input is named, which cannot be read in many places.
    """
    if "-" in sources:
        raise EngineError("standard input cannot be cut into shards; give files, folders or addresses")
    return find_inputs(sources)


def identity(shards: Shards) -> dict[str, str]:
    """By what a run is known again: who codes, and how documents are read."""
    intake = shards.intake
    told = {
        "--as": intake.kind,
        "--date": intake.published,
        "--encoding": intake.encoding,
        "--language": intake.language,
        "--column": dict(sorted(intake.columns.items())) or None,
        "--follow": intake.follow or None,
    }
    return {"coder": shards.coder.id} | {name: str(value) for name, value in told.items() if value is not None}


def foresee(shards: Shards, cores: int, rate: float | None = None) -> Estimate:
    """What a run will take, by coding a sample on this machine; `rate` is documents a second, where that is known.

    Raises:
        EngineError: when nothing can be coded.
    """
    counted = count_items(inputs_of(shards.sources), sendable(shards.intake))
    rates = measure(shards, counted)
    if rate is not None:
        rates = replace(rates, documents_per_s=rate)
    return estimate(counted, cut(counted, size=shards.size), rates, cores)


def measure(shards: Shards, counted: Sequence[Counted]) -> Rates:
    """What a sample takes: the first documents of a few inputs, coded by one process that is warm."""
    some = [one.input.path for one in counted][:: max(1, len(counted) // MEASURED)][:MEASURED]
    each = -(-MEASURED // max(1, len(some)))
    with ExitStack() as stack:
        folder = str(stack.enter_context(workplace()))
        settings = replace(shards.settings, out=folder)
        helper = stack.enter_context(Helper(settings))
        code_shard(Shard(0, tuple(Slice(path, 0, 1) for path in some[:1])), settings, helper)
        report = code_shard(Shard(1, tuple(Slice(path, 0, each) for path in some)), settings, helper)
    items = max(1, report.counts.items)
    return Rates(items / max(report.seconds, 1e-9), report.memory_mb, sum(report.sizes.values()) / items)


def merge(out: str, store: Store, coder: CoderVersion, near: Near | None = None) -> Iterator[Progress]:
    """Stores what a run has come to, shard by shard in their order; what is stored already is passed over.

    The archive becomes the same as if its inputs had been ingested one after the other. Near copies are stored and linked;
    the records that were found in them are left out.

    Raises:
        StoreError: when the archive cannot be written; what was told of before is stored.
    """
    pending, run = Pending(), Ingest(no_reader, coder, near=near)
    for number in sorted(find_done(out)):
        entries: list[Coded | Failure] = []
        for entry in entries_of(out, number):
            entries.append(entry)
            if len(entries) >= MERGED_AT_ONCE:
                yield merge_some(entries, store, run, pending)
                entries = []
        if entries:
            yield merge_some(entries, store, run, pending)


def no_reader() -> Any:
    """Nothing: merged documents have been read."""
    raise EngineError("merging codes nothing")


def merge_some(entries: Sequence[Coded | Failure], store: Store, run: Ingest, pending: Pending) -> Progress:
    """Stores some entries."""
    stored = store.stored([entry.document.id for entry in entries if entry.document is not None])
    done: list[Coded | Failure] = []
    for entry in entries:
        if entry.document is not None:
            version = entry.document.id, content_hash(entry.document)
            if stored.get(version, Outcome.FAILED) is not Outcome.FAILED or version in pending.versions:
                continue
            pending.versions.add(version)
        done.append(with_original(entry, store, run.near, pending))
    added = store.append(done, run.coder)
    pending.remove(done)
    return progress_of(done, len(entries), added.records)


def with_original(entry: Coded | Failure, store: Store, near: Near | None, pending: Pending) -> Coded | Failure:
    """A coded document with the keys under which its copies are found, or as a copy of one that is stored or comes."""
    document = entry.document
    if near is None or document is None or (isinstance(entry, Coded) and entry.outcome is not Outcome.CODED):
        return entry
    bands = near.bands(document.text)
    original = find_original(document, frozenset(bands), store, near, pending)
    if original is not None:
        return Coded(document, Outcome.COPY, copy_of=original)
    pending.originals[document.id] = document.text, frozenset(bands)
    return replace(entry, bands=bands) if isinstance(entry, Coded) else entry


def entries_of(out: str, number: int) -> Iterator[Coded | Failure]:
    """What a shard's tables hold: its documents in their order, then what could not be read as documents."""
    with ExitStack() as stack:
        rows = {name: rows_at(table_path(out, name, number), stack) for name in SCHEMAS}
        failures = {(row["input"], row["position"]): row for row in rows[FAILURES]}
        for row in rows[DOCUMENTS]:
            document = document_of(row)
            if row["outcome"] == Outcome.FAILED:
                yield replace(failure_of(failures.pop((row["input"], row["position"]))), document=document)
                continue
            yield Coded(
                document,
                Outcome(row["outcome"]),
                sentences=tuple(Span(**span) for span in row["sentences"]),
                records=tuple(
                    record_from_json(found["json"], tuple(found["because"]))
                    for found in islice(rows[RECORDS], row["records"])
                ),
                claims=tuple(claim_from_json(found["json"]) for found in islice(rows[CLAIMS], row["claims"])),
            )
        yield from map(failure_of, failures.values())


def rows_at(path: str, stack: ExitStack) -> Iterator[Row]:
    """The rows of a table, of which the file stays open until the stack closes it."""
    system, place = opened_place(path)
    return rows_of(stack.enter_context(system.open(place, "rb")))


def document_of(row: Row) -> Document:
    """The document of a row."""
    return Document(*(row[name] for name in ("id", "text", "title", "url", "source", "published", "language")))


def failure_of(row: Row) -> Failure:
    """The failure of a row, without its document."""
    return Failure(row["source"], row["stage"], row["reason"])
