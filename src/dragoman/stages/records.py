"""From event mentions to records: one for each distinct event, every field with its words.

The stage gathers what the others found, applies PLOVER's rules for the status of an event, puts the tellings of one event
together and keeps of each field the most specific that any telling gives. A record without an actor is not written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Citation, Location, Record, Size, TextInfo
from dragoman.model.status import EventStatus, Status
from dragoman.model.when import EventTime, Grain
from dragoman.model.where import PlaceMention
from dragoman.pipeline import Stage, each
from dragoman.scheme import Scheme
from dragoman.stages.confidence import confidence_of
from dragoman.stages.entity import entity_of
from dragoman.stages.evidence import because_of, evidence_of
from dragoman.stages.grouping import group_tellings
from dragoman.stages.merged import Merged, merge
from dragoman.stages.parties import Identities, identities_of
from dragoman.stages.sizes import FIELDS, SizeWords, Toll
from dragoman.stages.tellings import AUX, tellings_of

HISTORICAL = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Codebook:
    """By what a record is coded: scheme, words that count people, weights of confidence, the coder's name and version."""

    scheme: Scheme
    size_words: SizeWords
    confidence: Mapping[str, float]
    coder: str


def write_record(context: Identities, merged: Merged, codebook: Codebook) -> Record:
    """The record of one event from all of its tellings."""
    scheme, first, text = codebook.scheme, merged.first, context.document.text
    modes = modes_of(merged, scheme)
    time = merged.time
    sentence = (context.reading.sentences or ())[first.mention.sentence]
    contexts = [code for telling in merged.tellings for code in telling.mention.contexts]
    record = Record(
        id="",
        doc_id=context.document.id,
        event=(first.type,),
        mode=modes,
        context=unique([*contexts, *scheme.implied_contexts(first.type, modes)]),
        aux=aux_of(merged.status, time, context.document.published),
        status=merged.status.status,
        actor=tuple(entity_of(party[0].mention, party[0].resolution, text) for party in merged.actors),
        recipient=tuple(entity_of(party[0].mention, party[0].resolution, text) for party in merged.recipients),
        date=time.when.first.isoformat() if time else None,
        enddate=time.when.last.isoformat() if time and spans_days(time) else None,
        date_resolution=resolution_of(context.reading, time),
        event_loc=location_of(merged.place, text) if merged.place else None,
        event_text=unique(telling.mention.trigger.of(text) for telling in merged.tellings),
        quad_code=scheme.quad_code(first.type),
        event_scale=scheme.score(first.type, modes),
        attribution=merged.testimony.chain,
        size=size_of(merged.tolls),
        confidence=confidence_of(merged.tellings, codebook.confidence),
        evidence=evidence_of(context.reading, merged),
        text_info=TextInfo(sentence.index, sentence.span),
        cite_info=citation_of(context.document, codebook),
        because=because_of(merged),
    )
    return replace(record, id=record_id(record))


def resolution_of(reading: Reading, time: EventTime | None) -> Grain:
    """How exact the date is: `document` where it is the document's own.

    A day that the report names for something else, and that stands in for an undated event, is exact to the week at best.
    """
    if time is None or time.expression is None or time.when.grain is not Grain.DOCUMENT or reading.times is None:
        return time.when.grain if time is not None else Grain.DOCUMENT
    said = reading.times.expressions[time.expression].when
    if said is None:
        return Grain.DOCUMENT
    return Grain.WEEK if said.grain is Grain.DAY else said.grain


def spans_days(time: EventTime) -> bool:
    """True for a date given as a span of days."""
    return time.when.grain is Grain.DAY and time.when.last > time.when.first


def modes_of(merged: Merged, scheme: Scheme) -> tuple[str, ...]:
    """The modes of all tellings; talks in a country that is no side's are hosted by a third party (PLOVER, CONSULT)."""
    modes = [mode for telling in merged.tellings for mode in telling.modes]
    kind, place = merged.first.type, merged.place.place if merged.place is not None else None
    sides = [party[0].resolution for party in merged.actors]
    codes = {resolution.actor.code for resolution in sides if resolution is not None} - {None}
    abroad = place is not None and place.country_code is not None and place.country_code not in codes
    remote = bool({"phone", "visit", "multilateral"} & set(modes))
    if kind == "CONSULT" and abroad and len(codes) > 1 and not remote:
        modes.append("third-party")
    return tuple(mode for mode in unique(modes) if scheme.is_mode(kind, mode))


def aux_of(judged: EventStatus, time: EventTime | None, published: date | None) -> tuple[str, ...]:
    """PLOVER's auxiliary modes (contract section 4)."""
    found = [AUX[judged.status]] if judged.status in AUX else []
    dated = time is not None and time.when.grain is not Grain.DOCUMENT and published is not None
    if dated and time is not None and published is not None:
        is_historical = published - time.when.last > HISTORICAL
    else:
        is_historical = judged.is_background
    if is_historical and judged.status is not Status.PLANNED:
        found.append("historical")
    return tuple(found)


def location_of(mention: PlaceMention, text: str) -> Location:
    """The PLOVER location of a place mention; one that is not settled keeps its words."""
    place = mention.place
    words = mention.span.of(text)
    if place is None:
        return Location(words, None, None, None, None, None, None, None, None, None)
    return Location(
        words, place.name, place.geonameid, place.latitude, place.longitude, place.province, place.country,
        place.country_code, place.feature_code, place.resolution,
    )  # fmt: skip


def size_of(tolls: Sequence[Toll]) -> Size:
    """The tolls of an event; where tellings differ, the range from the lowest to the highest."""
    values: dict[str, int | tuple[int, int] | None] = {}
    for name in FIELDS:
        numbers = [number for toll in tolls if toll.field == name for number in (toll.low, toll.high)]
        if numbers:
            values[name] = numbers[0] if min(numbers) == max(numbers) else (min(numbers), max(numbers))
    return Size(**values)


def citation_of(document: Document, codebook: Codebook) -> Citation:
    """The document and its coder."""
    published = document.published.isoformat() if document.published else None
    return Citation(
        document.title, document.url, document.source, document.language, published, codebook.coder, codebook.scheme.codebook
    )


def record_id(record: Record) -> str:
    """A hash of the document, the type and the words that tell the event; 16 hexadecimal digits."""
    told = [
        [e.field, e.span.start, e.span.end] for e in record.evidence if e.field.startswith(("event", "actor", "recipient"))
    ]
    content = json.dumps([record.doc_id, record.event, record.status, told], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items without repetition, in order."""
    return tuple(dict.fromkeys(items))


def find_records(reading: Reading, codebook: Codebook) -> tuple[Record, ...]:
    """The records of a reading in text order."""
    context = identities_of(reading)
    groups = group_tellings(tellings_of(context, codebook.scheme))
    records = [write_record(context, merge(context, group, codebook.size_words), codebook) for group in groups]
    return tuple({record.id: record for record in records}.values())


def records_stage(codebook: Codebook) -> Stage:
    """The stage that writes `records`."""
    reads = (
        "sentences",
        "syntax",
        "entities",
        "actors",
        "coreference",
        "events",
        "attribution",
        "status",
        "times",
        "places",
    )
    return Stage("records", reads, "records", each("records", lambda reading: find_records(reading, codebook)))
