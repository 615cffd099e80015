"""`dragoman serve`: the desk and the HTTP interface on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import StoreOption


def serve(
    *,
    store: StoreOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any that is free.")] = 8642,
    host: Annotated[str, typer.Option(help="Address to listen on; any but loopback wants a token.")] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(help="What others must bring; else of DRAGOMAN_TOKEN.", envvar="DRAGOMAN_TOKEN", show_default=False),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Keep no verdicts.")] = False,
) -> None:
    """Serve the desk, a web application to read, check and explore the archive, and the HTTP interface."""
    from dragoman.cli.serve_run import ServeOptions, run_serve

    raise typer.Exit(run_serve(ServeOptions(store, host, port, token, read_only)))
