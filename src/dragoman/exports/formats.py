"""The formats of other tools: how each is written and checked, what it holds, and what a record needs to be put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.exports import followthemoney, gdelt, gdelt_check, geojson, gexf, icews, plover, polecat, spreadsheet
from dragoman.exports.checking import Problem
from dragoman.exports.codes import Codes
from dragoman.exports.losses import FACTS, Needs
from dragoman.exports.reported import Reported

Lines = Callable[[Iterable[Reported], Codes], Iterator[bytes]]
Check = Callable[[Path, Codes], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `lines` gives its file in pieces; GDELT, which has two tables, and Parquet, which has folders, have none and are written
    by their own functions. `holds` are the facts (see `losses`) that it keeps, `notes` how it is to be read.
    """

    name: str
    check: Check
    holds: frozenset[str]
    lines: Lines | None = None
    needs: Needs = field(default_factory=Needs)
    notes: tuple[str, ...] = ()


def check_parquet(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a folder of Parquet."""
    from dragoman.exports import parquet  # noqa: PLC0415 - Arrow is heavy

    return parquet.find_problems(path, codes)


CODED = Needs(date=True, cameo=True, happened=True)
FORMATS: Mapping[str, Format] = {
    found.name: found
    for found in (
        Format("plover", plover.find_problems, plover.HOLDS, plover.lines, Needs(date=True)),
        Format(
            "polecat", polecat.find_problems, polecat.HOLDS, polecat.lines, Needs(date=True, happened=True), polecat.NOTES
        ),
        Format("icews", icews.find_problems, icews.HOLDS, icews.lines, CODED, icews.NOTES),
        Format("gdelt", gdelt_check.find_problems, gdelt.HOLDS, None, CODED, gdelt.NOTES),
        Format("csv", spreadsheet.find_problems, spreadsheet.HOLDS, spreadsheet.lines),
        Format("parquet", check_parquet, frozenset(FACTS)),
        Format("geojson", geojson.find_problems, spreadsheet.HOLDS, geojson.lines),
        Format("gexf", gexf.find_problems, gexf.HOLDS, gexf.lines, Needs(), gexf.NOTES),
        Format("followthemoney", followthemoney.find_problems, followthemoney.HOLDS, followthemoney.lines),
    )
}
