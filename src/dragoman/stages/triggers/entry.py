"""Lexicon entries: one wording of one event type, read from the files and checked.

A wording is a verb or adjective followed, or a noun preceded, by the words that must hang on it: "call on",
"sign @agreement", "hold talk|meeting", "peace deal". `@name` is a word class, `+name` a complement (see COMPLEMENTS).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.errors import ResourceError
from dragoman.stages.triggers.proposal import RolePattern

if TYPE_CHECKING:
    from dragoman.model.syntax import Token

PARTS = MappingProxyType({"verbs": "VERB", "nouns": "NOUN", "adjectives": "ADJ"})
KEYS = frozenset((*PARTS, "modes", "if", "unless", "actor", "recipient", "mutual", "governs"))
COMPLEMENTS = frozenset(("object", "to", "clause", "agent"))
SLOTS = frozenset(
    (
        "subject",
        "object",
        "indirect",
        "possessor",
        "modifier",
        "nation",
        "body",
        "governor",
        "clause",
        "content",
        "content-recipient",
        "modified",
    )
)
LINKS = ("of", "and", "in", "on")
PREPOSITION = re.compile(r"[a-z]+")
WORD = re.compile(r"[^\W_][\w.'’-]*|@[a-z-]+|\+[a-z]+")


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that behave alike: by lemma, by kind of name, or by tag."""

    words: frozenset[str]
    entities: frozenset[str]
    tags: frozenset[str]

    def has(self, token: Token) -> bool:
        """True when the token belongs to the class."""
        return token.lemma in self.words or token.entity in self.entities or token.tag in self.tags


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording of one event type.

    `head` is the lemma that is looked up, `others` the words that must hang on it, each a tuple of alternatives. One of
    `needs` must hang on it as well, if there are any, and none of `unless` may. `score` is the share of its occurrences
    that tell of an event of this type. One that `governs` makes other events its content (see `Governor`).
    """

    wording: str
    head: str
    pos: str
    others: tuple[tuple[str, ...], ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    type: str
    modes: tuple[str, ...]
    pattern: RolePattern
    score: float
    governs: bool = True

    @property
    def specificity(self) -> int:
        """How much the entry asks for: two for each further word, one for a condition."""
        return 2 * len(self.others) + bool(self.needs)


def to_class(file: str, name: str, data: object) -> WordClass:
    """A word class from its mapping."""
    if not isinstance(data, Mapping) or not set(data) <= {"words", "entities", "tags"}:
        raise ResourceError(f"{file}: class '{name}' may hold only words, entities and tags")
    return WordClass(*(frozenset(to_strings(file, name, data.get(key, []))) for key in ("words", "entities", "tags")))


def to_pattern(file: str, where: str, data: Mapping[str, object], default: RolePattern) -> RolePattern:
    """The role pattern that an entry (or a file's defaults) gives; what it leaves out is taken from `default`."""
    sides = []
    for side, fallback in (("actor", default.actor), ("recipient", default.recipient)):
        slots = tuple(to_strings(file, where, data[side])) if side in data else fallback
        for slot in slots:
            if slot not in SLOTS and not PREPOSITION.fullmatch(slot):
                raise ResourceError(
                    f"{file}: '{where}' has no such slot '{slot}'; slots are prepositions, {', '.join(sorted(SLOTS))}"
                )
        sides.append(slots)
    return RolePattern(sides[0], sides[1], is_mutual=bool(data.get("mutual", default.is_mutual)))


def to_strings(file: str, where: str, data: object) -> list[str]:
    """A list of words.

    Raises:
        ResourceError: when it is anything else.
    """
    if not isinstance(data, list) or not all(isinstance(item, str) for item in data):
        raise ResourceError(f"{file}: '{where}' must be a list of words, not {data!r}")
    return data


def to_entries(
    file: str, kind: str, group: object, patterns: Mapping[str, RolePattern], classes: Mapping[str, WordClass]
) -> Iterator[Entry]:
    """The entries of one group of wordings that share modes, conditions and role pattern.

    Raises:
        ResourceError: when the group has an unknown key, no wordings, or a wording that does not hold together.
    """
    if not isinstance(group, Mapping):
        raise ResourceError(f"{file}: an entry must be a mapping, not {group!r}")
    parts = [part for part in PARTS if part in group]
    if unknown := set(group) - KEYS:
        raise ResourceError(f"{file}: unknown key '{min(unknown)}' in an entry; known are {', '.join(sorted(KEYS))}")
    if len(parts) != 1 or not isinstance(group[parts[0]], Mapping):
        raise ResourceError(
            f"{file}: an entry needs a mapping from wordings to scores under one of {', '.join(PARTS)}: {group}"
        )
    part = parts[0]
    pattern = to_pattern(file, f"{kind} {part}", group, patterns[part])
    for wording, score in group[part].items():
        yield Entry(
            wording=wording,
            head=(head := head_of(file, wording, part)),
            pos=PARTS[part],
            others=tuple(checked(file, wording, word, classes) for word in wording.split() if word != head),
            needs=tuple(spec for word in group.get("if", ()) for spec in checked(file, wording, word, classes)),
            unless=tuple(spec for word in group.get("unless", ()) for spec in checked(file, wording, word, classes)),
            type=kind,
            modes=tuple(to_strings(file, wording, group.get("modes", []))),
            pattern=pattern,
            score=to_score(file, wording, score),
            governs=bool(group.get("governs", True)),
        )


def head_of(file: str, wording: object, part: str) -> str:
    """The word of a wording that is looked up: the first, but of a noun the last before "of" and the like."""
    if not isinstance(wording, str) or not wording.split():
        raise ResourceError(f"{file}: a wording must be words, not {wording!r}; put YAML's yes, no, on and off in quotes")
    words = wording.split()
    before_link = next((number for number, word in enumerate(words) if word in LINKS), len(words))
    head = words[before_link - 1 if part == "nouns" else 0]
    if head[0] in "@+" or "|" in head:
        raise ResourceError(f"{file}: '{wording}' must be looked up by a word, not by '{head}'")
    return head


def checked(file: str, wording: str, spec: str, classes: Mapping[str, WordClass]) -> tuple[str, ...]:
    """The alternatives of one word of a wording, once their names are known to exist."""
    for word in (words := tuple(spec.split("|"))):
        if not WORD.fullmatch(word):
            raise ResourceError(f"{file}: '{wording}' asks for '{word}', which is no word, @class or +complement")
        if word[0] == "@" and word[1:] not in classes:
            raise ResourceError(f"{file}: '{wording}' asks for class '{word}', which classes.yml does not have")
        if word[0] == "+" and word[1:] not in COMPLEMENTS:
            raise ResourceError(f"{file}: '{wording}' asks for '{word}'; complements are {', '.join(sorted(COMPLEMENTS))}")
    return words


def to_score(file: str, wording: str, score: object) -> float:
    """A share between 0 and 1."""
    if not isinstance(score, int | float) or not 0 <= score <= 1:
        raise ResourceError(f"{file}: the score of '{wording}' must lie between 0 and 1, not {score!r}")
    return float(score)
