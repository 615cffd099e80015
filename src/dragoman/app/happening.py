"""An event with each report's own telling of it side by side, and how it bears on others."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.app.report import sentence_at
from dragoman.model.event import Event, EventLink
from dragoman.model.judgement import Judgement
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.store import Store
from dragoman.store.read import StoredRecord


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """A record and the sentence in which its document tells it; `start` is where the sentence begins."""

    record: Record
    sentence: str
    start: int


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, its records as told, and its links."""

    event: Event
    told: tuple[ToldRecord, ...]
    links: tuple[EventLink, ...]


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """A record with the sentence that tells it, its event, and every verdict on it."""

    stored: StoredRecord
    sentence: str
    event: str | None
    judgements: tuple[Judgement, ...]


def find_happening(store: Store, id_: str) -> Happening | None:
    """An event by its id; records that were judged wrong are left out."""
    event = store.event(id_)
    if event is None:
        return None
    records = [found.record for found in map(store.record, event.records) if found is not None]
    return Happening(event, tuple(told(store, record) for record in records), tuple(store.links(id_)))


def find_history(store: Store, id_: str) -> RecordHistory | None:
    """A record by its id."""
    stored = store.record(id_)
    if stored is None:
        return None
    sentence = told(store, stored.record).sentence
    return RecordHistory(stored, sentence, store.event_of(id_), tuple(store.judgements(record=id_)))


def told(store: Store, record: Record) -> ToldRecord:
    """A record with its sentence."""
    stored = store.document(record.doc_id)
    if stored is None:
        return ToldRecord(record, " ".join(record.event_text), 0)
    text = stored.document.text
    first = next((item.span for item in record.evidence if item.field == "event"), record.text_info.span)
    span = sentence_at(text, stored.sentences, Span(first.start, first.end))
    return ToldRecord(record, span.of(text), span.start)
