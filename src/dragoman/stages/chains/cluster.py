"""A chain under construction, and what linking looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.entry import How
from dragoman.knowledge.normal_form import fold, normal_form
from dragoman.model.actor import Actor, ActorKind, Resolution
from dragoman.model.document import Document
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.syntax import Parse, Sentence, Token
from dragoman.stages.chains.speech import Place, Quotation
from dragoman.stages.chains.words import ChainWords, Gender

LABELS_OF_BODIES = (MentionLabel.ORGANISATION, MentionLabel.PLACE, MentionLabel.GROUP)
QUOTED = ("“", '"', "«")
CONTENT = ("NOUN", "PROPN", "ADJ", "NUM", "VERB")


@dataclass(slots=True)
class Cluster:
    """A chain under construction: its mentions with the reason for each link, and what is known of its actor.

    `names` are the folded words of its names, `heads` the lemmas of its heads, `words` the folded words of its phrases.
    """

    mentions: list[EntityMention] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    names: set[tuple[str, ...]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    actor: Actor | None = None
    gender: Gender | None = None
    is_named_person: bool = False
    is_named_body: bool = False

    @property
    def last(self) -> EntityMention:
        """The mention that was added last."""
        return self.mentions[-1]

    @property
    def is_person(self) -> bool:
        """True when some mention or the actor is a person."""
        return self.is_named_person or (self.actor is not None and self.actor.kind is ActorKind.PERSON)

    @property
    def is_body(self) -> bool:
        """True for a state, organisation or group."""
        return not self.is_person and self.is_named_body

    @property
    def is_state(self) -> bool:
        """True for a state, not for one of its parts or people."""
        return self.actor is not None and self.actor.kind is ActorKind.STATE and self.actor.sectors[:1] == ("GOV",)

    def spoken_of(self) -> Iterator[EntityMention]:
        """The mentions that are no pronouns."""
        return (mention for mention in self.mentions if mention.kind is not MentionKind.PRONOUN)


@dataclass(frozen=True, slots=True)
class Text:
    """What linking looks at: the document's sentences and parses, mentions by place, own resolutions, quotations, knowledge.

    `homes` gives the cluster of each mention that has one; the other two keep what has been computed once.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    parses: tuple[Parse, ...]
    mentions: Mapping[Place, EntityMention]
    resolutions: Mapping[int, Resolution]
    quotations: tuple[Quotation, ...]
    base: ActorBase
    known: ChainWords
    homes: dict[int, Cluster] = field(default_factory=dict)
    seen_tokens: dict[int, list[Token]] = field(default_factory=dict, repr=False)
    seen_genders: dict[int, Gender | None] = field(default_factory=dict, repr=False)

    def tokens(self, mention: EntityMention) -> list[Token]:
        """The tokens of the phrase."""
        found = self.seen_tokens.get(mention.id)
        if found is None:
            start, end = mention.span.start, mention.span.end
            found = [t for t in self.parses[mention.sentence].tokens if start <= t.span.start and t.span.end <= end]
            self.seen_tokens[mention.id] = found
        return found

    def words(self, mention: EntityMention) -> tuple[str, ...]:
        """The folded words of the mention's name, of the whole phrase where it has none."""
        span = mention.name or mention.span
        return tuple(normal_form([token.text for token in self.tokens(mention) if span.contains(token.span)]).split())

    def head(self, mention: EntityMention) -> Token:
        """The token that heads the mention."""
        return self.parses[mention.sentence].tokens[mention.head]

    def lemma(self, mention: EntityMention) -> str:
        """The lemma of the mention's head."""
        return self.head(mention).lemma

    def is_quotation(self, index: int) -> bool:
        """True for a sentence that opens with a quotation mark and has no name of its own to offer as antecedent."""
        return self.document.text[self.sentences[index].span.start] in QUOTED

    def is_scene(self, mention: EntityMention) -> bool:
        """True for a place that only says where: "in the West Bank"."""
        token = self.head(mention)
        above = self.parses[mention.sentence].tokens[token.head]
        return mention.label is MentionLabel.PLACE and token.dep == "pobj" and above.lemma in self.known.locatives

    def is_town(self, mention: EntityMention) -> bool:
        """True for a capital as the scene of something, which there is not its state: "in Paris"."""
        if mention.name is None or not self.is_scene(mention):
            return False
        entries = self.base.names.entries(" ".join(self.words(mention)))
        return bool(entries) and entries[0].how is How.CAPITAL

    def quotation(self, mention: EntityMention) -> Quotation | None:
        """The quotation in which a mention stands."""
        return next((each for each in self.quotations if each.span.contains(mention.span)), None)

    def home_at(self, place: Place) -> Cluster | None:
        """The cluster of the mention whose head stands at a place, where it has one yet."""
        mention = self.mentions.get(place)
        return self.homes.get(mention.id) if mention is not None else None

    def gender(self, mention: EntityMention) -> Gender | None:
        """What a mention's words tell of its bearer: a pronoun, a title, the noun, or else the first name."""
        if mention.id not in self.seen_genders:
            self.seen_genders[mention.id] = self.find_gender(mention)
        return self.seen_genders[mention.id]

    def find_gender(self, mention: EntityMention) -> Gender | None:
        """The gender that the words tell, looked up."""
        words = [fold(token.text) for token in self.tokens(mention)]
        if mention.kind is MentionKind.PRONOUN:
            return GENDERS.get(words[0])
        stated = {self.known.genders[word] for word in (*words, self.lemma(mention)) if word in self.known.genders}
        if len(stated) == 1:
            return stated.pop()
        named = self.words(mention) if mention.name is not None else ()
        return self.known.names.get(named[0]) if len(named) > 1 and mention.label is MentionLabel.PERSON else None


GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}


def add(text: Text, cluster: Cluster, mention: EntityMention) -> None:
    """Puts a mention into a cluster and keeps what it tells of the actor."""
    cluster.mentions.append(mention)
    text.homes[mention.id] = cluster
    gender = text.gender(mention)
    if gender is not None and (cluster.gender is None or mention.kind is not MentionKind.NAME):
        cluster.gender = gender
    if mention.kind is MentionKind.PRONOUN:
        return
    cluster.is_named_person |= mention.label is MentionLabel.PERSON
    cluster.is_named_body |= mention.label in LABELS_OF_BODIES
    if mention.name is not None:
        cluster.names.add(text.words(mention))
    cluster.heads.add(text.lemma(mention))
    cluster.words.update(content_of(text.tokens(mention)))
    if text.is_town(mention):
        return
    resolution = text.resolutions.get(mention.id)
    if resolution is not None and (cluster.actor is None or weight(resolution.actor) > weight(cluster.actor)):
        cluster.actor = resolution.actor


def content_of(tokens: Sequence[Token]) -> Iterator[str]:
    """The words with content among tokens, as lower-case lemmas."""
    return (token.lemma.lower() for token in tokens if token.pos in CONTENT)


def weight(actor: Actor) -> tuple[bool, bool, bool, bool]:
    """How much is known of an actor; compares."""
    return (bool(actor.key), actor.code is not None, actor.name is not None, bool(actor.sectors))


def clash(key: str, cluster: Cluster) -> bool:
    """True when the base knows the two as different actors."""
    return bool(key and cluster.actor is not None and cluster.actor.key and cluster.actor.key != key)
