"""Which mentions of a document denote the same actor.

Mentions are taken in text order; each joins a chain that is already open, or opens one. Names come first (same actor, same
name, last name, spelling, acronym), then appositions and descriptions ("the movement"), then pronouns. A mention with
two equally good antecedents, or none near enough, stays alone: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.normal_form import normal_form
from dragoman.model.actor import Actor, ActorKind, Chain, Resolution, ResolvedBy
from dragoman.model.document import Document
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.model.syntax import Parse, Sentence
from dragoman.pipeline import Stage, each

SPELLING = 0.88
DEFINITE = ("the", "this", "that", "these", "those", "its", "his", "her", "their")
SINGULAR_PERSON = frozenset(["he", "him", "his", "she", "her", "hers", "himself", "herself"])
NEUTER = frozenset(["it", "its", "itself"])
QUOTED = ("“", '"', "«")
REACH = 1
LABELS_OF_BODIES = (MentionLabel.ORGANISATION, MentionLabel.PLACE, MentionLabel.GROUP)


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


def weight(actor: Actor) -> tuple[bool, bool, bool, bool]:
    """How much is known of an actor; compares."""
    return (bool(actor.key), actor.code is not None, actor.name is not None, bool(actor.sectors))


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


def clash(key: str, cluster: Cluster) -> bool:
    """True when the base knows the two as different actors."""
    return bool(key and cluster.actor is not None and cluster.actor.key and cluster.actor.key != key)


def same_person(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """True when one is the last name of the other, or both are spellings of one full name."""
    if not words or not name:
        return False
    last_alike = words[-1] == name[-1] or JaroWinkler.similarity(words[-1], name[-1]) >= 0.93
    if len(words) == 1 or len(name) == 1:
        return last_alike and words[-1][0] == name[-1][0]
    if words[0] == name[0] or (words[0][0] == name[0][0] and min(len(words[0]), len(name[0])) == 1):
        return last_alike
    firsts = JaroWinkler.similarity(words[0], name[0])
    return firsts >= SPELLING and JaroWinkler.similarity(words[-1], name[-1]) >= SPELLING


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
            if (member.sentence, member.head) == (mention.sentence, other) and compatible(text, mention, cluster):
                return cluster, "apposition"
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


def find_description(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a definite description takes up: "the minister", "the movement", "the rebels"."""
    if mention.kind is not MentionKind.DESCRIPTION or not is_definite(text, mention):
        return None, ""
    head = text.lemma(mention)
    for cluster in reversed(clusters):
        if cluster.last.sentence < mention.sentence - 12 or not compatible(text, mention, cluster):
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


def find_pronoun(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The nearest cluster that a pronoun can stand for, subjects first; none beyond the sentence before."""
    if mention.kind is not MentionKind.PRONOUN:
        return None, ""
    word = mention.span.of(text.document.text).lower()
    for sentence in reachable(text, mention):
        fitting = [c for c in clusters if fits_pronoun(word, c, mention) and spoken_in(c, sentence, mention)]
        fitting = [c for c in fitting if not is_bound(text, mention, c)]
        if fitting:
            best = min(fitting, key=lambda c: salience(text, c, sentence, mention))
            return best, f"{word}: nearest in sentence {sentence}"
    return None, ""


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
    if mention.is_plural and word not in ("we", "us", "our"):
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
