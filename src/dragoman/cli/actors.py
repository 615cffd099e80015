"""`dragoman actors`: who takes part in the stored records; further commands on actors stand below it."""

from __future__ import annotations

import typer

from dragoman.cli.actors_commands import import_file, show, unknown
from dragoman.cli.filters import query_command

WORDS = "Show who takes part in the records that match, the most frequent first."
list_actors = query_command("actors", WORDS)

actors = typer.Typer(help=WORDS, rich_markup_mode=None)
actors.callback(invoke_without_command=True)(list_actors)
actors.command("list")(list_actors)
actors.command("import")(import_file)
actors.command("show")(show)
actors.command("unknown")(unknown)
