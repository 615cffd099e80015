"""Codes stored documents again with the present coder and compares what it finds with what was found before.

Nothing stored is changed but for what is shown: the records of the earlier coder are kept with its version. A document is
stored with its new reading in one transaction, so a run that was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.app.coding import Workers
from dragoman.app.ingest import LOOK_AHEAD, Ingest, Progress
from dragoman.exports.contract_json import Json, record_to_json
from dragoman.model.coded import Coded, Failure
from dragoman.model.query import Query
from dragoman.model.record import Record
from dragoman.store import Store, readings

LEFT_ASIDE = ("id", "cite_info", "confidence")


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that a newer coder gained, lost or changed; `fields` are those that changed, by name."""

    kind: str
    doc_id: str
    coder: str
    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """The difference as an object: ids, and of a change the values before and after, else the record itself."""
        whole = self.after or self.before
        told: dict[str, Json] = {
            "change": self.kind,
            "doc_id": self.doc_id,
            "coder_before": self.coder,
            "before": self.before.id if self.before else None,
            "after": self.after.id if self.after else None,
        }
        if self.before is not None and self.after is not None:
            old, new = record_to_json(self.before), record_to_json(self.after)
            told["fields"] = {name: {"before": old[name], "after": new[name]} for name in self.fields}
        elif whole is not None:
            told["record"] = record_to_json(whole)
        return told


@dataclass(slots=True)
class Sums:
    """How many documents were compared, and how many records are as they were, gained, lost or changed."""

    documents: int = 0
    same: int = 0
    gained: int = 0
    lost: int = 0
    changed: int = 0
    fields: Counter[str] | None = None

    def add(self, found: Sequence[Difference], compared: readings.Compared) -> None:
        """Counts one document."""
        self.fields = self.fields if self.fields is not None else Counter()
        kinds = Counter(difference.kind for difference in found)
        self.documents += 1
        self.gained += kinds["gained"]
        self.lost += kinds["lost"]
        self.changed += kinds["changed"]
        self.same += len(compared.after) - kinds["gained"] - kinds["changed"]
        for difference in found:
            self.fields.update(difference.fields)


def find_documents(store: Store, query: Query) -> list[int]:
    """The documents that a query is about, by their numbers; to be asked before they are coded again.

    Raises:
        QueryError: when pages or groups are asked for.
    """
    with store.database.reading() as connection:
        return readings.find_documents(connection, query)


def find_unread(store: Store, documents: Sequence[int], run: Ingest) -> list[str]:
    """The ids of those documents that have still to be coded, or shown as this coder has read them before."""
    with store.database.reading() as connection:
        return readings.find_unread(connection, documents, run.coder)


def recode(store: Store, ids: Sequence[str], run: Ingest) -> Iterator[Progress]:
    """Codes documents again and tells of each step after it is stored.

    Raises:
        StoreError: when the archive cannot be written; what was told of before is stored.
    """
    waiting: list[int] = []
    with Workers(run.open_reader, run.workers) as workers:

        def settle() -> Progress:
            return stored(store, workers.next(), run, waiting.pop(0))

        for start in range(0, len(ids), run.batch_size):
            some = ids[start : start + run.batch_size]
            with store.database.writing() as connection:
                known = set(readings.show_again(connection, some, run.coder))
            if known:
                yield Progress(seen=len(known), unchanged=len(known))
            found = [store.document(id_) for id_ in some if id_ not in known]
            documents = [one.document for one in found if one is not None]
            if documents:
                workers.submit(documents)
                waiting.append(len(documents))
            while len(waiting) > run.workers * LOOK_AHEAD or (waiting and run.workers == 1):
                yield settle()
        while waiting:
            yield settle()


def stored(store: Store, entries: Sequence[Coded | Failure], run: Ingest, seen: int) -> Progress:
    """Stores some readings and tells what came of them."""
    with store.database.writing() as connection:
        added = readings.append_again(connection, entries, run.coder)
    failures = tuple(entry for entry in entries if isinstance(entry, Failure))
    return Progress(
        seen=seen,
        coded=len(entries) - len(failures) - added.unchanged,
        records=added.records,
        unchanged=seen - len(entries) + added.unchanged,
        failures=failures,
    )


def differences(store: Store, documents: Sequence[int], run: Ingest, sums: Sums) -> Iterator[Difference]:
    """Of each document what this coder finds otherwise than the last one before it; `sums` is brought up to date.

    It is read from the archive, so it is whole also after a run that was broken off and taken up again.
    """
    with store.database.reading() as connection:
        for compared in readings.each_compared(connection, documents, run.coder):
            found = list(compare(compared))
            sums.add(found, compared)
            yield from found


def compare(compared: readings.Compared) -> Iterator[Difference]:
    """The differences of one document, in text order: first what is still there, then what is gone."""
    pairs = paired(compared.before, compared.after)
    matched = {old.id for old, _ in pairs.values()}
    for new in compared.after:
        if new.id not in pairs:
            yield Difference("gained", compared.doc_id, compared.coder, None, new)
            continue
        old = pairs[new.id][0]
        fields = tuple(changed_fields(old, new))
        if fields:
            yield Difference("changed", compared.doc_id, compared.coder, old, new, fields)
    for old in compared.before:
        if old.id not in matched:
            yield Difference("lost", compared.doc_id, compared.coder, old, None)


def paired(before: Iterable[Record], after: Iterable[Record]) -> dict[str, tuple[Record, Record]]:
    """Which record was which, by the id of the new one: the same id, else the words that tell the event in common.

    Of several that share words, those of one type and with most words in common go together.
    """
    olds, news = {record.id: record for record in before}, {record.id: record for record in after}
    found = {id_: (olds[id_], news[id_]) for id_ in news if id_ in olds}
    left = [old for id_, old in olds.items() if id_ not in found]
    fresh = [new for id_, new in news.items() if id_ not in found]
    likely = sorted(
        ((-common, old.event != new.event, old.id, new.id) for old in left for new in fresh if (common := shared(old, new))),
    )
    taken: set[str] = set()
    for _, _, old_id, new_id in likely:
        if old_id not in taken and new_id not in found:
            taken.add(old_id)
            found[new_id] = (olds[old_id], news[new_id])
    return found


def shared(old: Record, new: Record) -> int:
    """How many letters of the words that tell the event two records have in common."""
    spans = [[item.span for item in record.evidence if item.field == "event"] for record in (old, new)]
    return sum(max(min(a.end, b.end) - max(a.start, b.start), 0) for a in spans[0] for b in spans[1])


def changed_fields(old: Record, new: Record) -> Iterator[str]:
    """The names of the fields that differ; what only says who coded is left aside, and how sure that was."""
    before, after = record_to_json(old), record_to_json(new)
    yield from (name for name in after if name not in LEFT_ASIDE and before[name] != after[name])
