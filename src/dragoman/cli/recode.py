"""The options of `dragoman recode`: what codes, and the filters of every query for what is coded."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.filters import ONE, SEVERAL, keyword, listed, option
from dragoman.cli.options import StoreOption

WORDS = """Code stored documents again with the present coder, and say what is gained, lost and changed.

The records of the earlier coder are kept; queries show the newest. Broken off and begun again, it goes on where it was."""
LEFT = ("group", "sort", "limit", "cursor")
FILTERS = {name: told for name, told in {**SEVERAL, **ONE}.items() if name not in LEFT}


def recode(**given: Any) -> None:
    """Reads the options and codes."""
    from dragoman.app.versions import CoderChoice
    from dragoman.cli.recode_run import RecodeOptions, run_recode

    filters = {name: listed(given[keyword(name)]) for name in FILTERS}
    options = RecodeOptions(
        store=given["store"],
        out=given["out"],
        coder=CoderChoice(given["scheme"], tuple(given["actors"] or ())),
        workers=given["workers"],
        words={name: values for name, values in filters.items() if values},
    )
    raise typer.Exit(run_recode(options))


def option_kinds() -> dict[str, Any]:
    """The options with their types."""
    where = typer.Option(
        "--out", help="Where each difference goes, as JSON Lines; - is standard output.", show_default=False
    )
    several = typer.Option(min=1, help="Processes that code; as many as there are cores.", show_default=False)
    filters = {
        keyword(name): option(str | None if name in ONE else list[str] | None, name, told) for name, told in FILTERS.items()
    }
    return {
        "store": StoreOption,
        "out": Annotated[Path | None, where],
        "workers": Annotated[int | None, several],
        "actors": Annotated[
            list[Path] | None, typer.Option(help="Further actor files; later ones win.", show_default=False)
        ],
        "scheme": Annotated[Path | None, typer.Option(help="An own scheme, which may extend plover.", show_default=False)],
        **filters,
    }


recode.__doc__ = WORDS
recode.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
    [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in option_kinds().items()
    ]
)
