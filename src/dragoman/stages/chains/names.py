"""Antecedents by name: the same actor, the same name, an acronym, a last name, a shorter name, another spelling."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from dragoman.model.actor import ActorKind, Resolution
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.stages.chains.cluster import Cluster, Text, clash

SPELLING = 0.88
SPELLING_OF_LAST_NAME = 0.93
LITTLE_WORDS = frozenset(("of", "the", "and", "for", "in", "on", "at", "to", "de", "la"))
MIN_ACRONYM = 3
Words = tuple[str, ...]


def find_same_name(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster of the same actor, or of a name that this one repeats, shortens or spells otherwise."""
    if mention.kind is MentionKind.PRONOUN:
        return None, ""
    resolution = text.resolutions.get(mention.id)
    words = text.words(mention) if mention.name is not None or is_capitalised(text, mention) else ()
    key = resolution.actor.key if resolution is not None and not text.is_town(mention) else ""
    for cluster in reversed(clusters):
        if key and cluster.actor is not None and cluster.actor.key == key and same_part(resolution, cluster):
            return cluster, "same actor"
        if words and words in cluster.names and not clash(key, cluster):
            return cluster, "same name"
    return find_likeness(mention, words, key, clusters) if words else (None, "")


def find_likeness(mention: EntityMention, words: Words, key: str, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The only cluster whose name this one shortens or spells otherwise, by the habits of persons' and of bodies' names."""
    named = [cluster for cluster in clusters if cluster.names and not clash(key, cluster)]
    if mention.label in (MentionLabel.PERSON, MentionLabel.UNKNOWN) or (len(words) == 1 and not key):
        persons = [cluster for cluster in named if cluster.is_person]
        for is_like, because in PARTS_OF_NAMES:
            found = [cluster for cluster in persons if is_like(words, cluster)]
            if len(found) == 1:
                return found[0], because
    if mention.label is not MentionLabel.PERSON and not key:
        others = [cluster for cluster in named if not cluster.is_person]
        for is_like, because in NAMES_OF_BODIES:
            found = [cluster for cluster in others if is_like(words, cluster)]
            if len(found) == 1:
                return found[0], because
    return None, ""


def is_capitalised(text: Text, mention: EntityMention) -> bool:
    """True for a word alone with a capital, which may be a last name that the parser took for a noun."""
    tokens = text.tokens(mention)
    return len(tokens) == 1 and tokens[0].tag == "NN" and tokens[0].text.istitle()


def same_part(resolution: Resolution | None, cluster: Cluster) -> bool:
    """True unless the two are different parts of one state ("Israel", "Israeli soldiers")."""
    if resolution is None or cluster.actor is None:
        return False
    return resolution.actor.kind is not ActorKind.STATE or resolution.actor.sectors[:1] == cluster.actor.sectors[:1]


def is_last_name(words: Words, cluster: Cluster) -> bool:
    """True when a name is the last name of the cluster's person, or a spelling of it; all full names must agree."""
    full = [name for name in cluster.names if len(name) > 1]
    if len(words) > 1 and full:
        return all(same_person(words, name) for name in full)
    return any(same_person(words, name) for name in cluster.names)


def same_person(words: Words, name: Words) -> bool:
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


def is_first_name(words: Words, cluster: Cluster) -> bool:
    """True for the first word of the cluster's full name alone ("Hillary")."""
    return len(words) == 1 and any(len(name) > 1 and name[0] == words[0] for name in cluster.names)


def is_acronym(words: Words, cluster: Cluster) -> bool:
    """True when one of the two is made of the other's initials: "CAIR", "Council on American-Islamic Relations"."""
    return any(is_initials(words, name) or is_initials(name, words) for name in cluster.names)


def is_initials(short: Words, long: Words) -> bool:
    """True when the one word `short` is the initials of `long`, little words counted or not."""
    if len(short) != 1 or len(short[0]) < MIN_ACRONYM or len(long) < MIN_ACRONYM:
        return False
    return short[0] in ("".join(w[0] for w in long), "".join(w[0] for w in long if w not in LITTLE_WORDS))


def is_shorter(words: Words, cluster: Cluster) -> bool:
    """True when of two names one goes on where the other ends ("Bayou Steel", "Bayou Steel Group").

    A state's or nationality's name that begins a body's is not the body.
    """
    if cluster.actor is not None and cluster.actor.kind is ActorKind.STATE:
        return False
    return any(begins(words, name) or begins(name, words) for name in cluster.names)


def begins(short: Words, long: Words) -> bool:
    """True when `long` goes on after `short`, which is a name of two words or more."""
    return 1 < len(short) < len(long) and long[: len(short)] == short


PARTS_OF_NAMES = ((is_last_name, "last name"), (is_first_name, "first name"))
NAMES_OF_BODIES = ((is_acronym, "acronym"), (is_shorter, "shorter name"))
