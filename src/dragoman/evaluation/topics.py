"""Which documents are about one thing: how alike they are by their rare words, and groups of those that are much alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.dedupe.words import WORD, stem_of

LEAST = 0.15
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Topics:
    """How alike documents are, from 0 to 1, and the number of the group to which each belongs."""

    rows: Mapping[str, int]
    likeness: NDArray[np.float64]
    of: Mapping[str, int]
    rarity: Mapping[str, float]

    def alike(self, one: str, other: str) -> float:
        """How alike two documents are."""
        return float(self.likeness[self.rows[one], self.rows[other]])


def find_topics(texts: Mapping[str, str], *, least: float = LEAST) -> Topics:
    """The topics of some documents; words are weighed by how few of these have them."""
    names = sorted(texts)
    counts = [Counter(words_of(texts[name])) for name in names]
    reports = Counter(word for count in counts for word in count)
    rarity = {word: math.log(len(names) / number) for word, number in reports.items()}
    columns = {word: column for column, word in enumerate(sorted(rarity))}
    matrix = np.zeros((len(names), len(columns)), np.float32)
    for row, count in enumerate(counts):
        for word, number in count.items():
            matrix[row, columns[word]] = (1 + math.log(number)) * rarity[word]
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms > 0, norms, 1)
    likeness = (matrix @ matrix.T).astype(np.float64)
    rows = {name: row for row, name in enumerate(names)}
    groups = grouped(likeness, least)
    return Topics(rows, likeness, {name: groups[row] for name, row in rows.items()}, rarity)


def words_of(text: str) -> list[str]:
    """The stems of a text that are more than a letter."""
    return [stem_of(word) for word in WORD.findall(text) if len(word) >= LEAST_LETTERS]


def grouped(likeness: NDArray[np.float64], least: float) -> list[int]:
    """For each row the number of its group: the two most alike on the mean are united while that is at least `least`."""
    count = len(likeness)
    sums = likeness.copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(count)
    group = np.arange(count)
    mean = sums.copy()
    while count > 1:
        one, other = divmod(int(np.argmax(mean)), count)
        if not mean[one, other] >= least:
            break
        sums[one] += sums[other]
        sums[:, one] = sums[one]
        sums[one, one] = -np.inf
        sizes[one] += sizes[other]
        group[group == group[other]] = group[one]
        sums[other], sums[:, other] = -np.inf, -np.inf
        mean[other], mean[:, other] = -np.inf, -np.inf
        mean[one] = sums[one] / (sizes[one] * sizes)
        mean[:, one] = mean[one]
    return group.tolist()
