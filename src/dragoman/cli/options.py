"""Options that several commands share, and what their words stand for."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.intake.bytes import Kind

ENGINES = ("local", "ray")
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="The archive: a file, or postgresql+psycopg://user@host/name.", show_default="the user's data folder"
    ),
]


def parse_day(text: str | None) -> date | None:
    """The day of `--date`."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"--date {text}: not a day; write it as YYYY-MM-DD, for example 2015-08-04") from None


def parse_encoding(text: str | None) -> str | None:
    """An encoding that Python knows."""
    try:
        codecs.lookup(text or "utf-8")
    except LookupError:
        raise typer.BadParameter(f"--encoding {text}: unknown; name one that Python knows, for example latin-1") from None
    return text


def parse_kind(text: str | None) -> Kind | None:
    """The kind of `--as`."""
    from dragoman.intake.bytes import Kind

    if text is None:
        return None
    if text not in list(Kind):
        raise typer.BadParameter(f"--as {text}: unknown; there are {', '.join(Kind)}")
    return Kind(text)


def parse_columns(pairs: Iterable[str]) -> dict[str, str]:
    """Which column holds which field: "text=body"."""
    found = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not name or not column:
            raise typer.BadParameter(f"--column {pair}: write field=column, for example text=body")
        found[name] = column
    return found


def parse_engine(text: str | None, cluster: str | None) -> str:
    """The engine of `--engine`; an address of a cluster is one of Ray."""
    engine = text or ("ray" if cluster else "local")
    if engine not in ENGINES:
        raise typer.BadParameter(f"--engine {engine}: unknown; there are {', '.join(ENGINES)}")
    if cluster and engine != "ray":
        raise typer.BadParameter("--cluster is for --engine ray")
    return engine
