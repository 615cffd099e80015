"""Records as rows of words, for people and spreadsheets: a row a record, a column a field, lists joined by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dragoman.model.record import Attribution, Entity, Record

COLUMNS = (
    "id", "doc_id", "date", "event", "mode", "status", "aux", "actor", "actor_code", "recipient", "recipient_code",
    "place", "country", "says", "dead", "injured", "arrested", "quad_code", "event_scale", "context", "confidence",
    "event_text", "title", "url", "publication",
)  # fmt: skip


def joined(items: Iterable[str | None]) -> str:
    """The items that are there, joined."""
    return "; ".join(item for item in items if item)


def name_of(entity: Entity) -> str:
    """The canonical name of an entity, or its words where it has none."""
    return entity.identifier_text or entity.entity_text


def code_of(entity: Entity) -> str:
    """Country and sector in one: "RUS GOV"; "?" for what is not known."""
    return f"{entity.code or '?'} {entity.sector or '?'}"


def voice_of(link: Attribution) -> str:
    """The name of a source, "?" where the text names nobody."""
    return name_of(link.source) if link.source else "?"


def count_of(value: int | tuple[int, int] | None) -> str:
    """A toll as words: "12", "4-12", "" where nothing is said."""
    if value is None:
        return ""
    return f"{value[0]}-{value[1]}" if isinstance(value, tuple) else str(value)


def row_of(record: Record) -> dict[str, str]:
    """The cells of one record, by column."""
    place = record.event_loc
    size = record.size
    return {
        "id": record.id,
        "doc_id": record.doc_id,
        "date": record.date or "",
        "event": joined(record.event),
        "mode": joined(record.mode),
        "status": record.status.value,
        "aux": joined(record.aux),
        "actor": joined(name_of(entity) for entity in record.actor),
        "actor_code": joined(code_of(entity) for entity in record.actor),
        "recipient": joined(name_of(entity) for entity in record.recipient),
        "recipient_code": joined(code_of(entity) for entity in record.recipient),
        "place": (place.resolved_place or place.extracted_place) if place else "",
        "country": (place.country_code or "") if place else "",
        "says": " > ".join(voice_of(link) for link in record.attribution),
        "dead": count_of(size.dead),
        "injured": count_of(size.injured),
        "arrested": count_of(size.arrested),
        "quad_code": str(record.quad_code),
        "event_scale": f"{record.event_scale:g}",
        "context": joined(record.context),
        "confidence": f"{record.confidence:.3f}",
        "event_text": joined(record.event_text),
        "title": record.cite_info.title or "",
        "url": record.cite_info.url or "",
        "publication": record.cite_info.publication or "",
    }


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV (RFC 4180, line feed); an apostrophe stands before what a spreadsheet would run as a formula.

    A carriage return becomes a line feed: the writer would leave it without quotes, and readers end the line there.
    """
    buffer = io.StringIO()
    plain = (cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells)
    csv.writer(buffer, lineterminator="\n").writerow(f"'{cell}" if is_formula(cell) else cell for cell in plain)
    return buffer.getvalue()


def is_formula(cell: str) -> bool:
    """True for a cell that a spreadsheet would run; a negative number is none."""
    if cell[:1] not in ("=", "+", "-", "@"):
        return False
    return not cell[1:].replace(".", "", 1).isdigit()
