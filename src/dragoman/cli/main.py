"""`dragoman`: the command line."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.actors import actors as actors_app
from dragoman.cli.brief import brief
from dragoman.cli.events import events
from dragoman.cli.export import export
from dragoman.cli.ingest import ingest
from dragoman.cli.judge import judge
from dragoman.cli.plan import plan
from dragoman.cli.query import claims, records
from dragoman.cli.recode import recode
from dragoman.cli.serve import serve

app = typer.Typer(
    name="dragoman",
    help="Reads news reports and keeps the record of what they tell: who did what to whom, where, when, who says so, and "
    "whether it happened, each field tied to the exact words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How records are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Kind(StrEnum):
    """What an input is, where its name does not tell."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    FEED = "feed"
    WARC = "warc"


def print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    """Prints the version and stops, when asked."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=print_version)
    ] = False,
) -> None:
    """Options of every command."""


@app.command()
def code(
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, URLs, or - for standard input.", show_default=False)
    ] = None,
    *,
    date: Annotated[str | None, typer.Option(help="Day of publication (ISO 8601) for documents that bring none.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", help="table on a terminal, jsonl elsewhere.", show_default=False)
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--as", help="What the inputs are, where their names do not tell.", show_default=False)
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the inputs, where it is not UTF-8.", show_default=False)
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why, for each record and each sentence without one.")
    ] = False,
    actors: Annotated[
        list[Path] | None, typer.Option(help="Further actor files; later ones win.", show_default=False)
    ] = None,
    scheme: Annotated[Path | None, typer.Option(help="An own scheme, which may extend plover.", show_default=False)] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let URLs lead to private or loopback addresses.")
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(help="Language of the documents, whatever they state; en codes all.", show_default=False),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="FIELD=NAME: the column of a CSV or Parquet file that holds a field.", show_default=False),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Read what feeds link to, where an entry is but a teaser.")
    ] = False,
) -> None:
    """Code documents and print their records; nothing is stored."""
    from dragoman.cli.code import CodeOptions, run_code

    chosen = format or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)
    raise typer.Exit(
        run_code(
            CodeOptions(
                inputs=tuple(inputs or ("-",)),
                published=date,
                format=chosen.value,
                kind=kind.value if kind else None,
                encoding=encoding,
                explain=explain,
                actors=tuple(actors or ()),
                scheme=scheme,
                allow_private=allow_private,
                language=language,
                columns=tuple(column or ()),
                follow=follow,
            )
        )
    )


@app.command(name="eval")
def evaluate(
    suite: Annotated[
        str,
        typer.Argument(
            help="plv, cameo_ner, records, m2e2, muc4, polnear, factuality, timex, geo, coref, ecbplus or basil."
        ),
    ],
    *,
    data: Annotated[Path, typer.Option(help="The corpus, in its own format.")],
    predictions: Annotated[
        Path | None, typer.Option(help="Where each item's answer goes, for others to score.", show_default=False)
    ] = None,
    given_spans: Annotated[bool, typer.Option("--given-spans", help="timex: values for the corpus's own spans.")] = False,
) -> None:
    """Score a part of Dragoman on a public corpus; prints one JSON object of figures."""
    from dragoman.cli.evaluate import run_evaluate

    raise typer.Exit(run_evaluate(suite, data, predictions, given_spans=given_spans))


app.command()(ingest)
app.command()(plan)
app.command()(records)
app.command()(events)
app.command()(claims)
app.command()(brief)
app.command()(export)
app.command()(judge)
app.command()(recode)
app.command()(serve)
app.add_typer(actors_app, name="actors")


def main() -> None:
    """The console script; output that cannot be written ends it with a word and status 1, a closed pipe without one."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        os._exit(0)
    except OSError as error:
        print(f"error: output cannot be written ({error.strerror})", file=sys.stderr)  # noqa: T201
        os._exit(1)
