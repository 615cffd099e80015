"""Scores a part of Dragoman on a public corpus in its own format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.coder import open_coder
from dragoman.errors import CorpusError
from dragoman.evaluation import cameo_ner, plv, records
from dragoman.evaluation.basil import score_basil
from dragoman.evaluation.coref import score_coref
from dragoman.evaluation.ecbplus import score_ecbplus
from dragoman.evaluation.factuality import score_factuality
from dragoman.evaluation.geo import score_geo
from dragoman.evaluation.m2e2 import score_m2e2
from dragoman.evaluation.muc4 import score_muc4
from dragoman.evaluation.polnear import score_polnear
from dragoman.evaluation.timex import score_timex
from dragoman.learned.coder import load_coder
from dragoman.stages.syntax import load_parser

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """What to score on: the corpus, where the predictions go, and whether spans are given (timex)."""

    data: Path
    predictions: Path | None = None
    given_spans: bool = False


def score_plv(task: Task) -> Figures:
    """The type of each marked pair of a PLV table."""
    sentences = plv.load_plv(task.data)
    types = plv.predict(sentences, load_coder())
    if task.predictions is not None:
        lines = "".join(json.dumps(line) + "\n" for line in plv.to_lines(sentences, types))
        task.predictions.write_text(lines, encoding="utf-8")
    return plv.score(sentences, types)


def score_cameo_ner(task: Task) -> Figures:
    """Sources and targets of a BIO file."""
    sentences = cameo_ner.load_cameo_ner(task.data)
    tags = cameo_ner.predict(sentences, load_coder(), load_parser())
    if task.predictions is not None:
        task.predictions.write_text(cameo_ner.to_text(sentences, tags), encoding="utf-8")
    return cameo_ner.score([sentence.tags for sentence in sentences], tags)


SUITES: Mapping[str, Callable[[Task], Figures]] = {
    "plv": score_plv,
    "cameo_ner": score_cameo_ner,
    "records": lambda task: records.score_records(task.data, open_coder(), task.predictions),
    "m2e2": lambda task: score_m2e2(task.data, open_coder(), task.predictions),
    "muc4": lambda task: score_muc4(task.data, open_coder(), task.predictions),
    "polnear": lambda task: score_polnear(task.data, task.predictions),
    "factuality": lambda task: score_factuality(task.data, task.predictions),
    "timex": lambda task: score_timex(task.data, given_spans=task.given_spans, predictions=task.predictions),
    "geo": lambda task: score_geo(task.data, task.predictions),
    "coref": lambda task: score_coref(task.data, task.predictions),
    "ecbplus": lambda task: score_ecbplus(task.data, task.predictions),
    "basil": lambda task: score_basil(task.data, task.predictions),
}


def evaluate(suite: str, task: Task) -> Figures:
    """The figures of one suite.

    Raises:
        CorpusError: when the suite is unknown or the corpus is not there or not in its format.
    """
    if suite not in SUITES:
        raise CorpusError(f"no suite '{suite}'; there are {', '.join(SUITES)}")
    if not task.data.exists():
        raise CorpusError(f"{task.data}: no such file or folder; give the corpus with --data")
    return SUITES[suite](task)
