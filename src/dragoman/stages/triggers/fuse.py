"""One event told by a verb and its noun: "the raid killed two", "was killed in a raid", "a strike that hit the port"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dragoman.model.event_mention import EventMention, Role, RoleName

if TYPE_CHECKING:
    from dragoman.model.syntax import Parse

# Of these types a verb and the noun that is its subject, object or setting tell one event.
FUSED = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "ACCUSE", "AID", "REQUEST", "THREATEN"))
SETTING = frozenset(("in", "by", "during", "with"))
# "arrived for talks": the visit and the talks are one event, the other sides of the talks its hosts.
PURPOSE = frozenset(("for", "during", "on"))


def fuse(parse: Parse, events: Sequence[EventMention]) -> list[EventMention]:
    """The events of a sentence, those of one type that tell the same act put together; the verb's telling is kept."""
    kept = list(events)
    for noun in events:
        verb = next((other for other in kept if other is not noun and is_same_act(parse, other, noun)), None)
        if verb is not None and noun in kept:
            kept[kept.index(verb)] = with_roles_of(verb, noun)
            kept.remove(noun)
    return kept


def is_same_act(parse: Parse, verb: EventMention, noun: EventMention) -> bool:
    """True when `noun` is an argument or the setting of `verb`, or what `verb` is a clause about, and the type is one."""
    if verb.type == noun.type == "CONSULT":
        return is_visit_for_talks(parse, verb, noun)
    if verb.type != noun.type or verb.type not in FUSED or parse.tokens[noun.head].pos not in ("NOUN", "PROPN"):
        return False
    tokens = parse.tokens
    token = tokens[noun.head]
    if tokens[verb.head].pos not in ("VERB", "AUX"):
        return False
    if token.head == verb.head and token.dep in ("nsubj", "nsubjpass", "dobj"):
        return can_agree(verb, noun)
    above = tokens[token.head]
    if token.dep == "pobj" and above.lemma in SETTING and above.head == verb.head:
        return can_agree(verb, noun)
    return tokens[verb.head].dep in ("relcl", "acl") and tokens[verb.head].head == noun.head and can_agree(verb, noun)


def is_visit_for_talks(parse: Parse, visit: EventMention, talks: EventMention) -> bool:
    """True when talks are what a journey is for, wherever the parser hangs the "for" ("in Tehran on Tuesday for talks")."""
    token = parse.tokens[talks.head]
    return (
        "visit" in visit.modes
        and visit.head < talks.head
        and token.dep == "pobj"
        and parse.tokens[token.head].lemma in PURPOSE
        and any(above.index == visit.head for above in islice(parse.ancestors(talks.head), 5))
    )


def can_agree(one: EventMention, other: EventMention) -> bool:
    """True unless both name an actor and not one is the same."""
    first, second = set(one.of_role(RoleName.ACTOR)), set(other.of_role(RoleName.ACTOR))
    return not first or not second or not first.isdisjoint(second)


def with_roles_of(event: EventMention, other: EventMention) -> EventMention:
    """The event, with the other's roles and modes for those that it has none of."""
    roles: list[Role] = list(event.roles)
    taken = {role.mention for role in roles}
    if event.type == "CONSULT":
        hosts = [role.mention for role in other.roles if role.mention not in taken]
        roles += [Role(RoleName.RECIPIENT, mention, "side of the talks") for mention in hosts]
        return replace(event, roles=tuple(roles), because=f"{event.because}; with {other.because}")
    for name in RoleName:
        if not event.of_role(name):
            roles += [role for role in other.roles if role.name is name and role.mention not in taken]
    return replace(
        event,
        roles=tuple(sorted(roles, key=lambda role: (role.name is RoleName.RECIPIENT, role.mention))),
        modes=event.modes or other.modes,
        score=max(event.score, other.score),
        because=f"{event.because}; with {other.because}",
    )
