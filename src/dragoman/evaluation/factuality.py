"""Did what a word tells happen, against people's answers on a scale from -3 to 3.

The corpora (UDS-IH2, MegaVeridicality, CommitmentBank and others in the unified form of Stanovsky and others, 2017) are JSON
Lines: `text`, words apart by blanks, and `targets`, each with the place of its first and last word and a `label`. What is
predicted for a target rests on the text and that place alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import CorpusError
from dragoman.evaluation.items import read_items
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Sentence
from dragoman.pipeline import Pipeline
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.status import load_status_cues, value_of
from dragoman.stages.status_clues.tables import load_clue_tables
from dragoman.stages.syntax import load_parser, syntax_stage

# Verbs and what can be event nouns: of these macro-F1 is told.
EVENTFUL = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
PLACES = 3


@dataclass(frozen=True, slots=True)
class Target:
    """A marked word: its span of the text and, where the corpus gives one, its label."""

    span: Span
    label: float | None


@dataclass(frozen=True, slots=True)
class Item:
    """One text with its marked words; `corpus` is "" where the item names none."""

    document: Document
    targets: tuple[Target, ...]
    corpus: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The value predicted for one target, and whether the parser takes it for a verb or noun."""

    value: float
    is_eventful: bool


def load_factuality(path: Path) -> list[Item]:
    """The items of a file, or of all files of a folder.

    Raises:
        CorpusError: when the file cannot be read, or an item is not of the unified form.
    """
    rows = read_items(path, keys=("text", "targets"))
    return [to_item(row, number, path) for number, row in enumerate(rows)]


def to_item(row: dict[str, Any], number: int, path: Path) -> Item:
    """One line of the corpus."""
    try:
        targets = tuple(to_target(target, row["text"]) for target in row["targets"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise CorpusError(f"{path}: item {number}: a target is no 'span1' of two word numbers in the text") from error
    corpus = next((str(row[key]) for key in ("corpus", "dataset", "source") if row.get(key)), "")
    return Item(Document(str(number), row["text"]), targets, corpus)


def to_target(target: dict[str, Any], text: str) -> Target:
    """One target with the characters of its words.

    Raises:
        IndexError: when the text has no such words.
    """
    first, end = target["span1"]
    ends = word_spans(text)[first:end]
    if not ends:
        raise IndexError(first)
    label = target.get("label")
    return Target(Span(ends[0].start, ends[-1].end), None if label is None else float(label))


def word_spans(text: str) -> list[Span]:
    """The words of a text whose words stand apart by single blanks."""
    found, start = [], 0
    for word in text.split(" "):
        found.append(Span(start, start + len(word)))
        start += len(word) + 1
    return found


def locate(reading: Reading, target: Target) -> tuple[Sentence, Parse, int]:
    """The sentence and parse in which a target stands, and the token that heads it."""
    sentences, parses = reading.sentences or (), reading.syntax or ()
    sentence = max(sentences, key=lambda sentence: (sentence.span.overlaps(target.span), -sentence.index))
    parse = parses[sentence.index]
    inside = {token.index for token in parse.tokens if token.span.overlaps(target.span)}
    tops = [i for i in sorted(inside) if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    return sentence, parse, next(iter(tops), 0)


def predict(items: Sequence[Item]) -> Iterator[list[Answer]]:
    """The answers for the targets of each item."""
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    cues, tables = load_status_cues(), load_clue_tables()
    for item, reading in zip(items, pipeline.read_stream(item.document for item in items), strict=True):
        answers = []
        for target in item.targets:
            sentence, parse, head = locate(reading, target)
            value = round(value_of(sentence, parse, head, cues, tables), PLACES)
            answers.append(Answer(value, parse.tokens[head].pos in EVENTFUL))
        yield answers


def to_lines(items: Sequence[Item], answers: Sequence[Sequence[Answer]]) -> list[dict[str, float]]:
    """The predictions: `item` numbers the targets of the whole corpus from 0; `line` and `target` say where it stands."""
    places = [(line, target) for line, item in enumerate(items) for target in range(len(item.targets))]
    values = [answer.value for found in answers for answer in found]
    return [
        {"item": number, "line": line, "target": target, "value": value}
        for number, ((line, target), value) in enumerate(zip(places, values, strict=True))
    ]


def macro_f1(gold: Sequence[bool], predicted: Sequence[bool]) -> float:
    """The mean F1 of yes and of not-yet-or-no.

    >>> macro_f1([True, False], [True, True])
    0.3333333333333333
    """
    scores = []
    for answer in (True, False):
        right = sum(one is answer and other is answer for one, other in zip(gold, predicted, strict=True))
        marked = sum(one is answer for one in gold) + sum(one is answer for one in predicted)
        scores.append(2 * right / marked if marked else 0.0)
    return sum(scores) / len(scores)


def score(items: Sequence[Item], answers: Sequence[Sequence[Answer]]) -> dict[str, float]:
    """Macro-F1 of having happened, Pearson's r and mean absolute error; by corpus too where several are marked."""
    found = figures(items, answers)
    corpora = sorted({item.corpus for item in items} - {""})
    for corpus in corpora if len(corpora) > 1 else ():
        chosen = [(item, said) for item, said in zip(items, answers, strict=True) if item.corpus == corpus]
        part = figures([item for item, _ in chosen], [said for _, said in chosen])
        found |= {f"{corpus}_{name}": value for name, value in part.items()}
    return found


def figures(items: Sequence[Item], answers: Sequence[Sequence[Answer]]) -> dict[str, float]:
    """The figures of some items; targets without a label are left out."""
    pairs = [
        (target.label, answer)
        for item, said in zip(items, answers, strict=True)
        for target, answer in zip(item.targets, said, strict=True)
        if target.label is not None
    ]
    eventful = [(label, answer.value) for label, answer in pairs if answer.is_eventful]
    labels, values = np.array([label for label, _ in pairs]), np.array([answer.value for _, answer in pairs])
    is_flat = len(pairs) < 2 or not (labels.std() and values.std())
    return {
        "targets": len(pairs),
        "macro_f1": round(macro_f1([label > 0 for label, _ in eventful], [value > 0 for _, value in eventful]), 4),
        "pearson_r": 0.0 if is_flat else round(float(np.corrcoef(labels, values)[0, 1]), 4),
        "mae": round(float(np.abs(labels - values).mean()), 4) if pairs else 0.0,
    }


def score_factuality(path: Path, predictions: Path | None) -> dict[str, float]:
    """The figures on the corpus at `path`; what was predicted goes to `predictions` as JSON Lines."""
    items = load_factuality(path)
    answers = list(predict(items))
    if predictions is not None:
        lines = "".join(json.dumps(line) + "\n" for line in to_lines(items, answers))
        predictions.write_text(lines, encoding="utf-8")
    return score(items, answers)
