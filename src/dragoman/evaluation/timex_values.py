"""TIMEX3 values that differ in spelling alone: corpora write "1998-XX" and "1998", "199X" and "199", "P3Q" and "P9M"."""

from __future__ import annotations

import re

# Longer units in years, as TIMEX2 calls them: E decade, C century, L millennium.
YEARS = {"E": 10, "DE": 10, "C": 100, "CE": 100, "L": 1000, "ML": 1000}


def to_plain(value: str) -> str:
    """The value in one spelling: no trailing unknown digits, weeks in two digits, hours with minutes, quarters as months.

    What is less exact stays apart: "1989-WXX" is not "1989-W42".
    """
    if value.startswith("P"):
        return to_plain_duration(value)
    value = re.sub(r"(?:-XX)+$", "", value)
    value = re.sub(r"^(\d{2,3})X+$", r"\1", value)
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value)
    return re.sub(r"T(\d\d)$", r"T\1:00", value)


def to_plain_duration(value: str) -> str:
    """The duration with decades and longer in years, quarters in months, and a day for 24 hours."""
    if match := re.fullmatch(r"P(\d+)(DE|CE|ML|E|C|L)", value):
        return f"P{int(match[1]) * YEARS[match[2]]}Y"
    if match := re.fullmatch(r"P(\d+)Q", value):
        return f"P{int(match[1]) * 3}M"
    if match := re.fullmatch(r"PT(\d+)H", value):
        days, hours = divmod(int(match[1]), 24)
        return value if hours else f"P{days}D"
    return {"PXDE": "PXE", "PXCE": "PXC", "PXML": "PXL"}.get(value, value)
