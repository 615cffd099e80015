"""Database errors as the one clear error of the archive: what is wrong, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dragoman.errors import StoreError

KEPT = "what was stored before is still there"
SQLITE = {
    "SQLITE_BUSY": ("locked by another process that writes", f"wait until it is done and try again; {KEPT}"),
    "SQLITE_LOCKED": ("locked by another connection", f"wait until it is done and try again; {KEPT}"),
    "SQLITE_FULL": ("the disk is full", f"free some space, or choose another place with --store, and run again; {KEPT}"),
    "SQLITE_READONLY": ("may not be written", "check the permissions of the file and its folder, or choose another --store"),
    "SQLITE_PERM": ("may not be opened", "check the permissions of the file and its folder, or choose another --store"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check that the folder exists and may be written, or choose another --store"),
    "SQLITE_CORRUPT": ("damaged", "restore it from a copy, or move it away and ingest again"),
    "SQLITE_NOTADB": ("not a Dragoman store", "give the path of a store, or of a file that does not exist yet"),
    "SQLITE_IOERR": ("the disk does not answer", f"check the disk, its free space and its permissions; {KEPT}"),
    "SQLITE_TOOBIG": ("a text is too long to be stored", "split the document"),
}
POSTGRESQL = {
    "08": ("the server does not answer", "check the address and that the server runs"),
    "28": ("the server refuses the user", "check user name and password in the address"),
    "3D": ("there is no such database", "create it first, for example with createdb"),
    "42501": ("the user may not do this", "grant the user the rights on the database"),
    "25006": ("may not be written", "connect to the primary server"),
    "53100": ("the server's disk is full", f"free some space on the server and run again; {KEPT}"),
    "55P03": ("locked by another process that writes", f"wait until it is done and try again; {KEPT}"),
}


@contextmanager
def told(store: str) -> Iterator[None]:
    """Turns errors of the database inside the block into a `StoreError` about `store`."""
    try:
        yield
    except sqlite3.Error as error:
        raise of_sqlite(store, error) from error
    except DBAPIError as error:
        origin = error.orig
        raise (of_sqlite(store, origin) if isinstance(origin, sqlite3.Error) else of_postgresql(store, origin)) from error
    except SQLAlchemyError as error:
        raise StoreError(store, f"cannot be used ({error})", "check the address") from error


def of_sqlite(store: str, error: sqlite3.Error) -> StoreError:
    """The error that SQLite's own code stands for; extended codes are told as the code they extend."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, (problem, remedy) in SQLITE.items():
        if name.startswith(code):
            return StoreError(store, problem, remedy)
    return StoreError(
        store, f"the database refuses ({name} {error})".replace("  ", " "), "check the file, or restore a copy"
    )


def of_postgresql(store: str, error: BaseException | None) -> StoreError:
    """The error that the server's SQLSTATE stands for; no state at all means that there was no connection."""
    state = getattr(error, "sqlstate", None) or ""
    for code, (problem, remedy) in POSTGRESQL.items():
        if state.startswith(code):
            return StoreError(store, problem, remedy)
    words = " ".join(str(error).split())[:300]
    if not state:
        return StoreError(store, f"no connection to the server ({words})", "check the address and that the server runs")
    return StoreError(store, f"the server refuses ({state} {words})", "see the server's log")
