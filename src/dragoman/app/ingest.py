"""Reads, codes and stores documents: what is stored already is passed over, so a run may be broken off and begun again.

Documents are read one after the other, coded in batches by worker processes, and written in the order of the input by
this process alone, a batch a transaction. A run that was killed has therefore stored a beginning of its input, and the
next goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dragoman.app.coding import OpenReader, Workers
from dragoman.errors import InputError
from dragoman.model.coded import Coded, CoderVersion, Failure, Outcome, content_hash
from dragoman.model.document import Document
from dragoman.store import Store

LOOK_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Near:
    """How near copies are found: the bands of a text's fingerprint, and whether one text is a near copy of another."""

    bands: Callable[[str], tuple[int, ...]]
    is_copy: Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Ingest:
    """How a run codes.

    `open_reader` opens the coder, in each worker by itself. `find_language` gives the language of a document and whether it
    can be coded. `near` finds near copies, which are stored and linked and not coded; None codes every document.
    """

    open_reader: OpenReader
    coder: CoderVersion
    find_language: Callable[[Document], tuple[str | None, bool]] | None = None
    near: Near | None = None
    workers: int = 1
    batch_size: int = 16


@dataclass(frozen=True, slots=True)
class Progress:
    """What one step did: documents and broken inputs seen, and what became of them."""

    seen: int = 0
    coded: int = 0
    records: int = 0
    copies: int = 0
    unreadable: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Pending:
    """Documents on their way into the archive: their versions, and the bands of those of which copies may yet come."""

    versions: set[tuple[str, str]] = field(default_factory=set)
    originals: dict[str, tuple[str, frozenset[int]]] = field(default_factory=dict)

    def remove(self, entries: Iterable[Coded | Failure]) -> None:
        """Forgets documents that have arrived."""
        for entry in entries:
            if entry.document is not None:
                self.versions.discard((entry.document.id, content_hash(entry.document)))
                self.originals.pop(entry.document.id, None)


def ingest(inputs: Iterable[Document | InputError], store: Store, run: Ingest) -> Iterator[Progress]:
    """Stores what the inputs hold and tells of each step after it is stored.

    Raises:
        StoreError: when the archive cannot be written; what was told of before is stored.
    """
    pending = Pending()
    waiting: list[tuple[list[Coded | Failure], int]] = []
    with Workers(run.open_reader, run.workers) as workers:

        def settle() -> Progress:
            entries, seen = waiting.pop(0)
            done = finish(entries, iter(workers.next()))
            added = store.append(done, run.coder)
            pending.remove(done)
            return progress_of(done, seen, added.records)

        for chunk in chunked(inputs, run.batch_size):
            entries = new_entries(chunk, store, run, pending)
            waiting.append((entries, len(chunk)))
            workers.submit([entry.document for entry in entries if isinstance(entry, Coded) and needs_coding(entry)])
            while len(waiting) > run.workers * LOOK_AHEAD or (waiting and run.workers == 1):
                yield settle()
        while waiting:
            yield settle()


def chunked(inputs: Iterable[Document | InputError], size: int) -> Iterator[list[Document | InputError]]:
    """The inputs, some at a time."""
    iterator = iter(inputs)
    while chunk := list(islice(iterator, size)):
        yield chunk


def new_entries(
    chunk: Sequence[Document | InputError], store: Store, run: Ingest, pending: Pending
) -> list[Coded | Failure]:
    """What of a chunk is not stored yet, in order: documents still to be coded, those that are not, and broken inputs."""
    stored = store.stored([item.id for item in chunk if isinstance(item, Document)])
    entries: list[Coded | Failure] = []
    for item in chunk:
        if isinstance(item, InputError):
            entries.append(Failure(item.source, "intake", f"{item.problem}; {item.remedy}"))
            continue
        version = item.id, content_hash(item)
        if stored.get(version, Outcome.FAILED) is Outcome.FAILED and version not in pending.versions:
            pending.versions.add(version)
            entries.append(triage(item, store, run, pending))
    return entries


def triage(document: Document, store: Store, run: Ingest, pending: Pending) -> Coded:
    """A document as it is to be stored: to be coded, in a language that is not read, or a near copy of another."""
    if run.find_language is not None:
        language, readable = run.find_language(document)
        document = replace(document, language=document.language or language)
        if not readable:
            return Coded(document, Outcome.LANGUAGE)
    if run.near is None:
        return Coded(document)
    bands = run.near.bands(document.text)
    original = find_original(document, frozenset(bands), store, run.near, pending)
    if original is not None:
        return Coded(document, Outcome.COPY, copy_of=original)
    pending.originals[document.id] = document.text, frozenset(bands)
    return Coded(document, bands=bands)


def find_original(document: Document, bands: frozenset[int], store: Store, near: Near, pending: Pending) -> str | None:
    """The id of the first document, stored or on its way, of which this one is a near copy."""
    coming = [(id_, text) for id_, (text, others) in pending.originals.items() if bands & others]
    for id_, text in (*store.sharing(bands), *coming):
        if id_ != document.id and near.is_copy(document.text, text):
            return id_
    return None


def needs_coding(entry: Coded | Failure) -> bool:
    """True for a document that waits for the coder."""
    return isinstance(entry, Coded) and entry.outcome is Outcome.CODED


def finish(entries: Sequence[Coded | Failure], coded: Iterator[Coded | Failure]) -> list[Coded | Failure]:
    """The entries with those that waited for the coder replaced by what it gave; the bands are kept."""
    done: list[Coded | Failure] = []
    for entry in entries:
        result = next(coded) if needs_coding(entry) else entry
        bands = entry.bands if isinstance(entry, Coded) else ()
        done.append(replace(result, bands=bands) if isinstance(result, Coded) else result)
    return done


def progress_of(done: Sequence[Coded | Failure], seen: int, records: int) -> Progress:
    """What one step did."""
    outcomes = [entry.outcome for entry in done if isinstance(entry, Coded)]
    return Progress(
        seen=seen,
        coded=outcomes.count(Outcome.CODED),
        records=records,
        copies=outcomes.count(Outcome.COPY),
        unreadable=outcomes.count(Outcome.LANGUAGE),
        unchanged=seen - len(done),
        failures=tuple(entry for entry in done if isinstance(entry, Failure)),
    )
