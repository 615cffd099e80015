"""Spellings of one name in several transcriptions: Gaddafi and Qadhafi, Meshaal and Mashaal.

No threshold on similarity alone tells variants from other people (Kerry and Kelly are as like as Gaddafi and Qadhafi), so
names are compared only within a block of equal consonants, and whoever asks must bring agreement from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

DIGRAPHS = re.compile(r"tch|tsch|sch|sh|ch|ts|tz|kh|gh|dh|th|ph|dz")
DIGRAPH_CLASSES = {"ph": "f", "kh": "k", "gh": "k", "dh": "t", "th": "t"}
CLASSES = str.maketrans("bcdfgjkpqstvwxz", "pktfkskpkstffks", "aeiouhy")
DOUBLES = re.compile(r"(.)\1+")
LIKE_LAST = 0.78
LIKE_FIRST = 0.75
LIKE_ALONE = 0.85


def skeleton_of(name: str) -> str:
    """The consonants of a folded name in classes that transcriptions mix up.

    >>> skeleton_of("gaddafi") == skeleton_of("qadhafi"), skeleton_of("kerry") == skeleton_of("kelly")
    (True, False)
    """
    plain = DIGRAPHS.sub(lambda match: DIGRAPH_CLASSES.get(match.group(), "s"), name)
    return DOUBLES.sub(r"\1", plain.translate(CLASSES))


def is_spelling_of(given: Sequence[str], known: Sequence[str]) -> bool:
    """True when two names, in folded pieces, may be spellings of one; a single piece is held to more.

    >>> is_spelling_of(["muammar", "qadhafi"], ["moammar", "gaddafi"])
    True
    """
    likeness = JaroWinkler.similarity(given[-1], known[-1])
    if len(given) == 1:
        return likeness >= LIKE_ALONE
    return likeness >= LIKE_LAST and JaroWinkler.similarity(given[0], known[0]) >= LIKE_FIRST
