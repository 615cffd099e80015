"""The filters of every query as options: one table, so that records, events, claims and actors take the same."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer

from dragoman.cli.options import StoreOption

WHO = "a country code, a code and sector (RUS GOV), an id or a name"
SEVERAL = {
    "actor": f"Who acts: {WHO}.",
    "recipient": f"Who is acted on: {WHO}.",
    "country": "Country code of actor or recipient.",
    "sector": "Sector of actor or recipient.",
    "type": "Event type.",
    "mode": "Mode of the type.",
    "context": "Context.",
    "quad": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
    "status": "happened, ongoing, planned, possible or denied.",
    "voice": f"Who says so: {WHO}.",
    "source": "The publication.",
    "place": "Where: a country code, a name, south,west,north,east or lat,lon,50km.",
    "judged": "right, wrong, corrected or none; what was judged wrong is shown only so.",
    "document": "Id of the document.",
    "group": "Count by day, week, month, year, pair, type, quad, status, country or source.",
}
ONE = {
    "pair": "Two parties either way round: RUS,USA.",
    "from": "First day: YYYY-MM-DD, YYYY-MM or YYYY.",
    "to": "Last day.",
    "words": 'Words of one sentence, "as they stand" in quotation marks, * for any ending.',
    "confidence": "At least so sure, from 0 to 1.",
    "disputed": "true or false: events whose records disagree.",
    "sort": "date, confidence, scale or stored; - in front for falling.",
    "limit": "How many: 50 in a table, else all.",
    "cursor": "Where the page before ended.",
}


class Format(StrEnum):
    """How the answer to a query is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """The options of a query, as typed."""

    what: str
    store: str | None
    format: str
    count: bool
    words: dict[str, list[str]]


def query_command(what: str, words: str) -> Callable[..., None]:
    """A command that asks for `what`; `words` is its help. Where it has subcommands, it gives way to them."""

    def command(ctx: typer.Context, **given: Any) -> None:
        if ctx.invoked_subcommand is not None:
            return
        from dragoman.cli.query_run import run_query

        filters = {name: listed(given.get(keyword(name))) for name in (*SEVERAL, *ONE)}
        chosen = given["format"] or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)
        asked = {name: values for name, values in filters.items() if values}
        raise typer.Exit(run_query(QueryOptions(what, given["store"], chosen.value, given["count"], asked)))

    kinds = {"ctx": typer.Context, **option_kinds()}
    command.__doc__ = words
    command.__name__ = what
    command.__annotations__ = kinds
    command.__signature__ = inspect.Signature([parameter(name, kind) for name, kind in kinds.items()])  # type: ignore[attr-defined]
    return command


def option_kinds() -> dict[str, Any]:
    """The options of a query with their types."""
    form = typer.Option("--format", help="table on a terminal, jsonl elsewhere.", show_default=False)
    return {
        "store": StoreOption,
        "format": Annotated[Format | None, form],
        **{keyword(name): option(list[str] | None, name, told) for name, told in SEVERAL.items()},
        **{keyword(name): option(str | None, name, told) for name, told in ONE.items()},
        "count": Annotated[bool, typer.Option("--count", help="Print how many there are, nothing else.")],
    }


def parameter(name: str, kind: Any) -> inspect.Parameter:
    """One parameter of the command, as typer reads it."""
    if name == "ctx":
        return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
    default = False if name == "count" else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def option(kind: Any, name: str, told: str) -> Any:
    """One filter as an option."""
    return Annotated[kind, typer.Option(f"--{name}", help=told, show_default=False)]


def keyword(name: str) -> str:
    """The name of a filter as Python takes it."""
    return "from_" if name == "from" else name


def listed(value: str | list[str] | None) -> list[str]:
    """The values that were typed."""
    return [value] if isinstance(value, str) else value or []
