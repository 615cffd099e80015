"""What comes in and goes out, as types: the schemas of the API are made of them, and the tests hold every answer to them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Status = Literal["happened", "ongoing", "planned", "possible", "denied"]
Probability = Annotated[float, Meta(ge=0, le=1)]
Offset = Annotated[int, Meta(ge=0, description="code points from the start of the document's text")]
Count = int | list[int]


class Entity(Struct, forbid_unknown_fields=True):
    """Who acts, is acted on, or speaks."""

    entity_text: str
    code: str | None
    sector: str | None
    other_sectors: list[str]
    office: str | None
    identifier_id: str | None
    identifier_text: str | None
    resolved_by: Literal["knowledge_base", "gazetteer", "document", "none"]


class Location(Struct, forbid_unknown_fields=True):
    """Where an event takes place."""

    extracted_place: str
    resolved_place: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    province: str | None
    country: str | None
    country_code: str | None
    feature_code: str | None
    resolution: int | None


class Voice(Struct, forbid_unknown_fields=True):
    """One link of the chain from the reader to the claim."""

    source: Entity | None
    cue: str | None
    kind: Literal["direct", "indirect", "mixed"]
    named: bool


class Evidence(Struct, forbid_unknown_fields=True):
    """The exact words behind one field."""

    field: str
    start: Offset
    end: Offset
    text: str


class Size(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Tolls as the text gives them."""

    dead: Count | UnsetType = UNSET
    injured: Count | UnsetType = UNSET
    arrested: Count | UnsetType = UNSET


class TextInfo(Struct, forbid_unknown_fields=True):
    """Where the first telling stands."""

    sequence: int
    start: Offset
    end: Offset


class Citation(Struct, forbid_unknown_fields=True):
    """The document, and what coded it."""

    title: str | None
    url: str | None
    publication: str | None
    language: str | None
    published: str | None
    coder: str
    codebook: str


class RecordFields(Struct, forbid_unknown_fields=True):
    """The fields that a record and an event have in common."""

    id: str
    doc_id: str
    event: list[str]
    mode: list[str]
    context: list[str]
    aux: list[str]
    status: Status
    actor: list[Entity]
    recipient: list[Entity]
    date: str | None
    enddate: str | None
    date_resolution: Literal["day", "week", "month", "year", "document"]
    event_loc: Location | None
    event_text: list[str]
    quad_code: int
    event_scale: float
    attribution: list[Voice]
    size: Size
    confidence: Probability
    evidence: list[Evidence]
    text_info: TextInfo
    cite_info: Citation


class Record(RecordFields):
    """One event as one document reports it."""


class ExplainedRecord(RecordFields):
    """A record with the reason for each of its fields."""

    because: list[str]


class Disagreement(Struct, forbid_unknown_fields=True):
    """One of several values that records give to a field."""

    field: str
    value: str
    records: list[str]


class Event(RecordFields):
    """What happened, as all the records of it tell."""

    records: list[str]
    sources: list[str]
    independent: int
    disagreements: list[Disagreement]


class Claim(Struct, forbid_unknown_fields=True):
    """What a voice says that is no event."""

    id: str
    doc_id: str
    attribution: list[Voice]
    text: str
    start: Offset
    end: Offset
    about: list[Entity]


class ActorCount(Struct, forbid_unknown_fields=True):
    """An actor, and in how many of the records it takes part."""

    identifier_id: str | None
    name: str
    code: str | None
    sector: str | None
    records: int
    as_actor: int
    as_recipient: int
    first: str | None
    last: str | None


class RecordPage(Struct, forbid_unknown_fields=True):
    """A page of records; `cursor` is where the next begins."""

    items: list[Record]
    cursor: str | None


class EventPage(Struct, forbid_unknown_fields=True):
    """A page of events."""

    items: list[Event]
    cursor: str | None


class ClaimPage(Struct, forbid_unknown_fields=True):
    """A page of claims."""

    items: list[Claim]
    cursor: str | None


class ActorPage(Struct, forbid_unknown_fields=True):
    """The actors of the records that match, the most frequent first."""

    items: list[ActorCount]
    cursor: str | None


class GroupPage(Struct, forbid_unknown_fields=True):
    """Counts in the place of rows, where `group` is asked for: each group's keys, count, sum and mean of the scale."""

    items: list[dict[str, str | float | None]]
    cursor: str | None


class Matching(Struct, forbid_unknown_fields=True):
    """How many match, on all pages together."""

    count: int


class Document(Struct, forbid_unknown_fields=True):
    """One text as published."""

    id: str
    text: str
    title: str | None
    url: str | None
    source: str | None
    published: str | None
    language: str | None


class SentenceAccount(Struct, forbid_unknown_fields=True):
    """A sentence; `reasons` say why its words gave no record, or no other, where that was asked for."""

    start: Offset
    end: Offset
    reasons: list[str]


class Report(Struct, forbid_unknown_fields=True):
    """A document with all that was found in it; `copy_of` is the id of the document that it repeats."""

    document: Document
    outcome: Literal["coded", "copy", "language", "failed"]
    copy_of: str | None
    sentences: list[SentenceAccount]
    records: list[ExplainedRecord]
    claims: list[Claim]


class ReportLine(Struct, forbid_unknown_fields=True):
    """A report that tells of what matches."""

    doc_id: str
    title: str | None
    source: str | None
    published: str | None
    records: int
    types: list[str]


class ReportPage(Struct, forbid_unknown_fields=True):
    """The reports behind a page of records."""

    items: list[ReportLine]
    cursor: str | None


class CodeRequest(Struct, forbid_unknown_fields=True):
    """A text to be coded on the spot; nothing is stored."""

    text: Annotated[str, Meta(min_length=1, max_length=200_000)]
    title: str | None = None
    published: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None
    source: str | None = None


class Judgement(Struct, forbid_unknown_fields=True):
    """One verdict; `value` and `follows` are JSON."""

    id: str
    verdict: Literal["right", "wrong", "corrected", "same", "not same", "undone"]
    records: list[str]
    author: str
    time: str
    reason: str
    field: str | None
    value: str | None
    follows: str | None
    undoes: str | None


class JudgementPage(Struct, forbid_unknown_fields=True):
    """Verdicts in the order in which they were given."""

    items: list[Judgement]


class JudgeRequest(Struct, forbid_unknown_fields=True):
    """A verdict: on one record, on two (`same`, `not same`), or on a judgement that is to be taken back (`undoes`)."""

    verdict: Literal["right", "wrong", "corrected", "same", "not same", "undone"]
    author: Annotated[str, Meta(min_length=1, max_length=200)]
    records: list[str] = []
    reason: str = ""
    field: str | None = None
    value: str | None = None
    undoes: str | None = None


class Tally(Struct, forbid_unknown_fields=True):
    """What one person has judged."""

    author: str
    right: int
    wrong: int
    corrected: int
    same: int
    not_same: int
    undone: int


class Agreement(Struct, forbid_unknown_fields=True):
    """How often two persons who judged the same records said the same; `kappa` is what is left when chance is taken off."""

    first: str
    second: str
    records: int
    agreed: int
    kappa: float | None


class Judges(Struct, forbid_unknown_fields=True):
    """Who judged how much, and how well they agree."""

    tallies: list[Tally]
    agreements: list[Agreement]


class StoredRecord(Struct, forbid_unknown_fields=True):
    """A record as it is shown, as it was coded, and what was said of it."""

    record: ExplainedRecord
    original: Record
    judged: str | None
    is_current: bool
    event: str | None
    sentence: str
    judgements: list[Judgement]


class Link(Struct, forbid_unknown_fields=True):
    """How one event bears on another."""

    source: str
    target: str
    kind: str
    because: str


class Telling(Struct, forbid_unknown_fields=True):
    """A record of an event with the sentence in which its document tells it."""

    record: ExplainedRecord
    sentence: str
    start: Offset


class Happening(Struct, forbid_unknown_fields=True):
    """An event, each report's telling of it, and how it bears on others."""

    event: Event
    tellings: list[Telling]
    links: list[Link]


class Hit(Struct, forbid_unknown_fields=True):
    """A sentence in which the words stand, with what it tells; `marks` are stretches of `sentence`."""

    doc_id: str
    sentence: str
    start: Offset
    marks: list[list[int]]
    title: str | None
    source: str | None
    published: str | None
    records: list[Record]
    claims: list[Claim]


class HitPage(Struct, forbid_unknown_fields=True):
    """Sentences with the words, the latest first."""

    items: list[Hit]
    cursor: str | None


class Site(Struct, forbid_unknown_fields=True):
    """A place, and how many records take place there."""

    name: str
    lat: float
    lon: float
    country: str | None
    resolution: int | None
    records: int
    conflict: int


class SiteList(Struct, forbid_unknown_fields=True):
    """Where the latest records take place; `records` says how many were looked at, `is_all` whether these are all."""

    items: list[Site]
    records: int
    is_all: bool


class Tenure(Struct, forbid_unknown_fields=True):
    """A time in an office, both days included."""

    office: str
    code: str | None
    start: str | None
    end: str | None


class Profile(Struct, forbid_unknown_fields=True):
    """Who an actor is, and the offices held, as the actor base knows them."""

    id: str
    name: str
    kind: str
    code: str | None
    sectors: list[str]
    tenures: list[Tenure]


class Mode(Struct, forbid_unknown_fields=True):
    """A mode of an event type."""

    code: str
    label: str


class EventType(Struct, forbid_unknown_fields=True):
    """A type of the scheme."""

    code: str
    label: str
    quad: int
    modes: list[Mode]


class Named(Struct, forbid_unknown_fields=True):
    """A code and what it stands for."""

    code: str
    label: str


class About(Struct, forbid_unknown_fields=True):
    """What is behind the desk: versions, how much there is, the scheme's words, and whether verdicts can be kept."""

    version: str
    codebook: str
    store: str
    can_judge: bool
    counts: dict[str, int]
    types: list[EventType]
    contexts: list[Named]
    sectors: list[Named]
    countries: list[Named]
    quads: list[Named]
    sources: list[str]


class Problem(Struct, forbid_unknown_fields=True):
    """Why a request was not answered (RFC 9457)."""

    title: str
    status: int
    detail: str
