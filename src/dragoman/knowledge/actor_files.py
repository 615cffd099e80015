"""From the rows of the actor tables to the look-up structures of the actor base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_tables import (
    OrganisationRow,
    PersonRow,
    StateRow,
    columns_of,
    items_of,
    parse_day,
    read_header,
    read_rows,
)
from dragoman.knowledge.entry import How, NamedEntry, Tenure
from dragoman.knowledge.name_index import NameIndex, NewNames
from dragoman.knowledge.normal_form import normal_form
from dragoman.knowledge.people import People, Person, build_people
from dragoman.model.actor import Actor, ActorKind

AMBIGUOUS = "?"
# PLOVER's codes of international actors (section 7); in a people file they stand for no one body.
INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
OF = "of"


@dataclass(frozen=True, slots=True)
class Spell:
    """What a state or organisation is from one day to another, and the nouns that it goes by."""

    actor: Actor
    kinds: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """True when the spell includes `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class ActorFiles:
    """What the tables of states, organisations and people come to."""

    names: NameIndex
    spells: Mapping[str, tuple[Spell, ...]]
    people: People
    led_by: Mapping[str, str]
    problems: tuple[str, ...]


@dataclass(slots=True)
class Collected:
    """Rows by key, as files are read one after the other."""

    states: dict[str, StateRow] = field(default_factory=dict)
    organisations: dict[str, list[OrganisationRow]] = field(default_factory=dict)
    persons: dict[str, list[PersonRow]] = field(default_factory=dict)
    file_of: dict[str, Path] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def is_new(self, key: str, path: Path, *, is_own: bool) -> bool:
        """True when `key` was not in an earlier file; a clash is listed, and the later file has it from now on.

        Dragoman's own files are one table: a person may have been a minister in one region and lead a body in another.
        """
        earlier = self.file_of.get(key)
        if earlier is not None and (earlier == path or is_own):
            return False
        if earlier is not None:
            self.problems.append(f"'{key}' stands in {earlier.name} and in {path.name}; the later file is taken")
            self.states.pop(key, None)
            self.organisations.pop(key, None)
            self.persons.pop(key, None)
        self.file_of[key] = path
        if is_own:
            self.own.add(key)
        else:
            self.own.discard(key)
        return True

    def read(self, path: Path, *, is_own: bool = False) -> None:
        """Takes in the rows of one file.

        Raises:
            KnowledgeError: when its columns are those of no actor table.
        """
        header = set(read_header(path))
        if header.issuperset(columns_of(PersonRow)):
            for person in read_rows(path, PersonRow):
                if self.is_new(person.key, path, is_own=is_own):
                    self.persons[person.key] = []
                self.persons[person.key].append(person)
        elif header.issuperset(columns_of(OrganisationRow)):
            for body in read_rows(path, OrganisationRow):
                if self.is_new(body.key, path, is_own=is_own):
                    self.organisations[body.key] = []
                self.organisations[body.key].append(body)
        elif header.issuperset(columns_of(StateRow)):
            for state in read_rows(path, StateRow):
                self.is_new(state.key, path, is_own=is_own)
                self.states[state.key] = state
        else:
            raise KnowledgeError(
                f"{path}: columns of no actor table; people need {', '.join(columns_of(PersonRow))}; "
                f"organisations {', '.join(columns_of(OrganisationRow))}; states {', '.join(columns_of(StateRow))}"
            )


def table_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and the CSV files of the folders, those of one folder in the order of their names."""
    return [file for path in paths for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])]


def own_files(folder: Path) -> list[Path]:
    """The tables of states, organisations and people in Dragoman's own folder, or one that is laid out like it."""
    return table_files((folder / "states.csv", folder / "organisations", folder / "people"))


def read_actor_files(folder: Path, extra: Sequence[Path], ranks: Mapping[str, int]) -> ActorFiles:
    """The tables of `folder`, then the files and folders of `extra`.

    Raises:
        KnowledgeError: when one of them cannot be read.
    """
    collected = Collected()
    for file in own_files(folder):
        collected.read(file, is_own=True)
    for file in table_files(extra):
        collected.read(file)
    new = NewNames()
    names = new.index()
    spells: dict[str, tuple[Spell, ...]] = {row.key: (Spell(to_state(row)),) for row in collected.states.values()}
    for row in collected.states.values():
        for name, entry in names_of_state(row, spells[row.key][0].actor):
            add_name(new, name, entry, collected)
    for key, rows in collected.organisations.items():
        spells[key] = tuple(to_spell(row, collected.file_of[key]) for row in rows)
        for name, entry in names_of_body(rows, spells[key][0].actor):
            add_name(new, name, entry, collected)
    called_by = {row.code: row.called_by for row in collected.states.values() if row.key == row.code}
    people = collect_people(collected, names, spells, called_by, ranks)
    for person in people.persons.values():
        actor = Actor(ActorKind.PERSON, person.name, person.tenures[-1].code, key=person.key)
        for name in person.names:
            add_name(new, name, NamedEntry(actor, How.NAME, name.endswith(AMBIGUOUS)), collected)
    led_by = {row.key: row.led_by for row in collected.states.values()}
    return ActorFiles(names, spells, people, led_by, tuple(collected.problems))


def add_name(names: NewNames, name: str, entry: NamedEntry, collected: Collected) -> None:
    """Enters one name; one from a later file comes before what is known by it, and the clash is listed."""
    bare, key = name.removesuffix(AMBIGUOUS), entry.actor.key
    wins = False
    if key not in collected.own and not entry.is_ambiguous:
        file = collected.file_of[key]
        known = [other for other in names.index().entries(normal_form(bare.split())) if not other.is_ambiguous]
        others = [
            other.actor.key for other in known if other.actor.key != key and collected.file_of[other.actor.key] != file
        ]
        wins = bool(others)
        if wins:
            collected.problems.append(f"'{bare}' is a name of '{others[0]}' and, in {file.name}, of '{key}'; that is taken")
    names.add(bare, entry, wins=wins)


def to_state(row: StateRow, sector: str = "") -> Actor:
    """The actor that a state's names denote; `sector` where a metonym says it."""
    primary = () if row.sector == "-" else (row.sector or "GOV",)
    sectors = (sector,) if sector else (*primary, *items_of(row.other_sectors))
    return Actor(ActorKind.STATE, row.name.removesuffix(AMBIGUOUS), row.code, sectors, key=row.key)


def names_of_state(row: StateRow, actor: Actor) -> Iterator[tuple[str, NamedEntry]]:
    """All names of a state, with what they stand for."""
    for how, cell in (
        (How.NAME, row.name),
        (How.ALIAS, row.aliases),
        (How.ADJECTIVE, row.adjectives),
        (How.DEMONYM, row.demonyms),
        (How.DEMONYM, ";".join(demonyms_by_rule(row.adjectives))),
        (How.CAPITAL, row.capitals),
    ):
        for name in items_of(cell):
            yield name, NamedEntry(actor, how, name.endswith(AMBIGUOUS))
    for item in items_of(row.metonyms):
        name, _, sector = item.partition(":")
        yield name, NamedEntry(to_state(row, sector), How.METONYM, name.endswith(AMBIGUOUS))


def demonyms_by_rule(adjectives: str) -> Iterator[str]:
    """The plural nouns of those adjectives that are nouns too, the ones in -an and -i.

    >>> list(demonyms_by_rule("Iraqi;French;Guinean?"))
    ['Iraqis', 'Guineans?']
    """
    for adjective in items_of(adjectives):
        bare = adjective.removesuffix(AMBIGUOUS)
        if bare.endswith(("an", "i")) or bare == "Thai":
            yield bare + "s" + adjective[len(bare) :]


def to_spell(row: OrganisationRow, path: Path) -> Spell:
    """What an organisation is in the years of one row of the file at `path`.

    Raises:
        KnowledgeError: when a year is none.
    """
    sectors = (*items_of(row.sector), *items_of(row.other_sectors))
    actor = Actor(ActorKind.ORGANISATION, row.name.removesuffix(AMBIGUOUS), row.code or None, sectors, key=row.key)
    try:
        start, end = parse_day(row.start, is_end=False), parse_day(row.end, is_end=True)
    except ValueError as error:
        raise KnowledgeError(f"{path}: '{row.key}': '{row.start}' or '{row.end}' is no year or day ({error})") from error
    return Spell(actor, items_of(row.kinds), start, end)


def names_of_body(rows: Sequence[OrganisationRow], actor: Actor) -> Iterator[tuple[str, NamedEntry]]:
    """All names of an organisation, with what they stand for."""
    for row in rows:
        for how, cell in ((How.NAME, row.name), (How.ALIAS, row.aliases)):
            for name in items_of(cell):
                yield name, NamedEntry(actor, how, name.endswith(AMBIGUOUS))


def collect_people(
    collected: Collected,
    names: NameIndex,
    spells: Mapping[str, tuple[Spell, ...]],
    called_by: Mapping[str, str],
    ranks: Mapping[str, int],
) -> People:
    """The people files as people; a row with a country or a date that says nothing is listed as a problem and left out."""
    persons: dict[str, Person] = {}
    bodies: dict[str, str] = {}
    for key, rows in collected.persons.items():
        tenures = []
        for row in rows:
            body = find_body(row.country, names, spells)
            try:
                tenures.append(to_tenure(row, body))
            except ValueError as error:
                collected.problems.append(f"{collected.file_of[key].name}: '{key}', {row.start} to {row.end}: {error}")
                continue
            if body is not None:
                bodies[f"{key}\n{row.office}"] = (body_of_office(row.office, body, names) or body).key or row.country
            elif row.country:
                collected.problems.append(
                    f"{collected.file_of[key].name}: '{key}': no state or organisation '{row.country}'"
                )
        if tenures:
            tenures.sort(key=lambda tenure: tenure.start or date.min)
            aliases = dict.fromkeys(alias for row in rows for alias in items_of(row.aliases))
            wikidata = next((row.wikidata for row in rows if row.wikidata), "")
            persons[key] = Person(key, rows[0].name, (rows[0].name, *aliases), tuple(tenures), wikidata)
    return build_people(persons, bodies, called_by, ranks)


def find_body(cell: str, names: NameIndex, spells: Mapping[str, tuple[Spell, ...]]) -> Actor | None:
    """The state or organisation that a people file means by a code, a key or a name; a nameless one by "UNO" or "IGO"."""
    if cell in INTERNATIONAL:
        return Actor(ActorKind.ORGANISATION, code=cell)
    for key in (cell, cell.lower(), cell.upper()):
        if key in spells:
            return spells[key][0].actor
    entries = names.entries(normal_form(cell.split())) if cell else ()
    return entries[0].actor if entries else None


def body_of_office(office: str, body: Actor, names: NameIndex) -> Actor | None:
    """The organisation of the code of `body` that an office names: "Secretary General of NATO", "Leader of CHP of Turkey".

    It ends the office, but for the state that it is of and a purpose ("for foreign affairs"), or begins it.
    """
    words = office.partition(" for ")[0].split()
    found = names.find(words)
    for match in reversed(found):
        organisation = next((entry.actor for entry in match.entries if is_body_of(entry.actor, body)), None)
        if organisation is not None and (match.start == 0 or match.end == len(words)):
            return organisation
        if not (match.end == len(words) and words[match.start - 1] == OF):
            return None
        words = words[: match.start - 1]
    return None


def is_body_of(actor: Actor, body: Actor) -> bool:
    """True when `actor` is an organisation of the state or code of `body`."""
    return actor.kind is ActorKind.ORGANISATION and actor.code == body.code


def to_tenure(row: PersonRow, body: Actor | None) -> Tenure:
    """One row of a people file.

    Raises:
        ValueError: when a date is none, or the end lies before the start.
    """
    start, end = parse_day(row.start, is_end=False), parse_day(row.end, is_end=True)
    if start and end and end < start:
        raise ValueError("the end lies before the start")
    sectors = items_of(row.sector) or (body.sectors if body else ())
    return Tenure(row.key, row.name, body.code if body else None, row.office, row.role, sectors, start, end)
