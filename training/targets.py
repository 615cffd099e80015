"""What the heads should say: triggers, roles, status and modes of a document's records, at the words of its parses."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from cleaning import clean
from corpora import Annotated

from dragoman.model.syntax import Parse

IGNORE, NONE, ACTOR, RECIPIENT = -1, 0, 1, 2
NOMINAL = {"NOUN", "PROPN", "PRON"}
NATIONAL = {"NORP", "GPE"}
PRONOUNS = {"he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "who", "which", "we", "i", "our", "that"}
PERSONAL = PRONOUNS - {"that"}
STOP = frozenset(re.findall(r"\w+", "the a an of and in to by for on at from its his her their s mr mrs ms")) | {
    "president",
    "minister",
    "prime",
    "government",
    "forces",
}
UNSURE = 0.6

Place = tuple[int, int]  # sentence, word


@dataclass
class Trigger:
    """A trigger word, the weights of its types, and what its records say of it."""

    place: Place
    types: dict[str, float] = field(default_factory=dict)
    status: str = ""
    historical: float = False
    voiced: bool = False
    modes: set[str] = field(default_factory=set)
    # A role, or the shares of none, actor and recipient where a teacher believes them.
    roles: dict[Place, int | tuple[float, float, float]] = field(default_factory=dict)
    weight: float = 1.0
    has_actor: bool = True
    believed_status: list[float] = field(default_factory=list)
    believed_modes: list[float] = field(default_factory=list)


def candidates(parse: Parse) -> list[int]:
    """The words that may head a mention: nouns and pronouns that are not inside a compound, nationalities, possessives."""
    found = []
    for token in parse.tokens:
        if token.pos in NOMINAL and token.dep not in {"compound", "expl"} and token.tag not in {"EX", "WDT"}:
            found.append(token.index)
        elif token.entity in NATIONAL or (token.dep == "poss" and token.tag == "PRP$") or token.tag in {"WP", "PRP$"}:
            if not (token.dep == "compound" and parse.tokens[token.head].pos == "PROPN"):
                found.append(token.index)
        elif token.text.lower() in {"who", "which"}:
            found.append(token.index)
    return found


def words_of(parse: Parse, start: int, end: int) -> list[int]:
    return [t.index for t in parse.tokens if t.span.start < end and t.span.end > start]


def head_of(parse: Parse, inside: list[int]) -> int:
    """The word of a stretch whose own head lies outside it, or the nearest to the root."""
    members = set(inside)
    tops = [i for i in inside if parse.tokens[i].head not in members or parse.tokens[i].head == i]
    content = [i for i in tops if parse.tokens[i].pos not in {"PUNCT", "DET", "ADP", "PART", "AUX", "CCONJ", "SPACE"}]
    return (content or tops or inside)[0]


def find_sentence(document: Annotated, start: int) -> Parse | None:
    for parse in document.parses:
        if parse.tokens and parse.tokens[0].span.start <= start < parse.tokens[-1].span.end:
            return parse
    return None


def locate(document: Annotated, span: dict) -> tuple[Parse, list[int]] | None:
    parse = find_sentence(document, span["start"])
    inside = words_of(parse, span["start"], span["end"]) if parse else []
    return (parse, inside) if parse and inside else None


def content(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - STOP - PRONOUNS


def phrase(parse: Parse, head: int) -> set[str]:
    """The content words of a candidate with its compounds and modifiers."""
    inner = [head, *(t.index for t in parse.dependants(head, "compound", "amod", "nmod", "poss"))]
    inner += [t.index for i in inner[1:] for t in parse.dependants(i, "compound")]
    return set().union(*(content(parse.tokens[i].text) for i in inner))


def find_triggers(document: Annotated) -> list[Trigger]:
    """The triggers of a document with types, status, modes and the roles of every candidate of the document."""
    by_place: dict[Place, Trigger] = {}
    options = {parse.sentence: candidates(parse) for parse in document.parses}
    for record in map(clean, document.records):
        spans = [record["trigger"], *record["also"]]
        for number, span in enumerate(spans):
            found = locate(document, span)
            if found is None:
                continue
            parse, inside = found
            place = (parse.sentence, head_of(parse, inside))
            weight = 1.0 if record["certain"] else UNSURE
            trigger = by_place.setdefault(place, Trigger(place, weight=0.0))
            trigger.types[record["event"]] = max(weight, trigger.types.get(record["event"], 0.0))
            trigger.weight = max(trigger.weight, weight)
            if number == 0 or not trigger.status:
                trigger.status, trigger.historical = record["status"], record["historical"]
                trigger.voiced = bool(record["voice"])
            trigger.modes |= {f"{record['event']} {mode}" for mode in record["mode"]}
            add_roles(document, options, trigger, record)
    return list(by_place.values())


def add_roles(document: Annotated, options: dict[int, list[int]], trigger: Trigger, record: dict) -> None:
    trigger.has_actor = trigger.has_actor and bool(record["actor"])
    taken = trigger.roles
    same = document.parses[trigger.place[0]]
    for side, role in (("actor", ACTOR), ("recipient", RECIPIENT)):
        for entity in record[side]:
            spot = locate(document, entity)
            if spot is None:
                continue
            parse, inside = spot
            members = [i for i in options[parse.sentence] if i in inside]
            head = head_of(parse, inside)
            best = head if head in members else (members[-1] if members else None)
            for i in members:
                set_role(taken, (parse.sentence, i), role if i == best else IGNORE)
            here = parse.sentence == trigger.place[0]
            echo(options, same, entity, trigger, role=role, here=here)


def echo(options: dict[int, list[int]], same: Parse, entity: dict, trigger: Trigger, *, role: int, here: bool) -> None:
    """Other words of the trigger's sentence that may mean the same entity: the role where its span lies elsewhere."""
    names = content(entity["text"])
    for i in options[same.sentence]:
        place = (same.sentence, i)
        if place in trigger.roles:
            continue
        if names & content(same.tokens[i].text):
            trigger.roles[place] = IGNORE if here else role
        elif not here and same.tokens[i].text.lower() in PRONOUNS:
            trigger.roles[place] = IGNORE


def set_role(taken: dict[Place, int], place: Place, role: int) -> None:
    old = taken.get(place)
    if old is None or old == IGNORE:
        taken[place] = role
    elif role not in {IGNORE, old}:
        taken[place] = ACTOR


def types_at(document: Annotated) -> dict[Place, Trigger]:
    return {trigger.place: trigger for trigger in find_triggers(document)}


def by_sentence(triggers: list[Trigger]) -> dict[int, list[Trigger]]:
    grouped = defaultdict(list)
    for trigger in triggers:
        grouped[trigger.place[0]].append(trigger)
    return grouped
