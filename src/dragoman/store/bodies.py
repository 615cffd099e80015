"""Records, claims and events from the JSON in which the archive keeps them."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.exports.contract_json import Json, record_to_json
from dragoman.model.claim import Claim
from dragoman.model.event import Disagreement, Event
from dragoman.model.record import Record

SPAN = ("start", "end")


def record_from_json(body: str | bytes, because: tuple[str, ...] = ()) -> Record:
    """The record that a line of contract JSON holds."""
    return record_of(msgspec.json.decode(body), because)


def record_of(fields: dict[str, Any], because: tuple[str, ...] = ()) -> Record:
    """The record of decoded JSON."""
    evidence = [{"field": item["field"], "span": span_of(item), "text": item["text"]} for item in fields["evidence"]]
    info = fields["text_info"]
    told = {"sequence": info["sequence"], "span": span_of(info)}
    return msgspec.convert(fields | {"evidence": evidence, "text_info": told, "because": because}, Record)


def claim_from_json(body: str | bytes) -> Claim:
    """The claim that a line of contract JSON holds."""
    fields = msgspec.json.decode(body)
    return msgspec.convert(fields | {"span": span_of(fields)}, Claim)


def span_of(fields: dict[str, Any]) -> dict[str, int]:
    """Start and end alone."""
    return {name: fields[name] for name in SPAN}


def event_to_json(event: Event) -> dict[str, Json]:
    """The event as the contract lays it out (section 7): what it is made of, then the fields of section 1, merged."""
    merged = record_to_json(event.merged)
    return {
        "id": event.id,
        "records": list(event.records),
        "sources": list(event.sources),
        "independent": event.independent,
        "disagreements": [
            {"field": item.field, "value": item.value, "records": list(item.records)} for item in event.disagreements
        ],
        **{name: value for name, value in merged.items() if name != "id"},
    }


def event_from_json(body: str | bytes) -> Event:
    """The event that a line of JSON holds."""
    fields = msgspec.json.decode(body)
    return Event(
        id=fields["id"],
        records=tuple(fields["records"]),
        sources=tuple(fields["sources"]),
        merged=record_of(fields),
        disagreements=tuple(msgspec.convert(item, Disagreement) for item in fields["disagreements"]),
        independent=fields["independent"],
    )
