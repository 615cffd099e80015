"""`dragoman events`: the question that records and claims take too, deriving anew, and what was planned and not held."""

from __future__ import annotations

import inspect
from typing import Annotated, Any

import typer

from dragoman.cli.filters import ONE, SEVERAL, keyword, listed
from dragoman.cli.query import events as plain_events

DERIVE = typer.Option("--derive", help="Derive all events anew from records and verdicts, and print how many there are.")
DISPUTED = typer.Option("--disputed/--undisputed", help="Those whose records disagree, or do not.", show_default=False)
NOT_HELD = typer.Option("--planned-not-held", help="What was planned and, as far as is reported, not done.")


def events(ctx: typer.Context, **given: Any) -> None:
    """Show the events that match: what happened, as all its records tell."""
    derive, not_held, disputed = given.pop("derive"), given.pop("planned_not_held"), given["disputed"]
    given["disputed"] = None if disputed is None else str(disputed).lower()
    if not derive and not not_held:
        plain_events(ctx, **given)
        return
    from dragoman.cli.events_run import run_derive, run_planned_not_held

    if derive:
        raise typer.Exit(run_derive(given["store"]))
    words = {name: values for name in (*SEVERAL, *ONE) if (values := listed(given.get(keyword(name))))}
    form = given["format"].value if given["format"] else None
    raise typer.Exit(run_planned_not_held(given["store"], form, words))


def flag(name: str, option: Any, kind: Any = bool, *, default: bool | None = False) -> inspect.Parameter:
    """A parameter that is True when its option stands."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])


PARAMETERS = [
    *(parameter for parameter in inspect.signature(plain_events).parameters.values() if parameter.name != "disputed"),
    flag("disputed", DISPUTED, bool | None, default=None),
    flag("derive", DERIVE),
    flag("planned_not_held", NOT_HELD),
]
events.__signature__ = inspect.Signature(PARAMETERS)  # type: ignore[attr-defined]
events.__annotations__ = {parameter.name: parameter.annotation for parameter in PARAMETERS}
