"""A user's own actors: files of others taken in, and who an actor is and why."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_base import ActorBase, open_actor_base
from dragoman.knowledge.actor_files import own_files, table_files
from dragoman.knowledge.actor_sources import SourceRow, find_rows
from dragoman.knowledge.actor_tables import FOLDER, OrganisationRow, PersonRow, StateRow, columns_of, parse_day
from dragoman.knowledge.entry import How
from dragoman.knowledge.folders import VARIABLE, actor_folder, actor_paths
from dragoman.knowledge.importers import read_actors
from dragoman.knowledge.importers.rows import key_of
from dragoman.knowledge.normal_form import normal_form
from dragoman.model.actor import Actor, ActorKind
from dragoman.model.query import Query

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.actors import ActorCount

ARTICLES = ("the", "a", "an")
NUMBERED = re.compile(r"(\d{3})-(.*)-(?:bodies|people|states)\.csv\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table of an import."""

    name: str
    kind: type[OrganisationRow | PersonRow | StateRow]
    rows: Sequence[OrganisationRow | PersonRow | StateRow]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import came to: the files written, how many actors of each sort, what clashes, and what was not understood."""

    files: tuple[Path, ...]
    actors: Mapping[str, int]
    clashes: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Who a name stands for on a day: the actor, by what it was found, and the rows that say so; `others` share the name."""

    actor: Actor
    how: str
    rows: tuple[SourceRow, ...]
    spell: SourceRow | None
    others: tuple[str, ...]


def import_actors(path: Path, folder: Path | None = None, *, only_new: bool = False) -> Taken:
    """Takes the actors of a file into the user's actor folder, or into `folder`.

    They are written as tables that come after all that are there. The same file taken in again replaces what it brought
    before. With `only_new`, actors whose key or name is known already are left out.

    Raises:
        KnowledgeError: when the file is no actor file, or there is nowhere to write.
    """
    target = folder or actor_folder()
    if target is None:
        raise KnowledgeError(f"{VARIABLE} is empty, so there is no actor folder; give one with --actors")
    earlier = own_imports(target, key_of(path.stem))
    base = open_actor_base([file for file in table_files([target]) if file not in earlier] if target.is_dir() else [])
    found = read_actors(path, base)
    parts = [
        Part("bodies", OrganisationRow, [row for row in found.bodies if not (only_new and is_known(row, base))]),
        Part("people", PersonRow, [row for row in found.persons if not (only_new and is_known(row, base))]),
        Part("states", StateRow, [row for row in found.states if not (only_new and is_known(row, base))]),
    ]
    files = write_tables(target, path, [part for part in parts if part.rows], earlier)
    problems = open_actor_base([target]).problems
    clashes = tuple(problem for problem in problems if problem not in base.problems)
    return Taken(files, {part.name: len({row.key for row in part.rows}) for part in parts}, clashes, tuple(found.remarks))


def is_known(row: OrganisationRow | PersonRow | StateRow, base: ActorBase) -> bool:
    """True when the base has an actor with the key or the name of a row; a person also by another form of the name."""
    if row.key in base.spells or row.key in base.people.persons:
        return True
    if isinstance(row, PersonRow) and is_known_person(row, base):
        return True
    return any(not entry.is_ambiguous for entry in base.names.entries(normal_form(row.name.split())))


def is_known_person(row: PersonRow, base: ActorBase) -> bool:
    """True when the base has the person without the middle names, or the first name of which the row has the initial."""
    first, *rest = row.name.split()
    known = base.person([first, *rest]) or (base.person(rest[-1:], code=row.country or None) if rest else None)
    if known is None or (row.country and known.actor.code != row.country):
        return False
    full = known.actor.name or ""
    return known.how is How.NAME or (len(first.rstrip(".")) == 1 and full.startswith(first[0]))


def own_imports(folder: Path, stem: str) -> list[Path]:
    """The tables that a file of that name brought before."""
    found = ((file, NUMBERED.fullmatch(file.name)) for file in sorted(folder.glob("*.csv")))
    return [file for file, match in found if match is not None and match.group(2) == stem]


def write_tables(folder: Path, source: Path, parts: Sequence[Part], earlier: Sequence[Path]) -> tuple[Path, ...]:
    """Writes each part as a table behind those that are there, and removes what the source brought before.

    Raises:
        KnowledgeError: when the folder cannot be written.
    """
    numbers = [int(match.group(1)) for file in folder.glob("*.csv") if (match := NUMBERED.fullmatch(file.name))]
    stem = f"{max(numbers, default=0) + 1:03d}-{key_of(source.stem)}"
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            written.append(folder / f"{stem}-{part.name}.csv")
            written[-1].write_text(to_table(part, source), encoding="utf-8")
        for old in earlier:
            old.unlink()
    except OSError as error:
        raise KnowledgeError(f"{folder}: cannot be written ({error.strerror}); name another with --actors") from error
    return tuple(written)


def to_table(part: Part, source: Path) -> str:
    """The rows as a CSV table whose first line says where they come from."""
    out = io.StringIO()
    out.write(f"# Taken in from {source.name}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns_of(part.kind))
    writer.writerows(astuple(row) for row in part.rows)
    return out.getvalue()


def show_actor(name: str, on: date | None = None, further: Sequence[Path] = ()) -> list[Shown]:
    """Who a name, an office with its country ("Russian foreign minister") or a key stands for on a day, the likeliest first.

    Raises:
        KnowledgeError: when an actor file cannot be read.
    """
    files = actor_paths(further)
    base = open_actor_base(files)
    tables = (*own_files(FOLDER), *files)
    for find in (by_name, by_person, by_office, by_key):
        found = find(name, base, on)
        if found:
            return [to_shown(actor, how, on, tables, found) for actor, how in found]
    return []


Found = list[tuple[Actor, str]]


def by_name(name: str, base: ActorBase, on: date | None) -> Found:
    """The actors whose name or alias it is."""
    words = name.split()
    matches = [match for match in base.find_names(words) if match.start == 0 and match.end == len(words)]
    return [(as_of(entry.actor, base, on), str(entry.how)) for match in matches for entry in match.entries]


def as_of(actor: Actor, base: ActorBase, on: date | None) -> Actor:
    """The actor as it is on a day."""
    if actor.kind is ActorKind.PERSON:
        person = base.person_on(actor.key, on)
        return person.actor if person is not None else actor
    return base.actor(actor.key, on) or actor


def by_person(name: str, base: ActorBase, on: date | None) -> Found:
    """The person whose last name it is, or whose name it is without middle names."""
    person = base.person(name.split(), on)
    return [(person.actor, str(person.how))] if person is not None else []


def by_office(name: str, base: ActorBase, on: date | None) -> Found:
    """The holder of an office of a state or body that the words name too."""
    words = name.split()
    office = base.office(words)
    if office is None or on is None:
        return []
    for match in base.find_names(words):
        actor = match.entries[0].actor
        for place in (actor.key, actor.code):
            holder = base.holder(place, office, on) if place else None
            if holder is not None:
                return [(holder.actor, f"{office.name} of {actor.name or place}")]
    return []


def by_key(name: str, base: ActorBase, on: date | None) -> Found:
    """The actor with that key."""
    actor = base.actor(name, on)
    person = base.person_on(name, on)
    return [(actor, "key")] if actor is not None else [(person.actor, "key")] if person is not None else []


def to_shown(actor: Actor, how: str, on: date | None, tables: Sequence[Path], found: Found) -> Shown:
    """The actor with the rows that speak of it in the last table that does, and the row of the day."""
    rows = list(find_rows(actor.key, tables))
    last = rows[-1].path.parent if rows else None
    is_own = last is not None and last.is_relative_to(FOLDER)
    rows = [row for row in rows if (row.path.is_relative_to(FOLDER) if is_own else row.path == rows[-1].path)]
    spell = next((row for row in rows if is_spell(row, actor, on)), None)
    others = tuple(other.key for other, _ in found if other.key != actor.key)
    return Shown(actor, how, tuple(rows), spell, others)


def is_spell(row: SourceRow, actor: Actor, on: date | None) -> bool:
    """True for the row of a table that says what the actor is on the day."""
    start = parse_day(row.cells.get("start", ""), is_end=False)
    end = parse_day(row.cells.get("end", ""), is_end=True)
    if on is not None and ((start and on < start) or (end and end < on)):
        return False
    return actor.office is None or row.cells.get("office", actor.office) == actor.office


def is_proper(name: str) -> bool:
    """True for a name with a capital that is not merely its article's ("The rebels").

    >>> is_proper("The Blue Wolves"), is_proper("The rebels"), is_proper("two soldiers")
    (True, False, False)
    """
    words = name.split()
    words = words[1:] if words and words[0].lower() in ARTICLES else words
    return bool(words) and words[0][:1].isupper()


def unknown_actors(store: Store, limit: int) -> list[ActorCount]:
    """The names in the stored records that no actor is known by, the most frequent first.

    Only proper names: who "two soldiers" are cannot be added.
    """
    counted = store.actors(Query(limit=None)).items
    unknown = (who for who in counted if who.identifier_id is None and who.code is None and is_proper(who.name))
    return list(islice(unknown, limit))
