"""What an ontology consists of: types, modes, contexts, sectors, countries, rules and the examples that they carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of one type is done; `score` is None where the scheme gives none.

    `implies` are contexts that the mode adds by itself. `cameo` is the CAMEO code that fits best (None: the type's), and
    `cameo_with` a closer one for some contexts, the first that applies.
    """

    code: str
    meaning: str
    score: float | None = None
    limits: str | None = None
    implies: tuple[str, ...] = ()
    cameo: str | None = None
    cameo_with: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventType:
    """What is done; `score` is in -10 (conflict) to 10 (cooperation), `cameo` as in `Mode`."""

    code: str
    quad: int
    score: float
    requires_recipient: bool
    meaning: str
    limits: str | None = None
    modes: Mapping[str, Mode] = field(default_factory=dict)
    cameo: str | None = None
    cameo_with: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """Why it is done: what the context covers, and what it leaves out."""

    code: str
    covers: str
    limits: str | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """What sort of actor it is."""

    code: str
    meaning: str
    is_frequent: bool


@dataclass(frozen=True, slots=True)
class Country:
    """A state with a code of its own.

    `name` is the ISO 3166 short name, `common` the one in the news, `fips` the FIPS 10-4 code, `cow` the number in the
    Correlates of War list of states; None where there is none.
    """

    code: str
    name: str
    common: str
    fips: str | None
    cow: int | None


@dataclass(frozen=True, slots=True)
class Territory:
    """What folds into a state: `sectors` are what an actor from there gets besides its own.

    `code` is None for an entity that ISO 3166 does not list; `aliases` are further names and codes.
    """

    code: str | None
    name: str
    aliases: tuple[str, ...]
    state: str
    sectors: tuple[str, ...]
    fips: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says the event is; `type` None means that it is no event at all."""

    type: str | None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that tells one type from another.

    It holds where the type is one of `types`, a mode one of `modes` (any, where empty), the auxiliary mode `aux` (any, where
    None), and the text says what `wording` describes; where `wording` is None it holds by itself. `also` is a further
    record that comes with it, `roles` says who plays which part where the rule settles that.
    """

    code: str
    types: tuple[str, ...]
    modes: tuple[str, ...]
    aux: str | None
    wording: str | None
    then: Outcome
    also: Outcome | None
    roles: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it must be coded as: `mode` and `context` must be among those found, `actor` are country codes.

    `entry` is the type, mode ("CONSULT visit") or context that it illustrates; a near miss looks like its entry and is
    `event` instead. `rule` names the rule that decides, `where` the file and line.
    """

    text: str
    event: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    entry: str
    is_near_miss: bool
    rule: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice that the ontology leaves open: `value`, one of `allowed`, is the `field` ("quad", "score") of `type`."""

    name: str
    type: str
    field: str
    value: float
    allowed: tuple[float, ...]
    because: str
