"""Lines of cells between tabs, as GDELT, ICEWS and POLECAT have them: written without quoting, so no cell may hold a tab."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

COORDINATE_DIGITS = 5


def tab_line(cells: Iterable[object]) -> bytes:
    """One line in UTF-8, with its line feed."""
    return ("\t".join(map(to_cell, cells)) + "\n").encode()


def to_cell(value: object) -> str:
    """A value as a cell: "" for None, white space made single, no control characters, and ' for the quotation mark.

    Readers take a leading quotation mark for the beginning of a quoted cell and run through the lines that follow.
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter) != "Cc")
        text = " ".join(text.split())
    return text.replace('"', "'").strip()


def degrees(value: float | None) -> float | None:
    """A latitude or longitude to the metre."""
    return None if value is None else round(value, COORDINATE_DIGITS)
