"""Where in the tables an actor stands: file, line and row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.actor_tables import numbered_lines

KEY = "key"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table, with the place where it stands."""

    path: Path
    line: int
    cells: dict[str, str]


def find_rows(key: str, tables: Iterable[Path]) -> Iterator[SourceRow]:
    """The rows of an actor, table by table.

    Raises:
        KnowledgeError: when a table cannot be read.
    """
    for path in tables:
        lines = numbered_lines(path)
        header = next(lines, (0, []))[1]
        if KEY in header:
            at = header.index(KEY)
            for number, cells in lines:
                if len(cells) == len(header) and cells[at].strip() == key:
                    yield SourceRow(path, number, dict(zip(header, cells, strict=True)))
