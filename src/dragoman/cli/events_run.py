"""Derives events anew, and shows what was planned and not held."""

from __future__ import annotations

import sys

from dragoman.app.events import Derivation, derive_events, planned_not_held
from dragoman.app.query import EVENT_COLUMNS, Answer, What, encode_event, event_cells
from dragoman.cli.query_run import DONE, WRONG_USAGE, show_table
from dragoman.cli.render import print_error, write_line
from dragoman.errors import DragomanError
from dragoman.exports.table import csv_line
from dragoman.model.query import parse_query
from dragoman.store import open_store


def run_derive(where: str | None) -> int:
    """Derives all events; the exit status is 2 where the archive cannot be used."""
    try:
        with open_store(where) as store:
            write_line(line_of(derive_events(store, anew=True)))
    except DragomanError as error:
        print_error(str(error))
        return WRONG_USAGE
    sys.stdout.flush()
    return DONE


def line_of(found: Derivation) -> str:
    """What was derived, in words."""
    return f"{found.events} events of {found.records} records, {found.joined} told more than once, {found.links} links"


def run_planned_not_held(where: str | None, form: str | None, words: dict[str, list[str]]) -> int:
    """Prints the planned events that none fulfils."""
    chosen = form or ("table" if sys.stdout.isatty() else "jsonl")
    try:
        if chosen == "parquet":
            print_error("--planned-not-held: prints table, jsonl or csv")
            return WRONG_USAGE
        with open_store(where, read_only=True) as store:
            show(Answer(EVENT_COLUMNS, planned_not_held(store, parse_query(words)), None, encode_event, event_cells), chosen)
    except DragomanError as error:
        print_error(str(error))
        return WRONG_USAGE
    sys.stdout.flush()
    return DONE


def show(answer: Answer, form: str) -> None:
    """Prints events in the form asked for."""
    if form == "jsonl":
        for line in answer.lines():
            sys.stdout.buffer.write(line + b"\n")
    elif form == "csv":
        write_line(csv_line(answer.columns).rstrip("\n"))
        for row in answer.rows():
            write_line(csv_line(row[column] for column in answer.columns).rstrip("\n"))
    else:
        show_table(answer, What.EVENTS)
