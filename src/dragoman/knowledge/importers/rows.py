"""What importers share: rows under way, keys, countries, offices, days."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.actor_tables import OrganisationRow, PersonRow, StateRow, parse_day
from dragoman.knowledge.bundled import RESOURCES, read_bundled
from dragoman.knowledge.normal_form import fold
from dragoman.model.actor import ActorKind

NO_LETTERS = re.compile(r"[^a-z0-9]+")
ENTITY = re.compile(r"(?:.*/)?(Q[1-9]\d*)\Z")
DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?\Z")
OTHER = "other"
LIST_SEPARATORS = re.compile(r"\s*[;|]\s*")


@dataclass(slots=True)
class Imported:
    """The rows of a file, and what it holds that could not be used."""

    bodies: list[OrganisationRow] = field(default_factory=list)
    persons: list[PersonRow] = field(default_factory=list)
    states: list[StateRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The keys of all actors."""
        rows: tuple[OrganisationRow | PersonRow | StateRow, ...] = (*self.bodies, *self.persons, *self.states)
        return {row.key for row in rows}


@dataclass(frozen=True, slots=True)
class Importing:
    """What importing rests on: the actor base, and the words and codes of resources/actors/importing.yml."""

    base: ActorBase
    words: Mapping[str, Any]
    codes: Mapping[str, str]

    def code(self, text: str) -> str:
        """PLOVER's code of a country given by a code of two or three letters, a name or an adjective; "" for none."""
        text = text.strip()
        upper = text.upper()
        if upper in self.base.spells:
            return self.code_of(upper)
        if upper in self.codes:
            return self.codes[upper]
        for match in self.base.find_names(text.split()):
            entry = match.entries[0]
            if match.end - match.start == len(text.split()) and entry.actor.kind is ActorKind.STATE:
                return entry.actor.code or ""
        return ""

    def code_of(self, key: str) -> str:
        """The code of a state by its key."""
        actor = self.base.actor(key)
        return (actor.code if actor is not None else None) or ""

    def role(self, office: str) -> str:
        """The role of an office by its name; "other" where none is known."""
        known = self.base.office(office.split()) if office else None
        return known.roles[0] if known is not None and known.roles else OTHER

    def sector(self, office: str) -> str:
        """The sector of an office by its name."""
        known = self.base.office(office.split()) if office else None
        return known.sector if known is not None else ""

    def aliases(self, name: str, others: Iterable[str]) -> str:
        """The other full names of a person: without single words, which are not theirs alone, and names with a title."""
        full = (other for other in others if other != name and len(other.split()) > 1)
        return list_of(other for other in full if (office := self.base.office(other.split())) is None or office.start > 0)


def load_importing(base: ActorBase) -> Importing:
    """The bundled words, and the codes of others: ISO's of two letters, CAMEO's, and those of international actors."""
    words = read_bundled("actors/importing.yml")
    with (RESOURCES / "exports" / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    international = {code: code for code in words["cameo_international"].values()}
    two_letters = {row["alpha2"]: row["code"] for row in rows if row["alpha2"]}
    return Importing(base, words, {**two_letters, **words["cameo_countries"], **international})


@dataclass(slots=True)
class Keys:
    """The keys given so far, by whom they were given to: two of one name have two keys."""

    holders: dict[str, str] = field(default_factory=dict)

    def key(self, name: str, identity: str) -> str:
        """The key of an actor with that name and identity ("" where only the name tells who it is)."""
        plain = key_of(name) or "actor"
        key, number = plain, 1
        while self.holders.setdefault(key, identity) != identity:
            number += 1
            key = f"{plain}-{number}"
        return key


def key_of(name: str) -> str:
    """The key of an actor of that name.

    >>> key_of("Abdel Fattah al-Burhan")
    'abdel-fattah-al-burhan'
    """
    return NO_LETTERS.sub("-", fold(name)).strip("-")


def entity_of(text: str) -> str:
    """The id in a Wikidata address ("http://www.wikidata.org/entity/Q7747"), or the id itself; "" where it is none."""
    found = ENTITY.fullmatch(text.strip())
    return found.group(1) if found else ""


def day_of(text: str) -> str:
    """A day, month or year as the tables have it; "" where it is none.

    >>> day_of("2004-03-09T00:00:00Z"), day_of("2004"), day_of("soon")
    ('2004-03-09', '2004', '')
    """
    found = DAY.fullmatch(text.strip().lstrip("+"))
    if found is None:
        return ""
    day = "-".join(part for part in found.groups() if part and part != "00")
    try:
        parse_day(day, is_end=False)
    except ValueError:
        return ""
    return day


def list_of(items: Iterable[str]) -> str:
    """A list cell of distinct items, none of which may hold the separator."""
    return ";".join(dict.fromkeys(" ".join(item.replace(";", ",").split()) for item in items if item.strip()))


def parts_of(cell: str) -> list[str]:
    """The items of a cell of others, separated by ";" or "|"."""
    return [part for part in LIST_SEPARATORS.split(cell) if part]
