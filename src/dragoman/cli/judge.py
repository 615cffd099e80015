"""The options of `dragoman judge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import StoreOption


def judge(
    record: Annotated[str | None, typer.Argument(help="Id of the record.", show_default=False)] = None,
    *,
    store: StoreOption = None,
    right: Annotated[bool, typer.Option("--right", help="The record is right.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="The record is wrong: it is no longer shown.")] = False,
    correct: Annotated[
        list[str] | None,
        typer.Option("--set", help="A field's right value: status=planned, actor[0].code=RUS.", show_default=False),
    ] = None,
    same: Annotated[str | None, typer.Option(help="Another record of the same event.", show_default=False)] = None,
    not_same: Annotated[str | None, typer.Option(help="A record of another event.", show_default=False)] = None,
    undo: Annotated[str | None, typer.Option(help="Id of a judgement to be taken back.", show_default=False)] = None,
    author: Annotated[str | None, typer.Option(help="Who judges; else the user's name.", show_default=False)] = None,
    reason: Annotated[str, typer.Option(help="Why.", show_default=False)] = "",
    show: Annotated[bool, typer.Option("--list", help="Print the judgements, of a record where one is named.")] = False,
    scheme: Annotated[Path | None, typer.Option(help="An own scheme, which may extend plover.", show_default=False)] = None,
) -> None:
    """Say that a record is right or wrong, correct a field, or tell whether two records are of one event."""
    from dragoman.cli.judge_run import JudgeOptions, run_judge

    options = JudgeOptions(
        record, store, right, wrong, tuple(correct or ()), same, not_same, undo, author, reason, show, scheme
    )
    raise typer.Exit(run_judge(options))
