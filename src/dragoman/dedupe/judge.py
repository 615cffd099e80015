"""Judges pairs of records: candidates, how likely each is one event, and for those that are held to be one the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.dedupe.blocking import Families, candidate_pairs, may_be_one
from dragoman.dedupe.cluster import MILLION, Groups, Pair, missing
from dragoman.dedupe.features import Pairs
from dragoman.dedupe.model import PairModel
from dragoman.dedupe.table import Numbers, Table

PAIRS_AT_ONCE = 20_000
KEPT = 0.1  # pairs less likely than this count as not one event
LARGEST_FILLED = 200
NONE = np.empty(0, np.int32)


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
        """The likely pairs inside what hangs together, the lower row first, in millionths.

        There every pair is judged, also those that blocking passed over.
        """
        parts = [self.likely(table, *some) for some in candidate_pairs(table, self.families)]
        left, right, chance = (np.concatenate([part[place] for part in parts] or [NONE]) for place in range(3))
        del parts
        is_strong = chance >= self.least
        united = Groups()
        for one, other in zip(left[is_strong].tolist(), right[is_strong].tolist(), strict=True):
            united.unite(one, other)
        whole = np.arange(len(table))
        for row in united.above:
            whole[row] = united.find(row)
        inside = whole[left] == whole[right]
        pairs = zip(left[inside].tolist(), right[inside].tolist(), strict=True)
        found = dict(zip(pairs, chance[inside].tolist(), strict=True))
        for some in filled(members_of(whole, united), found):
            left, right = np.array(some).T
            fits = may_be_one(table, left, right)
            ones, others, chances = (part.tolist() for part in self.likely(table, left[fits], right[fits]))
            found.update(zip(zip(ones, others, strict=True), chances, strict=True))
        return found

    def likely(self, table: Table, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Those pairs of some that are likely enough to count, and how likely they are in millionths."""
        ones, others, chances = [NONE], [NONE], [NONE]
        for start in range(0, len(left), PAIRS_AT_ONCE):
            some = slice(start, start + PAIRS_AT_ONCE)
            chance = self.model.probabilities(Pairs(table, left[some], right[some]), least=KEPT)
            kept = np.flatnonzero(chance >= KEPT)
            ones.append(left[some][kept].astype(np.int32))
            others.append(right[some][kept].astype(np.int32))
            chances.append(np.rint(chance[kept] * MILLION).astype(np.int32))
        return np.concatenate(ones), np.concatenate(others), np.concatenate(chances)

    def reasons(self, table: Table, pairs: Sequence[Pair]) -> Iterator[tuple[float, str]]:
        """For each pair how likely it is, and why."""
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            left, right = np.array(pairs[start : start + PAIRS_AT_ONCE]).T
            some = Pairs(table, left, right)
            chances = self.model.probabilities(some).tolist()
            yield from zip(chances, self.model.reasons(some), strict=True)


def members_of(whole: Numbers, united: Groups) -> list[list[int]]:
    """The rows of each group that hangs together."""
    found: dict[int, list[int]] = {}
    for row in sorted({*united.above, *united.above.values()}):
        found.setdefault(int(whole[row]), []).append(row)
    return list(found.values())


def filled(parts: Iterable[Sequence[int]], known: Mapping[Pair, int]) -> Iterator[list[Pair]]:
    """The pairs that were never compared, inside groups that hang together, some at a time."""
    waiting: list[Pair] = []
    for part in parts:
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
