"""What a query gives as a table: Arrow, and from it pandas or polars where they are installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any

import pyarrow as pa

from dragoman.errors import QueryError
from dragoman.exports.table import name_of, voice_of
from dragoman.model.claim import Claim
from dragoman.model.event import Event
from dragoman.model.record import Entity, Record
from dragoman.store.actors import ActorCount
from dragoman.store.groups import Group

TEXT, TEXTS, NUMBER, REAL, DAY = pa.string(), pa.list_(pa.string()), pa.int64(), pa.float64(), pa.date32()
BOUNDS = (("dead_low", NUMBER), ("dead_high", NUMBER), ("injured_low", NUMBER), ("injured_high", NUMBER),
          ("arrested_low", NUMBER), ("arrested_high", NUMBER))  # fmt: skip
PARTY = (("{}", TEXTS), ("{}_text", TEXTS), ("{}_code", TEXTS), ("{}_sector", TEXTS), ("{}_id", TEXTS))
FACTS = (
    ("date", DAY), ("enddate", DAY), ("date_resolution", TEXT), ("event", TEXT), ("mode", TEXTS), ("context", TEXTS),
    ("aux", TEXTS), ("status", TEXT), *((name.format("actor"), kind) for name, kind in PARTY),
    *((name.format("recipient"), kind) for name, kind in PARTY), ("place", TEXT), ("province", TEXT), ("country", TEXT),
    ("country_code", TEXT), ("geonameid", NUMBER), ("lat", REAL), ("lon", REAL), ("event_text", TEXTS),
    ("quad_code", NUMBER), ("event_scale", REAL), ("says", TEXTS), *BOUNDS, ("confidence", REAL),
)  # fmt: skip
RECORD = pa.schema(
    [
        ("id", TEXT), ("doc_id", TEXT), *FACTS, ("sentence", NUMBER), ("title", TEXT), ("url", TEXT), ("publication", TEXT),
        ("published", DAY), ("language", TEXT), ("coder", TEXT), ("codebook", TEXT),
    ]
)  # fmt: skip
EVENT = pa.schema([("id", TEXT), ("records", TEXTS), ("sources", TEXTS), ("disagreements", TEXTS), *FACTS])
CLAIM = pa.schema(
    [("id", TEXT), ("doc_id", TEXT), ("says", TEXTS), ("cue", TEXTS), ("text", TEXT), ("start", NUMBER), ("end", NUMBER),
     ("about", TEXTS), ("about_code", TEXTS)]
)  # fmt: skip
ACTOR = pa.schema(
    [("identifier_id", TEXT), ("name", TEXT), ("code", TEXT), ("sector", TEXT), ("records", NUMBER), ("as_actor", NUMBER),
     ("as_recipient", NUMBER), ("first", TEXT), ("last", TEXT)]
)  # fmt: skip
Row = Mapping[str, Any]


class TableKind(StrEnum):
    """The library whose table is wanted."""

    ARROW = "arrow"
    PANDAS = "pandas"
    POLARS = "polars"


def to_table(rows: Iterable[Row], schema: pa.Schema, kind: str) -> Any:
    """The rows as a table of the library named.

    Raises:
        QueryError: when there is no such kind, or its library is not installed.
    """
    if kind not in list(TableKind):
        raise QueryError(f"no table '{kind}'; there are {', '.join(TableKind)}")
    try:
        library = import_module(kind) if kind != TableKind.ARROW else None
    except ModuleNotFoundError as error:
        raise QueryError(f"{kind} is not installed; pip install 'dragoman[{kind}]', or ask for arrow") from error
    table = pa.Table.from_pylist(list(rows), schema=schema)
    if library is None:
        return table
    return table.to_pandas() if kind == TableKind.PANDAS else library.from_arrow(table)


def facts_row(record: Record) -> dict[str, Any]:
    """The cells that records and events share."""
    place, size = record.event_loc, record.size
    return {
        "date": day(record.date),
        "enddate": day(record.enddate),
        "date_resolution": record.date_resolution.value,
        "event": record.event[0],
        "mode": record.mode,
        "context": record.context,
        "aux": record.aux,
        "status": record.status.value,
        **party_cells("actor", record.actor),
        **party_cells("recipient", record.recipient),
        "place": (place.resolved_place or place.extracted_place) if place else None,
        "province": place.province if place else None,
        "country": place.country if place else None,
        "country_code": place.country_code if place else None,
        "geonameid": place.geonameid if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "event_text": record.event_text,
        "quad_code": record.quad_code,
        "event_scale": record.event_scale,
        "says": [voice_of(link) for link in record.attribution],
        **bounds("dead", size.dead),
        **bounds("injured", size.injured),
        **bounds("arrested", size.arrested),
        "confidence": record.confidence,
    }


def record_row(record: Record) -> dict[str, Any]:
    """The cells of a record."""
    cited = record.cite_info
    return {
        "id": record.id,
        "doc_id": record.doc_id,
        **facts_row(record),
        "sentence": record.text_info.sequence,
        "title": cited.title,
        "url": cited.url,
        "publication": cited.publication,
        "published": day(cited.published),
        "language": cited.language,
        "coder": cited.coder,
        "codebook": cited.codebook,
    }


def event_row(event: Event) -> dict[str, Any]:
    """The cells of an event; a disagreement is "field: value"."""
    told = [f"{item.field}: {item.value}" for item in event.disagreements]
    own = {"id": event.id, "records": event.records, "sources": event.sources, "disagreements": told}
    return own | facts_row(event.merged)


def claim_row(claim: Claim) -> dict[str, Any]:
    """The cells of a claim."""
    return {
        "id": claim.id,
        "doc_id": claim.doc_id,
        "says": [voice_of(link) for link in claim.attribution],
        "cue": [link.cue for link in claim.attribution],
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "about": [name_of(entity) for entity in claim.about],
        "about_code": [entity.code for entity in claim.about],
    }


def actor_row(actor: ActorCount) -> dict[str, Any]:
    """The cells of an actor."""
    return asdict(actor)


def group_row(names: Sequence[str], group: Group) -> dict[str, Any]:
    """The cells of a group: its keys, then the counts."""
    counts = {"count": group.count, "scale_sum": group.scale_sum, "scale_mean": group.scale_mean}
    return dict(zip(names, group.keys, strict=True)) | counts


def group_schema(names: Sequence[str]) -> pa.Schema:
    """The columns of groups."""
    keys = [(name, NUMBER if name == "quad" else TEXT) for name in names]
    return pa.schema([*keys, ("count", NUMBER), ("scale_sum", REAL), ("scale_mean", REAL)])


def party_cells(name: str, entities: Sequence[Entity]) -> dict[str, list[str | None]]:
    """Names, words, codes, sectors and ids of one side."""
    return {
        name: [name_of(entity) for entity in entities],
        f"{name}_text": [entity.entity_text for entity in entities],
        f"{name}_code": [entity.code for entity in entities],
        f"{name}_sector": [entity.sector for entity in entities],
        f"{name}_id": [entity.identifier_id for entity in entities],
    }


def bounds(name: str, value: int | tuple[int, int] | None) -> dict[str, int | None]:
    """Lowest and highest toll; the same where there is one."""
    low, high = value if isinstance(value, tuple) else (value, value)
    return {f"{name}_low": low, f"{name}_high": high}


def day(text: str | None) -> date | None:
    """A day of ISO 8601 text."""
    return date.fromisoformat(text) if text else None
