"""The parties of an event: which mentions are one party, and which mention tells most of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model.actor import ActorKind, Resolution, ResolvedBy
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.mention import EntityMention, MentionKind
from dragoman.model.reading import Reading
from dragoman.model.voice import VoiceKind
from dragoman.stages.coreference import identities

FIRST_PERSON = ("i", "me", "my", "we", "us", "our")
NEUTER = ("it", "its", "this", "that")


@dataclass(frozen=True, slots=True)
class Side:
    """A party of an event: its mention and whom that denotes; by `names`, words and keys, sides are compared."""

    mention: EntityMention
    resolution: Resolution | None
    names: frozenset[str]
    because: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Identities:
    """A reading with the actor and the chain of each of its mentions."""

    reading: Reading
    known: Mapping[int, Resolution]
    chain_of: Mapping[int, int]

    @property
    def document(self) -> Document:
        """The document that is read."""
        return self.reading.document

    def mention(self, number: int) -> EntityMention:
        """The entity mention with this id."""
        return (self.reading.entities or ())[number]


def identities_of(reading: Reading) -> Identities:
    """The actor and chain of each mention of a reading."""
    known = identities(reading.actors or (), reading.coreference or ())
    known |= speakers_of(reading, known)
    chain_of = {mention: chain.id for chain in reading.coreference or () for mention in chain.mentions}
    return Identities(reading, known, chain_of)


def speakers_of(reading: Reading, known: Mapping[int, Resolution]) -> dict[int, Resolution]:
    """Whom "I" and "we" in quotations denote: who speaks, or whom the speaker speaks for."""
    quoted = [v for v in reading.attribution or () if v.mention in known and v.kind is not VoiceKind.INDIRECT]
    found = {}
    for mention in reading.entities or ():
        if mention.kind is MentionKind.PRONOUN and mention.span.of(reading.document.text).lower() in FIRST_PERSON:
            around = [voice for voice in quoted if voice.content.contains(mention.span)]
            voice = min(around, key=lambda voice: len(voice.content), default=None)
            if voice is not None and voice.mention is not None:
                speaker = known[voice.mention]
                because = f"speaks: {speaker.because}"
                found[mention.id] = Resolution(mention.id, speaker.actor, ResolvedBy.DOCUMENT, because)
    return found


def side_of(context: Identities, number: int, because: str, score: float) -> Side:
    """The party that an entity mention is, with the names by which it is compared with others."""
    mention = context.mention(number)
    resolution = context.known.get(number)
    names = {mention.span.of(context.document.text).lower()}
    if number in context.chain_of:
        names.add(f"chain {context.chain_of[number]}")
    if mention.kind is MentionKind.DESCRIPTION and (resolution is None or resolution.actor.code is None):
        names.add((context.reading.syntax or ())[mention.sentence].tokens[mention.head].lemma)
    if resolution is not None:
        actor = resolution.actor
        names.update(filter(None, (actor.key, actor.name)))
        if actor.code is not None:
            names.add(f"{actor.code} {actor.sectors[0] if actor.sectors else ''}")
    return Side(mention, resolution, frozenset(names), because, score)


def sides(context: Identities, event: EventMention, name: RoleName) -> tuple[Side, ...]:
    """The distinct parties that play one part in an event mention."""
    found: list[Side] = []
    for role in event.roles:
        if role.name is name:
            for number in (role.mention, *coordinated_in(context, role.mention)):
                side = side_of(context, number, role.because, role.score)
                if is_nobody(context, side):
                    continue
                if not any(same_party(side, other) for other in found):
                    found.append(side)
    return tuple(found)


def is_nobody(context: Identities, side: Side) -> bool:
    """True for an "it" that points at nothing known: no party, while a "he" that stays unresolved is somebody."""
    words = side.mention.span.of(context.document.text).lower()
    return side.mention.kind is MentionKind.PRONOUN and side.resolution is None and words in NEUTER


def coordinated_in(context: Identities, number: int) -> tuple[int, ...]:
    """The further nationalities of a phrase that has several: Chad in "Chadian and Nigerien forces"."""
    whole = context.mention(number)
    if whole.kind is not MentionKind.DESCRIPTION or whole.affiliation is None:
        return ()
    parse = (context.reading.syntax or ())[whole.sentence]
    return tuple(
        mention.id
        for mention in (context.reading.entities or ())[max(0, number - 4) : number + 5]
        if mention.kind is MentionKind.NATIONALITY
        and whole.span.contains(mention.span)
        and not mention.span.overlaps(whole.affiliation)
        and (parse.tokens[mention.head].dep == "conj" or any(parse.dependants(mention.head, "conj")))
    )


def same_party(one: Side, other: Side) -> bool:
    """True when two sides are one actor: one chain, one known actor, or the same words."""
    shared = one.names & other.names
    return any(not is_mere_code(name) for name in shared)


def is_mere_code(name: str) -> bool:
    """True for the "RUS GOV" among the names of a side, which different ministers share."""
    return len(name) <= 7 and name[:3].isupper() and name[3:4] == " "


def best_sides(groups: Iterable[Sequence[Side]]) -> list[list[Side]]:
    """The parties over all tellings of an event, each as the list of its mentions, the most telling one first.

    Two parties of one telling are two, though of one government; of two tellings "Moscow" and "the minister" may be one.
    """
    parties: list[list[Side]] = []
    for group in groups:
        told: list[list[Side]] = []
        for side in group:
            home = next((party for party in parties if any(same_party(side, other) for other in party)), None)
            home = home or next((p for p in parties if p not in told and any(side.names & o.names for o in p)), None)
            if home is None:
                home = []
                parties.append(home)
            home.append(side)
            told.append(home)
    return [sorted(party, key=informativeness, reverse=True) for party in parties]


def informativeness(side: Side) -> tuple[bool, bool, bool, int]:
    """How much a mention tells of its bearer; compares."""
    actor = side.resolution.actor if side.resolution is not None else None
    return (
        actor is not None and actor.kind is ActorKind.PERSON and bool(actor.key or actor.name),
        actor is not None and actor.code is not None,
        side.mention.kind is MentionKind.NAME,
        len(side.mention.span),
    )
