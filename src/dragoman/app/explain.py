"""Why a reading has the records that it has, and why a sentence has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model.event_mention import RoleName
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.model.syntax import Sentence


@dataclass(frozen=True, slots=True)
class SentenceAccount:
    """A sentence, the records that it tells, and why it tells no other."""

    sentence: Sentence
    text: str
    records: tuple[Record, ...]
    reasons: tuple[str, ...]


def account_for(reading: Reading) -> Iterator[SentenceAccount]:
    """An account of every sentence, in text order."""
    for sentence in reading.sentences or ():
        told = tuple(record for record in reading.records or () if tells(record, sentence.span))
        yield SentenceAccount(
            sentence, sentence.span.of(reading.document.text), told, tuple(reasons(reading, sentence, told))
        )


def tells(record: Record, span: Span) -> bool:
    """True when some trigger of the record stands in the span."""
    return any(evidence.field == "event" and span.contains(evidence.span) for evidence in record.evidence)


def reasons(reading: Reading, sentence: Sentence, told: tuple[Record, ...]) -> Iterator[str]:
    """Why triggers of this sentence gave no record; why it has no trigger at all."""
    events = [event for event in reading.events or () if event.sentence == sentence.index]
    for event in events:
        words = event.trigger.of(reading.document.text)
        if not event.of_role(RoleName.ACTOR):
            yield f"'{words}' ({event.type}): no actor in reach, so no record"
    if not events and not told:
        yield "no words of an event that is in the lexicon"
