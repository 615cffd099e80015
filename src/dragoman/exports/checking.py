"""Whether a file is in its format: cells and values tried one by one, each fault told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

Cell = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which line, from 1; 0 for the file as a whole."""

    line: int
    reason: str


def no_matter(_: str) -> str | None:
    """Takes everything."""
    return None


def filled(cell: str) -> str | None:
    """Takes what is not empty."""
    return None if cell else "empty"


def whole(low: int, high: int | None = None) -> Cell:
    """Takes whole numbers in bounds."""

    def check(cell: str) -> str | None:
        if not re.fullmatch(r"-?\d+", cell):
            return "no whole number"
        return None if int(cell) >= low and (high is None or int(cell) <= high) else "out of bounds"

    return check


def real(low: float, high: float) -> Cell:
    """Takes numbers in bounds."""

    def check(cell: str) -> str | None:
        try:
            return None if low <= float(cell) <= high else "out of bounds"
        except ValueError:
            return "no number"

    return check


def moment(layout: str, example: str) -> Cell:
    """Takes days and times in a layout of `strptime`, in full length."""

    def check(cell: str) -> str | None:
        try:
            datetime.strptime(cell, layout)  # noqa: DTZ007 - only tried
        except ValueError:
            return f"not written as {example}"
        return None if len(cell) == len(example) else f"not written as {example}"

    return check


day = moment("%Y-%m-%d", "2015-08-04")


def one_of(kind: str, allowed: Collection[str]) -> Cell:
    """Takes known values."""

    def check(cell: str) -> str | None:
        return None if cell in allowed else f"unknown {kind}"

    return check


def shaped(pattern: str, kind: str) -> Cell:
    """Takes what has a shape."""
    shape = re.compile(pattern)

    def check(cell: str) -> str | None:
        return None if shape.fullmatch(cell) else f"no {kind}"

    return check


def maybe(cell: Cell, *empty: str) -> Cell:
    """Takes what `cell` takes, and an empty one."""

    def check(value: str) -> str | None:
        return None if value in ("", *empty) else cell(value)

    return check


def listed(cell: Cell, separator: str, *empty: str) -> Cell:
    """Takes several values, each as `cell` takes it."""

    def check(value: str) -> str | None:
        if value in ("", *empty):
            return None
        return next((why for part in value.split(separator) if (why := cell(part.strip()))), None)

    return check


latitude, longitude = real(-90, 90), real(-180, 180)


def lines_of(path: Path) -> Iterator[tuple[int, str | Problem]]:
    """The lines of a file from 1, without their ends; a line that is no UTF-8 is a problem."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield number, line.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                yield number, Problem(number, f"no UTF-8 at byte {error.start}")


def rows_of(path: Path, count: int) -> Iterator[tuple[int, list[str] | Problem]]:
    """The cells of each line between tabs; a line with another number of them is a problem."""
    for number, line in lines_of(path):
        if isinstance(line, Problem):
            yield number, line
            continue
        cells = line.split("\t")
        yield number, cells if len(cells) == count else Problem(number, f"{len(cells)} columns, not {count}")


def cell_problems(
    number: int, columns: Sequence[str], cells: Sequence[str], checks: Mapping[str, Cell]
) -> Iterator[Problem]:
    """What is wrong with the cells of a line."""
    for column, cell in zip(columns, cells, strict=True):
        why = checks.get(column, no_matter)(cell)
        if why:
            yield Problem(number, f"{column} '{cell}': {why}")


def objects_of(path: Path) -> Iterator[tuple[int, dict[str, object] | Problem]]:
    """The JSON object of each line."""
    for number, line in lines_of(path):
        if isinstance(line, Problem):
            yield number, line
            continue
        try:
            value = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            yield number, Problem(number, f"no JSON: {error}")
            continue
        yield number, value if isinstance(value, dict) else Problem(number, "no JSON object")


def repeated(number: int, seen: set[str], key: str, kind: str) -> Iterator[Problem]:
    """A problem where a key was seen before."""
    if key in seen:
        yield Problem(number, f"{kind} {key} stands twice")
    seen.add(key)
