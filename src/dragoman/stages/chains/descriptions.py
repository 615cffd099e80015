"""Antecedents by description: appositions, "the minister", "the movement"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge.normal_form import normal_form
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.stages.chains.cluster import LABELS_OF_BODIES, Cluster, Text, clash

DEFINITE = ("the", "this", "that", "these", "those", "its", "his", "her", "their")
# How many sentences back a description may point.
REACH = 12


def find_apposition(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a mention renames: "Mashaal, the chief of Hamas", "the movement Hamas", "X is the leader"."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    if token.dep == "appos":
        other = token.head
    elif token.dep == "attr" and parse.tokens[token.head].lemma == "be":
        subject = next(parse.dependants(token.head, "nsubj"), None)
        if subject is None:
            return None, ""
        other = subject.index
    else:
        return None, ""
    for cluster in reversed(clusters):
        for member in cluster.mentions:
            same = (member.sentence, member.head) == (mention.sentence, other)
            if same and can_rename(mention, member) and compatible(text, mention, cluster):
                return cluster, "apposition"
    return None, ""


def can_rename(mention: EntityMention, member: EntityMention) -> bool:
    """False for several beside one, and for people beside a place ("port of Mokha, four workers killed")."""
    people = (MentionLabel.PERSON, MentionLabel.GROUP)
    one_is_place = MentionLabel.PLACE in (mention.label, member.label)
    return mention.is_plural == member.is_plural and not (
        one_is_place and (mention.label in people or member.label in people)
    )


def find_description(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a definite description takes up: "the minister", "the movement", "the rebels"."""
    if mention.kind is not MentionKind.DESCRIPTION or not is_definite(text, mention):
        return None, ""
    head = text.lemma(mention)
    for cluster in reversed(clusters):
        if cluster.last.sentence < mention.sentence - REACH or not compatible(text, mention, cluster):
            continue
        if (
            head in cluster.heads
            and any(m.is_plural == mention.is_plural for m in cluster.mentions)
            and knows_affiliation(text, mention, cluster)
        ):
            return cluster, f"the {head} again"
        kinds = text.base.kind_nouns(cluster.actor.key) if cluster.actor is not None and cluster.actor.key else ()
        if head in kinds and mention.affiliation is None and not mention.is_plural:
            return cluster, f"a {head}"
        if is_title_of(text, mention, cluster):
            return cluster, f"title {head}"
    return None, ""


def compatible(text: Text, mention: EntityMention, cluster: Cluster) -> bool:
    """False when the two cannot be one actor: two known ones, a person and a state, two countries."""
    resolution = text.resolutions.get(mention.id)
    if resolution is None or cluster.actor is None:
        return True
    if clash(resolution.actor.key, cluster):
        return False
    if cluster.is_person and mention.label in LABELS_OF_BODIES:
        return False
    if mention.label is MentionLabel.PERSON and not cluster.is_person and cluster.actor.key:
        return False
    codes = {resolution.actor.code, cluster.actor.code} - {None}
    return len(codes) < 2


def is_definite(text: Text, mention: EntityMention) -> bool:
    """True for a phrase that points back: with a definite article or possessive, or bare in a headline."""
    parse = text.parses[mention.sentence]
    first = next((token for token in parse.tokens if mention.span.contains(token.span)), None)
    return first is not None and (first.lemma in DEFINITE or first.text.lower() in DEFINITE)


def knows_affiliation(text: Text, mention: EntityMention, cluster: Cluster) -> bool:
    """True when the mention says of its country or body nothing, or what the cluster says too."""
    if mention.affiliation is None:
        return True
    resolution = text.resolutions.get(mention.id)
    code = resolution.actor.code if resolution is not None else None
    return code is not None and cluster.actor is not None and cluster.actor.code == code


def is_title_of(text: Text, mention: EntityMention, cluster: Cluster) -> bool:
    """True when the cluster's person bears the title that the mention's head names ("the president", "the minister")."""
    if mention.is_plural or not cluster.is_person or mention.affiliation is not None:
        return False
    head = text.lemma(mention)
    if cluster.actor is not None and cluster.actor.office and head in cluster.actor.office.lower().split():
        return True
    for member in cluster.mentions:
        if member.title is not None and head in normal_form(member.title.of(text.document.text).split()).split():
            return True
    return False
