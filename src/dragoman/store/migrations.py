"""Makes the tables of a new archive and brings an older one forward, step by step, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, inspect, select

from dragoman.errors import StoreError
from dragoman.store.database import Database
from dragoman.store.schema import META, METADATA, STATISTICS, VERSION, WORDS_POSTGRESQL, WORDS_SQLITE

# The statements that lead from a version of the schema to the next; released ones are never changed.
STEPS: Mapping[int, Sequence[str]] = {}


def prepare(database: Database, steps: Mapping[int, Sequence[str]] = STEPS, version: int = VERSION) -> None:
    """Sees to it that the archive has the schema of this version.

    Raises:
        StoreError: when it is of a later version, is no archive at all, or is older and may not be written.
    """
    with database.reading() as connection:
        found = version_of(connection)
        foreign = found is None and bool(inspect(connection).get_table_names())
    if foreign:
        raise StoreError(
            database.name, "not a Dragoman store", "give the path of a store, or of a file that does not exist yet"
        )
    if found == version:
        return
    if found is not None and found > version:
        problem = f"made by a later Dragoman (schema {found}; this one knows up to {version})"
        raise StoreError(database.name, problem, "update Dragoman; nothing was changed")
    if database.read_only:
        problem = "empty" if found is None else f"made by an earlier Dragoman (schema {found}, now {version})"
        raise StoreError(database.name, problem, "open it once for writing, for example with 'dragoman ingest'")
    with database.writing() as connection:
        migrate(connection, steps, version)


def version_of(connection: Connection) -> int | None:
    """The schema's version; None where there is no archive yet."""
    if not inspect(connection).has_table(META.name):
        return None
    value = connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar()
    return int(value) if value is not None else None


def migrate(connection: Connection, steps: Mapping[int, Sequence[str]], version: int) -> None:
    """Makes the schema, or takes the steps from the version that is found to `version`; another process may have done so."""
    found = version_of(connection)
    if found is None:
        create(connection)
        return
    for step in range(found, version):
        for statement in steps[step]:
            connection.exec_driver_sql(statement)
    connection.execute(META.update().where(META.c.key == "schema").values(value=str(version)))


def create(connection: Connection) -> None:
    """All tables of the present schema."""
    METADATA.create_all(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in WORDS_SQLITE if is_sqlite else WORDS_POSTGRESQL:
        connection.exec_driver_sql(statement)
    if is_sqlite:
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", list(STATISTICS))
        connection.exec_driver_sql("ANALYZE sqlite_schema")
    connection.execute(META.insert().values(key="schema", value=str(VERSION)))
