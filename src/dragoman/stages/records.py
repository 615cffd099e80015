"""From event mentions to records: one for each distinct event, every field with its words.

The stage gathers what the others found, applies PLOVER's rules for the status of an event, puts the tellings of one event
together and keeps of each field the most specific that any telling gives. A record without an actor is not written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.model.actor import ActorKind, Resolution
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.mention import EntityMention, MentionKind
from dragoman.model.reading import Reading
from dragoman.model.record import Citation, Evidence, Location, Record, Size, TextInfo
from dragoman.model.span import Span
from dragoman.model.status import EventStatus, Status
from dragoman.model.when import EventTime, Grain
from dragoman.model.where import PlaceMention
from dragoman.pipeline import Stage, each
from dragoman.scheme import Scheme
from dragoman.stages.coreference import identities
from dragoman.stages.entity import entity_of
from dragoman.stages.sizes import FIELDS, SizeWords, Toll, find_tolls
from dragoman.stages.tellings import Side, Telling, group_tellings
from dragoman.stages.testimony import Testimony, testimony_of

AUX = {Status.PLANNED: "future", Status.POSSIBLE: "hypothetical", Status.DENIED: "negation"}
HISTORICAL = timedelta(days=90)
COUNTED = ("ASSAULT", "COERCE", "PROTEST")
GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR, Grain.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Context:
    """A reading with the tables that writing its records needs."""

    reading: Reading
    scheme: Scheme
    size_words: SizeWords
    coder: str
    known: Mapping[int, Resolution]
    chain_of: Mapping[int, int]

    @property
    def document(self) -> Document:
        """The document that is read."""
        return self.reading.document

    def mention(self, number: int) -> EntityMention:
        """The entity mention with this id."""
        return (self.reading.entities or ())[number]


def context_of(reading: Reading, scheme: Scheme, size_words: SizeWords, coder: str) -> Context:
    """The tables for one reading."""
    known = identities(reading.entities or (), reading.actors or (), reading.coreference or ())
    chain_of = {mention: chain.id for chain in reading.coreference or () for mention in chain.mentions}
    return Context(reading, scheme, size_words, coder, known, chain_of)


def side_of(context: Context, number: int, because: str, score: float) -> Side:
    """The party that an entity mention is, with the names by which it is compared with others."""
    mention = context.mention(number)
    resolution = context.known.get(number)
    names = {mention.span.of(context.document.text).lower()}
    if number in context.chain_of:
        names.add(f"chain {context.chain_of[number]}")
    if resolution is not None:
        actor = resolution.actor
        names.update(filter(None, (actor.key, actor.name)))
        if actor.code is not None:
            names.add(f"{actor.code} {actor.sectors[0] if actor.sectors else ''}")
    return Side(mention, resolution, frozenset(names), because, score)


def tellings_of(context: Context) -> list[Telling]:
    """The event mentions that have an actor, in text order, with what the other stages say of them."""
    reading = context.reading
    status = {judged.event: judged for judged in reading.status or ()}
    times = {dated.event: dated for dated in (reading.times.of_events if reading.times else ())}
    places = {placed.event: placed for placed in (reading.places.of_events if reading.places else ())}
    found = []
    for event in reading.events or ():
        actors = sides(context, event, RoleName.ACTOR)
        if not actors:
            continue
        judged = status.get(event.id) or EventStatus(event.id, Status.HAPPENED, None, "told as done")
        kind, modes = context.scheme.retype(event.type, event.modes, AUX.get(judged.status, ""))
        parse = (reading.syntax or ())[event.sentence]
        found.append(
            Telling(
                mention=event,
                type=kind,
                modes=modes,
                status=judged,
                actors=actors,
                recipients=tuple(
                    s for s in sides(context, event, RoleName.RECIPIENT) if not any(s.names & a.names for a in actors)
                ),
                time=times.get(event.id),
                place=places.get(event.id),
                lemma=parse.tokens[event.head].lemma,
                is_headline=(reading.sentences or ())[event.sentence].is_headline,
            )
        )
    return found


def sides(context: Context, event: EventMention, name: RoleName) -> tuple[Side, ...]:
    """The distinct parties that play one part in an event mention."""
    found: list[Side] = []
    for role in event.roles:
        if role.name is name:
            side = side_of(context, role.mention, role.because, role.score)
            if not any(same_party(side, other) for other in found):
                found.append(side)
    return tuple(found)


def same_party(one: Side, other: Side) -> bool:
    """True when two sides are one actor: one chain, one known actor, or the same words."""
    shared = one.names & other.names
    return any(not is_mere_code(name) for name in shared)


def is_mere_code(name: str) -> bool:
    """True for the "RUS GOV" among the names of a side, which different ministers share."""
    return len(name) <= 7 and name[:3].isupper() and name[3:4] == " "


def best_sides(groups: Iterable[Sequence[Side]]) -> list[list[Side]]:
    """The parties over all tellings of an event, each as the list of its mentions, the most telling one first."""
    parties: list[list[Side]] = []
    for group in groups:
        for side in group:
            home = next((party for party in parties if any(side.names & other.names for other in party)), None)
            if home is None:
                parties.append([side])
            else:
                home.append(side)
    return [sorted(party, key=informativeness, reverse=True) for party in parties]


def informativeness(side: Side) -> tuple[bool, bool, bool, int]:
    """How much a mention tells of its bearer; compares."""
    actor = side.resolution.actor if side.resolution is not None else None
    return (
        actor is not None and actor.kind is ActorKind.PERSON and bool(actor.key or actor.name),
        actor is not None and actor.code is not None,
        side.mention.kind is MentionKind.NAME,
        len(side.mention.span),
    )


def write_record(context: Context, group: Sequence[Telling]) -> Record:
    """The record of one event from all of its tellings."""
    first = min(group, key=lambda telling: telling.mention.id)
    mutual = any(telling.mention.is_mutual for telling in group)
    actors = best_sides(telling.actors for telling in group)
    recipients = [
        p
        for p in best_sides(t.recipients for t in group)
        if not any(s.names & a.names for s in p for q in actors for a in q)
    ]
    if mutual:
        actors, recipients = actors + recipients, []
    status = status_of(group)
    time = most_exact(group)
    place = place_of(context, group)
    testimony = testimony_of(context.reading, context.known, context.chain_of, group)
    modes = modes_of(context, group, [party[0] for party in actors], place)
    tolls = [toll for telling in group for toll in tolls_of(context, telling)]
    evidence = evidence_of(context, group, actors, recipients, status, time, place, testimony, tolls)
    text = context.document.text
    sentence = (context.reading.sentences or ())[first.mention.sentence]
    record = Record(
        id="",
        doc_id=context.document.id,
        event=(first.type,),
        mode=modes,
        context=unique(
            [*(c for t in group for c in t.mention.contexts), *context.scheme.implied_contexts(first.type, modes)]
        ),
        aux=aux_of(status.status, time, context.document.published),
        status=status.status,
        actor=tuple(entity_of(party[0].mention, party[0].resolution, text) for party in actors),
        recipient=tuple(entity_of(party[0].mention, party[0].resolution, text) for party in recipients),
        date=time.when.first.isoformat() if time else None,
        enddate=time.when.last.isoformat()
        if time and time.when.grain is Grain.DAY and time.when.last > time.when.first
        else None,
        date_resolution=time.when.grain if time else Grain.DOCUMENT,
        event_loc=location_of(place, text) if place else None,
        event_text=unique(telling.mention.trigger.of(text) for telling in group),
        quad_code=context.scheme.quad_code(first.type),
        event_scale=context.scheme.score(first.type, modes),
        attribution=testimony.chain,
        size=size_of(tolls),
        confidence=confidence_of(group),
        evidence=evidence,
        text_info=TextInfo(sentence.index, sentence.span),
        cite_info=citation_of(context),
        because=because_of(group, actors, recipients, status, time, place, context),
    )
    return replace(record, id=record_id(record))


def status_of(group: Sequence[Telling]) -> EventStatus:
    """The status that most tellings give, the first among equals; one that goes on wins over one that is done."""
    first = group[0].status
    return next((telling.status for telling in group if telling.status.status is Status.ONGOING), first)


def most_exact(group: Sequence[Telling]) -> EventTime | None:
    """The date of the telling that gives the most exact one."""
    times = [telling.time for telling in group if telling.time is not None]
    return min(times, key=lambda time: (GRAINS.index(time.when.grain), time.event), default=None)


def place_of(context: Context, group: Sequence[Telling]) -> PlaceMention | None:
    """The most exact place that any telling gives."""
    places = context.reading.places
    if places is None:
        return None
    found = [places.mentions[t.place.place_mention] for t in group if t.place is not None]
    return max(
        found,
        key=lambda place: (place.place is not None, place.place.resolution if place.place else 0, -place.id),
        default=None,
    )


def modes_of(
    context: Context, group: Sequence[Telling], actors: Sequence[Side], place: PlaceMention | None
) -> tuple[str, ...]:
    """The modes of all tellings; talks in a country that is no side's are hosted by a third party (PLOVER, CONSULT)."""
    modes = list(unique(mode for telling in group for mode in telling.modes))
    kind = group[0].type
    codes = {side.resolution.actor.code for side in actors if side.resolution is not None} - {None}
    abroad = place is not None and place.place is not None and place.place.country_code not in (*codes, None)
    remote = bool({"phone", "visit", "multilateral"} & set(modes))
    if kind == "CONSULT" and abroad and len(codes) > 1 and not remote and context.scheme.is_mode(kind, "third-party"):
        modes.append("third-party")
    return tuple(mode for mode in unique(modes) if context.scheme.is_mode(kind, mode))


def aux_of(status: Status, time: EventTime | None, published: date | None) -> tuple[str, ...]:
    """PLOVER's auxiliary modes (contract section 4)."""
    found = [AUX[status]] if status in AUX else []
    dated = time is not None and time.when.grain is not Grain.DOCUMENT and published is not None
    if dated and time is not None and published is not None and published - time.when.last > HISTORICAL:
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


def tolls_of(context: Context, telling: Telling) -> list[Toll]:
    """The tolls in the sentence of a telling whose type counts people."""
    if telling.type not in COUNTED:
        return []
    return list(find_tolls((context.reading.syntax or ())[telling.mention.sentence], context.size_words))


def size_of(tolls: Sequence[Toll]) -> Size:
    """The tolls of an event; where tellings differ, the range from the lowest to the highest."""
    values: dict[str, int | tuple[int, int] | None] = {}
    for name in FIELDS:
        numbers = [number for toll in tolls if toll.field == name for number in (toll.low, toll.high)]
        if numbers:
            values[name] = numbers[0] if min(numbers) == max(numbers) else (min(numbers), max(numbers))
    return Size(**values)


def evidence_of(
    context: Context,
    group: Sequence[Telling],
    actors: Sequence[Sequence[Side]],
    recipients: Sequence[Sequence[Side]],
    status: EventStatus,
    time: EventTime | None,
    place: PlaceMention | None,
    testimony: Testimony,
    tolls: Sequence[Toll],
) -> tuple[Evidence, ...]:
    """The words behind every field, in the order of the fields and of the text."""
    spans: list[tuple[str, Span]] = [("event", telling.mention.trigger) for telling in group]
    for name, parties in (("actor", actors), ("recipient", recipients)):
        spans += [(f"{name}[{i}]", side.mention.span) for i, party in enumerate(parties) for side in party]
    if status.cue is not None:
        spans.append(("status", status.cue))
    if time is not None and time.expression is not None and context.reading.times is not None:
        spans.append(("date", context.reading.times.expressions[time.expression].span))
    if place is not None:
        spans.append(("event_loc", place.span))
    spans += testimony.spans
    spans += [(f"size.{toll.field}", toll.span) for toll in tolls]
    text = context.document.text
    return tuple(Evidence(name, span, span.of(text)) for name, span in dict.fromkeys(spans))


def citation_of(context: Context) -> Citation:
    """The document and its coder."""
    document = context.document
    published = document.published.isoformat() if document.published else None
    return Citation(
        document.title, document.url, document.source, document.language, published, context.coder, context.scheme.codebook
    )


def confidence_of(group: Sequence[Telling]) -> float:
    """The belief that type, actor and recipient are right: that of the best telling, raised by others that agree."""
    doubt = 1.0
    for telling in group:
        roles = [side.score for side in (*telling.actors, *telling.recipients)]
        doubt *= 1.0 - telling.mention.score * min(roles, default=1.0) * 0.9
    return round(min(0.99, 1.0 - doubt), 3)


def because_of(
    group: Sequence[Telling],
    actors: Sequence[Sequence[Side]],
    recipients: Sequence[Sequence[Side]],
    status: EventStatus,
    time: EventTime | None,
    place: PlaceMention | None,
    context: Context,
) -> tuple[str, ...]:
    """Why each field says what it says, for `--explain`."""
    lines = [f"event {telling.type}: {telling.mention.because}" for telling in group]
    for name, parties in (("actor", actors), ("recipient", recipients)):
        for i, party in enumerate(parties):
            resolution = party[0].resolution
            whom = f"; {resolution.because}" if resolution is not None else ""
            lines.append(f"{name}[{i}] {party[0].because}{whom}")
    lines.append(f"status {status.status}: {status.because}")
    if time is not None:
        lines.append(f"date {time.when.first}: {time.because}")
    if place is not None:
        lines.append(f"event_loc: {place.because}")
    return tuple(dict.fromkeys(lines))


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


def find_records(context: Context) -> tuple[Record, ...]:
    """The records of a reading in text order."""
    groups = group_tellings(tellings_of(context))
    records = [write_record(context, group) for group in groups]
    return tuple({record.id: record for record in records}.values())


def records_stage(scheme: Scheme, size_words: SizeWords, coder: str) -> Stage:
    """The stage that writes `records`; `coder` is the name and version that the records cite."""

    def find(reading: Reading) -> tuple[Record, ...]:
        return find_records(context_of(reading, scheme, size_words, coder))

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
    run: Callable[[Sequence[Reading]], list[Reading]] = each("records", find)
    return Stage("records", reads, "records", run)
