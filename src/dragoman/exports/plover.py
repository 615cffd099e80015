"""PLOVER 2.0 JSON Lines, an event a line: PLOVER's fields, and what PLOVER has no field for under its own name.

Those further fields are Dragoman's record as it is (status, attribution, size, confidence, evidence ...); an event put
together of several records has `records`, `sources`, `independent` and `disagreements` besides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from dragoman.exports import checking
from dragoman.exports.checking import Problem
from dragoman.exports.codes import Codes
from dragoman.exports.contract_json import Json, record_to_json
from dragoman.exports.losses import FACTS
from dragoman.exports.reported import Reported

HOLDS = frozenset(FACTS)
NEEDED = ("id", "date", "actor", "event")
LISTS = ("actor", "recipient", "event", "event_text", "mode", "context", "aux", "attribution", "evidence")
OBJECTS = ("event_loc", "text_info", "cite_info", "size")
DAYS = ("date", "enddate", "coded_date")
STATUSES = ("happened", "ongoing", "planned", "possible", "denied")


def lines(items: Iterable[Reported], codes: Codes) -> Iterator[bytes]:
    """A line for each event."""
    encoder = msgspec.json.Encoder()
    for item in items:
        yield encoder.encode(event_object(item, codes)) + b"\n"


def event_object(item: Reported, codes: Codes) -> dict[str, Json]:
    """The event as PLOVER lays it out."""
    found = record_to_json(item.merged)
    found["id"] = item.event.id
    found["coder"] = item.merged.cite_info.coder
    choice = choice_of(item.merged.event[0], codes)
    if choice:
        found["comment"] = choice
    if item.is_alone:
        return found
    return found | {
        "records": list(item.event.records),
        "sources": list(item.event.sources),
        "independent": item.event.independent,
        "disagreements": [
            {"field": one.field, "value": one.value, "records": list(one.records)} for one in item.event.disagreements
        ],
    }


def choice_of(event_type: str, codes: Codes) -> str | None:
    """How a contradiction of the manual is settled for this type; None where there is none."""
    said = (
        f"{setting.field} {setting.value:g} by the setting {name}"
        for name, setting in codes.scheme.settings.items()
        if setting.type == event_type
    )
    return "; ".join(said) or None


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: JSON, required fields, types, codes, offsets, and ids that stand twice."""
    seen, known = set[str](), codes.party_codes()
    for number, found in checking.objects_of(path):
        if isinstance(found, Problem):
            yield found
            continue
        reasons = list(shape_reasons(found))
        if not reasons:
            reasons = list(
                chain(code_reasons(found, codes), entity_reasons(found, known, codes.scheme.sectors), offset_reasons(found))
            )
            yield from checking.repeated(number, seen, str(found["id"]), "id")
        yield from (Problem(number, reason) for reason in reasons)


def shape_reasons(found: Mapping[str, Any]) -> Iterator[str]:
    """Fields that are missing or of another type."""
    yield from (f"no {name}" for name in NEEDED if not found.get(name))
    yield from (f"{name} is no list" for name in LISTS if not isinstance(found.get(name) or [], list))
    yield from (f"{name} is no object" for name in OBJECTS if not isinstance(found.get(name) or {}, dict))
    for name in DAYS:
        value = found.get(name)
        why = None if value is None else checking.day(str(value))
        if why:
            yield f"{name} '{value}': {why}"
    entities = (entity for side in ("actor", "recipient") for entity in listing(found, side))
    if not all(isinstance(entity, dict) for entity in entities):
        yield "an actor or recipient is no object"


def code_reasons(found: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    """Types, modes, contexts, quads, scores and statuses that there are not."""
    scheme = codes.scheme
    kinds = [scheme.types[kind] for kind in found["event"] if kind in scheme.types]
    yield from (f"event '{kind}': unknown event type" for kind in found["event"] if kind not in scheme.types)
    modes = {mode for kind in kinds for mode in kind.modes}
    yield from (f"mode '{mode}': no mode of {found['event'][0]}" for mode in listing(found, "mode") if mode not in modes)
    yield from (f"context '{name}': unknown" for name in listing(found, "context") if name not in scheme.contexts)
    yield from (f"aux '{name}': unknown" for name in listing(found, "aux") if name not in scheme.auxiliary)
    if found.get("quad_code") not in (None, *scheme.quads):
        yield f"quad_code '{found['quad_code']}': from 1 to 4"
    scale = found.get("event_scale")
    if scale is not None and (not isinstance(scale, int | float) or abs(scale) > 10):
        yield f"event_scale '{scale}': from -10 to 10"
    if found.get("status") not in (None, *STATUSES):
        yield f"status '{found['status']}': unknown"
    place = found.get("event_loc") or {}
    for name, bound in (("lat", 90), ("lon", 180)):
        if place.get(name) is not None and not (isinstance(place[name], int | float) and abs(place[name]) <= bound):
            yield f"event_loc.{name} '{place[name]}': out of bounds"


def entity_reasons(found: Mapping[str, Any], known: Collection[str], sectors: Collection[str]) -> Iterator[str]:
    """Codes and sectors of parties that there are not."""
    for side in ("actor", "recipient"):
        for place, entity in enumerate(listing(found, side)):
            code, sector = entity.get("code"), entity.get("sector")
            if code is not None and code not in known:
                yield f"{side}[{place}].code '{code}': unknown"
            parts = {sector[:3], sector[3:] or sector[:3]} if isinstance(sector, str) else set()
            if sector is not None and not parts <= set(sectors):
                yield f"{side}[{place}].sector '{sector}': unknown"


def offset_reasons(found: Mapping[str, Any]) -> Iterator[str]:
    """Spans that end before they begin, or whose words are not as long as they say."""
    spans = [("text_info", found.get("text_info") or {})]
    spans += [
        (f"evidence[{place}]", span) for place, span in enumerate(listing(found, "evidence")) if isinstance(span, dict)
    ]
    for name, span in spans:
        start, end = span.get("start", 0), span.get("end", 0)
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end:
            yield f"{name}: from {start} to {end} is no stretch of text"
        elif name != "text_info" and len(span.get("text", "")) != end - start:
            yield f"{name}: '{span.get('text')}' is not {end - start} characters long"


def listing(found: Mapping[str, Any], name: str) -> list[Any]:
    """The values of a list, none where it is missing."""
    return found.get(name) or []
