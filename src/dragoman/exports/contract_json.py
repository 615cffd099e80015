"""Records and claims in the layout of the record contract: JSON Lines, one record a line, keys in the contract's order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from dragoman.model.claim import Claim
from dragoman.model.record import Attribution, Citation, Entity, Evidence, Location, Record, Size

Json: TypeAlias = "bool | int | float | str | list[Json] | Mapping[str, Json] | None"

ENCODER = msgspec.json.Encoder()


def encode_record(record: Record) -> bytes:
    """One line of JSON, without the line break."""
    return ENCODER.encode(record_to_json(record))


def encode_claim(claim: Claim) -> bytes:
    """One line of JSON, without the line break."""
    return ENCODER.encode(claim_to_json(claim))


def record_to_json(record: Record) -> dict[str, Json]:
    """The record as the contract lays it out (sections 1 to 6)."""
    return {
        "id": record.id,
        "doc_id": record.doc_id,
        "event": list(record.event),
        "mode": list(record.mode),
        "context": list(record.context),
        "aux": list(record.aux),
        "status": record.status.value,
        "actor": [entity_to_json(entity) for entity in record.actor],
        "recipient": [entity_to_json(entity) for entity in record.recipient],
        "date": record.date,
        "enddate": record.enddate,
        "date_resolution": record.date_resolution.value,
        "event_loc": location_to_json(record.event_loc) if record.event_loc else None,
        "event_text": list(record.event_text),
        "quad_code": record.quad_code,
        "event_scale": record.event_scale,
        "attribution": [attribution_to_json(link) for link in record.attribution],
        "size": size_to_json(record.size),
        "confidence": record.confidence,
        "evidence": [evidence_to_json(span) for span in record.evidence],
        "text_info": {
            "sequence": record.text_info.sequence,
            "start": record.text_info.span.start,
            "end": record.text_info.span.end,
        },
        "cite_info": citation_to_json(record.cite_info),
    }


def entity_to_json(entity: Entity) -> dict[str, Json]:
    """Contract section 2."""
    return {
        "entity_text": entity.entity_text,
        "code": entity.code,
        "sector": entity.sector,
        "other_sectors": list(entity.other_sectors),
        "office": entity.office,
        "identifier_id": entity.identifier_id,
        "identifier_text": entity.identifier_text,
        "resolved_by": entity.resolved_by.value,
    }


def location_to_json(location: Location) -> dict[str, Json]:
    """Contract section 3."""
    return {
        "extracted_place": location.extracted_place,
        "resolved_place": location.resolved_place,
        "geonameid": location.geonameid,
        "lat": location.lat,
        "lon": location.lon,
        "province": location.province,
        "country": location.country,
        "country_code": location.country_code,
        "feature_code": location.feature_code,
        "resolution": location.resolution,
    }


def attribution_to_json(link: Attribution) -> dict[str, Json]:
    """Contract section 5."""
    return {
        "source": entity_to_json(link.source) if link.source else None,
        "cue": link.cue,
        "kind": link.kind.value,
        "named": link.named,
    }


def size_to_json(size: Size) -> dict[str, Json]:
    """Only what the text says."""
    values = {"dead": size.dead, "injured": size.injured, "arrested": size.arrested}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value is not None}


def evidence_to_json(evidence: Evidence) -> dict[str, Json]:
    """Contract section 6."""
    return {"field": evidence.field, "start": evidence.span.start, "end": evidence.span.end, "text": evidence.text}


def citation_to_json(citation: Citation) -> dict[str, Json]:
    """The document and its coder."""
    return {
        "title": citation.title,
        "url": citation.url,
        "publication": citation.publication,
        "language": citation.language,
        "published": citation.published,
        "coder": citation.coder,
        "codebook": citation.codebook,
    }


def claim_to_json(claim: Claim) -> dict[str, Json]:
    """Contract section 8."""
    return {
        "id": claim.id,
        "doc_id": claim.doc_id,
        "attribution": [attribution_to_json(link) for link in claim.attribution],
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "about": [entity_to_json(entity) for entity in claim.about],
    }
