"""CSV and TSV: a document a row, in columns that are said or known by their names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.intake.bytes import MAX_DOCUMENT, marked_encoding
from dragoman.intake.columns import guesses, resolve_columns
from dragoman.intake.fields import Fields, document_from_fields
from dragoman.intake.jsonl import MAX_LINE
from dragoman.intake.packed import look
from dragoman.model.document import Document

NOT_DECODED = re.compile("[\udc80-\udcff]")
DELIMITERS = ",;\t|"


def say_nothing(_source: str, _remark: str) -> None:
    """Shows nothing."""


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How tables are read: the columns that were said, the day of rows without one, and who hears what was guessed."""

    columns: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    say: Callable[[str, str], None] = say_nothing  # the source, and the remark on it


def documents_from_csv(
    file: BinaryIO, source: str, settings: TableSettings, *, delimiter: str | None = None, encoding: str | None = None
) -> Iterator[Document | InputError]:
    """The documents of a table in order; an error that names the row stands for each that cannot be read.

    The first row holds the names of the columns and counts as row 1, as in a spreadsheet. Where no delimiter is given, it is
    the one that occurs most in that row.
    """
    head, file = look(file)
    encoding = encoding or marked_encoding(head) or "utf-8"
    text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    try:
        yield from documents_from_rows(rows_of(text, delimiter), source, settings, encoding)
    except UnicodeDecodeError as error:
        yield InputError(source, f"not {encoding}: {error.reason}", "convert it to UTF-8, or say what it is with --encoding")
    finally:
        text.detach()


def rows_of(text: io.TextIOWrapper, delimiter: str | None) -> Iterator[list[str] | csv.Error]:
    """The rows, and what is wrong with those that are none; a field is never longer than a document may be."""
    csv.field_size_limit(MAX_DOCUMENT)  # the csv module keeps this for the whole process
    lines = lines_of(text)
    first = next(lines, None)
    if first is None:
        return
    reader = csv.reader(chain((first,), lines), delimiter=delimiter or max(DELIMITERS, key=first.count), strict=True)
    while True:
        try:
            yield next(reader)
        except csv.Error as error:
            yield error
        except StopIteration:
            return


def lines_of(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines; for one that is too long to hold a document comes one that the csv module refuses, not a part of it."""
    while line := text.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE:
            yield line
            continue
        while line and not line.endswith(("\n", "\r")):
            line = text.readline(MAX_LINE + 1)
        yield "x" * (MAX_DOCUMENT + 1) + "\n"


def documents_from_rows(
    rows: Iterator[list[str] | csv.Error], source: str, settings: TableSettings, encoding: str
) -> Iterator[Document | InputError]:
    """The documents of rows of which the first names the columns."""
    header = next(rows, None)
    if header is None or isinstance(header, csv.Error):
        yield InputError(
            source, f"no header ({header})" if header else "empty", "give a table with its columns' names first"
        )
        return
    try:
        columns = resolve_columns(header, settings.columns, source)
    except InputError as error:
        yield error
        return
    if guess := guesses(columns, header, settings.columns):
        settings.say(source, guess)
    for number, row in enumerate(rows, 2):
        place = f"{source}, row {number}"
        if isinstance(row, csv.Error):
            yield InputError(place, f"no row of a table ({row})", "put fields with quotes or line breaks into quotes")
        elif not any(row):
            continue
        elif len(row) != len(header):
            problem = f"{len(row)} fields, but {len(header)} columns"
            yield InputError(place, problem, "put fields with delimiters or line breaks into quotes")
        else:
            yield document_from_cells(row, columns, place, settings.published, encoding)


def document_from_cells(
    row: Sequence[str], columns: Mapping[str, int], place: str, published: date | None, encoding: str
) -> Document | InputError:
    """One document, or what is wrong with its row."""
    cells = {name: row[number] for name, number in columns.items()}
    if any(NOT_DECODED.search(cell) for cell in cells.values()):
        return InputError(place, f"not {encoding}", "convert it to UTF-8, or say what it is with --encoding")
    text = cells.pop("text")
    return document_from_fields(
        Fields(text, **{name: cell.strip() or None for name, cell in cells.items()}), place, published
    )
