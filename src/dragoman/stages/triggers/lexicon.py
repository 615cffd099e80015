"""The event lexicon: entries by lemma, word classes, light verbs, and what a governing verb makes of its content.

One file per event type under `resources/lexicons/events`; `classes.yml`, `syntax.yml`, `governing.yml` and `modes.yml`
beside them serve all types. Loading checks every name, so that a slip in a file is told with its file and entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ResourceError
from dragoman.knowledge.bundled import RESOURCES, read_mapping
from dragoman.stages.triggers.contexts import ContextCues, load_context_cues
from dragoman.stages.triggers.entry import PARTS, Entry, WordClass, to_class, to_entries, to_pattern, to_score, to_strings
from dragoman.stages.triggers.proposal import RolePattern

FOLDER = RESOURCES / "lexicons" / "events"
SHARED = ("classes", "syntax", "governing", "modes")
FILE_KEYS = frozenset(("type", "defaults", "entries", "examples", "near_misses"))
TYPES = frozenset(
    (
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    )
)


@dataclass(frozen=True, slots=True)
class Governor:
    """What an event of one type makes of the event that is its content.

    `modes` gives the mode by type of content ("asked to release": yield), `becomes` another type ("agreed to
    withdraw": CONCEDE). The content is no event of its own.
    """

    modes: Mapping[str, str]
    becomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ModeCue:
    """Words at a trigger that tell a mode of its type."""

    mode: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All that is known of how events are worded; `defaults` give the role pattern by type and part of speech."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    classes: Mapping[str, WordClass]
    light_verbs: frozenset[str]
    receiving_verbs: frozenset[str]
    partitives: frozenset[str]
    absences: frozenset[str]
    discounts: Mapping[str, float]
    governors: Mapping[str, Governor]
    mode_cues: Mapping[str, tuple[ModeCue, ...]]
    defaults: Mapping[tuple[str, str], RolePattern]
    context_cues: ContextCues

    def __len__(self) -> int:
        return sum(len(entries) for entries in self.entries.values())


def load_event_lexicon(folder: Path | None = None) -> EventLexicon:
    """The lexicon in `folder`, or the one that comes with Dragoman.

    Raises:
        ResourceError: when a file is missing or does not hold together; the text names file, entry and problem.
    """
    folder = folder or FOLDER
    shared = {name: read_mapping(folder / f"{name}.yml") for name in SHARED}
    classes = {name: to_class("classes.yml", name, data) for name, data in shared["classes"].items()}
    syntax = {
        name: frozenset(to_strings("syntax.yml", name, words))
        for name, words in shared["syntax"].items()
        if name != "discounts"
    }
    entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    defaults: dict[tuple[str, str], RolePattern] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.stem in SHARED:
            continue
        kind, patterns, found = read_type(path, classes)
        defaults |= {(kind, PARTS[part]): pattern for part, pattern in patterns.items()}
        for entry in found:
            entries[entry.head, entry.pos].append(entry)
    return EventLexicon(
        entries={key: tuple(sorted(found, key=lambda entry: -entry.specificity)) for key, found in entries.items()},
        classes=classes,
        light_verbs=needed(syntax, "light_verbs"),
        receiving_verbs=needed(syntax, "receiving_verbs"),
        partitives=needed(syntax, "partitives"),
        absences=needed(syntax, "absences"),
        discounts=to_discounts(shared["syntax"].get("discounts")),
        governors={known_type("governing.yml", name): to_governor(name, data) for name, data in shared["governing"].items()},
        mode_cues={known_type("modes.yml", name): to_cues(name, data) for name, data in shared["modes"].items()},
        defaults=defaults,
        context_cues=load_context_cues(),
    )


def read_type(path: Path, classes: Mapping[str, WordClass]) -> tuple[str, dict[str, RolePattern], list[Entry]]:
    """The type, the default role patterns by part of speech, and the entries of one type's file."""
    data = read_mapping(path)
    if unknown := set(data) - FILE_KEYS:
        raise ResourceError(f"{path.name}: unknown key '{min(unknown)}'; known are {', '.join(sorted(FILE_KEYS))}")
    kind = known_type(path.name, data.get("type"))
    defaults, groups = data.get("defaults"), data.get("entries")
    if not isinstance(defaults, dict) or not isinstance(groups, list):
        raise ResourceError(f"{path.name}: needs 'defaults' (a mapping) and 'entries' (a list)")
    empty = RolePattern((), ())
    patterns = {part: to_pattern(path.name, f"defaults of {part}", defaults.get(part, {}), empty) for part in PARTS}
    return kind, patterns, [entry for group in groups for entry in to_entries(path.name, kind, group, patterns, classes)]


def known_type(file: str, name: object) -> str:
    """An event type, once it is known to be one."""
    if not isinstance(name, str) or name not in TYPES:
        raise ResourceError(f"{file}: unknown event type {name!r}; types are {', '.join(sorted(TYPES))}")
    return name


def to_governor(name: str, data: object) -> Governor:
    """What events of one type make of their content."""
    if not isinstance(data, dict) or not set(data) <= {"modes", "becomes"}:
        raise ResourceError(f"governing.yml: '{name}' may hold only modes and becomes")
    for content in (*data.get("modes", {}), *data.get("becomes", {})):
        known_type("governing.yml", content.partition(" ")[0])
    return Governor(modes=data.get("modes", {}), becomes=data.get("becomes", {}))


def to_cues(name: str, data: object) -> tuple[ModeCue, ...]:
    """The words that tell modes of one type."""
    if not isinstance(data, dict):
        raise ResourceError(f"modes.yml: '{name}' must map modes to words")
    return tuple(ModeCue(mode, frozenset(to_strings("modes.yml", mode, words))) for mode, words in data.items())


def needed(lists: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    """The word list of that name."""
    if name not in lists:
        raise ResourceError(f"syntax.yml: needs a list '{name}'")
    return lists[name]


def to_discounts(data: object) -> dict[str, float]:
    """What is left of a score where an event is not simply told."""
    kinds = ("modifier", "negated", "purpose", "absent")
    if not isinstance(data, dict) or set(data) != set(kinds):
        raise ResourceError(f"syntax.yml: 'discounts' must give a share for each of {', '.join(kinds)}")
    return {kind: to_score("syntax.yml", kind, data[kind]) for kind in kinds}
