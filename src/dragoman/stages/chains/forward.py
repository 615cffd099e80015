"""Pronouns that point forward: "After his arrest, X ..." and the "I" of a quotation whose speaker is named behind it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model.mention import EntityMention, MentionKind
from dragoman.stages.chains.cluster import Cluster, Text
from dragoman.stages.chains.pronouns import SINGULAR_PERSON, SUBJECTS, agreement, speaker_cluster

FIRST_PERSON = frozenset(("i", "me", "my"))
OPENING = ("prep", "advcl")


def find_later(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a pronoun without an antecedent points forward to."""
    word = mention.span.of(text.document.text).lower()
    if word in FIRST_PERSON:
        quotation = text.quotation(mention)
        if quotation is None or quotation.speaker is None:
            return None, ""
        speaker = speaker_cluster(text, quotation.speaker, clusters)
        return (speaker, f"{word}: who speaks") if speaker is not None and not speaker.is_body else (None, "")
    subject = main_subject(text, mention) if word in SINGULAR_PERSON else None
    if subject is None:
        return None, ""
    cluster = text.homes.get(subject.id)
    if cluster is None or not agreement(text, word, mention, cluster):
        return None, ""
    return cluster, f"{word}: the subject that follows"


def main_subject(text: Text, mention: EntityMention) -> EntityMention | None:
    """The subject of the clause before which a pronoun stands in an opening phrase ("After his arrest, X ...")."""
    parse = text.parses[mention.sentence]
    for above in parse.ancestors(mention.head):
        if above.dep in OPENING:
            main = parse.tokens[above.head]
            for subject in parse.dependants(main.index, *SUBJECTS):
                found = text.mentions.get((mention.sentence, subject.index))
                if above.index < subject.index < main.index and found is not None and found.kind is not MentionKind.PRONOUN:
                    return found
    return None
