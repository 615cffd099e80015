"""Who an actor is, as the actor base knows it: kind, code, sectors, and the offices held with their days."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.entry import Tenure
from dragoman.model.actor import ActorKind
from dragoman.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an actor; `tenures` are a person's offices, the latest first, or the times of an organisation."""

    id: str
    name: str
    kind: ActorKind
    code: str | None
    sectors: tuple[str, ...]
    tenures: tuple[Tenure, ...]


def find_profile(base: ActorBase, scheme: Scheme, id_: str) -> Profile | None:
    """The profile of an actor by its id in the actor base, or by a country's code; None where it is not known."""
    person = base.people.persons.get(id_)
    if person is not None:
        tenures = tuple(reversed(person.tenures))
        latest = tenures[0] if tenures else None
        code, sectors = (latest.code, latest.sectors) if latest else (None, ())
        return Profile(id_, person.name, ActorKind.PERSON, code, sectors, tenures)
    actor = base.actor(id_)
    if actor is not None:
        spells = tuple(
            Tenure(id_, actor.name or id_, spell.actor.code, " ".join(spell.actor.sectors), "", (), spell.start, spell.end)
            for spell in base.spells[id_]
        )
        dated = tuple(spell for spell in spells if spell.start or spell.end)
        return Profile(id_, actor.name or id_, actor.kind, actor.code, actor.sectors, dated)
    if id_ in scheme.countries:
        return Profile(id_, scheme.countries[id_].common, ActorKind.STATE, id_, (), ())
    if id_ in scheme.international:
        return Profile(id_, scheme.international[id_], ActorKind.ORGANISATION, id_, (), ())
    return None
