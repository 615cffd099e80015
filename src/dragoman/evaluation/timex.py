"""Expressions of time against TimeML corpora such as TempEval-3 (UzZaman et al. 2013).

A prediction sees a document's text and its creation time, and with `given_spans` where the expressions stand; their
gold values are compared afterwards and never read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from dragoman.errors import CorpusError
from dragoman.evaluation.timex_values import to_plain
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.when import TimeExpression
from dragoman.pipeline import Pipeline
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage
from dragoman.stages.times import find_times, read_times
from dragoman.stages.timex.lexicon import load_time_lexicon

BATCH = 32


@dataclass(frozen=True, slots=True)
class Timex:
    """One annotated expression; `span` counts in the text of the document."""

    id: str
    span: Span
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class TimemlDocument:
    """The text of a TimeML file, its creation day, and its expressions."""

    path: Path
    text: str
    created: date | None
    expressions: tuple[Timex, ...]


def read_timeml(path: Path) -> TimemlDocument:
    """One TimeML file.

    Raises:
        CorpusError: when it is no XML, or has no TEXT.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(path, parser).getroot()
    except etree.XMLSyntaxError as error:
        raise CorpusError(f"{path}: not well-formed XML: {error}") from error
    body = root.find(".//TEXT")
    if body is None:
        raise CorpusError(f"{path}: no TEXT element; TimeML files of TempEval-3 have one")
    created = root.find(".//DCT/TIMEX3")
    day = re.match(r"\d{4}-\d\d-\d\d", created.get("value") or "") if created is not None else None
    pieces: list[str] = []
    found: list[Timex] = []
    collect(body, pieces, found)
    return TimemlDocument(path, "".join(pieces), date.fromisoformat(day.group()) if day else None, tuple(found))


def collect(element: etree._Element, pieces: list[str], found: list[Timex]) -> None:
    """Appends the text of an element to `pieces` and its expressions to `found`."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        collect(child, pieces, found)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        found.append(
            Timex(element.get("tid") or "", Span(start, end), element.get("type") or "DATE", element.get("value") or "")
        )


def read_folder(folder: Path) -> list[TimemlDocument]:
    """All TimeML files below a folder, in the order of their paths.

    Raises:
        CorpusError: when there is none.
    """
    paths = sorted(folder.rglob("*.tml"))
    if not paths:
        raise CorpusError(f"{folder}: no .tml files; give the folder of a TimeML corpus")
    return [read_timeml(path) for path in paths]


def read_syntax(documents: Sequence[TimemlDocument]) -> Iterator[Reading]:
    """The readings of the documents up to the parse."""
    pipeline = Pipeline((sentences_stage(), syntax_stage(load_parser())))
    plain = (Document(str(number), gold.text, published=gold.created) for number, gold in enumerate(documents))
    return pipeline.read_stream(plain, batch_size=BATCH)


def predict(
    documents: Sequence[TimemlDocument], readings: Sequence[Reading], *, given_spans: bool
) -> list[tuple[TimeExpression, ...]]:
    """The expressions of each document; with `given_spans` values for the marked words, in their order."""
    lexicon = load_time_lexicon()
    return [
        read_times(reading.document, reading.syntax or (), [timex.span for timex in gold.expressions], lexicon)
        if given_spans
        else find_times(reading.document, reading.syntax or (), lexicon)
        for gold, reading in zip(documents, readings, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over documents."""

    gold: int = 0
    predicted: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    meant: int = 0
    kind: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum of both."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def count(gold: Sequence[Timex], predicted: Sequence[TimeExpression]) -> Counts:
    """How the predictions for one document fare; each side is matched once, by greatest overlap of spans."""
    sums = Counts(gold=len(gold), predicted=len(predicted))
    free = list(predicted)
    for timex in gold:
        overlapping = [guess for guess in free if guess.span.overlaps(timex.span)]
        if not overlapping:
            continue
        best = max(overlapping, key=lambda guess: (shared(guess.span, timex.span), -guess.span.start))
        free.remove(best)
        sums = replace(
            sums,
            relaxed=sums.relaxed + 1,
            strict=sums.strict + (best.span == timex.span),
            value=sums.value + (best.value == timex.value),
            meant=sums.meant + (to_plain(best.value) == to_plain(timex.value)),
            kind=sums.kind + (best.kind == timex.kind),
        )
    return sums


def shared(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def score_timex(folder: Path, *, given_spans: bool, predictions: Path | None = None) -> dict[str, float | int]:
    """The figures of a TimeML folder; the documents as predicted are written below `predictions`."""
    documents = read_folder(folder)
    guesses = predict(documents, list(read_syntax(documents)), given_spans=given_spans)
    if predictions is not None:
        for gold, guess in zip(documents, guesses, strict=True):
            write_timeml(gold, guess, predictions / gold.path.relative_to(folder))
    return figures(documents, guesses, given_spans=given_spans)


def figures(
    documents: Sequence[TimemlDocument], guesses: Sequence[Sequence[TimeExpression]], *, given_spans: bool
) -> dict[str, float | int]:
    """Span precision, recall and F1 (strict and relaxed), and the share of values that are the same string.

    `as_meant` counts values that differ in spelling alone as the same.
    """
    total = Counts()
    for gold, guess in zip(documents, guesses, strict=True):
        total = total.plus(count(gold.expressions, guess))
    sizes = {"documents": len(documents), "expressions": total.gold}
    if given_spans:
        return {
            **sizes,
            "value_accuracy": ratio(total.value, total.gold),
            "value_accuracy_as_meant": ratio(total.meant, total.gold),
            "type_accuracy": ratio(total.kind, total.gold),
        }
    return {
        **sizes,
        "predicted": total.predicted,
        "strict_f1": f1(total.strict, total.predicted, total.gold),
        "relaxed_precision": ratio(total.relaxed, total.predicted),
        "relaxed_recall": ratio(total.relaxed, total.gold),
        "relaxed_f1": f1(total.relaxed, total.predicted, total.gold),
        "value_f1": f1(total.value, total.predicted, total.gold),
        "value_f1_as_meant": f1(total.meant, total.predicted, total.gold),
        "value_accuracy_of_found": ratio(total.value, total.relaxed),
        "type_f1": f1(total.kind, total.predicted, total.gold),
    }


def ratio(part: int, whole: int) -> float:
    """A share, 0 where there is nothing to share."""
    return round(part / whole, 4) if whole else 0.0


def f1(right: int, predicted: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * right / (predicted + gold), 4) if predicted + gold else 0.0


def write_timeml(gold: TimemlDocument, guess: Sequence[TimeExpression], target: Path) -> None:
    """A TimeML file of the document's text with the predicted expressions."""
    created = gold.created.isoformat() if gold.created else ""
    pieces, position = [], 0
    for expression in sorted(guess, key=lambda one: (one.span.start, -one.span.end)):
        if expression.span.start < position:
            continue
        pieces.append(escape(gold.text[position : expression.span.start]))
        words = escape(expression.span.of(gold.text))
        pieces.append(
            f'<TIMEX3 tid="t{expression.id + 1}" type="{expression.kind}" value="{expression.value}">{words}</TIMEX3>'
        )
        position = expression.span.end
    pieces.append(escape(gold.text[position:]))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        '<?xml version="1.0" ?>\n<TimeML>\n'
        f"<DOCID>{escape(gold.path.stem)}</DOCID>\n"
        f'<DCT><TIMEX3 tid="t0" type="DATE" value="{created}" functionInDocument="CREATION_TIME">{created}</TIMEX3></DCT>\n'
        f"<TEXT>{''.join(pieces)}</TEXT>\n</TimeML>\n",
        encoding="utf-8",
    )
