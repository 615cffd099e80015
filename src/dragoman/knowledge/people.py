"""Persons and their offices through time: who bears a name, what they are on a day, and who holds an office then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge.entry import How, PersonMatch, Tenure
from dragoman.knowledge.normal_form import normal_form, pieces_of_name
from dragoman.knowledge.spelling import is_spelling_of, skeleton_of
from dragoman.model.actor import Actor, ActorKind

# Whoever leaves one of these is "former official out of office" (PLOVER section 8); a rebel or party leader stays one.
OFFICIAL_SECTORS = frozenset({"GOV", "LEG", "MIL", "SPY", "JUD", "COP"})
FORMER_SECTOR = "ELI"
HEADS = frozenset({"head_of_state", "head_of_government"})
JUNIOR = "jr"
SUFFIXES = frozenset({JUNIOR, "sr", "ii", "iii", "iv"})
NO_RANK = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """A person with every tenure that is known, the earliest first; `names` has the name and the aliases."""

    key: str
    name: str
    names: tuple[str, ...]
    tenures: tuple[Tenure, ...]
    wikidata: str

    def is_of(self, code: str) -> bool:
        """True when one of the person's posts is of the state or body `code`."""
        return any(tenure.code == code for tenure in self.tenures)

    @property
    def is_junior(self) -> bool:
        """True for one whose name ends in "Jr."."""
        return any(name.casefold().rstrip(".").endswith(f" {JUNIOR}") for name in self.names)

    def has_role(self, role: str) -> bool:
        """True when the person ever had `role`."""
        return any(tenure.role == role for tenure in self.tenures)


@dataclass(frozen=True, slots=True)
class People:
    """Persons by key, by full name, by what a text calls them later, and by the consonants of that.

    `holders` gives all tenures of a role in a state or body, by `post_of`; `ranks` orders roles by weight, the weightiest 0.
    """

    persons: Mapping[str, Person]
    by_name: Mapping[str, tuple[str, ...]]
    by_last_name: Mapping[str, tuple[str, ...]]
    by_skeleton: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    holders: Mapping[str, tuple[Tenure, ...]]
    ranks: Mapping[str, int]

    def find(self, words: Sequence[str], on: date | None, code: str | None, role: str | None) -> PersonMatch | None:
        """The person whom a name denotes on a day; None where nobody, or nobody in particular, bears it.

        "Donald Trump Jr." is not his father.
        """
        pieces = normal_form(words).split()
        is_junior = pieces[-1:] == [JUNIOR]
        while len(pieces) > 1 and pieces[-1] in SUFFIXES:
            pieces.pop()
        if not pieces:
            return None
        keys = self.by_name.get(" ".join(pieces), ())
        if not keys and len(pieces) > 2:
            keys = self.by_name.get(f"{pieces[0]} {pieces[-1]}", ())
        if is_junior:
            keys = tuple(key for key in keys if self.persons[key].is_junior)
        if keys and (person := self.choose(keys, on, code, role)):
            agrees = code is None or person.is_of(code)
            return self.as_of(person.key, on, how=How.NAME, score=1.0 if agrees else 0.7)
        if is_junior:
            return None
        return self.find_by_last_name(pieces, on, code, role) or self.find_by_spelling(pieces, on, code, role)

    def choose(self, keys: Sequence[str], on: date | None, code: str | None, role: str | None) -> Person | None:
        """The likeliest of several bearers of a full name: agreeing, then in office, then weightiest; None on a tie."""
        bearers = [self.persons[key] for key in keys]
        for agrees in (
            lambda person: code is not None and person.is_of(code),
            lambda person: role is not None and person.has_role(role),
            lambda person: on is not None and self.current(person, on) is not None,
            lambda person: any(person.has_role(head) for head in HEADS),
        ):
            bearers = [person for person in bearers if agrees(person)] or bearers
        return bearers[0] if len(bearers) == 1 else None

    def find_by_last_name(
        self, pieces: Sequence[str], on: date | None, code: str | None, role: str | None
    ) -> PersonMatch | None:
        """The only bearer of a last name on a day; among several in office the only head of state or government."""
        bearers = [self.persons[key] for key in self.by_last_name.get(" ".join(pieces), ())]
        if code is not None:
            bearers = [person for person in bearers if person.is_of(code)]
        if role is not None:
            bearers = [person for person in bearers if person.has_role(role)] or bearers
        if on is None:
            return self.as_of(bearers[0].key, on, how=How.LAST_NAME, score=0.8) if len(bearers) == 1 else None
        tenures = [(person, tenure) for person in bearers if (tenure := self.current(person, on))]
        if len(tenures) == 1:
            return self.as_of(tenures[0][0].key, on, how=How.LAST_NAME, score=0.9)
        if tenures:
            heads = [person for person, tenure in tenures if tenure.role in HEADS]
            return self.as_of(heads[0].key, on, how=How.LAST_NAME, score=0.7) if len(heads) == 1 else None
        past = [person for person in bearers if any(tenure.end and tenure.end < on for tenure in person.tenures)]
        return self.as_of(past[0].key, on, how=How.LAST_NAME, score=0.6) if len(past) == 1 else None

    def find_by_spelling(
        self, pieces: Sequence[str], on: date | None, code: str | None, role: str | None
    ) -> PersonMatch | None:
        """The only person of the state or role asked for whose name may be another spelling of this one.

        Of several, the only head of state or government: "Qadhafi" is the ruler, not his son.
        """
        if code is None and role is None:
            return None
        alike = set()
        for known, key in self.by_skeleton.get(skeleton_of(pieces[-1]), ()):
            person = self.persons[key]
            if (code is not None and not person.is_of(code)) or (code is None and role and not person.has_role(role)):
                continue
            if len(pieces) == 1 and (on is None or self.current(person, on) is None or has_second_surname(known, person)):
                continue
            if is_spelling_of(pieces, known):
                alike.add(key)
        if len(alike) > 1:
            alike = {key for key in alike if on and (post := self.current(self.persons[key], on)) and post.role in HEADS}
        return self.as_of(alike.pop(), on, how=How.SPELLING, score=0.7) if len(alike) == 1 else None

    def current(self, person: Person, on: date) -> Tenure | None:
        """The weightiest post that a person holds on a day; of equal ones the newest."""
        held = [tenure for tenure in person.tenures if tenure.covers(on)]
        return min(held, key=self.weight) if held else None

    def weight(self, tenure: Tenure) -> tuple[int, int]:
        """A key that sorts tenures by the weight of their roles, then the newest first."""
        return self.ranks.get(tenure.role, NO_RANK), -(tenure.start.toordinal() if tenure.start else 0)

    def as_of(self, key: str, on: date | None, *, how: How = How.NAME, score: float = 1.0) -> PersonMatch:
        """The person with `key` as they are on a day, or at the last day known where none is given.

        Raises:
            KeyError: when no person has that key.
        """
        person = self.persons[key]
        open_ended = [tenure for tenure in person.tenures if tenure.end is None]
        tenure = self.current(person, on) if on else min(open_ended or person.tenures[-1:], key=self.weight)
        if tenure is not None:
            actor = Actor(ActorKind.PERSON, person.name, tenure.code, tenure.sectors, tenure.office or None, key)
            return PersonMatch(actor, how, tenure, is_former=False, score=score, wikidata=person.wikidata)
        past = [tenure for tenure in person.tenures if on and tenure.end and tenure.end < on]
        last = max(past, key=lambda tenure: tenure.end or date.max) if past else None
        actor = Actor(ActorKind.PERSON, person.name, (last or person.tenures[0]).code, sectors_after(last), None, key)
        return PersonMatch(actor, how, None, is_former=last is not None, score=score, wikidata=person.wikidata)

    def held(self, code: str, roles: Iterable[str], on: date) -> list[Tenure]:
        """The tenures of any of `roles` in a state or body on a day, the newest first."""
        tenures = [tenure for role in roles for tenure in self.holders.get(post_of(code, role), ()) if tenure.covers(on)]
        return sorted(tenures, key=lambda tenure: tenure.start or date.min, reverse=True)


def post_of(code: str, role: str) -> str:
    """The key under which the holders of a role in a state or body stand."""
    return f"{code} {role}"


def sectors_after(last: Tenure | None) -> tuple[str, ...]:
    """The sectors of a person whose last tenure is over; () for one who has had none yet."""
    if last is None:
        return ()
    return (FORMER_SECTOR,) if OFFICIAL_SECTORS.intersection(last.sectors[:1]) else last.sectors


def build_people(
    persons: Mapping[str, Person], bodies: Mapping[str, str], called_by: Mapping[str, str], ranks: Mapping[str, int]
) -> People:
    """People with their look-up tables.

    `bodies` gives for a person's key and office the body whose office it is, where it is no state; `called_by` the states
    whose people are called by another part of their names than the last.
    """
    by_name: dict[str, dict[str, None]] = {}
    by_last_name: dict[str, dict[str, None]] = {}
    by_skeleton: dict[str, dict[tuple[tuple[str, ...], str], None]] = {}
    holders: dict[str, list[Tenure]] = {}
    for person in persons.values():
        habit = called_by.get(person.tenures[0].code or "", "")
        for name in person.names:
            pieces = tuple(piece.text for piece in pieces_of_name(name) if piece.text not in SUFFIXES)
            if not pieces:
                continue
            by_name.setdefault(" ".join(pieces), {})[person.key] = None
            if len(pieces) > 1:
                for called in () if has_second_surname(pieces, person) else last_names_of(pieces, habit):
                    by_last_name.setdefault(called, {})[person.key] = None
                if habit != "first":
                    by_name.setdefault(f"{pieces[0]} {pieces[-1]}", {})[person.key] = None
                by_skeleton.setdefault(skeleton_of(pieces[-1]), {})[pieces, person.key] = None
        for tenure in person.tenures:
            for body in {tenure.code, bodies.get(f"{person.key}\n{tenure.office}")} - {None}:
                holders.setdefault(post_of(body or "", tenure.role), []).append(tenure)
    return People(
        persons,
        {name: tuple(keys) for name, keys in by_name.items()},
        {name: tuple(keys) for name, keys in by_last_name.items()},
        {bones: tuple(entries) for bones, entries in by_skeleton.items()},
        {office: tuple(tenures) for office, tenures in holders.items()},
        ranks,
    )


def has_second_surname(pieces: Sequence[str], person: Person) -> bool:
    """True for a name that goes on after what its bearer is called by: "Juan Carlos Varela Rodriguez" is Varela."""
    usual = pieces_of_name(person.name)[-1].text
    return usual in pieces[1:-1] and pieces[-1] != usual


def last_names_of(pieces: Sequence[str], habit: str) -> set[str]:
    """What a text calls the bearer of a full name later on.

    >>> sorted(last_names_of(["bashar", "al", "assad"], "")), sorted(last_names_of(["xi", "jinping"], "first"))
    (['al assad', 'assad'], ['xi'])
    """
    first = {pieces[0]}
    if habit == "first":
        return first
    last = {pieces[-1], *([" ".join(pieces[-2:])] if len(pieces) > 2 else ())}
    return last | first if habit == "both" else last
