"""The likeliest source and target of a sentence, from scores of where each begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Side:
    """The words from `start` to before `end`, and the probability that they are the source or the target exactly."""

    start: int
    end: int
    score: float


def find_side(begins: NDArray[np.float32], ends: NDArray[np.float32], taken: Side | None = None) -> Side | None:
    """The likeliest stretch of words outside `taken`; None where no stretch is likelier than that there is none.

    `begins` and `ends` are log probabilities, at 0 that there is no such side, then for each word that it is the first
    and that it is the last.

    >>> side = find_side(np.log([0.1, 0.8, 0.1]), np.log([0.1, 0.2, 0.7]))
    >>> (side.start, side.end)
    (0, 2)
    """
    count = len(begins) - 1
    scores = np.asarray(begins[1:, None] + ends[None, 1:], dtype=np.float64)
    first, last = np.indices((count, count))
    scores[(last < first) | (last >= first + LONGEST)] = -np.inf
    if taken is not None:
        scores[(first < taken.end) & (last >= taken.start)] = -np.inf
    if not count or (best := float(scores.max())) <= float(begins[0] + ends[0]):
        return None
    start, end = np.unravel_index(int(scores.argmax()), scores.shape)
    return Side(int(start), int(end) + 1, float(np.exp(best)))
