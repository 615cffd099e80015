"""The options of `dragoman plan`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import parse_columns, parse_day, parse_encoding, parse_kind


def plan(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, or addresses such as s3://bucket/folder.")],
    *,
    cores: Annotated[
        int | None, typer.Option(min=1, help="Processors that will code; as many as there are here.", show_default=False)
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(min=0.001, help="Documents a second and processor, where known; else measured.", show_default=False),
    ] = None,
    shard_size: Annotated[int, typer.Option(min=1, help="Documents in a shard.")] = 2000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as is done where output is no terminal.")] = False,
    date: Annotated[str | None, typer.Option(help="Day of publication (ISO 8601) for documents that bring none.")] = None,
    kind: Annotated[
        str | None, typer.Option("--as", help="What the sources are, where their names do not tell.", show_default=False)
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the sources, where it is not UTF-8.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of all documents, whatever is detected.", show_default=False)
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="Column of a table that holds a field: text=body.", show_default=False)
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(help="Further actor files; later ones win.", show_default=False)
    ] = None,
    scheme: Annotated[Path | None, typer.Option(help="An own scheme, which may extend plover.", show_default=False)] = None,
) -> None:
    """Say what coding an archive will take: documents, hours, memory, bytes; a sample is coded and nothing stored."""
    from dragoman.app.versions import CoderChoice
    from dragoman.cli.shards_run import PlanOptions, run_plan
    from dragoman.intake import Intake

    intake = Intake(
        parse_kind(kind),
        parse_day(date),
        parse_encoding(encoding),
        language=language,
        columns=parse_columns(column or ()),
    )
    choice = CoderChoice(scheme, tuple(actors or ()))
    is_plain = as_json or not sys.stdout.isatty()
    raise typer.Exit(run_plan(PlanOptions(tuple(sources), intake, choice, shard_size, cores, rate, is_plain)))
