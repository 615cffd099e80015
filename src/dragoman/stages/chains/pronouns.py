"""Antecedents of pronouns: near, of the same number and sort, subjects first; none beyond the sentence before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.stages.chains.cluster import Cluster, Text

SINGULAR_PERSON = frozenset(("he", "him", "his", "she", "her", "hers", "himself", "herself"))
NEUTER = frozenset(("it", "its", "itself"))
FIRST_PERSON_PLURAL = ("we", "us", "our")
# How many sentences back an antecedent may stand, quotations not counted.
REACH = 1
LOCATIVES = ("in", "at", "near", "across", "outside", "around", "inside")


def find_pronoun(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The nearest cluster that a pronoun can stand for, subjects first; none beyond the sentence before."""
    if mention.kind is not MentionKind.PRONOUN:
        return None, ""
    word = mention.span.of(text.document.text).lower()
    coordinated = find_coordinated(text, mention, clusters)
    if coordinated is not None:
        return coordinated, f"{word}: coordinated"
    for sentence in reachable(text, mention):
        fitting = [c for c in clusters if fits_pronoun(word, c, mention) and spoken_in(c, sentence, mention)]
        fitting = [c for c in fitting if not is_bound(text, mention, c) and not is_scene(text, c.last)]
        if fitting:
            best = min(fitting, key=lambda c: salience(text, c, sentence, mention))
            return best, f"{word}: nearest in sentence {sentence}"
    return None, ""


def find_coordinated(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> Cluster | None:
    """The cluster of the first of two coordinated nouns for a possessive before the second: "the army and its allies"."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    noun = parse.tokens[token.head]
    if token.dep != "poss" or noun.dep != "conj":
        return None
    first = (mention.sentence, noun.head)
    return next((c for c in clusters if any((m.sentence, m.head) == first for m in c.mentions)), None)


def is_scene(text: Text, mention: EntityMention) -> bool:
    """True for a place that only says where: "in the West Bank"."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    return token.dep == "pobj" and parse.tokens[token.head].lemma in LOCATIVES and mention.label is MentionLabel.PLACE


def reachable(text: Text, mention: EntityMention) -> Iterator[int]:
    """The sentences in which a pronoun's antecedent may stand: its own, and the one before, quotations passed over."""
    yield mention.sentence
    seen, index = 0, mention.sentence - 1
    while index >= 0 and seen < REACH:
        yield index
        if not text.is_quotation(index):
            seen += 1
        index -= 1


def fits_pronoun(word: str, cluster: Cluster, mention: EntityMention) -> bool:
    """True when number and sort agree."""
    if word in SINGULAR_PERSON:
        return cluster.is_person and not all(m.is_plural for m in cluster.mentions)
    if word in NEUTER:
        return cluster.is_body and not cluster.last.is_plural
    if mention.is_plural and word not in FIRST_PERSON_PLURAL:
        return any(m.is_plural for m in cluster.mentions) or (cluster.is_body and cluster.last.kind is MentionKind.NAME)
    return False


def spoken_in(cluster: Cluster, sentence: int, mention: EntityMention) -> bool:
    """True when the cluster is mentioned in that sentence, before the pronoun."""
    return any(m.sentence == sentence and m.span.start < mention.span.start for m in cluster.mentions)


def is_bound(text: Text, mention: EntityMention, cluster: Cluster) -> bool:
    """True for an object pronoun and the subject of its own verb, which cannot be one ("Lavrov invites him")."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    if token.dep not in ("dobj", "pobj", "dative") or token.text.lower() in ("himself", "herself", "itself", "themselves"):
        return False
    verbs = {up.index for up in parse.ancestors(token.index) if up.pos in ("VERB", "AUX")}
    nearest = next((up for up in parse.ancestors(token.index) if up.pos in ("VERB", "AUX")), None)
    if nearest is None:
        return False
    linked = {nearest.index}
    while nearest.dep in ("conj", "xcomp") and nearest.head in verbs:
        nearest = parse.tokens[nearest.head]
        linked.add(nearest.index)
    subjects = {child.index for verb in linked for child in parse.dependants(verb, "nsubj", "nsubjpass")}
    return any(m.sentence == mention.sentence and m.head in subjects for m in cluster.mentions)


def salience(text: Text, cluster: Cluster, sentence: int, mention: EntityMention) -> tuple[int, int]:
    """Rank of an antecedent, the lowest first: subjects before others, then the nearest."""
    parse = text.parses[sentence]
    members = [m for m in cluster.mentions if m.sentence == sentence and m.span.start < mention.span.start]
    subject = any(parse.tokens[m.head].dep in ("nsubj", "nsubjpass") for m in members)
    nearest = min(abs(mention.span.start - m.span.start) for m in members)
    return (0 if subject else 1), nearest
