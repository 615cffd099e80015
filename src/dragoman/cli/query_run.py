"""Shows the answer to a query as a table, JSON Lines, CSV or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

from rich import box
from rich.console import Console
from rich.table import Table

from dragoman.app.query import Answer, What, ask, ask_table, count
from dragoman.cli.filters import QueryOptions
from dragoman.cli.render import print_error, write_line
from dragoman.errors import DragomanError
from dragoman.exports.table import csv_line
from dragoman.model.query import Query, parse_query
from dragoman.store import Store, open_store

DONE, WRONG_USAGE = 0, 2
ROWS_OF_A_TABLE = 50
SHOWN: Mapping[What, tuple[str, ...]] = {
    What.RECORDS: ("date", "event", "mode", "status", "actor", "recipient", "place", "says", "publication", "id"),
    What.EVENTS: ("date", "event", "mode", "status", "actor", "recipient", "place", "reports", "disagreements", "id"),
    What.CLAIMS: ("says", "cue", "text", "about", "id"),
    What.ACTORS: ("name", "code", "sector", "records", "as_actor", "as_recipient", "first", "last"),
}
NUMBERS = {"records", "as_actor", "as_recipient", "count", "scale_sum", "scale_mean", "reports"}


def run_query(options: QueryOptions) -> int:
    """Prints what matches; the exit status is 2 for a question that cannot be asked."""
    what = What(options.what)
    if options.format == "parquet" and sys.stdout.isatty():
        print_error("--format parquet: not for a terminal; send it to a file with > file.parquet")
        return WRONG_USAGE
    try:
        query = parse_query(options.words)
        if "limit" not in options.words:
            query = replace(query, limit=ROWS_OF_A_TABLE if options.format == "table" else None)
        with open_store(options.store, read_only=True) as store:
            if options.count:
                write_line(str(count(store, what, query)))
            else:
                show(store, what, query, options.format)
    except DragomanError as error:
        print_error(str(error))
        return WRONG_USAGE
    sys.stdout.flush()
    return DONE


def show(store: Store, what: What, query: Query, form: str) -> None:
    """Prints the answer in the form asked for; where there is more, standard error says how to go on."""
    if form == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(ask_table(store, what, query), sys.stdout.buffer)
        return
    answer = ask(store, what, query)
    if form == "jsonl":
        for line in answer.lines():
            sys.stdout.buffer.write(line + b"\n")
    elif form == "csv":
        write_line(csv_line(answer.columns).rstrip("\n"))
        for row in answer.rows():
            write_line(csv_line(row[column] for column in answer.columns).rstrip("\n"))
    else:
        show_table(answer, what if not query.group else None)
    if answer.cursor:
        print(f"more: --cursor {answer.cursor}", file=sys.stderr)  # noqa: T201 - the command line speaks


def show_table(answer: Answer, what: What | None) -> None:
    """Prints the columns that a person reads first; JSON Lines and CSV have them all."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    rows = list(answer.rows())
    if not rows:
        console.print("nothing matches", style="dim")
        return
    columns = SHOWN[what] if what is not None else answer.columns
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, header_style="dim", overflow="fold", justify="right" if column in NUMBERS else "left")
    for row in rows:
        table.add_row(*(row[column].replace("[", "\\[") for column in columns))
    console.print(table)
