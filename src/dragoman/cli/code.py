"""`dragoman code`: shows records as a table, JSON Lines or CSV, and explains them when asked."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from dragoman.app.code import code_inputs
from dragoman.cli.render import explanation, print_error, progress_of, record_table, write_line
from dragoman.coder import Settings, open_coder
from dragoman.errors import DragomanError, InputError
from dragoman.exports.contract_json import encode_record
from dragoman.exports.table import COLUMNS, csv_line, row_of
from dragoman.intake import Intake, read_inputs
from dragoman.intake.bytes import Kind
from dragoman.intake.columns import parse_columns
from dragoman.model.reading import Reading

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """The options of `dragoman code`, as typed."""

    inputs: tuple[str, ...]
    published: str | None
    format: str
    kind: str | None
    encoding: str | None
    explain: bool
    actors: tuple[Path, ...]
    scheme: Path | None
    allow_private: bool
    language: str | None = None
    columns: tuple[str, ...] = ()
    follow: bool = False


def run_code(options: CodeOptions) -> int:
    """Codes all inputs and gives the exit status: 0 done, 1 some inputs failed, 2 wrong usage."""
    try:
        published = date.fromisoformat(options.published) if options.published else None
    except ValueError:
        print_error(f"--date {options.published}: not a day; write it as YYYY-MM-DD, for example 2015-08-04")
        return WRONG_USAGE
    try:
        codecs.lookup(options.encoding or "utf-8")
    except LookupError:
        print_error(f"--encoding {options.encoding}: unknown; name one that Python knows, for example latin-1")
        return WRONG_USAGE
    try:
        columns = parse_columns(options.columns)
    except ValueError as error:
        print_error(str(error))
        return WRONG_USAGE
    try:
        coder = open_coder(Settings(scheme=options.scheme, actors=options.actors))
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    intake = Intake(
        kind=Kind(options.kind) if options.kind else None,
        published=published,
        encoding=options.encoding,
        allow_private=options.allow_private,
        language=options.language,
        columns=columns,
        follow=options.follow,
        say=print_remark,
    )
    readings = code_inputs(read_inputs(options.inputs, intake), coder)
    return show(progress_of(readings), options)


def print_remark(source: str, remark: str) -> None:
    """Says on standard error what a user should know of an input."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[dim]{escape(source)}: {escape(remark)}[/]")


def show(readings: Iterable[Reading | InputError], options: CodeOptions) -> int:
    """Prints each reading as it comes; errors go to standard error."""
    failed = False
    if options.format == "csv":
        write_line(csv_line(COLUMNS).rstrip("\n"))
    for reading in readings:
        if isinstance(reading, InputError):
            failed = True
            print_error(str(reading))
        else:
            show_reading(reading, options)
    sys.stdout.flush()
    return SOME_FAILED if failed else DONE


def show_reading(reading: Reading, options: CodeOptions) -> None:
    """Prints the records of one document in the format that was asked for."""
    records = reading.records or ()
    if options.format == "jsonl":
        for record in records:
            write_line(encode_record(record).decode())
    elif options.format == "csv":
        for record in records:
            row = row_of(record)
            write_line(csv_line(row[column] for column in COLUMNS).rstrip("\n"))
    else:
        record_table(reading)
    if options.explain:
        explanation(reading, to_stderr=options.format != "table")
