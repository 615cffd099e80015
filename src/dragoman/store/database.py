"""Opens the database behind an archive and hands out connections: many readers, one writer, one transaction a batch."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from dragoman.errors import StoreError
from dragoman.store.faults import told

POSTGRESQL = ("postgresql", "postgresql+psycopg")
WRITER_LOCK = 0x647261676F6D616E
WAIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Database:
    """An engine, the name under which errors speak of it, and whether it may be written."""

    engine: Engine
    name: str
    read_only: bool

    @property
    def is_sqlite(self) -> bool:
        """True for a file, False for a server."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the archive, whatever is written meanwhile."""
        with told(self.name), self.engine.connect() as connection:
            begin = "BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            connection.exec_driver_sql(begin)
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction: all that the block writes is kept, or none of it. Writers queue."""
        if self.read_only:
            raise StoreError(self.name, "opened for reading only", "open it without read_only to write")
        with told(self.name), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
            try:
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                roll_back(connection)
                raise


def roll_back(connection: Connection) -> None:
    """Undoes the transaction; SQLite may have done so by itself, as on a full disk."""
    driver = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection) or driver.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def open_database(where: str | Path, *, read_only: bool, wait_s: float = WAIT_S) -> Database:
    """The database at a path or behind a `postgresql+psycopg://` address; a new file is made unless only read.

    Raises:
        StoreError: when it cannot be opened.
    """
    text = str(where)
    if "://" in text:
        return open_server(text, read_only=read_only)
    return open_file(Path(text).expanduser(), read_only=read_only, wait_s=wait_s)


def open_server(address: str, *, read_only: bool) -> Database:
    """A PostgreSQL server; the password is not shown in errors."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(address, "no address of a database", "write postgresql+psycopg://user@host/name") from error
    if url.drivername not in POSTGRESQL:
        raise StoreError(address, f"cannot use '{url.drivername}'", "give a path, or postgresql+psycopg://user@host/name")
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(url.render_as_string(), "psycopg is not installed", "pip install 'dragoman[postgresql]'") from error
    return Database(engine, url.render_as_string(), read_only)


def open_file(path: Path, *, read_only: bool, wait_s: float) -> Database:
    """An SQLite file, with its folder made where it is missing."""
    name = str(path)
    try:
        if path.is_dir():
            raise StoreError(name, "a folder", "give the path of a file in it")
        if read_only and not path.is_file():
            raise StoreError(name, "no such store", "make one with 'dragoman ingest', or give another with --store")
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(name, f"cannot be opened ({error.strerror})", "choose another place with --store") from error
    engine = create_engine(
        URL.create("sqlite", database=file_uri(path, read_only=read_only), query={"uri": "true"}),
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": wait_s, "check_same_thread": False},
    )
    event.listen(engine, "connect", prepare_reader if read_only else prepare_writer)
    return Database(engine, name, read_only)


def file_uri(path: Path, *, read_only: bool) -> str:
    """The file as SQLite is told of it.

    A file in a folder where nothing may be written is opened as one that nobody changes: WAL needs files beside it.
    """
    location = f"file:{quote(str(path.absolute()))}"
    if not read_only:
        return f"{location}?mode=rwc"
    beside = path.with_name(path.name + "-wal")
    frozen = not os.access(path.parent, os.W_OK) and not beside.exists()
    return f"{location}?immutable=1" if frozen else f"{location}?mode=ro"


def prepare_reader(connection: sqlite3.Connection, _: object) -> None:
    """Settings of a connection that reads."""
    connection.execute("PRAGMA query_only = 1")
    connection.execute("PRAGMA cache_size = -65536")


def prepare_writer(connection: sqlite3.Connection, _: object) -> None:
    """Settings of a connection that may write: WAL, so that readers never wait; a commit outlives the process."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -262144")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA wal_autocheckpoint = 10000")
