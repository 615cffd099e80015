"""How inputs are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dragoman.intake.bytes import Kind


def ignore(*_: object) -> None:
    """Does nothing."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are read.

    `published` is the day of documents that bring none, `language` that of all documents, whatever they state.
    `columns` says which column of a table holds which field; `follow` has the links of feeds followed where an entry is
    but a teaser. `say` hears what a user should know of a source (which columns were guessed), each remark once; `took`
    hears of each stretch of a local file, in bytes, as it is read.
    """

    kind: Kind | None = None
    published: date | None = None
    encoding: str | None = None
    allow_private: bool = False
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    follow: bool = False
    say: Callable[[str, str], None] = ignore
    took: Callable[[int], None] = ignore
