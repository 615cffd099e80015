"""Counts in how many reports each stem stands, and writes the table by which words are weighed.

    python training/rarity.py DATA [--out src/dragoman/resources/dedupe/words.csv]

DATA/news/international.jsonl.xz has a report on each line. Only counts are kept, and only of stems of many reports.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter
from pathlib import Path

from dragoman.dedupe.words import UNKNOWN, stems_of

LEAST = 12
HEADER = """# How rare words are: the natural logarithm of reports for one that has a word with this stem.
# Source: counted for Dragoman in 5,473 news reports of 2010 to 2020; stems of fewer than 12 are left out. Licence: CC0-1.0.
stem,rarity
"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--out", type=Path, default=Path("src/dragoman/resources/dedupe/words.csv"))
    chosen = options.parse_args()
    found: Counter[str] = Counter()
    reports = 0
    with lzma.open(chosen.data / "news" / "international.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            reports += 1
            found.update(set(stems_of(f"{item['title']}\n{item['text']}")))
    rows = sorted((stem, math.log(reports / count)) for stem, count in found.items() if count >= LEAST)
    body = "".join(f"{stem},{min(rarity, UNKNOWN):.1f}\n" for stem, rarity in rows)
    chosen.out.write_text(HEADER + body, encoding="utf-8")


if __name__ == "__main__":
    main()
