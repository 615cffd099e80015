"""Who acts: states, bodies, groups and persons, and how a mention was resolved to one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor it is."""

    STATE = "state"
    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"


class ResolvedBy(StrEnum):
    """Where an identity comes from (contract section 2)."""

    KNOWLEDGE_BASE = "knowledge_base"
    GAZETTEER = "gazetteer"
    DOCUMENT = "document"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a phrase denotes.

    `code` is a PLOVER country or international code, `sectors` PLOVER sectors, the primary one first, `key` the id in the
    actor base ("" where the actor is not in it), `name` its canonical name (None for "two soldiers").
    """

    kind: ActorKind
    name: str | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actor that the mention with id `mention` denotes, with the rule that says so."""

    mention: int
    actor: Actor
    by: ResolvedBy
    because: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions (ids, in text order) that denote one actor in this document.

    `representative` is the id of the mention that says most; `because` gives a reason for each link after the first.
    """

    id: int
    mentions: tuple[int, ...]
    representative: int
    because: tuple[str, ...]
