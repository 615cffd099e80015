"""A chain under construction, and what linking looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.normal_form import normal_form
from dragoman.model.actor import Actor, ActorKind, Resolution
from dragoman.model.document import Document
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.syntax import Parse, Sentence

LABELS_OF_BODIES = (MentionLabel.ORGANISATION, MentionLabel.PLACE, MentionLabel.GROUP)
QUOTED = ("“", '"', "«")


@dataclass(slots=True)
class Cluster:
    """A chain under construction: its mentions and links, and what is known of its actor."""

    mentions: list[EntityMention]
    because: list[str] = field(default_factory=list)
    names: set[tuple[str, ...]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    actor: Actor | None = None

    @property
    def last(self) -> EntityMention:
        """The mention that was added last."""
        return self.mentions[-1]

    @property
    def is_person(self) -> bool:
        """True when some mention or the actor is a person."""
        known = self.actor is not None and self.actor.kind is ActorKind.PERSON
        return known or any(m.label is MentionLabel.PERSON and m.kind is not MentionKind.PRONOUN for m in self.mentions)

    @property
    def is_body(self) -> bool:
        """True for a state, organisation or group."""
        return not self.is_person and any(mention.label in LABELS_OF_BODIES for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Text:
    """What linking looks at: the document's sentences and parses, own resolutions by mention, and the actor base."""

    document: Document
    sentences: tuple[Sentence, ...]
    parses: tuple[Parse, ...]
    resolutions: Mapping[int, Resolution]
    base: ActorBase

    def words(self, mention: EntityMention) -> tuple[str, ...]:
        """The folded words of the mention's name, of the whole phrase where it has none."""
        span = mention.name or mention.span
        tokens = [token.text for token in self.parses[mention.sentence].tokens if span.contains(token.span)]
        return tuple(normal_form(tokens).split())

    def lemma(self, mention: EntityMention) -> str:
        """The lemma of the mention's head."""
        return self.parses[mention.sentence].tokens[mention.head].lemma

    def is_quotation(self, index: int) -> bool:
        """True for a sentence that opens with a quotation mark and has no name of its own to offer as antecedent."""
        return self.document.text[self.sentences[index].span.start] in QUOTED


def weight(actor: Actor) -> tuple[bool, bool, bool, bool]:
    """How much is known of an actor; compares."""
    return (bool(actor.key), actor.code is not None, actor.name is not None, bool(actor.sectors))


def clash(key: str, cluster: Cluster) -> bool:
    """True when the base knows the two as different actors."""
    return bool(key and cluster.actor is not None and cluster.actor.key and cluster.actor.key != key)
