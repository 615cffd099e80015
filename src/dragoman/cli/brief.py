"""The options of `dragoman brief`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.filters import WHO
from dragoman.cli.options import StoreOption


class BriefFormat(StrEnum):
    """How a briefing is written."""

    MARKDOWN = "markdown"
    HTML = "html"


def brief(
    *,
    store: StoreOption = None,
    actor: Annotated[list[str] | None, typer.Option(help=f"On whom: {WHO}.", show_default=False)] = None,
    pair: Annotated[str | None, typer.Option(help="On two parties: Lavrov,Hamas or RUS,USA.", show_default=False)] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(help="On a place: a country code, a name, south,west,north,east or lat,lon,50km.", show_default=False),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(help='On a subject: words of one sentence, "as they stand" in quotation marks.', show_default=False),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="First day: YYYY-MM-DD, YYYY-MM or YYYY.", show_default=False)
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last day.", show_default=False)] = None,
    format: Annotated[
        BriefFormat | None, typer.Option("--format", help="html where --out ends in it, else markdown.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file; else standard output.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many events are told at most, the newest.")] = 200,
) -> None:
    """Write a briefing: what happened, who said what, what is planned, denied or disputed; all with sources."""
    from dragoman.cli.brief_run import BriefOptions, run_brief

    options = BriefOptions(
        store, tuple(actor or ()), pair, tuple(place or ()), about, from_, to, format.value if format else None, out, limit
    )
    raise typer.Exit(run_brief(options))
