"""One event as one document reports it, coded and flat: the unit that leaves the system (contract sections 1 to 6)."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model.actor import ResolvedBy
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.model.voice import VoiceKind
from dragoman.model.when import Grain


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor as a record gives it."""

    entity_text: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    office: str | None
    identifier_id: str | None
    identifier_text: str | None
    resolved_by: ResolvedBy


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event takes place, in the fields of PLOVER's location object."""

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


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain from the reader to the claim; `source` is None where the text names no speaker."""

    source: Entity | None
    cue: str | None
    kind: VoiceKind
    named: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words behind one field ("event", "actor[0]", "attribution[0].cue")."""

    field: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Size:
    """Tolls as the text gives them: a number, a low and a high bound, or None where it says nothing."""

    dead: int | tuple[int, int] | None = None
    injured: int | tuple[int, int] | None = None
    arrested: int | tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TextInfo:
    """Where the first telling stands: the sentence's number from 0 and its span."""

    sequence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """The document, and what coded it."""

    title: str | None
    url: str | None
    publication: str | None
    language: str | None
    published: str | None
    coder: str
    codebook: str


@dataclass(frozen=True, slots=True)
class Record:
    """One event of one document; the fields are those of the record contract, and dates are ISO 8601 days."""

    id: str
    doc_id: str
    event: tuple[str, ...]
    mode: tuple[str, ...]
    context: tuple[str, ...]
    aux: tuple[str, ...]
    status: Status
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    date: str | None
    enddate: str | None
    date_resolution: Grain
    event_loc: Location | None
    event_text: tuple[str, ...]
    quad_code: int
    event_scale: float
    attribution: tuple[Attribution, ...]
    size: Size
    confidence: float
    evidence: tuple[Evidence, ...]
    text_info: TextInfo
    cite_info: Citation
    because: tuple[str, ...] = field(default=(), compare=False)
