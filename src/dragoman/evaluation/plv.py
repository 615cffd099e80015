"""The PLV corpus: sentences with a marked source and target, and the type of what the one does to the other.

Format: a table with tabs; `marked_sentence` has <s> and <t> around source and target, of which some sentences lack one;
`gold_root` is the type, YIELD standing for CONCEDE and RETREAT.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.errors import CorpusError
from dragoman.learned.heads import Convention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dragoman.learned.coder import LearnedCoder

MARK = re.compile(r"</?[st]>")
YIELD = ("CONCEDE", "RETREAT")
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its marks, the characters that they enclosed, and its type; "" where the file has none."""

    uid: str
    text: str
    source: Stretch | None
    target: Stretch | None
    type: str


def load_plv(path: Path) -> list[MarkedSentence]:
    """The sentences of a PLV table, in its order.

    Raises:
        CorpusError: when a column is missing.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        names = rows.fieldnames or []
        if "marked_sentence" not in names:
            raise CorpusError(f"{path}:1: no column 'marked_sentence'; a PLV table has one")
        key = next((name for name in ("uid", "sentence_id") if name in names), names[0])
        return [to_sentence(row[key], row["marked_sentence"], row.get("gold_root") or "") for row in rows]


def to_sentence(uid: str, marked: str, kind: str) -> MarkedSentence:
    """The sentence behind its marks."""
    text, at = "", 0
    places: dict[str, int] = {}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        places.setdefault(match.group(), len(text))
        at = match.end()
    text += marked[at:]
    sides = [
        (places[opening], places[closing]) if opening in places and places.get(closing, 0) > places[opening] else None
        for opening, closing in (("<s>", "</s>"), ("<t>", "</t>"))
    ]
    return MarkedSentence(uid, text, sides[0], sides[1], kind)


def predict(sentences: Sequence[MarkedSentence], coder: LearnedCoder) -> list[str]:
    """The likeliest of PLV's fifteen types for each marked pair."""
    items = [(each.text, each.source, each.target) for each in sentences]
    return [fold(probabilities) for probabilities in coder.classify_all(items, convention=Convention.PLV)]


def fold(probabilities: Mapping[str, float]) -> str:
    """The likeliest type where CONCEDE and RETREAT together are YIELD.

    >>> fold({"CONCEDE": 0.3, "RETREAT": 0.3, "AID": 0.4})
    'YIELD'
    """
    folded = {name: share for name, share in probabilities.items() if name not in YIELD}
    folded["YIELD"] = sum(probabilities.get(name, 0.0) for name in YIELD)
    return max(folded, key=lambda name: (folded[name], name))


def to_lines(sentences: Sequence[MarkedSentence], types: Sequence[str]) -> list[dict[str, str]]:
    """The predictions as the rows that other scorers read."""
    return [{"uid": each.uid, "event": kind} for each, kind in zip(sentences, types, strict=True)]


def score(sentences: Sequence[MarkedSentence], types: Sequence[str]) -> dict[str, float]:
    """Macro-F1 over the types that the gold has, accuracy, and the F1 of each type as `f1.TYPE`.

    CONCEDE and RETREAT in `types` count as YIELD.
    """
    gold = [each.type for each in sentences]
    got = ["YIELD" if kind in YIELD else kind for kind in types]
    each = {}
    for name in sorted(set(gold)):
        hits = sum(a == b == name for a, b in zip(gold, got, strict=True))
        each[f"f1.{name}"] = 2 * hits / (gold.count(name) + got.count(name))
    accuracy = sum(a == b for a, b in zip(gold, got, strict=True)) / max(1, len(gold))
    return {"macro_f1": sum(each.values()) / max(1, len(each)), "accuracy": accuracy, "sentences": len(gold), **each}
