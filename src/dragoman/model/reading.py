"""A document and what the stages have found in it so far."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.actor import Chain, Resolution
from dragoman.model.claim import Claim
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.mention import EntityMention
from dragoman.model.record import Record
from dragoman.model.signal import TriggerSignal
from dragoman.model.status import EventStatus
from dragoman.model.syntax import Parse, Sentence
from dragoman.model.voice import Voice
from dragoman.model.when import Times
from dragoman.model.where import Places


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its layers, in the order of the stages.

    A layer is None before its stage has run and empty when the stage found nothing.
    """

    document: Document
    sentences: tuple[Sentence, ...] | None = None
    syntax: tuple[Parse, ...] | None = None
    entities: tuple[EntityMention, ...] | None = None
    actors: tuple[Resolution, ...] | None = None
    coreference: tuple[Chain, ...] | None = None
    signals: tuple[TriggerSignal, ...] | None = None
    events: tuple[EventMention, ...] | None = None
    attribution: tuple[Voice, ...] | None = None
    status: tuple[EventStatus, ...] | None = None
    times: Times | None = None
    places: Places | None = None
    records: tuple[Record, ...] | None = None
    claims: tuple[Claim, ...] | None = None
