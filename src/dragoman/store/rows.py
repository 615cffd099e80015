"""Records and claims as rows: the columns by which they are found, who takes part, and which pairs they count for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import combinations, product

from dragoman.model.record import Attribution, Entity, Record

Cell = str | int | float | None
Row = tuple[Cell, ...]
MILLI = 1000


class Role(IntEnum):
    """In what part somebody is named."""

    ACTOR = 0
    RECIPIENT = 1
    VOICE = 2
    ABOUT = 3


def facts_of(record: Record, *, shown: bool) -> Row:
    """The cells of `schema.facts`, in their order."""
    place = record.event_loc
    return (
        int(shown),
        record.date or "",
        record.enddate or record.date or "",
        record.event[0],
        between_blanks(record.mode),
        between_blanks(record.context),
        between_blanks(record.aux),
        record.status.value,
        record.quad_code,
        round(record.event_scale * MILLI),
        record.confidence,
        int(is_mutual(record)),
        folded(place.resolved_place or place.extracted_place) if place else None,
        place.country_code if place else None,
        place.geonameid if place else None,
        place.lat if place else None,
        place.lon if place else None,
        record.cite_info.publication,
    )


def between_blanks(codes: Iterable[str]) -> str:
    """Codes so that each is found as " code "; empty where there is none."""
    joined = " ".join(codes)
    return f" {joined} " if joined else ""


def is_mutual(record: Record) -> bool:
    """True where all sides are actors: a meeting, a clash."""
    return not record.recipient and len(record.actor) > 1


def folded(name: str) -> str:
    """A name as it is compared: without case, blanks made one."""
    return " ".join(name.split()).casefold()


@lru_cache(maxsize=65536)
def actor_row(entity: Entity) -> Row:
    """The row of the table of actors for whom an entity is: number, identifier, name, folded name, code, sector.

    The number is a hash of who it is, the same in every archive. An unresolved entity goes by its words.
    """
    name = entity.identifier_text or " ".join(entity.entity_text.split())
    content = "\x1f".join((entity.identifier_id or "", name, entity.code or "", entity.sector or ""))
    digest = hashlib.blake2b(content.encode(), digest_size=8).digest()
    number = int.from_bytes(digest) >> 1
    return number, entity.identifier_id, name, folded(name), entity.code, entity.sector


def sources_of(attribution: Iterable[Attribution]) -> list[Entity]:
    """The voices that have a name."""
    return [link.source for link in attribution if link.source is not None]


def members_of(record: Record) -> Iterator[tuple[Role, int, Entity]]:
    """Everybody who takes part in a record: role, position in that role, entity."""
    for role, entities in (
        (Role.ACTOR, record.actor),
        (Role.RECIPIENT, record.recipient),
        (Role.VOICE, sources_of(record.attribution)),
    ):
        for position, entity in enumerate(entities):
            yield role, position, entity


def party_rows(owner: int, members: Iterable[tuple[Role, int, Entity]], date: str | None) -> list[Row]:
    """The rows of a table of parties."""
    return [
        (owner, role.value, position, actor_row(entity)[0], entity.code, entity.sector, date or "")
        for role, position, entity in members
    ]


def span_rows(owner: int, record: Record) -> list[Row]:
    """The evidence of a record: field, start and end of each span; the words stand in the document."""
    return [
        (owner, position, evidence.field, evidence.span.start, evidence.span.end)
        for position, evidence in enumerate(record.evidence)
    ]


def pairs_of(actors: Iterable[str | None], recipients: Iterable[str | None]) -> set[tuple[str, str]]:
    """The pairs of countries between which an event runs, each in alphabetical order.

    Between actor and recipient; between the actors where there is no recipient (a meeting). Two parties of one country are
    a pair as well.

    >>> sorted(pairs_of(["USA", "RUS"], []))
    [('RUS', 'USA')]
    """
    sides, others = list(actors), list(recipients)
    pairs = product(sides, others) if others else combinations(sides, 2)
    return {(min(a, b), max(a, b)) for a, b in pairs if a and b}
