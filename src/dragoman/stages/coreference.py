"""Which mentions of a document denote the same actor.

Mentions are taken in text order; each joins a chain that is already open, or opens one. Names come first (same actor, same
name, last name, spelling, acronym), then appositions and descriptions ("the movement"), then pronouns. A mention with
two equally good antecedents, or none near enough, stays alone: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge.actor_base import ActorBase
from dragoman.model.actor import Chain, Resolution, ResolvedBy
from dragoman.model.mention import EntityMention, MentionKind
from dragoman.model.reading import Reading
from dragoman.pipeline import Stage, each
from dragoman.stages.chains.cluster import Cluster, Text, weight
from dragoman.stages.chains.descriptions import find_apposition, find_description
from dragoman.stages.chains.names import find_same_name
from dragoman.stages.chains.pronouns import find_pronoun


def find_chains(text: Text, mentions: Sequence[EntityMention]) -> tuple[Chain, ...]:
    """The chains of two mentions or more, in the order of their first mentions."""
    clusters: list[Cluster] = []
    for mention in mentions:
        cluster, because = find_antecedent(text, mention, clusters)
        if cluster is None:
            cluster = Cluster([])
            clusters.append(cluster)
        else:
            cluster.because.append(because)
        add(text, cluster, mention)
    chained = [cluster for cluster in clusters if len(cluster.mentions) > 1]
    return tuple(
        Chain(number, tuple(m.id for m in c.mentions), representative(text, c).id, tuple(c.because))
        for number, c in enumerate(chained)
    )


def add(text: Text, cluster: Cluster, mention: EntityMention) -> None:
    """Puts a mention into a cluster and keeps what it tells of the actor."""
    cluster.mentions.append(mention)
    if mention.kind is MentionKind.PRONOUN:
        return
    if mention.name is not None:
        cluster.names.add(text.words(mention))
    cluster.heads.add(text.lemma(mention))
    resolution = text.resolutions.get(mention.id)
    if resolution is not None and (cluster.actor is None or weight(resolution.actor) > weight(cluster.actor)):
        cluster.actor = resolution.actor


def representative(text: Text, cluster: Cluster) -> EntityMention:
    """The mention that says most of the actor: one the base knows, then the longest name, then the first."""

    def rank(mention: EntityMention) -> tuple[tuple[bool, ...], bool, int, int]:
        resolution = text.resolutions.get(mention.id)
        known = weight(resolution.actor) if resolution is not None else (False,)
        length = len(mention.name) if mention.name else 0
        return known, mention.kind is MentionKind.NAME, length, -mention.id

    return max(cluster.mentions, key=rank)


def find_antecedent(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a mention joins, and why; (None, "") where it opens one."""
    for find in (find_same_name, find_apposition, find_description, find_pronoun):
        cluster, because = find(text, mention, clusters)
        if cluster is not None:
            return cluster, because
    return None, ""


def identities(resolutions: Sequence[Resolution], chains: Sequence[Chain]) -> dict[int, Resolution]:
    """The resolution of every mention, from its own words or else from its chain's best mention."""
    own = {resolution.mention: resolution for resolution in resolutions}
    found = dict(own)
    for chain in chains:
        best = own.get(chain.representative)
        if best is None:
            continue
        for mention in chain.mentions:
            mine = own.get(mention)
            if mine is None or weight(mine.actor) < weight(best.actor):
                found[mention] = Resolution(
                    mention, best.actor, ResolvedBy.DOCUMENT, f"as mention {best.mention}: {best.because}"
                )
    return found


def coreference_stage(base: ActorBase) -> Stage:
    """The stage that writes `coreference`."""

    def find(reading: Reading) -> tuple[Chain, ...]:
        resolutions = {resolution.mention: resolution for resolution in reading.actors or ()}
        text = Text(reading.document, reading.sentences or (), reading.syntax or (), resolutions, base)
        return find_chains(text, reading.entities or ())

    reads = ("sentences", "syntax", "entities", "actors")
    return Stage("coreference", reads, "coreference", each("coreference", find))
