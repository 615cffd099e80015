"""BASIL: which articles of several outlets tell the same story, from title, text and day alone.

Articles are alike by the rare words of title and text, weighed over the articles given, and the less so the further apart
their days are; groups are those alike on the mean. Neither `triplet-uuid` nor what annotators wrote is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import CorpusError
from dragoman.evaluation.items import Item, read_items
from dragoman.evaluation.topics import find_topics, grouped

KEYS = ("uuid", "title", "body-paragraphs", "date")
LEAST = 0.1
TITLE_SHARE = 0.25
DAYS = 6.0  # so many days apart two articles count half as alike


def load_basil(path: Path) -> list[Item]:
    """The articles: a JSON array, or a folder of such."""
    return read_items(path, keys=KEYS)


def predict(articles: Sequence[Item]) -> list[int]:
    """For each article the number of its story."""
    stories = grouped(likeness_of(articles), LEAST)
    numbers = {story: number for number, story in enumerate(dict.fromkeys(stories))}
    return [numbers[story] for story in stories]


def likeness_of(articles: Sequence[Item]) -> NDArray[np.float64]:
    """How alike articles are, two by two."""
    texts = {key(place): text_of(article) for place, article in enumerate(articles)}
    titles = {key(place): str(article["title"]) for place, article in enumerate(articles)}
    whole, headlines = find_topics(texts).likeness, find_topics(titles).likeness
    days = np.array([day_of(article) for article in articles], float)
    apart = np.abs(days[:, None] - days[None, :])
    near = np.where(np.isnan(apart), 1.0, 0.5 ** (apart / DAYS))
    found: NDArray[np.float64] = ((1 - TITLE_SHARE) * whole + TITLE_SHARE * headlines) * near
    return found


def key(place: int) -> str:
    """A name that keeps the order of articles when sorted."""
    return f"{place:09}"


def text_of(article: Mapping[str, Any]) -> str:
    """Title and text."""
    return "\n".join([str(article["title"]), *(str(line) for paragraph in article["body-paragraphs"] for line in paragraph)])


def day_of(article: Mapping[str, Any]) -> float:
    """The day as a number; none where it is not given."""
    if not article["date"]:
        return float("nan")
    try:
        return float(date.fromisoformat(str(article["date"])[:10]).toordinal())
    except ValueError as error:
        raise CorpusError(f"article {article['uuid']}: '{article['date']}' is no day") from error


def score(articles: Sequence[Item], stories: Sequence[int]) -> dict[str, float]:
    """Precision, recall and F1 over all pairs of articles: are the two of one story."""
    gold = [article["triplet-uuid"] for article in articles]
    right = pairs_in(Counter(zip(gold, stories, strict=True)))
    said, true = pairs_in(Counter(stories)), pairs_in(Counter(gold))
    precision, recall = right / said if said else 0.0, right / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    figures = {"precision": precision, "recall": recall, "f1": f1}
    return {name: round(value, 4) for name, value in figures.items()} | {
        "articles": len(articles),
        "stories": len(set(stories)),
    }


def pairs_in(counts: Counter[Any]) -> int:
    """How many pairs groups of these sizes hold."""
    return sum(comb(count, 2) for count in counts.values())


def score_basil(path: Path, predictions: Path | None) -> dict[str, float]:
    """Predicts, writes a line for each article, and scores where the answers are given."""
    articles = load_basil(path)
    stories = predict(articles)
    if predictions is not None:
        lines = [
            json.dumps({"uuid": article["uuid"], "story": story}) for article, story in zip(articles, stories, strict=True)
        ]
        predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if not all("triplet-uuid" in article for article in articles):
        return {"articles": len(articles), "stories": len(set(stories))}
    return score(articles, stories)
