"""How well predicted chains agree with gold ones: MUC, B-cubed and CEAF-e, whose mean F1 is the CoNLL score.

A chain is a set of mentions; a mention is anything that can be compared, the same on both sides where it is the same words.
Counts of several documents are added before they are divided, as the scorer of the CoNLL-2012 task does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

Chain = frozenset[tuple[int, int]]
INFINITE = float("inf")


@dataclass(slots=True)
class Agreement:
    """What one measure has counted so far: shares of what is possible, on the side of recall and of precision."""

    found: float = 0.0
    gold: float = 0.0
    right: float = 0.0
    predicted: float = 0.0

    def add(self, recall: tuple[float, float], precision: tuple[float, float]) -> None:
        """Takes in one document: each side as what is right and what there is."""
        self.found, self.gold = self.found + recall[0], self.gold + recall[1]
        self.right, self.predicted = self.right + precision[0], self.predicted + precision[1]

    @property
    def recall(self) -> float:
        """How much of the gold chains was found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """How much of the predicted chains is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(slots=True)
class CorefScores:
    """The three measures and the mentions in chains, over the documents taken in so far."""

    muc: Agreement = field(default_factory=Agreement)
    b_cubed: Agreement = field(default_factory=Agreement)
    ceaf_e: Agreement = field(default_factory=Agreement)
    mentions: Agreement = field(default_factory=Agreement)

    def add(self, gold: Sequence[Chain], predicted: Sequence[Chain]) -> None:
        """Takes in one document's chains, in each of which a mention stands once."""
        self.muc.add(links(gold, predicted), links(predicted, gold))
        self.b_cubed.add(shared(gold, predicted), shared(predicted, gold))
        similarity = best_alignment(gold, predicted)
        self.ceaf_e.add((similarity, len(gold)), (similarity, len(predicted)))
        both = len(frozenset().union(*gold) & frozenset().union(*predicted))
        self.mentions.add((both, sum(map(len, gold))), (both, sum(map(len, predicted))))

    def figures(self) -> dict[str, float]:
        """The CoNLL score and what it is made of."""
        measures = {"muc": self.muc, "b_cubed": self.b_cubed, "ceaf_e": self.ceaf_e}
        return {
            "conll_f1": round(fmean(measure.f1 for measure in measures.values()), 4),
            **{
                f"{name}_{part}": round(getattr(measure, part), 4)
                for name, measure in {**measures, "mentions": self.mentions}.items()
                for part in ("precision", "recall", "f1")
            },
        }


def links(chains: Iterable[Chain], others: Sequence[Chain]) -> tuple[int, int]:
    """MUC: how many of the links that hold `chains` together the other side has, and how many there are."""
    home = {mention: number for number, other in enumerate(others) for mention in other}
    kept = total = 0
    for chain in chains:
        parts = {home.get(mention, mention) for mention in chain}
        kept += len(chain) - len(parts)
        total += len(chain) - 1
    return kept, total


def shared(chains: Iterable[Chain], others: Sequence[Chain]) -> tuple[float, int]:
    """B-cubed: the share of its chain that the other side puts together with each mention, summed, and the mentions."""
    home = {mention: other for other in others for mention in other}
    right, total = 0.0, 0
    for chain in chains:
        right += sum(len(chain & home[mention]) / len(chain) for mention in chain if mention in home)
        total += len(chain)
    return right, total


def best_alignment(gold: Sequence[Chain], predicted: Sequence[Chain]) -> float:
    """CEAF-e: the greatest sum of likeness over pairs of a gold and a predicted chain, each chain in one pair at most."""
    rows, columns = (gold, predicted) if len(gold) <= len(predicted) else (predicted, gold)
    if not rows:
        return 0.0
    likeness = [[2 * len(row & column) / (len(row) + len(column)) for column in columns] for row in rows]
    return sum(likeness[row][column] for row, column in enumerate(assign(likeness)))


def assign(gain: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row, all different, with the greatest sum of gains; no more rows than columns (Kuhn, Munkres)."""
    count = len(gain[0])
    row_price, column_price = [0.0] * (len(gain) + 1), [0.0] * (count + 1)
    row_of, before = [0] * (count + 1), [0] * (count + 1)
    for row in range(1, len(gain) + 1):
        row_of[0], column = row, 0
        least, seen = [INFINITE] * (count + 1), [False] * (count + 1)
        while row_of[column]:
            seen[column] = True
            at, step, following = row_of[column], INFINITE, 0
            for other in range(1, count + 1):
                if seen[other]:
                    continue
                cost = -gain[at - 1][other - 1] - row_price[at] - column_price[other]
                if cost < least[other]:
                    least[other], before[other] = cost, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(count + 1):
                if seen[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            row_of[column], column = row_of[before[column]], before[column]
    columns = {row: column - 1 for column, row in enumerate(row_of) if row and column}
    return [columns[row] for row in range(1, len(gain) + 1)]
