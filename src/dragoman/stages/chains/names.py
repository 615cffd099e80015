"""Antecedents by name: the same actor, the same name, a last name, another spelling."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from dragoman.model.actor import ActorKind, Resolution
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.stages.chains.cluster import Cluster, Text, clash

SPELLING = 0.88
SPELLING_OF_LAST_NAME = 0.93


def find_same_name(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster of the same actor, or of a name that this one repeats, shortens or spells otherwise."""
    if mention.kind is MentionKind.PRONOUN:
        return None, ""
    resolution = text.resolutions.get(mention.id)
    words = text.words(mention) if mention.name is not None else ()
    key = resolution.actor.key if resolution is not None else ""
    for cluster in reversed(clusters):
        if key and cluster.actor is not None and cluster.actor.key == key and same_part(resolution, cluster):
            return cluster, "same actor"
        if words and words in cluster.names and not clash(key, cluster):
            return cluster, "same name"
    personal = mention.label in (MentionLabel.PERSON, MentionLabel.UNKNOWN)
    if not words or not (personal or (len(words) == 1 and not key)):
        return None, ""
    found = [c for c in clusters if c.is_person and not clash(key, c) and any(same_person(words, name) for name in c.names)]
    return (found[-1], "last name") if found and len({id(c) for c in found}) == 1 else (None, "")


def same_part(resolution: Resolution | None, cluster: Cluster) -> bool:
    """True unless the two are different parts of one state ("Israel", "Israeli soldiers")."""
    if resolution is None or cluster.actor is None:
        return False
    return resolution.actor.kind is not ActorKind.STATE or resolution.actor.sectors[:1] == cluster.actor.sectors[:1]


def same_person(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """True when one is the last name of the other, or both are spellings of one full name."""
    if not words or not name:
        return False
    last_alike = words[-1] == name[-1] or JaroWinkler.similarity(words[-1], name[-1]) >= SPELLING_OF_LAST_NAME
    if len(words) == 1 or len(name) == 1:
        return last_alike and words[-1][0] == name[-1][0]
    if words[0] == name[0] or (words[0][0] == name[0][0] and min(len(words[0]), len(name[0])) == 1):
        return last_alike
    firsts = JaroWinkler.similarity(words[0], name[0])
    return firsts >= SPELLING and JaroWinkler.similarity(words[-1], name[-1]) >= SPELLING
