"""Events in news sentences, against the text part of M2E2 (Li and others 2020): triggers, and who plays which part.

An item is a sentence with its words, and `golden-event-mentions`: trigger and arguments as word numbers, end exclusive. What
PLOVER calls an event and what the corpus calls it is told by `resources/crosswalks/m2e2.yml`. Types of the corpus that
PLOVER does not hold as a whole are predicted as far as it goes, but neither scored nor held against the coder.

A trigger is right by its exact words, or by its head: the one word that is predicted lies in the gold trigger. It is
identified by its place and classified by place and type. An argument is right when some gold event of that type has
an argument of that role that holds its head word, as is usual for ACE.

The corpus marks few of the events that its sentences tell, mostly one or none. So precision is a lower bound, and the
same figures are given once more, as `marked.*`, for those sentences in which it marks any event that is scored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coder import Coder
from dragoman.evaluation.crosswalks import Rule, find_rule, to_rules, trigger_word
from dragoman.evaluation.items import Item, read_items
from dragoman.evaluation.polnear import Tally
from dragoman.knowledge.bundled import read_bundled
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.mention import EntityMention
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.stages.triggers.lexicon import load_event_lexicon

CROSSWALK = "crosswalks/m2e2.yml"
EVENTS, ENTITIES = "golden-event-mentions", "golden-entity-mentions"
KEYS = ("sentence_id", "sentence", "words")


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The rules in their order, the types of the corpus that are scored, and the roles that the rules can give."""

    rules: tuple[Rule, ...]
    scored: frozenset[str]
    roles: Mapping[str, frozenset[str]]


def load_crosswalk() -> Crosswalk:
    """The bundled crosswalk.

    Raises:
        ResourceError: when a rule names an event that is not among the events.
    """
    data = read_bundled(CROSSWALK)
    events: Mapping[str, Mapping[str, Any]] = data["events"]
    rules = to_rules(data, CROSSWALK)
    roles = {
        name: frozenset(role for rule in rules if rule.event == name for role in rule.roles.values()) for name in events
    }
    return Crosswalk(rules, frozenset(name for name, entry in events.items() if entry["held"]), roles)


def to_text(item: Item) -> str:
    """The sentence of an item, with the last character that the corpus cuts off it.

    >>> to_text({"sentence": "He quit", "words": ["He", "quit", "."]})
    'He quit.'
    """
    sentence, words = str(item["sentence"]), item["words"]
    return sentence if not words or sentence.endswith(words[-1]) else sentence + words[-1][-1]


def align(text: str, words: Sequence[str]) -> list[Span | None]:
    """Where each word stands in the text; None for one that is not next.

    >>> align("Rebels-Police", ["Rebels", "Police"])
    [Span(start=0, end=6), Span(start=7, end=13)]
    """
    found: list[Span | None] = []
    at = 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or any(sign.isalnum() for sign in text[at:start]):
            found.append(None)
        else:
            at = start + len(word)
            found.append(Span(start, at))
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the reading of one sentence into event mentions in the form of the corpus."""

    crosswalk: Crosswalk
    light_verbs: Collection[str]

    def events(self, reading: Reading, words: Sequence[str]) -> list[Item]:
        """The events of a reading that the corpus has a type for, by trigger; of two alike the surer."""
        places = align(reading.document.text, words)
        found: dict[tuple[int, str], Item] = {}
        for mention in sorted(reading.events or (), key=lambda mention: (-mention.score, mention.id)):
            word = trigger_word((reading.syntax or ())[mention.sentence], mention, self.light_verbs)
            rule = find_rule(self.crosswalk.rules, mention, word.lemma.lower())
            number = word_at(places, word.span)
            if rule is not None and number is not None and (number, str(rule.event)) not in found:
                found[number, str(rule.event)] = {
                    "trigger": to_stretch(words, number, number + 1),
                    "event_type": rule.event,
                    "arguments": arguments_of(reading, mention, rule, words, places),
                }
        return [found[key] for key in sorted(found)]


def arguments_of(
    reading: Reading, mention: EventMention, rule: Rule, words: Sequence[str], places: Sequence[Span | None]
) -> list[Item]:
    """The sides of an event that the rule has a role for, each by its head word, as far as they stand in its sentence."""
    found: dict[tuple[str, int], Item] = {}
    for role in mention.roles:
        entity = (reading.entities or ())[role.mention]
        number = word_at(places, head_of(reading, entity))
        if role.name in rule.roles and entity.sentence == mention.sentence and number is not None:
            name = rule.roles[role.name]
            found[name, number] = {"role": name, **to_stretch(words, number, number + 1)}
    return list(found.values())


def head_of(reading: Reading, entity: EntityMention) -> Span:
    """The head word of an entity mention."""
    return (reading.syntax or ())[entity.sentence].tokens[entity.head].span


def word_at(places: Sequence[Span | None], span: Span) -> int | None:
    """The number of the first word that shares characters with a span."""
    return next((number for number, place in enumerate(places) if place is not None and place.overlaps(span)), None)


def to_stretch(words: Sequence[str], start: int, end: int) -> Item:
    """A stretch of words as the corpus writes it."""
    return {"start": start, "end": end, "text": " ".join(words[start:end])}


def predict(items: Sequence[Item], coder: Coder, crosswalk: Crosswalk) -> list[Item]:
    """The items with predicted event mentions in place of the gold ones, each sentence read by itself."""
    reader = Reader(crosswalk, load_event_lexicon().light_verbs)
    documents = (Document(str(item["sentence_id"]), to_text(item)) for item in items)
    return [
        {**{key: item[key] for key in KEYS}, ENTITIES: [], EVENTS: reader.events(reading, item["words"])}
        for item, reading in zip(items, coder.read_stream(documents), strict=True)
    ]


def scored_arguments(events: Iterable[Item], crosswalk: Crosswalk) -> list[tuple[str, str, int, int]]:
    """Event type, role and stretch of each argument whose role the crosswalk can give."""
    return [
        (event["event_type"], argument["role"], argument["start"], argument["end"])
        for event in events
        for argument in event["arguments"]
        if argument["role"] in crosswalk.roles[event["event_type"]]
    ]


def match(gold: Collection[tuple[Any, ...]], got: Collection[tuple[Any, ...]]) -> Tally:
    """How many of the predicted stretches lie in a gold one of the same labels; each gold one counts once.

    The last two members are start and end, those before are labels.
    """
    left = sorted(set(gold))
    wanted, right = len(left), 0
    for one in sorted(set(got)):
        hit = next((item for item in left if item[:-2] == one[:-2] and item[-2] <= one[-2] and one[-1] <= item[-1]), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Tally(len(set(got)), wanted, right)


def compare(gold: Sequence[Item], got: Sequence[Item], crosswalk: Crosswalk) -> dict[str, Tally]:
    """The tallies of one sentence."""
    wanted, found = (
        [(e["event_type"], e["trigger"]["start"], e["trigger"]["end"]) for e in events] for events in (gold, got)
    )
    exact = set(wanted), set(found)
    places = {item[1:] for item in wanted}, {item[1:] for item in found}
    arguments = scored_arguments(gold, crosswalk), scored_arguments(got, crosswalk)
    tallies = {
        "trigger_identification_exact": Tally(len(places[1]), len(places[0]), len(places[0] & places[1])),
        "trigger_identification_head": match(*places),
        "trigger_classification_exact": Tally(len(exact[1]), len(exact[0]), len(exact[0] & exact[1])),
        "trigger_classification_head": match(*exact),
        "argument_identification_head": match(*({(one[0], *one[2:]) for one in side} for side in arguments)),
        "argument_head": match(*arguments),
    }
    for name in sorted({item[0] for item in [*wanted, *found]}):
        tallies[f"type.{name}"] = match(*([item for item in side if item[0] == name] for side in exact))
    for name in sorted({item[1] for side in arguments for item in side}):
        tallies[f"role.{name}"] = match(*([item for item in side if item[1] == name] for side in arguments))
    return tallies


def tally(pairs: Iterable[tuple[Sequence[Item], Sequence[Item]]], crosswalk: Crosswalk) -> dict[str, Tally]:
    """The tallies of many sentences, those of single types and roles last."""
    total: dict[str, Tally] = {}
    for gold, got in pairs:
        for name, one in compare(gold, got, crosswalk).items():
            total[name] = total.get(name, Tally()) + one
    return {name: total[name] for name in sorted(total, key=lambda name: ("." in name, name))}


def score(gold: Sequence[Item], got: Sequence[Item], crosswalk: Crosswalk) -> dict[str, float]:
    """The figures; `not_scored.TYPE` counts the gold events of types that PLOVER does not hold."""
    left_out = Counter(
        event["event_type"] for item in gold for event in item[EVENTS] if event["event_type"] not in crosswalk.scored
    )
    pairs = [
        (
            [event for event in one[EVENTS] if event["event_type"] in crosswalk.scored],
            [event for event in other[EVENTS] if event["event_type"] in crosswalk.scored],
        )
        for one, other in zip(gold, got, strict=True)
    ]
    figures: dict[str, float] = {"sentences": len(gold), "marked_sentences": sum(bool(events) for events, _ in pairs)}
    figures |= {"events": sum(len(events) for events, _ in pairs), "not_scored": left_out.total()}
    figures |= {f"not_scored.{name}": count for name, count in sorted(left_out.items())}
    for name, one in tally(pairs, crosswalk).items():
        figures |= one.figures(name)
    for name, one in tally((pair for pair in pairs if pair[0]), crosswalk).items():
        figures |= one.figures(f"marked.{name}") if "." not in name else {}
    return figures


def score_m2e2(path: Path, coder: Coder, predictions: Path | None = None) -> dict[str, float]:
    """The figures on the corpus in `path`; what was predicted goes to `predictions` in the corpus's own form."""
    crosswalk = load_crosswalk()
    items = read_items(path, keys=(*KEYS, EVENTS))
    got = predict([{key: item[key] for key in KEYS} for item in items], coder, crosswalk)
    if predictions is not None:
        predictions.write_text(json.dumps(got, ensure_ascii=False) + "\n", encoding="utf-8")
    return score(items, got, crosswalk)
