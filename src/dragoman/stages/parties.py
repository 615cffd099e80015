"""The parties of an event: which mentions are one party, and which mention tells most of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model.actor import ActorKind, Resolution
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.mention import EntityMention, MentionKind
from dragoman.model.reading import Reading
from dragoman.stages.coreference import identities


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
    chain_of = {mention: chain.id for chain in reading.coreference or () for mention in chain.mentions}
    return Identities(reading, known, chain_of)


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
                if not any(same_party(side, other) for other in found):
                    found.append(side)
    return tuple(found)


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
    """The parties over all tellings of an event, each as the list of its mentions, the most telling one first."""
    parties: list[list[Side]] = []
    for group in groups:
        for side in group:
            home = next((party for party in parties if any(side.names & other.names for other in party)), None)
            if home is None:
                parties.append([side])
            else:
                home.append(side)
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
