"""What each clue is worth: tables of log-odds, fitted by `training/status/fit.py` and read from `resources/cues`."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.errors import ResourceError
from dragoman.knowledge.bundled import RESOURCES

# The ends of the scale on which people say whether something happened (UDS-IH2).
LEAST_VALUE, GREATEST_VALUE = -3.0, 3.0


@dataclass(frozen=True, slots=True)
class ClueTable:
    """For each clue its weight in each column; a clue that is not in the table weighs nothing."""

    columns: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def sums(self, clues: Iterable[str]) -> list[float]:
        """The sum of the weights of `clues`, one for each column."""
        rows = [row for clue in clues if (row := self.weights.get(clue)) is not None]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.columns)

    def shares(self, clues: Iterable[str]) -> dict[str, float]:
        """How likely each column is when one of them must be; they sum to 1."""
        sums = self.sums(clues)
        powers = [math.exp(value - max(sums)) for value in sums]
        return {column: power / sum(powers) for column, power in zip(self.columns, powers, strict=True)}

    def likelihood(self, clues: Iterable[str]) -> float:
        """How likely the only column of the table is."""
        return 1 / (1 + math.exp(-self.sums(clues)[0]))


@dataclass(frozen=True, slots=True)
class ClueTables:
    """The shipped tables: of the five statuses, of being told as background, of having happened at all."""

    status: ClueTable
    background: ClueTable
    happened: ClueTable


def load_clue_tables() -> ClueTables:
    """The bundled tables.

    Raises:
        ResourceError: when one is missing or holds something else than numbers.
    """
    return ClueTables(*(read_clue_table(f"status_{name}.csv") for name in ("weights", "background", "happened")))


def read_clue_table(name: str) -> ClueTable:
    """The table in one file of `resources/cues`: the clue, then its weights."""
    path = RESOURCES / "cues" / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        head, *rows = csv.reader(line for line in lines if line and not line.startswith("#"))
        return ClueTable(tuple(head[1:]), {row[0]: tuple(map(float, row[1:])) for row in rows})
    except (OSError, ValueError) as error:
        raise ResourceError(f"cues/{name}: no table of clues and weights ({error})") from error


def to_value(likelihood: float) -> float:
    """A probability of having happened on the scale from -3 (it did not) to 3 (it did).

    >>> to_value(0.5)
    0.0
    """
    return LEAST_VALUE + (GREATEST_VALUE - LEAST_VALUE) * likelihood
