"""The likeliest well-formed tags of a sentence: inside never stands without its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NEVER = -1e9


def best_tags(scores: NDArray[np.float32], names: Sequence[str]) -> list[str]:
    """One tag for each row of log probabilities, so that the whole is the likeliest that BIO allows (Viterbi).

    >>> likely = np.log(np.array([[0.6, 0.3, 0.1], [0.2, 0.1, 0.7]]))
    >>> best_tags(likely, ["O", "B-S", "I-S"])
    ['B-S', 'I-S']
    """
    if not len(scores):
        return []
    allowed = np.array([[0.0 if may_follow(before, after) else NEVER for after in names] for before in names])
    total = scores[0] + np.array([NEVER if name.startswith("I-") else 0.0 for name in names])
    steps = []
    for row in scores[1:]:
        through = total[:, None] + allowed
        steps.append(through.argmax(axis=0))
        total = through.max(axis=0) + row
    places = [int(total.argmax())]
    for step in reversed(steps):
        places.append(int(step[places[-1]]))
    return [names[place] for place in reversed(places)]


def may_follow(before: str, after: str) -> bool:
    """True unless `after` goes on with something that `before` is no part of."""
    return not after.startswith("I-") or before[1:] == after[1:]
