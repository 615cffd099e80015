"""The actor tables as they stand in resources/actors, row by row, each row checked.

A table is CSV with comment lines that begin with "#"; cells that hold lists separate them by ";".
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TypeVar

from dragoman.errors import KnowledgeError

FOLDER = Path(__file__).parents[1] / "resources" / "actors"


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state, territory or region; what the columns mean stands at the head of states.csv."""

    key: str
    name: str
    code: str
    sector: str
    other_sectors: str
    aliases: str
    adjectives: str
    demonyms: str
    capitals: str
    metonyms: str
    called_by: str
    led_by: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A body, group, party or company in the years from `start` to `end`; later rows of one key are other spells of it."""

    key: str
    name: str
    code: str
    sector: str
    other_sectors: str
    aliases: str
    kinds: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One tenure of one person; `country` is a code or the key of an organisation."""

    key: str
    name: str
    aliases: str
    country: str
    office: str
    role: str
    sector: str
    start: str
    end: str
    wikidata: str


@dataclass(frozen=True, slots=True)
class RoleNounRow:
    """Nouns of one sector; `label` is a mention label, `inherits` "yes" or empty."""

    sector: str
    other_sectors: str
    label: str
    inherits: str
    nouns: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office and its phrases; `kind` is office, deputy, or one of the modifiers former, acting and lesser."""

    office: str
    kind: str
    roles: str
    sector: str
    code: str
    phrases: str


Row = StateRow | OrganisationRow | PersonRow | RoleNounRow | OfficeRow
R = TypeVar("R", StateRow, OrganisationRow, PersonRow, RoleNounRow, OfficeRow)


def columns_of(kind: type[Row]) -> tuple[str, ...]:
    """The columns that a table of `kind` must have."""
    return tuple(field.name for field in fields(kind))


def read_rows(path: Path, kind: type[R]) -> Iterator[R]:
    """The rows of the table at `path`.

    Raises:
        KnowledgeError: when the file cannot be read, a column is missing, or a row has the wrong number of cells.
    """
    columns = columns_of(kind)
    lines = numbered_lines(path)
    header = next(lines, (0, []))[1]
    missing = [column for column in columns if column not in header]
    if missing:
        raise KnowledgeError(f"{path}: no column {', '.join(missing)}; the columns are {', '.join(columns)}")
    order = [header.index(column) for column in columns]
    for number, cells in lines:
        if len(cells) != len(header):
            raise KnowledgeError(
                f"{path}:{number}: {len(cells)} cells, the header has {len(header)}; quote cells with commas"
            )
        yield kind(*(cells[i].strip() for i in order))


def read_header(path: Path) -> tuple[str, ...]:
    """The column names of the table at `path`.

    Raises:
        KnowledgeError: when the file cannot be read.
    """
    return tuple(next(numbered_lines(path), (0, []))[1])


def numbered_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that is neither empty nor a comment, with its number."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            for cells in reader:
                if cells and not cells[0].startswith("#"):
                    yield reader.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path}: cannot be read as a CSV table in UTF-8 ({error})") from error


def items_of(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(item for part in cell.split(";") if (item := part.strip())) if cell else ()


def parse_day(text: str, *, is_end: bool) -> date | None:
    """The day that "2013", "2013-05" or "2013-05-07" gives as a start, or as an end; None for an empty cell.

    >>> parse_day("2012-02", is_end=True), parse_day("2012", is_end=False)
    (datetime.date(2012, 2, 29), datetime.date(2012, 1, 1))

    Raises:
        ValueError: when it is no date.
    """
    if not text:
        return None
    numbers = [int(part) for part in text.split("-")]
    year, month, day = (*numbers, 0, 0)[:3]
    if month and day:
        return date(year, month, day)
    month = month or (12 if is_end else 1)
    return date(year, month, monthrange(year, month)[1] if is_end else 1)
