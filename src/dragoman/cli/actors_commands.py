"""The options of `dragoman actors import`, `show` and `unknown`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import StoreOption, parse_day


class Format(StrEnum):
    """How actors are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[
    Format | None, typer.Option("--format", help="table on a terminal, jsonl elsewhere.", show_default=False)
]


def import_file(
    files: Annotated[
        list[Path],
        typer.Argument(help="Phoenix or PETRARCH dictionaries, FollowTheMoney JSON Lines, Wikidata results, CSV tables."),
    ],
    *,
    actors: Annotated[
        Path | None, typer.Option(help="The actor folder that takes them.", show_default="the user's data folder")
    ] = None,
    only_new: Annotated[bool, typer.Option("--only-new", help="Leave out actors that are known already.")] = False,
) -> None:
    """Take in actor files of your own, which from then on are used for coding; later ones win, clashes are listed."""
    from dragoman.cli.actors_run import run_import

    raise typer.Exit(run_import(files, actors, only_new=only_new))


def show(
    name: Annotated[str, typer.Argument(help="A name, an office with its country, or a key.")],
    *,
    on: Annotated[str | None, typer.Option(help="The day (ISO 8601) on which it is asked.", show_default="today")] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(help="Further actor files; later ones win.", show_default=False)
    ] = None,
    format: FormatOption = None,
) -> None:
    """Say who somebody is on a day, and why: by what name, in which spell, in which file and line."""
    from dragoman.cli.actors_run import run_show

    raise typer.Exit(run_show(name, parse_day(on), tuple(actors or ()), chosen(format)))


def unknown(
    *,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    format: FormatOption = None,
) -> None:
    """List the names in the records that no actor is known by, the most frequent first.

    As CSV it is a table to be filled in and given to `dragoman actors import`.
    """
    from dragoman.cli.actors_run import run_unknown

    raise typer.Exit(run_unknown(store, limit, chosen(format)))


def chosen(format: Format | None) -> str:
    """The format asked for, or the one that suits where output goes."""
    return (format or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)).value
