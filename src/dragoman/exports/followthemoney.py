"""FollowTheMoney entities, a line each, as Aleph, OpenAleph and yente read them.

An event is an Event with its parties (Person where an office is known, else Organization or LegalEntity), an UnknownLink
from each actor to each recipient that says what was done, the Article that reports it and the Documentation that ties both,
and a Mention for each party that the report names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dragoman.exports import checking
from dragoman.exports.checking import Problem
from dragoman.exports.codes import Codes, read_mapping
from dragoman.exports.reported import Reported, pairs_of
from dragoman.exports.tab_lines import to_cell
from dragoman.exports.table import count_of, name_of, voice_of
from dragoman.model.record import Entity, Record

HOLDS = frozenset(
    ("mode", "context", "status", "history", "attribution", "size", "enddate", "place", "sides", "entity_text", "identity",
     "office", "event_text", "url", "title", "records", "disagreements", "confidence")
)  # fmt: skip
WEB_ADDRESS = re.compile(r"https?://\S+")
Properties = Mapping[str, Iterable[str | None]]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity: its id, its schema, and what is known of it."""

    id: str
    schema: str
    properties: Properties

    def encoded(self) -> bytes:
        """The entity as a line of JSON, without what is empty."""
        clean = {name: [cell for value in values if (cell := to_cell(value))] for name, values in self.properties.items()}
        known = {name: list(dict.fromkeys(values)) for name, values in clean.items() if values}
        return msgspec.json.encode({"id": self.id, "schema": self.schema, "properties": known}) + b"\n"


def lines(items: Iterable[Reported], codes: Codes) -> Iterator[bytes]:
    """The entities of all events; what several of them share is written once."""
    seen = set[str]()
    for item in items:
        for node in nodes_of(item, codes):
            if node.id not in seen:
                seen.add(node.id)
                yield node.encoded()


def nodes_of(item: Reported, codes: Codes) -> Iterator[Node]:
    """The entities of an event."""
    merged, records = item.merged, item.records or (item.merged,)
    parties = (*merged.actor, *merged.recipient)
    yield from (party_node(entity, codes) for entity in parties)
    yield from (article_node(record, codes) for record in records)
    yield event_node(item, codes)
    for actor, other in pairs_of(merged, codes.mutual):
        if other is not None:
            yield link_node(item, actor, other)
    for record in records:
        yield documentation_node(item, record)
        yield from (
            mention_node(record, entity, codes) for entity in (*record.actor, *record.recipient) if entity.identifier_text
        )


def party_node(entity: Entity, codes: Codes) -> Node:
    """Somebody who takes part; a description ("two soldiers") is one for each document's words."""
    schema = party_schema(entity)
    properties: dict[str, Iterable[str | None]] = {
        "name": [name_of(entity)],
        "country": [codes.alpha2(entity.code).lower()],
        "sector": [entity.sector, *entity.other_sectors],
    }
    if schema == "Person":
        properties["position"] = [entity.office]
    return Node(party_id(entity), schema, properties)


def party_schema(entity: Entity) -> str:
    """What the party is: a person has a name and an office, a state, body or group a name in the actor base."""
    if entity.identifier_id is None:
        return "LegalEntity"
    return "Person" if entity.office else "Organization"


def party_id(entity: Entity) -> str:
    """The id of a party; an office-holder and the body of one name are two."""
    if entity.identifier_id:
        return key_of("party", entity.identifier_id, party_schema(entity))
    return key_of("party", name_of(entity).casefold(), entity.code, entity.sector)


def article_node(record: Record, codes: Codes) -> Node:
    """The report."""
    cited = record.cite_info
    return Node(
        article_id(record),
        "Article",
        {
            "title": [cited.title],
            "fileName": [record.doc_id],
            "sourceUrl": [web_address(cited.url)],
            "publisher": [cited.publication],
            "publishedAt": [cited.published],
            "language": [codes.languages.get(cited.language or "")],
        },
    )


def event_node(item: Reported, codes: Codes) -> Node:
    """The event with its parties, its words, and what the model has no field for among its keywords and notes."""
    merged = item.merged
    place = merged.event_loc
    sides = [", ".join(name_of(entity) for entity in side) for side in (merged.actor, merged.recipient)]
    what = " ".join((*merged.event, *merged.mode))
    return Node(
        event_id(item),
        "Event",
        {
            "name": [f"{what}: {' > '.join(filter(None, sides))}"],
            "summary": merged.event_text,
            "keywords": [*merged.event, *merged.mode, *merged.context, *merged.aux, merged.status.value],
            "notes": notes_of(item),
            "recordId": [item.event.id],
            **days(merged),
            "country": [codes.alpha2(place.country_code).lower() if place else None],
            "location": [(place.resolved_place or place.extracted_place) if place else None],
            "involved": [party_id(entity) for entity in (*merged.actor, *merged.recipient)],
            "proof": [article_id(record) for record in item.records or (merged,)],
            "sourceUrl": [web_address(record.cite_info.url) for record in item.records or (merged,)],
            "publisher": [record.cite_info.publication for record in item.records or (merged,)],
        },
    )


def notes_of(item: Reported) -> list[str]:
    """What is known of an event besides: who says so, tolls, the score, confidence, disagreements."""
    merged = item.merged
    size = {"dead": merged.size.dead, "injured": merged.size.injured, "arrested": merged.size.arrested}
    said = " > ".join(voice_of(link) for link in merged.attribution)
    return [
        f"status: {merged.status.value}",
        *([f"according to: {said}"] if said else []),
        *(f"{name}: {count_of(value)}" for name, value in size.items() if value is not None),
        f"quad code: {merged.quad_code}, scale: {merged.event_scale:g}",
        f"confidence: {merged.confidence:.3f}",
        *(f"disagreement on {one.field}: {one.value} ({len(one.records)})" for one in item.event.disagreements),
    ]


def link_node(item: Reported, actor: Entity, other: Entity) -> Node:
    """What one party did to another."""
    merged = item.merged
    ends = party_id(actor), party_id(other)
    return Node(
        key_of("link", item.event.id, *ends),
        "UnknownLink",
        {
            "subject": [ends[0]],
            "object": [ends[1]],
            "role": [" ".join((*merged.event, *merged.mode))],
            "status": [merged.status.value],
            "summary": merged.event_text,
            "recordId": [item.event.id],
            **days(merged),
            "proof": [article_id(merged)] if not item.records else [article_id(record) for record in item.records],
        },
    )


def documentation_node(item: Reported, record: Record) -> Node:
    """That a report tells of an event."""
    return Node(
        key_of("documentation", item.event.id, record.id),
        "Documentation",
        {
            "document": [article_id(record)],
            "entity": [event_id(item)],
            "role": ["reports"],
            "summary": [" ... ".join(evidence.text for evidence in record.evidence)],
            "date": [record.cite_info.published],
            "recordId": [record.id],
        },
    )


def mention_node(record: Record, entity: Entity, codes: Codes) -> Node:
    """That a report names a party."""
    return Node(
        key_of("mention", record.doc_id, entity.entity_text, party_id(entity)),
        "Mention",
        {
            "document": [article_id(record)],
            "name": [entity.entity_text],
            "resolved": [party_id(entity)],
            "detectedSchema": [party_schema(entity)],
            "contextCountry": [codes.alpha2(entity.code).lower()],
        },
    )


def days(record: Record) -> dict[str, list[str | None]]:
    """The days of an event: one, or the first and the last."""
    if record.enddate:
        return {"startDate": [record.date], "endDate": [record.enddate]}
    return {"date": [record.date]}


def event_id(item: Reported) -> str:
    """The id of an event."""
    return key_of("event", item.event.id)


def article_id(record: Record) -> str:
    """The id of a report."""
    return key_of("article", record.doc_id)


def web_address(url: str | None) -> str | None:
    """An address of the web, None for what is none."""
    return url if url and WEB_ADDRESS.fullmatch(url) else None


def key_of(*parts: str | None) -> str:
    """An id: what it is, and a hash."""
    return f"{parts[0]}-{hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:24]}"


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: JSON, schemata, properties, values, and references to entities that are not in it."""
    schemata: Mapping[str, Any] = read_mapping("followthemoney.yml")["schemata"]
    found: dict[str, str] = {}
    tests = value_tests(codes)
    references: list[tuple[int, str, str, list[str]]] = []
    for number, entity in checking.objects_of(path):
        if isinstance(entity, Problem):
            yield entity
            continue
        key, schema, properties = (entity.get(name) for name in ("id", "schema", "properties"))
        if (
            not isinstance(key, str)
            or not key
            or not isinstance(properties, dict)
            or not isinstance(schema, str)
            or schema not in schemata
        ):
            yield Problem(number, f"no entity with id, properties and one of the schemata {', '.join(schemata)}")
            continue
        if key in found:
            yield Problem(number, f"id {key} stands twice")
        found[key] = schema
        yield from (
            Problem(number, f"{schema} without {name}") for name in schemata[schema]["needs"] if not properties.get(name)
        )
        for name, values in properties.items():
            kind = schemata[schema]["properties"].get(name)
            yield from (Problem(number, f"{name}: {why}") for why in value_reasons(kind, values, tests))
            if isinstance(kind, list) and isinstance(values, list):
                references += [(number, name, str(value), kind) for value in values]
    for number, name, key, kinds in references:
        if found.get(key) not in kinds:
            yield Problem(number, f"{name}: {key} is no {' or '.join(kinds)} of this file")


def value_tests(codes: Codes) -> dict[str, checking.Cell]:
    """The check of each kind of value."""
    countries = {codes.alpha2(code).lower() for code in codes.party_codes()} - {""}
    return {
        "date": checking.shaped(r"\d{4}(-\d\d(-\d\d)?)?.*", "date"),
        "url": checking.shaped(r"https?://\S+", "address of the web"),
        "country": checking.one_of("country", countries),
        "language": checking.one_of("language", set(codes.languages.values())),
    }


def value_reasons(kind: object, values: object, tests: Mapping[str, checking.Cell]) -> Iterator[str]:
    """What is wrong with the values of a property."""
    if kind is None:
        yield "no property of the schema"
    elif not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        yield "no list of texts"
    else:
        test = tests.get(str(kind), checking.no_matter)
        yield from (f"'{value}' is {why}" for value in values if (why := test(value)))
