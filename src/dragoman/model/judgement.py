"""Verdicts on records: right, wrong, a corrected field, the same event or not, and the undoing of an earlier verdict."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum


class Verdict(StrEnum):
    """What a judgement says."""

    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"
    SAME = "same"
    NOT_SAME = "not same"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict; judgements are only ever added, never changed.

    `records` are the ids judged: one, or two for `same` and `not same`, none for `undone`. `field` and `value` (JSON) are
    those of a correction: a field of the record contract, or a part of one such as `actor[0].code`; `follows` (JSON) are the
    values of the fields that change with it, by name, as the scale changes with the type. `time` is ISO 8601 in UTC.
    `undoes` is the id of the judgement that no longer holds.
    """

    id: str
    verdict: Verdict
    records: tuple[str, ...]
    author: str
    time: str
    reason: str
    field: str | None = None
    value: str | None = None
    follows: str | None = None
    undoes: str | None = None


def identified(judgement: Judgement) -> Judgement:
    """The judgement with its id: a hash of its content, 16 hexadecimal digits."""
    named = [getattr(judgement, field.name) for field in fields(Judgement) if field.name != "id"]
    content = json.dumps(named, ensure_ascii=False)
    return replace(judgement, id=hashlib.sha256(content.encode()).hexdigest()[:16])


def live(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that hold, in order: none that was undone, and no undoings.

    An undoing may be undone as well: then what it undid holds again.
    """
    undone: set[str] = set()
    kept = []
    for judgement in reversed(list(judgements)):
        if judgement.id in undone:
            continue
        if judgement.undoes is not None:
            undone.add(judgement.undoes)
        else:
            kept.append(judgement)
    return kept[::-1]
