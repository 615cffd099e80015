"""The actor base: states, organisations, persons and the nouns and titles that go with them, opened once, then looked up in.

It says what a name can stand for; which of several it does stand for in a text is left to the actors stage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from dragoman.knowledge.actor_files import own_files, read_actor_files, table_files
from dragoman.knowledge.actor_index import ActorTables, index_name, keep_index, read_index
from dragoman.knowledge.actor_tables import FOLDER
from dragoman.knowledge.entry import How, NameMatch, Office, PersonMatch, RoleNoun, Tenure
from dragoman.knowledge.folders import cache_folder
from dragoman.knowledge.titles import read_offices, read_role_nouns
from dragoman.model.actor import Actor

OFFICES, ROLE_NOUNS = "offices.csv", "role_nouns.csv"
LEADER = "leader"
# The office of "head", "chief", "chairman": any that leads.
HEAD = "head"
LEADING = ("head_of_state", "head_of_government", "group_leader", "party_leader", "igo_head", "military_chief")
# Roles that many persons of one state have at once, in different offices.
VAGUE_ROLES = frozenset({"other", "envoy", "spokesperson"})


class ActorBase(ActorTables):
    """All that is known of actors; made by `open_actor_base`.

    `problems` lists what clashed or could not be understood in the actor files.
    """

    __slots__ = ()

    def find_names(self, words: Sequence[str]) -> list[NameMatch]:
        """The names of states, organisations and persons (full names, aliases) in a sequence of tokens.

        From left to right, the longest at each place, none inside another. Persons come without sectors, which depend on the
        day: ask `person_on`.
        """
        return self.names.find(words)

    def actor(self, key: str, on: date | None = None) -> Actor | None:
        """The state or organisation with `key`, as it was on a day: the Taliban are REB in 2019 and GOV in 2023."""
        spells = self.spells.get(key, ())
        for spell in spells:
            if on is not None and spell.covers(on):
                return spell.actor
        return spells[0].actor if spells else None

    def person(
        self, words: Sequence[str], on: date | None = None, code: str | None = None, *, role: str | None = None
    ) -> PersonMatch | None:
        """The person whom the words of a name (without titles) denote on a day; None where nobody in particular.

        In order: a full name or alias, middle names left out; a last name that one person in office has on that day; another
        spelling, only when `code` or `role` agrees. `code` is the state or body that the text connects the person with.
        """
        return self.people.find(words, on, code, role)

    def person_on(self, key: str, on: date | None) -> PersonMatch | None:
        """The person with `key` as of a day."""
        return self.people.as_of(key, on) if key in self.people.persons else None

    def holder(self, code: str, role: str | Office, on: date) -> PersonMatch | None:
        """Who holds an office of the state or body `code` (a code or an organisation's key) on a day.

        `role` is a role key ("foreign_minister"; "leader" for whoever leads the state) or an office as `office` gives it, of
        which the name decides where its roles leave a choice: Germany's president, not its chancellor. None where nobody is
        known to hold it, or more than one does.
        """
        roles = role.roles if isinstance(role, Office) else (role,)
        if LEADER in roles:
            leading = self.led_by.get(code, "head_of_state") or "head_of_state"
            held = self.people.held(code, (leading,), on) or self.people.held(code, LEADING, on)
            held = [tenure for tenure in held if self.is_called_leader(tenure)] or held
        else:
            held = self.people.held(code, roles, on)
            if isinstance(role, Office):
                held = [tenure for tenure in held if self.is_held(tenure, role)] or [
                    tenure for tenure in held if tenure.code != code and self.is_held_here(tenure, role)
                ]
        person = only_person(held, on, self.is_proper)
        return self.people.as_of(person, on, how=How.OFFICE, score=0.9) if person else None

    def is_held(self, tenure: Tenure, office: Office) -> bool:
        """True when a tenure is of `office`: it bears the same name, or one that no table knows ("Taoiseach")."""
        known = self.office(tenure.office.split())
        return known.name == office.name if known else tenure.role not in VAGUE_ROLES

    def is_held_here(self, tenure: Tenure, office: Office) -> bool:
        """True when a tenure within one body is of `office`, which there needs no full name.

        NATO's "secretary-general" holds what the table calls "NATO secretary-general", and whoever has that is its "head".
        """
        known = self.office(tenure.office.split())
        if known is None or office.name == HEAD:
            return tenure.role not in VAGUE_ROLES
        is_fuller = known.name.endswith(f" {office.name}") or known.name.startswith(f"{office.name} of ")
        return is_fuller or office.name.endswith(f" {known.name}")

    def is_called_leader(self, tenure: Tenure) -> bool:
        """True for "Leader of Hamas", not for its military commander."""
        known = self.office(tenure.office.split())
        return known is not None and LEADER in known.roles

    def is_proper(self, tenure: Tenure) -> bool:
        """False for a deputy's tenure and for one that is only claimed ("self-declared interim president")."""
        known = self.office(tenure.office.split())
        return known is None or not known.is_deputy

    def role_noun(self, phrase: str) -> RoleNoun | None:
        """What a noun or noun phrase, singular or plural, says of its bearer: the longest end of it that is known."""
        return self.role_nouns.find(phrase)

    def office(self, words: Sequence[str]) -> Office | None:
        """The office that a title or noun phrase names: "deputy foreign minister" is not the foreign minister."""
        return self.offices.find(words)

    def kind_nouns(self, key: str) -> tuple[str, ...]:
        """What a text calls an organisation later on: "movement", "militant group"."""
        spells = self.spells.get(key, ())
        return spells[0].kinds if spells else ()


def only_person(held: Sequence[Tenure], on: date, is_proper: Callable[[Tenure], bool]) -> str | None:
    """The key of the one person among tenures of a day; on a day of handover the one who comes."""
    persons = {tenure.person for tenure in held}
    for is_likelier in (is_proper, lambda tenure: tenure.end != on):
        if len(persons) > 1:
            persons = {tenure.person for tenure in held if is_likelier(tenure)} & persons or persons
    return persons.pop() if len(persons) == 1 else None


def open_actor_base(extra: Sequence[Path] = (), folder: Path = FOLDER) -> ActorBase:
    """The actor base of the tables in `folder` and then those in `extra`: files, or folders of CSV files.

    An extra table has the columns of states.csv, organisations.csv or the people files. Where two files describe one key, or
    one name, the later wins and `problems` says so. What the tables come to is kept in the user's cache folder.

    Raises:
        KnowledgeError: when a table cannot be read or has the wrong columns.
    """
    try:
        tables = (*own_files(folder), *table_files(extra), folder / OFFICES, folder / ROLE_NOUNS)
        kept = cache_folder() / index_name(tables)
    except (OSError, RuntimeError):  # a table is missing, which reading it explains; or there is no home
        return read_actor_base(extra, folder)
    base = read_index(kept, ActorBase)
    if base is None:
        base = read_actor_base(extra, folder)
        keep_index(kept, base)
    return base


def read_actor_base(extra: Sequence[Path], folder: Path) -> ActorBase:
    """The actor base, read anew from its tables.

    Raises:
        KnowledgeError: when a table cannot be read or has the wrong columns.
    """
    offices = read_offices(folder / OFFICES)
    files = read_actor_files(folder, extra, offices.ranks)
    nouns = read_role_nouns(folder / ROLE_NOUNS)
    return ActorBase(files.names, files.people, files.spells, nouns, offices, files.led_by, files.problems)
