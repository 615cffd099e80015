"""Which column of a table holds which field of a document: as said, else as its name tells."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from dragoman.errors import InputError

NAMES = Path(__file__).parents[1] / "resources" / "intake" / "columns.yml"
FIELDS = ("id", "title", "text", "url", "source", "published", "language")
NOT_A_LETTER = re.compile(r"[\W_]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def parse_columns(said: Sequence[str]) -> dict[str, str]:
    """The name of the column for each field, from "FIELD=NAME".

    Raises:
        ValueError: for another form, another field, and for two columns of one field.
    """
    columns: dict[str, str] = {}
    for pair in said:
        field, equals, name = pair.partition("=")
        if not equals or not name or field not in FIELDS:
            raise ValueError(f"--column {pair}: write FIELD=NAME, with one of {', '.join(FIELDS)} for FIELD")
        if field in columns:
            raise ValueError(f"--column {pair}: {field} is {columns[field]!r} already")
        columns[field] = name
    return columns


def read_column_names() -> dict[str, list[str]]:
    """The common names of columns for each field, likeliest first."""
    names = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return {field: list(names[field]) for field in FIELDS}


def resolve_columns(header: Sequence[str], said: Mapping[str, str], source: str) -> dict[str, int]:
    """The number of the column for each field that has one; what was said wins over what a name tells.

    Raises:
        InputError: when a column that was said is not there, and when none is known for the text.
    """
    columns: dict[str, int] = {}
    for field, name in said.items():
        if name not in header:
            near = difflib.get_close_matches(name, header, 1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            raise InputError(source, f"no column {name!r} for {field}{meant}", f"it has: {listed(header)}")
        columns[field] = header.index(name)
    plain = [normalise(name) for name in header]
    for field, names in read_column_names().items():
        if field not in columns:
            free = (name for name in names if name in plain and plain.index(name) not in columns.values())
            if (found := next(free, None)) is not None:
                columns[field] = plain.index(found)
    if "text" not in columns:
        remedy = "say which column has it, with --column text=NAME"
        raise InputError(source, f"no column for the text among: {listed(header)}", remedy)
    return columns


def guesses(columns: Mapping[str, int], header: Sequence[str], said: Mapping[str, str]) -> str | None:
    """What was guessed, in words; None where each field came from the column of its own name or from the one said."""
    taken = [f"{field} from {header[columns[field]]!r}" for field in FIELDS if field in columns and field not in said]
    own = [f"{field} from {field!r}" for field in FIELDS]
    if set(taken) <= set(own):
        return None
    return f"columns guessed: {', '.join(taken)}; say others with --column FIELD=NAME"


def normalise(name: str) -> str:
    """A column's name in small letters, its words joined by "_"."""
    return NOT_A_LETTER.sub("_", CAMEL.sub("_", name.strip())).strip("_").lower()


def listed(header: Sequence[str]) -> str:
    """The first columns of a table, fit for a message."""
    shown = ", ".join(repr(name[:40]) for name in header[:12])
    return f"{shown}, ..." if len(header) > 12 else shown or "nothing"
