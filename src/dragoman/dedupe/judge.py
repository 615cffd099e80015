"""Judges pairs of records: candidates, how likely each is one event, and for those that are held to be one the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.dedupe.blocking import Families, candidate_pairs, may_be_one
from dragoman.dedupe.cluster import MILLION, Pair, components, missing
from dragoman.dedupe.features import Pairs
from dragoman.dedupe.model import PairModel
from dragoman.dedupe.table import Numbers, Table

PAIRS_AT_ONCE = 100_000
KEPT = 0.1  # pairs less likely than this count as not one event
LARGEST_FILLED = 200


@dataclass(frozen=True, slots=True)
class Judge:
    """By what records are judged."""

    model: PairModel
    families: Families

    @property
    def least(self) -> int:
        """The chance from which two are one, in millionths."""
        return round(self.model.least * MILLION)

    def chances(self, table: Table) -> dict[Pair, int]:
        """The likely pairs of a table, the lower row first, in millionths.

        Inside what hangs together every pair is judged, also those that blocking passed over.
        """
        found: dict[Pair, int] = {}
        for left, right in candidate_pairs(table, self.families):
            found.update(self.likely(table, left, right))
        strong = [pair for pair, chance in found.items() if chance >= self.least]
        for some in filled(strong, found):
            left, right = np.array(some).T
            fits = may_be_one(table, left, right)
            found.update(self.likely(table, left[fits], right[fits]))
        return found

    def likely(self, table: Table, left: Numbers, right: Numbers) -> Iterator[tuple[Pair, int]]:
        """Those pairs of some that are likely enough to count."""
        for start in range(0, len(left), PAIRS_AT_ONCE):
            some = slice(start, start + PAIRS_AT_ONCE)
            chance = self.model.probabilities(Pairs(table, left[some], right[some]), least=KEPT)
            kept = np.flatnonzero(chance >= KEPT)
            whole = np.rint(chance[kept] * MILLION).astype(np.int64)
            ones, others = left[some][kept].tolist(), right[some][kept].tolist()
            yield from zip(zip(ones, others, strict=True), whole.tolist(), strict=True)

    def reasons(self, table: Table, pairs: Sequence[Pair]) -> Iterator[tuple[float, str]]:
        """For each pair how likely it is, and why."""
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            left, right = np.array(pairs[start : start + PAIRS_AT_ONCE]).T
            some = Pairs(table, left, right)
            chances = self.model.probabilities(some).tolist()
            yield from zip(chances, self.model.reasons(some), strict=True)


def filled(strong: Iterable[Pair], known: Mapping[Pair, int]) -> Iterator[list[Pair]]:
    """The pairs that were never compared, inside groups that hang together, some at a time."""
    waiting: list[Pair] = []
    for part in components(strong):
        if 2 < len(part) <= LARGEST_FILLED:
            waiting += missing(part, known)
        if len(waiting) >= PAIRS_AT_ONCE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def holding(group: Sequence[int], chances: Mapping[Pair, int], same: frozenset[Pair]) -> list[Pair]:
    """Of the pairs of a group the likeliest that hold it together: one fewer than it has rows, at most."""
    pairs = [(one, other) for place, one in enumerate(group) for other in group[place + 1 :] if (one, other) in chances]
    ordered = sorted(pairs, key=lambda pair: (-chances[pair], pair))
    united = {row: row for row in group}

    def root(row: int) -> int:
        while united[row] != row:
            row = united[row]
        return row

    for one, other in same:
        if one in united and other in united:
            united[root(other)] = root(one)
    found = []
    for one, other in ordered:
        if root(one) != root(other):
            united[root(other)] = root(one)
            found.append((one, other))
    return found
