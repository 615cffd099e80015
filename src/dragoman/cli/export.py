"""`dragoman export`: the formats of other tools, with the filters of every query."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.filters import ONE, SEVERAL, keyword, listed, option
from dragoman.cli.options import StoreOption

NAMES = ("plover", "polecat", "icews", "gdelt", "csv", "parquet", "geojson", "gexf", "followthemoney")
WORDS = """Write what matches in the format of another tool, or check a file that should be in it.

What the format cannot hold, and what is left out for that, is said on standard error."""
LEFT = ("group", "cursor")
FILTERS = {name: told for name, told in {**SEVERAL, **ONE}.items() if name not in LEFT}


def export(**given: Any) -> None:
    """Reads the options and runs the export."""
    from dragoman.cli.export_run import ExportOptions, run_export

    filters = {name: listed(given[keyword(name)]) for name in FILTERS}
    options = ExportOptions(
        format=given["format_"],
        store=given["store"],
        out=given["out"],
        check=given["check"],
        records=given["records"],
        events=given["events"],
        scheme=given["scheme"],
        words={name: values for name, values in filters.items() if values},
    )
    raise typer.Exit(run_export(options))


def option_kinds() -> dict[str, Any]:
    """The options with their types."""
    what = typer.Argument(metavar="FORMAT", help=f"{', '.join(NAMES[:-1])} or {NAMES[-1]}.", show_default=False)
    where = typer.Option("--out", help="The file, or the folder for parquet; else standard output.", show_default=False)
    tried = typer.Option(
        "--check", help="Write nothing: say what is wrong with this file, line by line.", show_default=False
    )
    own = typer.Option("--scheme", help="An own scheme, which may extend plover.", show_default=False)
    filters = {
        keyword(name): option(str | None if name in ONE else list[str] | None, name, told) for name, told in FILTERS.items()
    }
    return {
        "format_": Annotated[str, what],
        "out": Annotated[Path | None, where],
        "check": Annotated[Path | None, tried],
        "records": Annotated[bool, typer.Option("--records", help="A row a record: the default but for gdelt.")],
        "events": Annotated[bool, typer.Option("--events", help="A row an event, put together of all its records.")],
        "scheme": Annotated[Path | None, own],
        "store": StoreOption,
        **filters,
    }


def parameter(name: str, kind: Any) -> inspect.Parameter:
    """One parameter of the command, as typer reads it."""
    if name == "format_":
        return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
    default = False if name in ("records", "events") else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


export.__doc__ = WORDS
export.__signature__ = inspect.Signature([parameter(*pair) for pair in option_kinds().items()])  # type: ignore[attr-defined]
