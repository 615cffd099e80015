"""Antecedents of pronouns, by agreement and salience.

Who agrees in number, gender and sort is weighed as Lappin and Leass (1994) do: for each sentence in reach the best place
that a candidate has there, a subject before an object before the rest, halved with each sentence further back. Things
compete with actors, so that "it" is not a state where it is a bomb; and of two that weigh nearly the same neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.syntax import Parse, Token
from dragoman.stages.chains.cluster import Cluster, Text
from dragoman.stages.chains.names import find_same_name
from dragoman.stages.chains.words import Gender

SINGULAR_PERSON = frozenset(("he", "him", "his", "she", "her", "hers", "himself", "herself"))
NEUTER = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
SUBJECTS = ("nsubj", "nsubjpass")
CLAUSES = ("ccomp", "csubj", "advcl")
OBJECTS = ("dobj", "pobj", "dative")
INHERITING = ("conj", "appos")
# A verb that hangs on another in one of these ways has its subject, or (xcomp) its object, for subject.
SHARING = ("conj", "xcomp", "advcl", "pcomp")
OWN_DAY = re.compile(r"(?:On )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}\b")
# How many sentences back an antecedent may stand, quotations not counted.
REACH = 2
# Weights after Lappin and Leass: the sentence itself, and what the place in it adds.
SENTENCE = 100.0
PLACES = {"nsubj": 80.0, "nsubjpass": 80.0, "dobj": 50.0, "dative": 40.0, "agent": 40.0, "pobj": 30.0, "poss": 30.0}
OTHER_PLACE = 20.0
PARALLEL = 30.0
GOVERNING_SUBJECT = 50.0
SEVERAL = 20.0
# A body may be "they", and a thing may, but people are likelier.
BODY_AS_PLURAL = 0.7
THING_AS_PLURAL = 0.6
NAME_OF_UNKNOWN_SORT = 0.7
# An object of the sentence before weighs 75, one that stood further back and never as subject is too far off.
FLOOR = 40.0
# The share of the best weight that the second best may not pass.
MARGIN = 0.93


def find_pronoun(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a third-person pronoun stands for; none where nobody is in reach or two are as likely."""
    word = mention.span.of(text.document.text).lower()
    if mention.kind is not MentionKind.PRONOUN or word not in (SINGULAR_PERSON | NEUTER | PLURAL):
        return None, ""
    if word in NEUTER and is_impersonal(text, mention):
        return None, ""
    coordinated = find_coordinated(text, mention)
    if coordinated is not None:
        return coordinated, f"{word}: coordinated"
    weighed = sorted(weigh(text, mention, word, clusters), key=lambda pair: -pair[0])
    if not weighed:
        return None, ""
    best, cluster = weighed[0]
    if cluster is None or best < FLOOR or (len(weighed) > 1 and weighed[1][0] > best * MARGIN):
        return None, ""
    return cluster, f"{word}: most salient, {best:.0f}" + (f" before {weighed[1][0]:.0f}" if len(weighed) > 1 else "")


def weigh(
    text: Text, mention: EntityMention, word: str, clusters: Sequence[Cluster]
) -> Iterator[tuple[float, Cluster | None]]:
    """The weight of each cluster that agrees; None stands for several that are coordinated ("A and B ... they")."""
    distances = dict(reachable(text, mention))
    barred = spoken_by(text, mention, clusters)
    first = min(distances)
    parse = text.parses[mention.sentence]
    subjects = own_subjects(parse, parse.tokens[mention.head])
    governing = governing_subjects(parse, parse.tokens[mention.head])
    for cluster in clusters:
        if cluster.last.sentence < first or cluster is barred:
            continue
        share = agreement(text, word, mention, cluster)
        near = [m for m in cluster.mentions if m.sentence in distances and can_precede(text, m, mention)] if share else []
        if not near or is_bound(text, mention, cluster, subjects):
            continue
        best: dict[int, float] = {}
        for member in near:
            worth = (SENTENCE + place_weight(text, member, mention, governing)) * 0.5 ** distances[member.sentence]
            best[member.sentence] = max(best.get(member.sentence, 0.0), worth)
        yield share * sum(best.values()), cluster
        if word in PLURAL and any(is_coordinated(text, member) for member in near):
            yield sum(best.values()) + SEVERAL, None


def reachable(text: Text, mention: EntityMention) -> Iterator[tuple[int, int]]:
    """The sentences in which an antecedent may stand, and how far off each is; a quotation adds nothing to the way."""
    yield mention.sentence, 0
    distance, index = 1, mention.sentence - 1
    while index >= 0 and distance <= REACH and not opens_story(text, index + 1):
        yield index, distance
        if not text.is_quotation(index):
            distance += 1
        index -= 1


def opens_story(text: Text, sentence: int) -> bool:
    """True for a line that opens with a day and year of its own: stitched reports go on there with another story."""
    tokens = text.parses[sentence].tokens
    start = tokens[0].span.start if tokens else 0
    at_line = start == 0 or text.document.text[:start].rstrip(" ").endswith("\n")
    return at_line and OWN_DAY.match(text.document.text, start) is not None


def agreement(text: Text, word: str, mention: EntityMention, cluster: Cluster) -> float:
    """How well number and sort agree, in 0..1; 0 where they do not."""
    is_human = cluster.is_person or cluster.gender is not None or bool(cluster.heads & text.known.people)
    is_thing = not is_human and not cluster.is_body
    if word in SINGULAR_PERSON:
        return agreement_of_person(cluster, text.gender(mention), is_human=is_human)
    if is_thing and speaks_or_thinks(text, mention):
        return 0.0
    if word in NEUTER:
        return 0.0 if is_human or cluster.last.is_plural else 1.0
    if any(m.is_plural for m in cluster.mentions):
        return THING_AS_PLURAL if is_thing else 1.0
    return BODY_AS_PLURAL if cluster.is_body else 0.0


def agreement_of_person(cluster: Cluster, gender: Gender | None, *, is_human: bool) -> float:
    """How well a cluster suits "he" or "she"."""
    is_other = cluster.gender is not None and gender is not None and cluster.gender is not gender
    if cluster.last.is_plural or cluster.is_body or is_other:
        return 0.0
    return 1.0 if is_human else NAME_OF_UNKNOWN_SORT if cluster.names else 0.0


def speaks_or_thinks(text: Text, mention: EntityMention) -> bool:
    """True for the subject of a speaking verb, which no thing is."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    return token.dep == "nsubj" and parse.tokens[token.head].lemma in text.known.speaking


def can_precede(text: Text, member: EntityMention, mention: EntityMention) -> bool:
    """True for an antecedent before the pronoun, no scene or adjective, of which the pronoun is no part ("his father")."""
    if member.span.start >= mention.span.start or text.is_scene(member) or is_adjective(text, member):
        return False
    if member.sentence != mention.sentence:
        return True
    parse = text.parses[mention.sentence]
    for above in parse.ancestors(mention.head):
        if above.index == member.head:
            return False
        if above.pos in ("VERB", "AUX"):
            return True
    return True


def place_weight(text: Text, member: EntityMention, mention: EntityMention, governing: set[int]) -> float:
    """What the place of an antecedent adds: what it is to its verb, and whether the pronoun is the same or depends on it."""
    parse = text.parses[member.sentence]
    place = place_of(parse, parse.tokens[member.head])
    worth = PLACES.get(place, OTHER_PLACE)
    pronoun = text.head(mention)
    if place == pronoun.dep or (place in SUBJECTS and pronoun.dep in SUBJECTS):
        worth += PARALLEL
    if member.sentence == mention.sentence and member.head in governing:
        worth += GOVERNING_SUBJECT
    return worth


def place_of(parse: Parse, token: Token) -> str:
    """What a token is to its verb; one that is coordinated or in apposition is what the first is."""
    while token.dep in INHERITING and token.head != token.index:
        token = parse.tokens[token.head]
    return token.dep


def governing_subjects(parse: Parse, pronoun: Token) -> set[int]:
    """The subjects of the verbs above a pronoun, and what those are coordinated with."""
    return {
        subject.index
        for above in parse.ancestors(pronoun.index)
        if above.pos in ("VERB", "AUX")
        for subject in parse.dependants(above.index, *SUBJECTS)
        if subject.index != pronoun.index
    }


def is_coordinated(text: Text, mention: EntityMention) -> bool:
    """True for the first of several that are joined by "and"."""
    parse = text.parses[mention.sentence]
    return (
        any(parse.tokens[other].pos in ("PROPN", "NOUN", "PRON") for other in parse.conjuncts(mention.head))
        and mention.label is not MentionLabel.UNKNOWN
    )


def find_coordinated(text: Text, mention: EntityMention) -> Cluster | None:
    """The cluster of the first of two coordinated nouns for a possessive before the second: "the army and its allies"."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    noun = parse.tokens[token.head]
    if token.dep != "poss" or noun.dep != "conj":
        return None
    first = text.home_at((mention.sentence, noun.head))
    return first if first is not None and agreement(text, token.text.lower(), mention, first) else None


def is_adjective(text: Text, mention: EntityMention) -> bool:
    """True for a nationality that modifies a noun ("Afghan" in "the Afghan team")."""
    return mention.kind is MentionKind.NATIONALITY and text.head(mention).dep in ("amod", "compound", "nmod")


def is_impersonal(text: Text, mention: EntityMention) -> bool:
    """True for an "it" that stands for a clause or for nothing: "it seems that", "it is time to", "it is clear that"."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    if token.dep not in SUBJECTS:
        return False
    verb = parse.tokens[token.head]
    if verb.lemma in text.known.impersonal_verbs:
        return True
    after = [child for child in parse.dependants(verb.index) if child.index > verb.index]
    if token.dep == "nsubjpass":
        return any(child.dep in ("ccomp", "csubj") for child in after)
    return verb.lemma == "be" and any(
        child.dep in CLAUSES
        or (child.dep == "attr" and child.lemma in text.known.impersonal_nouns)
        or (child.dep == "acomp" and any(parse.dependants(child.index, "xcomp", *CLAUSES)))
        for child in after
    )


def spoken_by(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> Cluster | None:
    """The cluster of whoever speaks the quotation in which a pronoun stands: he says "I" of himself."""
    quotation = text.quotation(mention)
    if quotation is None or quotation.speaker is None:
        return None
    return speaker_cluster(text, quotation.speaker, clusters)


def speaker_cluster(text: Text, place: tuple[int, int], clusters: Sequence[Cluster]) -> Cluster | None:
    """The cluster of the mention whose head stands at a place, or of its name where it comes later in the text."""
    home = text.home_at(place)
    later = text.mentions.get(place)
    return find_same_name(text, later, clusters)[0] if home is None and later is not None else home


def is_bound(text: Text, mention: EntityMention, cluster: Cluster, subjects: set[int]) -> bool:
    """True for an object pronoun and the subject of its own verb, which cannot be one ("Lavrov invites him").

    A reflexive pronoun is bound the other way round: nobody but that subject can be meant.
    """
    token = text.head(mention)
    is_reflexive = token.text.lower() in REFLEXIVE
    if not subjects or (token.dep not in OBJECTS and not is_reflexive):
        return False
    is_subject = any(m.sentence == mention.sentence and m.head in subjects for m in cluster.mentions)
    return is_subject != is_reflexive


def own_subjects(parse: Parse, token: Token) -> set[int]:
    """The subjects of a pronoun's verb, and of the verbs with which that one shares them."""
    nearest = next((up for up in parse.ancestors(token.index) if up.pos in ("VERB", "AUX")), None)
    linked: set[int] = set()
    while nearest is not None:
        linked.add(nearest.index)
        subjects = {child.index for child in parse.dependants(nearest.index, *SUBJECTS)}
        if subjects:
            return subjects
        if nearest.dep not in SHARING or nearest.head in linked:
            break
        controlled = {child.index for child in parse.dependants(nearest.head, "dobj") if child.index < nearest.index}
        if nearest.dep == "xcomp" and controlled:
            return controlled
        nearest = parse.tokens[nearest.head]
    return set()
