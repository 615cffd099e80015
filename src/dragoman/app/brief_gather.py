"""What a briefing tells of: events where they are derived, else records, by the parties, place, words and days asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from typing import TypeVar

from dragoman.app.brief_parties import Party, are_named, face, find_party
from dragoman.app.brief_trend import Tally
from dragoman.errors import QueryError
from dragoman.model.claim import Claim
from dragoman.model.event import Disagreement, Event
from dragoman.model.query import Query, parse_place
from dragoman.model.record import Entity, Record
from dragoman.model.status import Status
from dragoman.store import Store, same
from dragoman.store.insert import chunks

SHOWN = 200
DOCUMENTS_AT_ONCE = 400
EVENTS_AT_ONCE = 300
T = TypeVar("T", Record, Event)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a briefing is asked for: parties, a pair of them, places, words, the days, and how many events are told at most.

    Several actors or places are alternatives; what is given besides must hold as well.
    """

    actor: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    place: tuple[str, ...] = ()
    about: str | None = None
    from_: str | None = None
    to: str | None = None
    limit: int = SHOWN

    def base(self) -> Query:
        """The part of the question that the archive answers by itself.

        Raises:
            QueryError: when nothing is asked for, or a day or place is none.
        """
        if not (self.actor or self.pair or self.place or self.about or self.from_ or self.to):
            raise QueryError("a briefing on what? give --actor, --pair, --place, --about, or days with --from and --to")
        return Query(place=self.place, words=self.about or None, from_=self.from_, to=self.to, sort="date", limit=None)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its records tell it, the one that says most first; `sources` are publications and voices."""

    record: Record
    records: tuple[Record, ...]
    sources: tuple[str, ...] = ()
    event: str | None = None
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(slots=True)
class Gathered:
    """All that was found: events by status (the newest of each), those on which reports differ, statements, and the sums."""

    limit: int
    parties: tuple[Party, ...] = ()
    by_status: dict[Status, deque[Told]] = field(default_factory=dict)
    disputed: list[Told] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    spoken: list[Record] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    events: int = 0
    records: int = 0
    documents: set[str] = field(default_factory=set)

    def add(self, told: Told) -> None:
        """Takes in an event; what happened is counted."""
        kept = self.by_status.setdefault(told.record.status, deque(maxlen=self.limit))
        kept.append(told)
        if told.disagreements:
            self.disputed.append(told)
        if told.record.status in (Status.HAPPENED, Status.ONGOING):
            self.tally.add(told.record)
        self.events += 1
        self.records += len(told.records)
        self.documents.update(record.doc_id for record in told.records)

    def of(self, *statuses: Status) -> list[Told]:
        """The newest events of some statuses, by their days."""
        found = sorted((told for status in statuses for told in self.by_status.get(status, ())), key=order)
        return found[-self.limit :]

    @property
    def shown(self) -> int:
        """How many events are told."""
        happened = len(self.of(Status.HAPPENED, Status.ONGOING))
        return happened + sum(len(self.of(status)) for status in (Status.PLANNED, Status.POSSIBLE, Status.DENIED))


def gather(store: Store, asked: Asked) -> Gathered:
    """Finds what a briefing is to tell.

    Raises:
        QueryError: when nothing is asked for, or a name stands for nobody in the archive.
    """
    base = asked.base()
    days = (asked.from_, asked.to)
    found = Gathered(asked.limit)
    if asked.pair:
        one, other = (find_party(store, text, days) for text in asked.pair)
        found.parties = (one, other)
    actors = tuple(find_party(store, text, days) for text in asked.actor)
    found.parties = (*found.parties, *actors)
    for told in each_told(store, base, asked, found.parties):
        found.add(told)
    cited = {record.doc_id for told in each_kept(found) for record in told.records}
    found.claims = sorted(claims_of(store, base, asked, found.parties, cited), key=lambda claim: (claim.doc_id, claim.span))
    ids = {record.id for told in each_kept(found) for record in told.records}
    found.spoken = [record for record in spoken_by(store, base, asked, found.parties, cited) if record.id not in ids]
    return found


def each_kept(found: Gathered) -> Iterator[Told]:
    """The events that are told."""
    for kept in found.by_status.values():
        yield from kept


def order(told: Told) -> tuple[str, str, str, str, int, str]:
    """By day, the exact ones first, then as the reports tell them."""
    record = told.record
    published = record.cite_info.published or ""
    return record.date or "", record.date_resolution.value, published, record.doc_id, record.text_info.span.start, record.id


def each_told(store: Store, base: Query, asked: Asked, parties: Sequence[Party]) -> Iterator[Told]:
    """All events that match, in the order of days; records that no event holds stand for themselves."""
    queries = queries_of(base, asked, parties)
    if not store.counts()["events"]:
        for record in unique(store.each_record(query) for query in queries):
            if is_meant(record, asked, parties):
                yield Told(record, (record,), source_of(record))
        return
    with store.database.reading() as connection:
        alone = set(same.find_without_event(connection))
    whole = each_event(store, unique(store.each_event(query) for query in queries))
    records = unique(store.each_record(query) for query in queries)
    single = (Told(record, (record,), source_of(record)) for record in records if record.id in alone)
    for told in merge(whole, single, key=lambda told: told.record.date or ""):
        if is_meant(told.record, asked, parties):
            yield told


def queries_of(base: Query, asked: Asked, parties: Sequence[Party]) -> list[Query]:
    """The questions whose answers hold all that is meant: what the rarer party does, and what is done to it."""
    if asked.pair:
        party = max(parties[:2], key=lambda one: one.code is None)
        values: tuple[str, ...] = party.values
    else:
        values = tuple(dict.fromkeys(value for party in parties for value in party.values))
    return [replace(base, actor=values), replace(base, recipient=values)] if values else [base]


def unique(streams: Iterable[Iterator[T]]) -> Iterator[T]:
    """What streams in the order of days give, in that order, each thing once."""
    seen: set[str] = set()
    for item in merge(*streams, key=day_of):
        if item.id not in seen:
            seen.add(item.id)
            yield item


def day_of(item: Record | Event) -> str:
    """The day of a record or event; "" where it has none."""
    return (item.merged if isinstance(item, Event) else item).date or ""


def is_meant(record: Record, asked: Asked, parties: Sequence[Party]) -> bool:
    """True for a record of the parties asked for."""
    rest = parties
    if asked.pair:
        if not face(record, parties[0], parties[1]):
            return False
        rest = parties[2:]
    return not rest or any(party.is_in((*record.actor, *record.recipient)) for party in rest)


def each_event(store: Store, events: Iterable[Event]) -> Iterator[Told]:
    """Events with their records as they are shown now, read some at a time; without those of which none is."""
    for some in chunks(events, EVENTS_AT_ONCE):
        with store.database.reading() as connection:
            shown = same.find_shown(connection, [id_ for event in some for id_ in event.records])
        for event in some:
            records = [shown[id_] for id_ in event.records if id_ in shown]
            if records:
                yield told_of(event, records)


def told_of(event: Event, records: list[Record]) -> Told:
    """An event with its records, the one that says most first, then those that say the same of it."""
    merged = event.merged
    records.sort(key=lambda record: (record.doc_id != merged.doc_id, record.status is not merged.status))
    documents, ids = {record.doc_id for record in records}, {record.id for record in records}
    sources = tuple(source for source in event.sources if source not in documents)
    differing = tuple(item for item in event.disagreements if ids & set(item.records))
    return Told(merged, tuple(records), sources, event.id, differing)


def source_of(record: Record) -> tuple[str, ...]:
    """The publication of a record, where it has one."""
    return (record.cite_info.publication,) if record.cite_info.publication else ()


def claims_of(store: Store, base: Query, asked: Asked, parties: Sequence[Party], cited: Iterable[str]) -> Iterator[Claim]:
    """The statements that belong to a briefing.

    Those of or about its parties, or with its words; of the reports that it cites also those that name one side of a pair.
    For a place those of the reports that it cites that name it.
    """
    seen: set[str] = set()
    days = replace(base, place=(), limit=None)
    found: Iterator[Claim]
    if parties:
        found = statements(store, days, asked, parties, cited)
    elif asked.place:
        found = (claim for claim in in_documents(store, days, cited) if names_place(claim, asked.place))
    else:
        found = store.each_claim(days)
    for claim in found:
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


def statements(store: Store, days: Query, asked: Asked, parties: Sequence[Party], cited: Iterable[str]) -> Iterator[Claim]:
    """Statements by or about the parties."""
    values = tuple(dict.fromkeys(value for party in parties for value in party.values))
    for claim in store.each_claim(replace(days, actor=values)):
        who = named_in(claim)
        is_meant = are_named(who, parties[0], parties[1]) if asked.pair else any(party.is_in(who) for party in parties)
        if is_meant:
            yield claim
    for claim in in_documents(store, days, cited):
        if any(party.is_in(named_in(claim)) for party in parties):
            yield claim


def in_documents(store: Store, query: Query, documents: Iterable[str]) -> Iterator[Claim]:
    """The statements of some documents."""
    for some in chunks(sorted(documents), DOCUMENTS_AT_ONCE):
        yield from store.each_claim(replace(query, document=tuple(some)))


def named_in(claim: Claim) -> tuple[Entity, ...]:
    """Who speaks and whom it is about."""
    return (*(link.source for link in claim.attribution if link.source is not None), *claim.about)


def names_place(claim: Claim, places: Sequence[str]) -> bool:
    """True where a statement names one of the places, by name or as a state."""
    text = claim.text.casefold()
    named = [place for place in places if isinstance(parse_place(place), str)]
    return any(place.casefold() in text or place in {entity.code for entity in claim.about} for place in named)


def spoken_by(store: Store, base: Query, asked: Asked, parties: Sequence[Party], cited: set[str]) -> Iterator[Record]:
    """Records of what a party says of others; for a pair those of the reports that are cited."""
    if not parties:
        return
    values = tuple(dict.fromkeys(value for party in parties for value in party.values))
    for record in store.each_record(replace(base, voice=values)):
        voices = [link.source for link in record.attribution if link.source is not None]
        if any(party.is_in(voices) for party in parties) and (not asked.pair or record.doc_id in cited):
            yield record
