"""Phrases that can name an actor: names, nationalities, descriptions and pronouns, with their parts.

Whom a phrase denotes is left to the actors stage, and which phrases denote the same to coreference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.knowledge.actor_base import ActorBase
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.model.span import Span, covering
from dragoman.model.syntax import Parse, Token
from dragoman.pipeline import Stage, each
from dragoman.stages.mentions.names import Name, find_names
from dragoman.stages.mentions.phrases import is_phrase_head, linked_noun, phrase_start

PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "i", "me", "my", "himself", "herself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves", "we", "us", "our"))
NEUTER = frozenset(("it", "its", "itself"))
PRONOUNS = PERSONAL | PLURAL | NEUTER
# "the Qatari capital Doha" is a place; only a bare "Doha" can be the state.
SETTLEMENTS = frozenset(("capital", "city", "town", "port", "downtown", "central"))
HONORIFICS = frozenset(("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady", "prof.", "sheikh"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase under work: tokens `start` up to and with `head`; `end` is behind an "of" phrase that belongs to it."""

    parse: Parse
    start: int
    head: int
    end: int

    def span(self, start: int, end: int) -> Span:
        """The characters from token `start` up to, not including, token `end`."""
        return covering(token.span for token in self.parse.tokens[start:end])


def find_mentions(parses: Sequence[Parse], base: ActorBase) -> tuple[EntityMention, ...]:
    """The mentions of a document in text order."""
    found = [mention for parse in parses for mention in mentions_of(parse, base)]
    return tuple(replace(mention, id=number) for number, mention in enumerate(found))


def mentions_of(parse: Parse, base: ActorBase) -> list[EntityMention]:
    """The mentions of a sentence in text order, ids not yet given."""
    found = find_names(parse, base)
    towns = [name for name in found if is_town(parse, name)]
    names = [name for name in found if name not in towns]
    heads = [t for t in parse.tokens if is_phrase_head(parse, t) and not any(town.covers(t.index) for town in towns)]
    heads = [token for token in heads if not is_inside_name(parse, token, names, heads)]
    phrases = [mention for token in heads if (mention := phrase_mention(parse, token, names, base)) is not None]
    inner = [mention for name in names if (mention := inner_mention(parse, name, phrases)) is not None]
    return sorted((*phrases, *inner), key=lambda mention: (mention.span.start, mention.span.end))


def is_inside_name(parse: Parse, token: Token, names: Sequence[Name], heads: Sequence[Token]) -> bool:
    """True for a phrase head below or before another one of the same known name ("Rights" in "Council on Human Rights")."""
    own = next((name for name in names if name.match is not None and name.covers(token.index)), None)
    if own is None:
        return False
    others = [head for head in heads if own.covers(head.index) and head.index != token.index]
    above = {up.index for up in parse.ancestors(token.index)}
    below = {head.index for head in others if any(up.index == token.index for up in parse.ancestors(head.index))}
    return any(head.index in above or (head.index > token.index and head.index not in below) for head in others)


def is_town(parse: Parse, name: Name) -> bool:
    """True for a capital that the text calls a town, and so means the place and not the state."""
    return name.is_capital and name.start > 0 and parse.tokens[name.start - 1].lemma in SETTLEMENTS


def phrase_mention(parse: Parse, head: Token, names: Sequence[Name], base: ActorBase) -> EntityMention | None:
    """The mention that a phrase head heads; None for a pronoun that points at nobody."""
    if head.pos == "PRON":
        return pronoun_mention(parse, head)
    start = phrase_start(parse, head.index)
    own = next((name for name in names if name.covers(head.index)), None)
    if own is not None:
        start = min(start, own.start)
    linked = linked_noun(parse, head.index)
    phrase = Phrase(parse, start, head.index, head.index + 1)
    owner = next(parse.dependants(head.index, "poss"), None)
    after = parse.subtree(owner.index)[-1] + 1 if owner is not None and owner.index >= start else start
    title = find_title(parse, after, (linked.index if linked else head.index) + 1, base)
    if title is not None and title[0] > head.index:
        title = None
    role = base.role_noun(head.lemma)
    if title and ((own and own.match and own.covers(title[0])) or (role and role.label is MentionLabel.ORGANISATION)):
        title = None
    proper = proper_name(phrase, own, title[1] if title else start, names)
    if linked is not None and proper is None and (title is not None or role is not None):
        phrase = replace(phrase, end=linked.index + 1)
    people = own is not None and own.is_people and own.start == start
    kind = MentionKind.NAME if proper else MentionKind.DESCRIPTION
    return EntityMention(
        id=0,
        sentence=parse.sentence,
        head=head.index,
        span=phrase.span(start, phrase.end),
        kind=MentionKind.NATIONALITY if people and head.index == start else kind,
        label=label_of(own, is_person=title is not None or has_honorific(phrase), role=role.label if role else None),
        name=phrase.span(*proper) if proper else None,
        title=phrase.span(*title) if title else None,
        affiliation=affiliation_of(phrase, proper, linked, names, title),
        is_plural=head.tag in ("NNS", "NNPS"),
    )


def find_title(parse: Parse, start: int, end: int, base: ActorBase) -> tuple[int, int] | None:
    """The tokens of the last title from `start` to `end` ("Saudi Foreign Minister Saudi Foreign Minister Adel ...")."""
    found = None
    while (office := base.office([token.text for token in parse.tokens[start:end]])) is not None:
        found = start + office.start, start + office.end
        start = found[1]
    return found


def pronoun_mention(parse: Parse, head: Token) -> EntityMention | None:
    """The mention of a personal or possessive pronoun."""
    word = head.text.lower()
    if word not in PRONOUNS or head.dep == "expl":
        return None
    label = MentionLabel.PERSON if word in PERSONAL else MentionLabel.UNKNOWN
    return EntityMention(0, parse.sentence, head.index, head.span, MentionKind.PRONOUN, label, is_plural=word in PLURAL)


def proper_name(phrase: Phrase, own: Name | None, after: int, names: Sequence[Name]) -> tuple[int, int] | None:
    """The tokens of the proper name that ends with the phrase's head, titles and nationalities left out.

    None where the head is a common noun that no name covers, or a title ("the Foreign Minister").
    """
    head = phrase.parse.tokens[phrase.head]
    if own is not None and own.match is not None:
        return own.start, max(own.end, phrase.head + 1)
    if head.pos != "PROPN" or after > phrase.head:
        return None
    start = phrase.head
    while start > max(phrase.start, after) and is_part_of_name(phrase.parse.tokens[start - 1], phrase.head):
        known = next((name for name in names if name.match is not None and name.covers(start - 1)), None)
        if known is not None and known.label is not MentionLabel.PERSON:
            break
        start = known.start if known is not None else start - 1
    return start, phrase.head + 1


def is_part_of_name(token: Token, head: int) -> bool:
    """True for a word that can stand inside the name that ends at `head`."""
    if token.text.lower() in HONORIFICS:
        return False
    return (
        token.pos == "PROPN"
        or (token.text in ("-", "'", "’") and token.head == head)
        or token.text in ("al", "bin", "de", "van")
    )


def has_honorific(phrase: Phrase) -> bool:
    """True when the phrase has "Mr." or the like."""
    return any(token.text.lower() in HONORIFICS for token in phrase.parse.tokens[phrase.start : phrase.head])


def label_of(own: Name | None, *, is_person: bool, role: MentionLabel | None) -> MentionLabel:
    """What sort of thing the phrase names."""
    if own is not None and own.match is not None:
        return own.label
    if is_person:
        return MentionLabel.PERSON
    if role is not None:
        return role
    return own.label if own is not None else MentionLabel.UNKNOWN


def affiliation_of(
    phrase: Phrase,
    proper: tuple[int, int] | None,
    linked: Token | None,
    names: Sequence[Name],
    title: tuple[int, int] | None,
) -> Span | None:
    """The country, body or person that the phrase ties its bearer to: "Russian", "Hamas", "Ukraine", "Trump"."""
    stop = proper[0] if proper else phrase.head
    outside = [name for name in names if title is None or name.match or name.end <= title[0] or title[1] <= name.start]
    before = [name for name in outside if phrase.start <= name.start and name.end <= stop]
    if before:
        nearest = before[-1] if title is None else ([name for name in before if name.start <= title[0]] or before)[-1]
        return phrase.span(nearest.start, nearest.end)
    if linked is None:
        return None
    owner = next((name for name in outside if name.covers(linked.index)), None)
    inside = [name for name in outside if phrase.head < name.start and name.end <= linked.index]
    owner = owner or (inside[-1] if inside else None)
    return phrase.span(owner.start, owner.end) if owner is not None else None


def inner_mention(parse: Parse, name: Name, phrases: Sequence[EntityMention]) -> EntityMention | None:
    """The mention of a name inside a larger phrase ("Hamas" in "the Hamas leader"); None where it heads one already."""
    heads = {mention.head for mention in phrases}
    if any(index in heads for index in range(name.start, name.end)):
        return None
    span = covering(token.span for token in parse.tokens[name.start : name.end])
    if any(mention.name is not None and mention.name.overlaps(span) for mention in phrases):
        return None
    head = next(
        (i for i in range(name.start, name.end) if not name.covers(parse.tokens[i].head) or parse.tokens[i].head == i),
        name.end - 1,
    )
    kind = MentionKind.NATIONALITY if name.is_people else MentionKind.NAME
    return EntityMention(0, parse.sentence, head, span, kind, name.label, name=span)


def entities_stage(base: ActorBase) -> Stage:
    """The stage that writes `entities`."""

    def find(reading: Reading) -> tuple[EntityMention, ...]:
        return find_mentions(reading.syntax or (), base)

    return Stage("entities", ("syntax",), "entities", each("entities", find))
