"""The options of `dragoman ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import StoreOption, parse_columns, parse_day, parse_encoding, parse_engine, parse_kind


def ingest(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, feeds, URLs, or - for standard input.")],
    *,
    store: StoreOption = None,
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
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the reports that a feed links to.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that code; as many as there are cores.", show_default=False)
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(help="Further actor files; later ones win.", show_default=False)
    ] = None,
    scheme: Annotated[Path | None, typer.Option(help="An own scheme, which may extend plover.", show_default=False)] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let URLs lead to private or loopback addresses.")
    ] = False,
    out: Annotated[
        str | None,
        typer.Option(
            help="Code in shards, into tables in this folder (or s3://bucket/folder); stored only with --store too.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="What runs the shards of --out: local, or ray.", show_default="local")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Ray cluster, host:port; else one is started here.", show_default=False)
    ] = None,
    shard_size: Annotated[int, typer.Option(min=1, help="Documents in a shard of --out.")] = 2000,
    memory: Annotated[
        int | None, typer.Option(min=100, help="MB of memory for each process of --out.", show_default=False)
    ] = None,
) -> None:
    """Read, code and store documents; what is stored already is passed over."""
    from dragoman.app.versions import CoderChoice
    from dragoman.cli.ingest_run import IngestOptions, run_ingest
    from dragoman.intake import Intake

    intake = Intake(
        parse_kind(kind),
        parse_day(date),
        parse_encoding(encoding),
        allow_private,
        language,
        parse_columns(column or ()),
        follow,
    )
    choice = CoderChoice(scheme, tuple(actors or ()))
    if out is not None:
        from dragoman.cli.shards_run import ShardOptions, run_shards

        chosen = parse_engine(engine, cluster)
        raise typer.Exit(
            run_shards(
                ShardOptions(tuple(sources), out, store, intake, choice, chosen, cluster, workers, shard_size, memory)
            )
        )
    if engine is not None or cluster is not None:
        raise typer.BadParameter("--engine and --cluster run shards; say with --out where their tables go")
    raise typer.Exit(run_ingest(IngestOptions(tuple(sources), store, intake, choice, workers)))
