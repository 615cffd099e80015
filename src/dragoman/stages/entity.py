"""A mention and its resolution as the entity that records and claims give."""

from __future__ import annotations

from dragoman.model.actor import Actor, Resolution, ResolvedBy
from dragoman.model.mention import EntityMention
from dragoman.model.record import Entity


def entity_of(mention: EntityMention, resolution: Resolution | None, text: str) -> Entity:
    """The entity of a mention; an unresolved one keeps its words and nothing else."""
    words = mention.span.of(text)
    if resolution is None:
        return Entity(words, None, None, (), None, None, None, ResolvedBy.NONE)
    return entity_with(words, resolution.actor, resolution.by)


def entity_with(words: str, actor: Actor, by: ResolvedBy) -> Entity:
    """The entity that `words` and an actor make."""
    return Entity(
        entity_text=words,
        code=actor.code,
        sector=actor.sectors[0] if actor.sectors else None,
        other_sectors=actor.sectors[1:],
        office=actor.office,
        identifier_id=actor.key or None,
        identifier_text=actor.name,
        resolved_by=by if actor.code is not None or actor.key else (by if by is ResolvedBy.DOCUMENT else ResolvedBy.NONE),
    )
