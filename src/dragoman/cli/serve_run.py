"""Opens the archive and serves it until it is stopped."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass

import uvicorn

from dragoman.cli.render import print_error
from dragoman.errors import DragomanError, StoreError
from dragoman.http.app import create_app
from dragoman.http.desk import Access, Desk
from dragoman.store import Store, open_store

DONE, WRONG_USAGE = 0, 2
SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """The options of `dragoman serve`, as typed."""

    store: str | None
    host: str
    port: int
    token: str | None
    read_only: bool


def run_serve(options: ServeOptions) -> int:
    """Serves until it is stopped; the exit status is 2 where it cannot begin."""
    access = Access(options.host, options.port, options.token or None)
    if not access.is_loopback and (access.token is None or len(access.token) < SHORTEST_TOKEN):
        print_error(
            f"--host {options.host}: others could read the archive; give a token of {SHORTEST_TOKEN} letters or more with "
            "--token or DRAGOMAN_TOKEN, or leave --host out"
        )
        return WRONG_USAGE
    try:
        store = open_for(options)
        listener = bound(access)
    except (DragomanError, OSError) as error:
        print_error(f"{options.host}:{options.port}: {error.strerror}" if isinstance(error, OSError) else str(error))
        return WRONG_USAGE
    with store, listener:
        desk = Desk(store, access)
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"the desk is at http://{shown}:{port}/ ; stop it with Ctrl+C", file=sys.stderr, flush=True)  # noqa: T201
        config = uvicorn.Config(create_app(desk), log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])
    return DONE


def open_for(options: ServeOptions) -> Store:
    """The archive, to be written if it may be; an archive that cannot be written can still be read."""
    if options.read_only:
        return open_store(options.store, read_only=True)
    try:
        return open_store(options.store)
    except StoreError:
        return open_store(options.store, read_only=True)


def bound(access: Access) -> socket.socket:
    """A socket that listens there."""
    family = socket.AF_INET6 if ":" in access.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((access.host, access.port))
    listener.listen(2048)
    return listener
