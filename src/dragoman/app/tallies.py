"""Who judged how much, and how well persons agree who judged the same records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from dragoman.model.judgement import Judgement, Verdict, live

ON_RECORDS = (Verdict.RIGHT, Verdict.WRONG, Verdict.CORRECTED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many verdicts of each kind one person gave."""

    author: str
    counts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two persons, how many records both judged, on how many they agreed, and Cohen's kappa, None where chance is all.

    A corrected record counts as one that was not right.
    """

    first: str
    second: str
    records: int
    agreed: int
    kappa: float | None


def tallies_of(judgements: Iterable[Judgement]) -> list[Tally]:
    """The tallies of all persons, by name."""
    counted: dict[str, Counter[Verdict]] = {}
    for judgement in judgements:
        counted.setdefault(judgement.author, Counter())[judgement.verdict] += 1
    return [Tally(author, counted[author]) for author in sorted(counted)]


def agreements_of(judgements: Iterable[Judgement]) -> list[Agreement]:
    """The agreement of each two persons who judged a record in common; each person's last verdict counts."""
    last: dict[str, dict[str, bool]] = {}
    for judgement in live(judgements):
        if judgement.verdict in ON_RECORDS:
            last.setdefault(judgement.author, {})[judgement.records[0]] = judgement.verdict is Verdict.RIGHT
    pairs = combinations(sorted(last), 2)
    return [agreement(first, second, last) for first, second in pairs if last[first].keys() & last[second].keys()]


def agreement(first: str, second: str, verdicts: Mapping[str, Mapping[str, bool]]) -> Agreement:
    """How two persons agree."""
    common = sorted(verdicts[first].keys() & verdicts[second].keys())
    pairs = [(verdicts[first][record], verdicts[second][record]) for record in common]
    agreed = sum(one == other for one, other in pairs)
    return Agreement(first, second, len(common), agreed, kappa_of(pairs))


def kappa_of(pairs: list[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of pairs of verdicts.

    >>> kappa_of([(True, True), (True, False), (False, False), (False, False)])
    0.5
    """
    total = len(pairs)
    seen = sum(one == other for one, other in pairs) / total
    ones, others = sum(one for one, _ in pairs) / total, sum(other for _, other in pairs) / total
    chance = ones * others + (1 - ones) * (1 - others)
    return None if chance == 1 else round((seen - chance) / (1 - chance), 3)
