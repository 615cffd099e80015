"""Whom each mention denotes by its own words, as of the document's date.

Names are looked up in the actor base; an office with its country finds its holder of the day; a role noun gives a sector.
What only the rest of the document can tell ("he", "the movement") is left to coreference. Nothing is guessed: who is not
known keeps the text, with code None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.entry import How, NamedEntry, Office, PersonMatch
from dragoman.model.actor import Actor, ActorKind, Resolution, ResolvedBy
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token
from dragoman.pipeline import Stage, each

GOVERNMENT = "GOV"
FORMER = "ELI"
CIVILIANS = "CVL"
# The parser's model often takes a bare last name for an organisation or place; then only a sure holder of office counts.
PERSONAL = (MentionLabel.PERSON,)
FULL_NAMES = (How.NAME, How.ALIAS)
SURE_LAST_NAME = 0.8
LEADERS = ("head_of_state", "head_of_government")
JUNIOR = ("jr", "sr")
KIND_OF_LABEL = {
    MentionLabel.PERSON: ActorKind.PERSON,
    MentionLabel.ORGANISATION: ActorKind.ORGANISATION,
    MentionLabel.PLACE: ActorKind.GROUP,
    MentionLabel.GROUP: ActorKind.GROUP,
    MentionLabel.UNKNOWN: ActorKind.GROUP,
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a mention and of its parts, ready to be looked up.

    `renamed` is the noun of an apposition ("analyst" in "Michael Horowitz, a security analyst"), `modified` the noun before
    which a nationality stands ("forces" in "Chadian and Nigerien forces").
    """

    words: tuple[str, ...]
    name: tuple[str, ...]
    title: tuple[str, ...]
    affiliation: tuple[str, ...]
    head: str
    name_text: str | None
    renamed: str | None
    modified: str | None


def phrase_of(mention: EntityMention, parse: Parse) -> Phrase:
    """The words of a mention, by part."""

    def tokens(span: Span | None) -> list[Token]:
        return [] if span is None else [token for token in parse.tokens if span.contains(token.span)]

    def words(span: Span | None) -> tuple[str, ...]:
        return tuple(token.text for token in tokens(span))

    return Phrase(
        words(mention.span),
        words(mention.name),
        words(mention.title),
        words(mention.affiliation),
        parse.tokens[mention.head].lemma,
        as_written(tokens(mention.name)) or None,
        next((token.lemma for token in parse.dependants(mention.head, "appos") if token.pos == "NOUN"), None),
        modified_noun(mention, parse),
    )


def modified_noun(mention: EntityMention, parse: Parse) -> str | None:
    """The lemma of the noun that a nationality modifies, alone or coordinated with others."""
    token = parse.tokens[mention.head]
    while token.dep == "conj" and token.head != token.index:
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    return above.lemma if token.dep in ("amod", "compound", "nmod") and above.pos in ("NOUN", "PROPN") else None


def as_written(tokens: Sequence[Token]) -> str:
    """The words with a space where the text has white space ("al-Moualem", not "al - Moualem")."""
    pieces = [
        (" " if before is not None and before.span.end < token.span.start else "") + token.text
        for before, token in zip((None, *tokens), tokens, strict=False)
    ]
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Clue:
    """A mention with what its words tell before it is looked up: to whom it belongs, and which office it names."""

    mention: EntityMention
    phrase: Phrase
    owner: Actor | None
    office: Office | None
    on: date | None


def resolve_mention(mention: EntityMention, parse: Parse, base: ActorBase, on: date | None) -> Resolution | None:
    """The actor that a mention denotes by its own words; None for a pronoun."""
    if mention.kind is MentionKind.PRONOUN:
        return None
    phrase = phrase_of(mention, parse)
    owner = resolve_affiliation(phrase.affiliation, base, on)
    office = base.office(phrase.words) if phrase.title else None
    clue = Clue(mention, phrase, owner, office, on)
    for resolve in (resolve_known_name, resolve_person, resolve_holder):
        found = resolve(clue, base)
        if found is not None:
            return found
    return resolve_description(clue, base)


def resolve_affiliation(words: Sequence[str], base: ActorBase, on: date | None) -> Actor | None:
    """The state, body or person that a phrase belongs to ("Russian", "Hamas", "Trump")."""
    if not words:
        return None
    entry = whole_name(words, base)
    if entry is not None and entry.actor.kind is not ActorKind.PERSON:
        return entry.actor
    person = base.person(list(words), on=on, code=None)
    return person.actor if person is not None else None


def whole_name(words: Sequence[str], base: ActorBase) -> NamedEntry | None:
    """The likeliest entry that all of `words` together name."""
    for match in base.find_names(list(words)):
        if match.start == 0 and match.end == len(words):
            return match.entries[0]
    return None


def resolve_known_name(clue: Clue, base: ActorBase) -> Resolution | None:
    """States and bodies that the base knows by name; a state is its government, its people are civilians."""
    mention, phrase = clue.mention, clue.phrase
    words = phrase.name or (phrase.words if mention.kind is MentionKind.NATIONALITY else ())
    entry = whole_name(words, base) if words else None
    if entry is None or entry.actor.kind is ActorKind.PERSON:
        return None
    actor = entry.actor
    if actor.kind is ActorKind.ORGANISATION:
        actor = base.actor(actor.key, clue.on) or actor
    if entry.is_ambiguous and clue.owner is not None and clue.owner.code not in (None, actor.code):
        return None
    if clue.owner is not None and clue.owner.code not in (None, actor.code) and base.role_noun(" ".join(words)):
        return None  # "the Nigerian Army" is not the army that the base knows by that word alone
    if actor.kind is ActorKind.STATE and not actor.sectors:
        people = entry.how is How.DEMONYM and mention.is_plural and mention.kind is not MentionKind.NATIONALITY
        actor = replace(actor, sectors=(CIVILIANS if people else GOVERNMENT,))
    noun = phrase.modified if mention.kind is MentionKind.NATIONALITY else phrase.head
    role = base.role_noun(noun) if noun and noun.lower() not in {word.lower() for word in words} else None
    if role is not None:
        actor = replace(actor, sectors=role.sectors or actor.sectors)
    return Resolution(mention.id, actor, ResolvedBy.KNOWLEDGE_BASE, f"known by {entry.how}: {' '.join(words)}")


def resolve_person(clue: Clue, base: ActorBase) -> Resolution | None:
    """Persons that the base knows by name or by last name with a country or title that agrees."""
    mention, phrase, owner, office = clue.mention, clue.phrase, clue.owner, clue.office
    if not phrase.name or mention.label is MentionLabel.GROUP:
        return None
    code = owner.code if owner is not None else (office.code if office is not None else None)
    match = base.person(list(phrase.name), on=clue.on, code=code)
    if match is not None and match.how not in FULL_NAMES and base.role_noun(" ".join(phrase.name)):
        return None  # "Muslim" is the faith before it is anybody's last name
    if match is None or not is_believable(clue, match) or is_namesake(clue, match, base):
        return None
    return Resolution(mention.id, match.actor, ResolvedBy.KNOWLEDGE_BASE, f"person by {match.how}: {' '.join(phrase.name)}")


def is_believable(clue: Clue, match: PersonMatch) -> bool:
    """False for a bare last name that may be none, and for the son of the one who was found."""
    if clue.phrase.name[-1].rstrip(".").lower() in JUNIOR and match.actor.name is not None:
        return match.actor.name.rpartition(" ")[2].rstrip(".").lower() in JUNIOR
    if clue.mention.label in PERSONAL or match.how in FULL_NAMES:
        return True
    if match.score >= SURE_LAST_NAME and clue.mention.label is not MentionLabel.UNKNOWN:
        return True
    return match.tenure is not None and not match.is_former and match.tenure.role in LEADERS


def is_namesake(clue: Clue, match: PersonMatch, base: ActorBase) -> bool:
    """True when an apposition gives the bearer of the name another trade than the one who was found."""
    role = base.role_noun(clue.phrase.renamed) if clue.phrase.renamed else None
    if role is None or role.inherits or not role.sectors or not match.actor.sectors:
        return False
    return not set(role.sectors) & {*match.actor.sectors, *(match.tenure.sectors if match.tenure else ())}


def resolve_holder(clue: Clue, base: ActorBase) -> Resolution | None:
    """Who holds the office that a phrase names with its country ("the Russian foreign minister")."""
    mention, phrase, owner, office, on = clue.mention, clue.phrase, clue.owner, clue.office, clue.on
    if phrase.name or office is None or office.is_former or mention.is_plural or on is None:
        return None
    for place in holder_places(owner, office):
        holder = base.holder(place, office, on)
        if holder is not None:
            return Resolution(mention.id, holder.actor, ResolvedBy.KNOWLEDGE_BASE, f"{office.name} of {place} on {on}")
    return None


def holder_places(owner: Actor | None, office: Office) -> list[str]:
    """The codes or keys under which the holder of an office may stand, the body before the state."""
    if owner is None:
        return [office.code] if office.code else []
    if owner.kind is ActorKind.STATE:
        return [owner.code] if owner.code else []
    return [owner.key] if owner.kind is ActorKind.ORGANISATION and owner.key else []


def resolve_description(clue: Clue, base: ActorBase) -> Resolution:
    """What the words tell of somebody not known by name: country by affiliation, sector by office or role noun."""
    mention, phrase, owner, office = clue.mention, clue.phrase, clue.owner, clue.office
    role = base.role_noun(phrase.head) or (base.role_noun(phrase.words[-1]) if phrase.words else None)
    sectors: tuple[str, ...] = ()
    because: list[str] = []
    if office is None and role is None and mention.kind is MentionKind.DESCRIPTION and mention.label is MentionLabel.UNKNOWN:
        owner = None
    if office is not None and office.sector:
        sectors, because = ((FORMER,) if office.is_former else (office.sector,)), [f"office {office.name}"]
    elif role is not None:
        sectors, because = role.sectors, [f"role noun {role.phrase}"]
    inherits = role is not None and role.inherits
    code = owner.code if owner is not None else (office.code if office is not None else None)
    if owner is not None:
        because.append(f"belongs to {owner.name or owner.code}")
        if owner.kind is not ActorKind.STATE and owner.sectors and (not sectors or inherits):
            sectors = owner.sectors
    elif code is not None and office is not None:
        because.append(f"office of {code}")
    if not sectors and owner is not None and mention.kind is MentionKind.NATIONALITY:
        sectors = (GOVERNMENT,)
    actor = Actor(
        kind=ActorKind.PERSON if office is not None else KIND_OF_LABEL[mention.label],
        name=phrase.name_text,
        code=code,
        sectors=sectors,
        office=" ".join(phrase.title) or None,
    )
    by = ResolvedBy.KNOWLEDGE_BASE if code is not None else ResolvedBy.NONE
    return Resolution(mention.id, actor, by, "; ".join(because) or "not known")


def resolve_mentions(
    mentions: Sequence[EntityMention], parses: Sequence[Parse], base: ActorBase, on: date | None
) -> tuple[Resolution, ...]:
    """The actors of all mentions but pronouns, in the mentions' order."""
    found = (resolve_mention(mention, parses[mention.sentence], base, on) for mention in mentions)
    return tuple(resolution for resolution in found if resolution is not None)


def actors_stage(base: ActorBase) -> Stage:
    """The stage that writes `actors`."""

    def find(reading: Reading) -> tuple[Resolution, ...]:
        return resolve_mentions(reading.entities or (), reading.syntax or (), base, reading.document.published)

    return Stage("actors", ("syntax", "entities"), "actors", each("actors", find))
