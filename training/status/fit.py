"""Fits the weights of the clues to whether an event happened.

    python training/status/fit.py ANNOTATED_FOLDER UDS_TRAIN.jsonl MV_TRAIN.jsonl CB_TRAIN.jsonl

writes resources/cues/status_weights.csv and status_background.csv from the annotated reports, and status_happened.csv from
the corpora that put what happened on a scale from -3 to 3. All are logistic models over the clues of
`stages/status_clues/clues.py`, fitted with some clues left out at random, cut down to the clues that matter and fitted
again. Documents of the development set are left out.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.evaluation.factuality import load_factuality, locate
from dragoman.evaluation.items import Item
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.pipeline import Pipeline
from dragoman.stages.events import find_events, load_event_lexicon
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.status import event_clues, judge_status, load_status_cues, predicate_clues
from dragoman.stages.status_clues.clues import setting_of
from dragoman.stages.syntax import load_parser, syntax_stage
from dragoman.stages.triggers.join import PROMISED
from dragoman.stages.triggers.lexicon import EventLexicon

CUES = Path(__file__).parents[2] / "src/dragoman/resources/cues"
HEADER = """# What each clue is worth (stages/status_clues): {what}.
# Source: fitted for Dragoman by training/status/fit.py on {source}. Licence: Apache-2.0.
"""
REPORTS = "its own annotations of news reports"
SCALES = "the training splits of UDS-IH2, MegaVeridicality and CommitmentBank"
STATUSES = tuple(status.value for status in Status)
LEAST_COUNT = 3

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Examples:
    """Clues of each example and the share of each column in its answer: rows that sum to 1, or one column of odds."""

    clues: list[list[str]]
    answers: Table


def development(identifier: str) -> bool:
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % 20 == 0  # noqa: S324 - draws lots, guards nothing


def read_annotated(folder: Path) -> tuple[list[Reading], dict[str, list[Item]]]:
    records = defaultdict(list)
    for line in (folder / "records.jsonl").read_text().splitlines():
        record = json.loads(line)
        if "event" in record:
            records[record["doc"]].append(record)
    lines = [json.loads(line) for line in (folder / "docs.jsonl").read_text().splitlines()]
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    days = {line["id"]: date.fromisoformat(line["published"][:10]) for line in lines if line.get("published")}
    documents = [Document(line["id"], line["text"], published=days.get(line["id"])) for line in lines]
    return list(pipeline.read_stream(documents)), records


def annotated_events(
    reading: Reading, records: Sequence[Item], lexicon: EventLexicon
) -> Iterator[tuple[Item, EventMention]]:
    """Each record with the mention that the lexicon finds at its trigger, or one at the trigger's head.

    What is planned is an AGREE in records and not yet in mentions, so the lexicon's type stands there.
    """
    sentences, parses = reading.sentences or (), reading.syntax or ()
    found = find_events(sentences, parses, (), lexicon)
    for record in records:
        span = Span(record["trigger"]["start"], record["trigger"]["end"])
        sentence = next((s for s in sentences if s.span.start <= span.start < s.span.end), None)
        if sentence is None:
            continue
        parse = parses[sentence.index]
        inside = {token.index for token in parse.tokens if token.span.overlaps(span)}
        if not inside:
            continue
        tops = [i for i in sorted(inside) if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
        kind, head = record["event"], (tops or sorted(inside))[0]
        near = [event for event in found if event.sentence == sentence.index and event.trigger.overlaps(span)]
        same = [event for event in near if event.type == kind or is_promise(kind, event.type)]
        if same:
            kind, head = same[0].type, same[0].head
        yield record, EventMention(0, sentence.index, head, span, kind, tuple(record["mode"]), (), (), "annotated")


def is_promise(kind: str, lexicon: str) -> bool:
    return (kind == "AGREE" and lexicon in PROMISED) or (kind == "CONCEDE" and lexicon == "RETREAT")


def status_examples(
    readings: Sequence[Reading], records: dict[str, list[Item]], *, held_out: bool
) -> tuple[Examples, Examples]:
    """Examples of status and of background."""
    cues, lexicon = load_status_cues(), load_event_lexicon()
    clues, statuses, background = [], [], []
    for reading in readings:
        if development(reading.document.id) != held_out:
            continue
        setting = setting_of(reading)
        for record, event in annotated_events(reading, records[reading.document.id], lexicon):
            sentence, parse = (reading.sentences or ())[event.sentence], (reading.syntax or ())[event.sentence]
            judged = judge_status(sentence, parse, event, cues)
            clues.append(event_clues(sentence, parse, event, judged, setting, cues))
            statuses.append([float(record["status"] == status) for status in STATUSES])
            background.append([float(record["historical"])])
    return Examples(clues, np.array(statuses)), Examples(clues, np.array(background))


def scale_examples(path: Path) -> Examples:
    """The predicates of a corpus with what people say of them."""
    items = load_factuality(path)
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    cues = load_status_cues()
    clues, answers = [], []
    for item, reading in zip(items, pipeline.read_stream(item.document for item in items), strict=True):
        for target in item.targets:
            clues.append(predicate_clues(*locate(reading, target), cues))
            answers.append([((target.label or 0.0) + 3) / 6])
    return Examples(clues, np.array(answers))


def encode(clues: Sequence[Sequence[str]], number: dict[str, int]) -> NDArray[np.int64]:
    """The clues of each example as numbers; rows are filled up with the number after the last."""
    rows = [[number[clue] for clue in found if clue in number] for found in clues]
    width = max(map(len, rows))
    return np.array([row + [len(number)] * (width - len(row)) for row in rows])


def softmax(sums: Table) -> Table:
    powers = np.exp(sums - sums.max(1, keepdims=True))
    shares: Table = powers / powers.sum(1, keepdims=True)
    return shares


def sigmoid(sums: Table) -> Table:
    odds: Table = 1 / (1 + np.exp(-sums))
    return odds


def fit(
    codes: NDArray[np.int64],
    answers: Table,
    count: int,
    *,
    epochs: int = 12,
    rate: float = 0.004,
    left_out: float = 0.25,
    decay: float = 0.1,
    batch: int = 64,
) -> Table:
    """Weights by stochastic descent (Adam) on the cross entropy, a part of the clues left out each time.

    What is summed over all clues is by so much less than what was summed over the part.
    """
    rng = np.random.default_rng(0)
    columns = answers.shape[1]
    expected: Callable[[Table], Table] = sigmoid if columns == 1 else softmax
    weights, slope, square = (np.zeros((count + 1, columns)) for _ in range(3))
    steps, step = epochs * -(-len(codes) // batch), 0
    for _ in range(epochs):
        order = rng.permutation(len(codes))
        for start in range(0, len(codes), batch):
            chosen = order[start : start + batch]
            rows = np.where(rng.random(codes[chosen].shape) < left_out, count, codes[chosen])
            error = (expected(weights[rows].sum(1)) - answers[chosen]) / len(chosen)
            pushed = [np.repeat(error[:, column], rows.shape[1]) for column in range(columns)]
            gradient = np.stack([np.bincount(rows.ravel(), weights=p, minlength=count + 1) for p in pushed], 1)
            gradient[count] = 0
            slope = 0.9 * slope + 0.1 * gradient
            square = 0.999 * square + 0.001 * gradient**2
            now = rate * (1 - step / steps)
            step += 1
            move = slope / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            weights -= now * (move + decay * weights)
            weights[count] = 0
    return weights[:count] * (1 - left_out)


def fit_table(examples: Examples, size: int, *, epochs: int = 12, left_out: float = 0.25) -> dict[str, tuple[float, ...]]:
    """The weights of the `size` clues that move the answers most."""
    counts = Counter(clue for clues in examples.clues for clue in clues)
    names = sorted(clue for clue, count in counts.items() if count >= LEAST_COUNT)
    for kept in (len(names), size):
        codes = encode(examples.clues, {name: number for number, name in enumerate(names)})
        weights = fit(codes, examples.answers, len(names), epochs=epochs, left_out=left_out)
        moved = np.abs(weights).max(1) * np.sqrt([counts[name] for name in names])
        if kept > size:
            names = sorted(names[i] for i in np.argsort(-moved, kind="stable")[:size])
    return {name: tuple(round(float(value), 2) for value in row) for name, row in zip(names, weights, strict=True)}


def write_table(path: Path, columns: Sequence[str], table: dict[str, tuple[float, ...]], what: str, source: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER.format(what=what, source=source))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("clue", *columns))
        writer.writerows((clue, *row) for clue, row in table.items() if any(row))


def write_tables(status: Examples, background: Examples, scale: Examples) -> None:
    table = fit_table(status, 6000)
    write_table(CUES / "status_weights.csv", STATUSES, table, "log-odds of each status", REPORTS)
    table = fit_table(background, 4000)
    write_table(CUES / "status_background.csv", ("background",), table, "log-odds of being told as background", REPORTS)
    table = fit_table(scale, 8000, epochs=6, left_out=0.1)
    write_table(CUES / "status_happened.csv", ("happened",), table, "log-odds of having happened", SCALES)


def main() -> None:
    folder, *corpora = map(Path, sys.argv[1:])
    readings, records = read_annotated(folder)
    status, background = status_examples(readings, records, held_out=False)
    parts = [scale_examples(path) for path in corpora]
    scale = Examples([clues for part in parts for clues in part.clues], np.concatenate([part.answers for part in parts]))
    write_tables(status, background, scale)


if __name__ == "__main__":
    main()
