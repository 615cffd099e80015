"""Fits the weights of the places stage.

    python training/gazetteer/fit.py placing ANNOTATED_FOLDER     writes resources/places/placing.csv
    python training/gazetteer/fit.py names LGL.xml GeoVirus.xml   prints weights for resources/places/weights.csv

Both are log-linear choices: among no place and the countries in question for an event, among the candidates of one name
for a name. Documents of the development set (annotated) and every second article (the corpora) are left out.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.evaluation.geo import great_circle_km, read_geo_xml
from dragoman.knowledge.gazetteer import open_gazetteer
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.pipeline import Pipeline
from dragoman.stages.places import find_anchors, find_nationalities
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage
from dragoman.stages.toponyms.knowledge import PlaceKnowledge, load_place_knowledge
from dragoman.stages.toponyms.placing import NONE, Parties, Report, describe, tie_anchors
from dragoman.stages.toponyms.resolve import Context, context_features, count_nationalities, settle, to_groups

TABLE = Path(__file__).parents[2] / "src/dragoman/resources/places/placing.csv"
HEADER = """# Weights of the relations by which an event is placed in a country or nowhere (stages/toponyms/placing.py).
# Source: fitted for Dragoman on its own annotations of news reports by training/gazetteer/fit.py. Licence: CC0-1.0.
"""
LEAST_SEEN = 15
PENALTY = 0.001
# A second copy of every document leaves out so many of the parties, since not all are found in practice.
LEFT_OUT = 0.3
NEAR_KM = 161.0
Options = tuple[list[dict[str, float]], list[bool]]


def is_development(key: str) -> bool:
    return int(hashlib.sha1(key.encode()).hexdigest(), 16) % 20 == 0  # noqa: S324 - a draw, no secret


def fit(choices: Sequence[Options], start: dict[str, float], penalty: float) -> dict[str, float]:
    """Weights that make the right options likely, held near `start`."""
    names = sorted(start)
    number = {name: i for i, name in enumerate(names)}
    table = np.zeros((sum(len(options) for options, _ in choices), len(names)))
    for row, features in enumerate(features for options, _ in choices for features in options):
        for name, value in features.items():
            if name in number:
                table[row, number[name]] = value
    right = np.array([is_right for _, answers in choices for is_right in answers], dtype=float)
    sizes = np.array([len(options) for options, _ in choices])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    origin = np.array([start[name] for name in names])
    weights, mean, square = origin.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, 301):
        scores = table @ weights
        chances = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), sizes))
        chances /= np.repeat(np.add.reduceat(chances, first), sizes)
        wanted = chances * right
        wanted /= np.repeat(np.add.reduceat(wanted, first) + 1e-12, sizes)
        slope = table.T @ (chances - wanted) / len(choices) + penalty * (weights - origin)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - 0.08 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: float(weights[i]) for name, i in number.items()}


def placing_choices(folder: Path, knowledge: PlaceKnowledge) -> list[Options]:
    records = defaultdict(list)
    for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "trigger" in record:
            records[record["doc"]].append(record)
    raw = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [
        Document(one["id"], one["text"], source=one["source"], published=date.fromisoformat(one["published"][:10]))
        for one in sorted(raw, key=lambda one: one["id"])
        if not is_development(one["id"])
    ]
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    chance = random.Random(0)  # noqa: S311 - a draw, no secret
    choices: list[Options] = []
    for reading in pipeline.read_stream(documents):
        for left_out in (0.0, LEFT_OUT):
            choices.extend(choices_of(reading, records[reading.document.id], knowledge, (left_out, chance)))
    return choices


def choices_of(
    reading: Reading, records: list[dict], knowledge: PlaceKnowledge, loss: tuple[float, random.Random]
) -> list[Options]:
    known = {country.code for country in knowledge.gazetteer.countries}
    events, parties, answers = [], {}, []
    for record in records:
        trigger = Span(record["trigger"]["start"], record["trigger"]["end"])
        parse = next((p for p in reading.syntax or () if p.token_at(trigger.start)), None)
        if parse is None:
            continue
        inside = [token for token in parse.tokens if token.span.overlaps(trigger)]
        head = next((t for t in inside if t.head == t.index or all(t.head != u.index for u in inside)), inside[0])
        sides = [
            tuple(one["code"] for one in record.get(side, ()) if one.get("code") in known and loss[1].random() >= loss[0])
            for side in ("actor", "recipient")
        ]
        parties[len(events)] = Parties(*sides)
        events.append(EventMention(len(events), parse.sentence, head.index, trigger, record["event"], (), (), (), "gold"))
        answers.append((record.get("place") or {}).get("country") or NONE)
    home = knowledge.home_of(reading.document)
    nationalities = dict(find_nationalities(reading.syntax or (), knowledge))
    anchors = find_anchors(reading, knowledge)
    report = Report(reading.syntax or (), anchors, nationalities, parties, home.country_code if home else None)
    choices = []
    for event, answer in zip(events, answers, strict=True):
        options = describe(event, tie_anchors(event, report), report)
        if answer in options:
            choices.append((list(options.values()), [option == answer for option in options]))
    return choices


def name_choices(paths: Sequence[Path], knowledge: PlaceKnowledge) -> list[Options]:
    choices: list[Options] = []
    for path in paths:
        for number, article in enumerate(read_geo_xml(path)[::2]):
            text = article.document.text
            home = knowledge.home_of(article.document) if number % 2 else None
            context = Context(text, home, count_nationalities(text, knowledge))
            groups = to_groups(context, [gold.span for gold in article.places], knowledge)
            settle(groups, knowledge.weights)
            for group in groups:
                gold = article.places[group.members[0]]
                if gold.latitude is None or gold.longitude is None:
                    continue
                here = gold.latitude, gold.longitude
                right = [great_circle_km(here, (row.latitude, row.longitude)) <= NEAR_KM for row in group.rows]
                more = context_features(group, groups)
                if any(right) and not all(right):
                    choices.append(([{**one, **two} for one, two in zip(group.fixed, more, strict=True)], right))
    return choices


def main(task: str, paths: Sequence[Path]) -> None:
    knowledge = load_place_knowledge(open_gazetteer())
    if task == "names":
        for name, weight in fit(name_choices(paths, knowledge), dict(knowledge.weights), 0.003).items():
            print(f"{name},{weight:.1f}")
        return
    choices = placing_choices(paths[0], knowledge)
    seen = Counter(name for options, _ in choices for features in options for name in features)
    weights = fit(choices, {name: 0.0 for name, count in seen.items() if count >= 2 * LEAST_SEEN}, PENALTY)
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("relation", "weight"))
        writer.writerows((name, f"{weight:.2f}") for name, weight in weights.items() if abs(weight) >= 0.05)


if __name__ == "__main__":
    main(sys.argv[1], [Path(name) for name in sys.argv[2:]])
