"""Words as sameness counts them: as small whole numbers, the rarer the heavier, names and numbers told apart.

How rare a word is stands in a table that does not change with what is compared: what is said of two records must not depend
on which others there are.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

TABLE = "resources/dedupe/words.csv"
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ers",
    "ies",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
)
SHORTEST_STEM = 4
UNKNOWN = 9.0  # as rare as what one report in eight thousand has


@dataclass(frozen=True, slots=True)
class Words:
    """How rare words are, by stem: the logarithm of how many reports there are for one that has it."""

    rarity: Mapping[str, float]

    def weight(self, stem: str) -> float:
        """How much a stem counts."""
        return self.rarity.get(stem, UNKNOWN)

    def heaviest(self, stems: Iterable[str], limit: int) -> list[tuple[int, float]]:
        """The stems that count most, as numbers with weights whose squares sum to 1; equal ones by the alphabet."""
        counts = Counter(stems)
        weighed = [(self.weight(stem) * (1 + math.log(count)), stem) for stem, count in counts.items()]
        chosen = sorted(weighed, key=lambda item: (-item[0], item[1]))[:limit]
        norm = math.sqrt(sum(weight * weight for weight, _ in chosen)) or 1.0
        return [(number_of(stem), weight / norm) for weight, stem in chosen]


@lru_cache(maxsize=1 << 18)
def number_of(text: str) -> int:
    """A number from 1 to 2**31 - 1 that stands for a text; 0 is kept for none."""
    return (crc32(text.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF) or 1


@lru_cache(maxsize=1 << 18)
def stem_of(word: str) -> str:
    """A word without case and the commonest endings.

    >>> stem_of("Attackers"), stem_of("attacked"), stem_of("1,200")
    ('attack', 'attack', '1200')
    """
    if word[0].isdigit():
        return word.replace(",", "")
    low = word.casefold()
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= SHORTEST_STEM:
            return low[: -len(ending)]
    return low


def stems_of(text: str) -> Iterator[str]:
    """The stems of a text in its order."""
    return (stem_of(word) for word in WORD.findall(text))


def names_of(text: str) -> Iterator[str]:
    """The stems of words with a capital that do not begin the text, and of numbers."""
    for match in WORD.finditer(text):
        word = match[0]
        if word[0].isdigit() or (word[0].isupper() and match.start() > 0):
            yield stem_of(word)


def load_words() -> Words:
    """The table that comes with Dragoman."""
    with files("dragoman").joinpath(*TABLE.split("/")).open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return Words({row["stem"]: float(row["rarity"]) for row in rows})
