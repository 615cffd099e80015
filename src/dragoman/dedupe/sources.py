"""Whose report a report is: its paper's, or the agency's whose mark it bears; and how many stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

import numpy as np
import yaml

from dragoman.dedupe.cluster import Groups
from dragoman.dedupe.features import Pairs, like_story
from dragoman.dedupe.model import resource
from dragoman.dedupe.table import Numbers, Table

DATELINE = 300
ALIKE = 0.95
PAIRS_AT_ONCE = 20_000
MARK = re.compile(r"\(([A-Za-z]{2,9})\)")


@cache
def load_agencies() -> Mapping[str, str]:
    """Agencies by their marks."""
    found: Mapping[str, str] = yaml.safe_load(resource("agencies.yml"))
    return found


def root_of(text: str, publication: str | None, doc_id: str, agencies: Mapping[str, str]) -> str:
    """The agency whose mark stands at the beginning of a report, else the publication, else the report itself.

    >>> root_of("CAIRO (AP) Talks began.", "The Daily", "d1", {"AP": "Associated Press"})
    'Associated Press'
    """
    for match in MARK.finditer(text[:DATELINE]):
        if match[1] in agencies:
            return agencies[match[1]]
    return publication or doc_id


def independent(table: Table, groups: Sequence[Sequence[int]]) -> list[int]:
    """For each group how many of its reports are neither of one paper or agency, nor copies, nor nearly the same words."""
    stories = [sorted({int(table["story"][row]): row for row in rows}.values()) for rows in groups]
    pairs = [pair for some in stories for pair in combinations(some, 2)]
    united = Groups()
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        left, right = np.array(pairs[start : start + PAIRS_AT_ONCE]).T
        for place in np.flatnonzero(dependent(table, left, right)).tolist():
            united.unite(int(left[place]), int(right[place]))
    return [len({united.find(row) for row in some}) for some in stories]


def dependent(table: Table, left: Numbers, right: Numbers) -> Numbers:
    """True for reports that come from one source."""
    pairs = Pairs(table, left, right)
    (root, other_root), (origin, other_origin) = pairs.stories("root"), pairs.stories("origin")
    found: Numbers = (root == other_root) | (origin == other_origin) | (like_story(pairs) >= ALIKE)
    return found
