"""What the actor base answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.model.actor import Actor
from dragoman.model.mention import MentionLabel


class How(StrEnum):
    """By what sort of name an entry was found."""

    NAME = "name"
    ALIAS = "alias"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"
    LAST_NAME = "last name"
    SPELLING = "spelling"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """One actor that a name can stand for; `is_ambiguous` warns that the name often stands for something else."""

    actor: Actor
    how: How
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words `start` up to, not including, `end` name one of `entries`, the likeliest first.

    `is_partial` marks a name that is only a part of those words, as in the single token "U.S.-led".
    """

    start: int
    end: int
    entries: tuple[NamedEntry, ...]
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office or post, both days included; None is an open end."""

    person: str
    name: str
    code: str | None
    office: str
    role: str
    sectors: tuple[str, ...]
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """True when the person is in office on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A person as of a day.

    `actor` has the office and sectors of that day: no office and sector ELI once a state's official is out of office (PLOVER
    section 8), no sector before the first post that is known. `score` in 0..1 is the belief in the identity; `wikidata`
    is "" where it is not known.
    """

    actor: Actor
    how: How
    tenure: Tenure | None
    is_former: bool
    score: float
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that tells the sector of whom it denotes: "soldiers" MIL, "protesters" CVL.

    `phrase` is the entry of the table that was found, `sectors` the primary sector first. `inherits` is true where the
    noun takes the sector of a body named with it, if one is: "agent", "spokesman", "commander".
    """

    phrase: str
    sectors: tuple[str, ...]
    label: MentionLabel
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """A title or post: its canonical name, the roles that its holder may have in the table of people, and its sector.

    `code` is the state or body that the phrase itself implies ("Pentagon chief": USA), None where it implies none.
    `start` and `end` say which of the words were recognised, a modifier included. `is_former` marks "former", "ex-" and the
    like; `is_deputy` a second or third in rank ("deputy foreign minister"), whose `roles` are empty.
    """

    name: str
    roles: tuple[str, ...]
    sector: str
    code: str | None
    start: int = 0
    end: int = 0
    is_former: bool = False
    is_deputy: bool = False
