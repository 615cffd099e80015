"""From pairs to events: groups whose members are, on the mean, more likely one event than not, as people's verdicts allow.

Pairs are united the likeliest first. What is decided depends on the rows and their chances alone, which are counted in whole
millionths: the same groups come of any order in which they are given.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people say of pairs of rows: those that are one event and those that are not, free of contradiction."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(slots=True)
class Groups:
    """Which row belongs to which group; a group is named by its lowest row."""

    above: dict[int, int] = field(default_factory=dict)

    def find(self, row: int) -> int:
        """The name of a row's group."""
        root = row
        while (higher := self.above.get(root, root)) != root:
            root = higher
        while (higher := self.above.get(row, row)) != root:
            self.above[row], row = root, higher
        return root

    def unite(self, one: int, other: int) -> None:
        """Makes one group of two."""
        low, high = sorted((self.find(one), self.find(other)))
        self.above[high] = low


def settle(latest_first: Iterable[tuple[Pair, bool]]) -> Verdicts:
    """The verdicts that hold: where some contradict one another, also by way of third records, the later wins."""
    groups = Groups()
    same: set[Pair] = set()
    apart: set[Pair] = set()
    for (one, other), is_same in latest_first:
        pair = (min(one, other), max(one, other))
        roots = groups.find(one), groups.find(other)
        if is_same and not any({groups.find(a), groups.find(b)} == set(roots) for a, b in apart):
            same.add(pair)
            groups.unite(one, other)
        elif not is_same and roots[0] != roots[1]:
            apart.add(pair)
    return Verdicts(frozenset(same), frozenset(apart))


def components(pairs: Iterable[Pair]) -> list[list[int]]:
    """Rows that hang together by pairs, each list and all lists in order."""
    groups = Groups()
    rows: set[int] = set()
    for one, other in pairs:
        rows.update((one, other))
        groups.unite(one, other)
    members: dict[int, list[int]] = defaultdict(list)
    for row in sorted(rows):
        members[groups.find(row)].append(row)
    return list(members.values())


def cluster(chances: Mapping[Pair, int], verdicts: Verdicts, least: int) -> list[list[int]]:
    """The groups of more than one row; `chances` are in millionths, the lower row first, and 0 for what is not there."""
    strong = [pair for pair, chance in chances.items() if chance >= least]
    found = []
    parts = components([*strong, *verdicts.same])
    part_of = {row: number for number, part in enumerate(parts) for row in part}
    inside: list[dict[Pair, int]] = [{} for _ in parts]
    for pair, chance in chances.items():
        number = part_of.get(pair[0])
        if number is not None and number == part_of.get(pair[1]):
            inside[number][pair] = chance
    for part, known in zip(parts, inside, strict=True):
        found += agglomerate(part, known, verdicts, least)
    return sorted(sorted(group) for group in found if len(group) > 1)


@dataclass(slots=True)
class Merging:
    """Groups on their way: members by name, the sum of chances between two, and which are kept apart.

    `sizes` are the numbers of members, but what people hold to be one counts as one.
    """

    members: dict[int, list[int]]
    sums: dict[int, dict[int, int]]
    apart: dict[int, set[int]]
    sizes: dict[int, int]

    def mean(self, one: int, other: int) -> int:
        """The mean chance of all pairs between two groups."""
        return self.sums[one].get(other, 0) // (self.sizes[one] * self.sizes[other])

    def merge(self, one: int, other: int, *, by_people: bool = False) -> int:
        """Puts the higher group into the lower and gives its name.

        What people unite is as likely one with a third as the likelier of the two is.
        """
        low, high = sorted((one, other))
        self.members[low] += self.members.pop(high)
        size = self.sizes.pop(high)
        self.sizes[low] += 0 if by_people else size
        for third, total in self.sums.pop(high).items():
            del self.sums[third][high]
            if third != low:
                before = self.sums[low].get(third, 0)
                self.sums[low][third] = self.sums[third][low] = max(before, total) if by_people else before + total
        for third in self.apart.pop(high, set()):
            self.apart[third].discard(high)
            self.apart[third].add(low)
            self.apart[low].add(third)
        return low


def agglomerate(part: Sequence[int], known: Mapping[Pair, int], verdicts: Verdicts, least: int) -> list[list[int]]:
    """The groups of rows that hang together."""
    state = begin(part, known, verdicts)
    heap = [entry(state, one, other) for one, others in state.sums.items() for other in others if one < other]
    heapq.heapify(heap)
    while heap:
        chance, one, other, sizes = heapq.heappop(heap)
        if -chance < least:
            break
        if sizes != current(state, one, other) or other in state.apart.get(one, ()):
            continue
        low = state.merge(one, other)
        for third in state.sums[low]:
            heapq.heappush(heap, entry(state, *sorted((low, third))))
    return list(state.members.values())


def begin(part: Sequence[int], known: Mapping[Pair, int], verdicts: Verdicts) -> Merging:
    """Every row a group, those that people hold to be one put together."""
    rows = set(part)
    state = Merging({row: [row] for row in part}, {row: {} for row in part}, defaultdict(set), dict.fromkeys(part, 1))
    for (one, other), chance in known.items():
        state.sums[one][other] = state.sums[other][one] = chance
    for one, other in verdicts.apart:
        if one in rows and other in rows:
            state.apart[one].add(other)
            state.apart[other].add(one)
    groups = Groups()
    for one, other in sorted(verdicts.same):
        if one in rows and groups.find(one) != groups.find(other):
            first, second = groups.find(one), groups.find(other)
            groups.unite(first, second)
            state.merge(first, second, by_people=True)
    return state


def current(state: Merging, one: int, other: int) -> tuple[int, int]:
    """The sizes of two groups; 0 for one that is no more."""
    return len(state.members.get(one, ())), len(state.members.get(other, ()))


def entry(state: Merging, one: int, other: int) -> tuple[int, int, int, tuple[int, int]]:
    """What the heap keeps of two groups: the likeliest come out first, equal ones by their names."""
    return -state.mean(one, other), one, other, current(state, one, other)


def missing(group: Collection[int], known: Mapping[Pair, int]) -> Iterator[Pair]:
    """The pairs of a group of which no chance is known."""
    ordered = sorted(group)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if (one, other) not in known:
                yield one, other
