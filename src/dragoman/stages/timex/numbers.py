"""Numbers in words and digits, and how many of a unit an expression counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.stages.timex.lexicon import DurationForm
from dragoman.stages.timex.words import Word

ONE = Word("a", "a", 0, 0)
VAGUE = "X"
# Half a year is P6M, half an hour PT30M: what half of one unit is in the next smaller.
HALVES = {("P", "Y"): "6M", ("P", "M"): "15D", ("P", "D"): "T12H", ("PT", "H"): "30M", ("PT", "M"): "30S"}


def to_number_value(words: Sequence[Word]) -> int | None:
    """The whole number that words say, None for a vague quantity ("several") or a fraction.

    Number words are read from left to right: hundred and thousand multiply what came before, the rest adds up.
    """
    total = current = 0
    counted = False
    for word in words:
        if word.letter == "Q":
            if word.text != "couple":
                return None
            current, counted = 2, True
        elif word.letter in "dny":
            if word.name:
                return None
            current, counted = current + word.number, True
        elif word.letter == "w":
            counted = True
            if word.number == 1000:
                total, current = total + max(current, 1) * 1000, 0
            elif word.number in (100, 12) and word.text in ("hundred", "dozen"):
                current = max(current, 1) * word.number
            else:
                current += word.number
    if not counted:
        return 1 if any(word.letter == "a" for word in words) else None
    return total + current


def duration_value(words: tuple[Word, ...], form: DurationForm, *, half: bool = False) -> str:
    """The TIMEX3 duration of that many units; `half` adds half a unit ("a year and a half")."""
    fraction = next((word.text for word in words if word.letter == "k"), "")
    decimal = next((word.name for word in words if word.letter in "dny" and word.name), "")
    if decimal and re.fullmatch(r"[\d.]+", decimal) and form.factor == 1:
        return f"{form.prefix}{decimal}{form.letter}"
    whole = to_number_value([word for word in words if word.letter != "k"])
    rest = HALVES.get((form.prefix, form.letter)) if form.factor == 1 and (half or fraction == "1/2") else None
    if rest:
        return f"{form.prefix}{f'{whole}{form.letter}' if whole else ''}{rest}"
    if not whole:
        letter = {10: "E", 100: "C"}.get(form.factor, form.letter)
        return f"{form.prefix}{VAGUE}{letter}"
    return f"{form.prefix}{whole * form.factor}{form.letter}"
