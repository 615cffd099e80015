"""Which mentions of a document denote the same actor.

Mentions are taken in text order; each joins a chain that is already open, or opens one. Names come first (same actor, same
name, acronym, last name, spelling), then appositions and descriptions ("the movement"), then pronouns. What points forward
("After his arrest, X ...", "I" before the speaker is named) is joined when all is read. A mention with two equally good
antecedents, or none near enough, stays alone: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge.actor_base import ActorBase
from dragoman.model.actor import Chain, Resolution, ResolvedBy
from dragoman.model.mention import EntityMention, MentionKind
from dragoman.model.reading import Reading
from dragoman.pipeline import Stage, each
from dragoman.stages.chains.cluster import Cluster, Text, add, weight
from dragoman.stages.chains.descriptions import find_apposition, find_description
from dragoman.stages.chains.forward import find_later
from dragoman.stages.chains.names import find_same_name
from dragoman.stages.chains.pronouns import NEUTER, find_pronoun
from dragoman.stages.chains.speech import find_quotations
from dragoman.stages.chains.words import ChainWords, load_chain_words


def find_chains(text: Text, mentions: Sequence[EntityMention]) -> tuple[Chain, ...]:
    """The chains of two mentions or more, in the order of their first mentions."""
    clusters: list[Cluster] = []
    for mention in mentions:
        cluster, because = find_antecedent(text, mention, clusters)
        if cluster is None:
            cluster = Cluster()
            clusters.append(cluster)
        else:
            cluster.reasons[mention.id] = because
        add(text, cluster, mention)
    join_forward(text, clusters)
    chained = sorted((c for c in clusters if len(kept(text, c)) > 1), key=lambda cluster: cluster.mentions[0].id)
    return tuple(to_chain(text, number, cluster) for number, cluster in enumerate(chained))


def join_forward(text: Text, clusters: Sequence[Cluster]) -> None:
    """Moves each pronoun that stayed alone to the cluster that it points forward to, if there is one."""
    for alone in [c for c in clusters if len(c.mentions) == 1 and c.last.kind is MentionKind.PRONOUN]:
        mention = alone.last
        cluster, because = find_later(text, mention, clusters)
        if cluster is not None and cluster is not alone:
            alone.mentions.clear()
            cluster.reasons[mention.id] = because
            add(text, cluster, mention)
            cluster.mentions.sort(key=lambda member: member.id)


def kept(text: Text, cluster: Cluster) -> list[EntityMention]:
    """The mentions of a cluster; of a thing's, without "it", which then stands for no actor."""
    if cluster.is_person or cluster.is_body:
        return cluster.mentions
    return [
        m
        for m in cluster.mentions
        if m.kind is not MentionKind.PRONOUN or m.span.of(text.document.text).lower() not in NEUTER
    ]


def to_chain(text: Text, number: int, cluster: Cluster) -> Chain:
    """A cluster as a chain, its reasons in the order of its mentions."""
    members = kept(text, cluster)
    because = tuple(cluster.reasons[member.id] for member in members if member.id in cluster.reasons)
    return Chain(number, tuple(member.id for member in members), representative(text, cluster).id, because)


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


def text_of(reading: Reading, base: ActorBase, known: ChainWords) -> Text:
    """What linking looks at in a reading."""
    sentences, parses = reading.sentences or (), reading.syntax or ()
    return Text(
        reading.document,
        sentences,
        parses,
        {(mention.sentence, mention.head): mention for mention in reading.entities or ()},
        {resolution.mention: resolution for resolution in reading.actors or ()},
        find_quotations(reading.document.text, sentences, parses, known.speaking),
        base,
        known,
    )


def coreference_stage(base: ActorBase) -> Stage:
    """The stage that writes `coreference`."""
    known = load_chain_words()

    def find(reading: Reading) -> tuple[Chain, ...]:
        return find_chains(text_of(reading, base, known), reading.entities or ())

    reads = ("sentences", "syntax", "entities", "actors")
    return Stage("coreference", reads, "coreference", each("coreference", find))
