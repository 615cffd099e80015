"""Whom a name stands for in a briefing: a state and all of it, a person by any name, a body with those who act for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from dragoman.errors import QueryError
from dragoman.knowledge.actor_base import ActorBase, open_actor_base
from dragoman.model.actor import Actor, ActorKind
from dragoman.model.query import first_day, last_day
from dragoman.model.record import Entity, Record
from dragoman.store import Store
from dragoman.store.named import find_known, find_named, find_names, has_words
from dragoman.store.rows import folded

CODE = re.compile(r"^([A-Z]{3})(?:[ :]([A-Z]{3}))?$")
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a briefing.

    `label` is what it is called, `values` are what the archive is asked for; of what that gives, `has` says who belongs.
    `code` and `sector` are those of a state or its sector; `ids` and `name` those of a person or body. `takes_in` is true
    for a body: whoever is named by it or holds office in it acts for it.
    """

    label: str
    values: tuple[str, ...]
    code: str | None = None
    sector: str | None = None
    ids: frozenset[str] = field(default_factory=frozenset)
    name: str = ""
    takes_in: bool = False

    def has(self, entity: Entity) -> bool:
        """True for somebody of this party."""
        if self.code is not None:
            return entity.code == self.code and self.sector in (None, entity.sector)
        own = entity.identifier_text or entity.entity_text
        if entity.identifier_id in self.ids or folded(own) == self.name:
            return True
        said = (own, entity.entity_text, entity.office or "")
        return self.takes_in and any(has_words(text, self.name) for text in said)

    def is_in(self, entities: Iterable[Entity]) -> bool:
        """True when one of them is of this party."""
        return any(map(self.has, entities))


def find_party(store: Store, text: str, when: tuple[str | None, str | None] = (None, None)) -> Party:
    """The party that a code, an id or a name stands for; `when` are the first and last day of which is spoken.

    Raises:
        QueryError: when nobody in the archive bears the name, or it may be one of several.
    """
    match = CODE.match(text)
    base = open_actor_base()
    if match:
        state = base.actor(match[1])
        name = state.name if state and state.name else match[1]
        return Party(f"{name} ({match[2]})" if match[2] else name, (text,), match[1], match[2])
    actor = known_actor(base, text, when)
    if actor is not None and actor.kind is ActorKind.STATE and actor.code is not None:
        return Party(actor.name or text, (actor.code,), actor.code)
    if actor is not None and actor.kind is ActorKind.PERSON:
        return Party(
            actor.name or text, (actor.key, actor.name or text), ids=frozenset({actor.key}), name=folded(actor.name or text)
        )
    if actor is not None:
        return body(store, base, actor)
    return stored_party(store, text)


def known_actor(base: ActorBase, text: str, when: tuple[str | None, str | None]) -> Actor | None:
    """Whom the actor base knows by a name or id."""
    words = text.split()
    days = [day for day in (when[1], when[0]) if day is not None]
    on = date.fromisoformat(middle_of(*when)) if days else None
    if (actor := base.actor(text)) is not None:
        return actor
    person = base.person_on(text, on) or base.person(words, on) or base.person(words)
    named = [
        match for match in base.find_names(words) if match.start == 0 and match.end == len(words) and not match.is_partial
    ]
    if named and named[0].entries[0].actor.kind is not ActorKind.PERSON:
        return named[0].entries[0].actor
    return person.actor if person is not None else named[0].entries[0].actor if named else None


def middle_of(first: str | None, last: str | None) -> str:
    """The last day of a period that is named, or its first where it has no end; a day that exists."""
    text = last_day(last) if last is not None else first_day(first)
    year, month, day = text.split("-")
    return f"{year}-{month}-{min(int(day), 28):02}"


def body(store: Store, base: ActorBase, actor: Actor) -> Party:
    """An organisation, with whoever is named by it and the persons that hold office in it."""
    name = actor.name or actor.key
    members = [
        person.key
        for person in base.people.persons.values()
        if any(tenure.code == actor.key or has_words(tenure.office, folded(name)) for tenure in person.tenures)
    ]
    with store.database.reading() as connection:
        named = [one.name for one in find_named(connection, name)]
        present = sorted(find_known(connection, members))
    values = tuple(dict.fromkeys((actor.key, name, *named, *present)))
    return Party(name, values, ids=frozenset({actor.key}), name=folded(name), takes_in=True)


def stored_party(store: Store, text: str) -> Party:
    """Somebody whom the actor base does not know, by a name that the archive holds.

    Raises:
        QueryError: when it holds none such, or names of several.
    """
    with store.database.reading() as connection:
        found = find_named(connection, text)
        if not found:
            names: dict[str, str] = {}
            for name in find_names(connection):
                for word in (folded(name), *folded(name).split()):
                    names.setdefault(word, name)
            near = list(dict.fromkeys(names[word] for word in get_close_matches(folded(text), list(names), 3, 0.7)))
            hint = f"; did you mean {' or '.join(near)}?" if near else "; 'dragoman actors' lists who is named"
            raise QueryError(f"nobody in the archive is called '{text}'{hint}")
    exact = [one for one in found if folded(one.name) == folded(text) or one.identifier_id == text]
    chosen = exact or found
    names_of = sorted({one.name for one in chosen})
    if not exact and len({one.identifier_id or folded(one.name) for one in chosen}) > 1:
        more = f" and {len(names_of) - MOST_TOLD} more" if len(names_of) > MOST_TOLD else ""
        raise QueryError(f"'{text}' may be {', '.join(names_of[:MOST_TOLD])}{more}; name one of them")
    ids = frozenset(one.identifier_id for one in chosen if one.identifier_id is not None)
    name = chosen[0].name
    return Party(name, tuple(dict.fromkeys((*sorted(ids), name))), ids=ids, name=folded(name))


def face(record: Record, one: Party, other: Party) -> bool:
    """True when an event runs between two parties: one acts on the other, or both are sides of a mutual event."""
    if record.recipient:
        return (one.is_in(record.actor) and other.is_in(record.recipient)) or (
            other.is_in(record.actor) and one.is_in(record.recipient)
        )
    return any(
        one.has(first) and other.has(second)
        for place, first in enumerate(record.actor)
        for second in (*record.actor[:place], *record.actor[place + 1 :])
    )


def are_named(entities: Sequence[Entity], one: Party, other: Party) -> bool:
    """True when both are among those named."""
    return any(one.has(first) and other.has(second) and first is not second for first in entities for second in entities)
