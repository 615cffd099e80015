"""Archives that cannot be opened, read or written say so in one clear error, and lose nothing."""

import os
import shutil
import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect

from dragoman.errors import StoreError
from dragoman.model.query import Query
from dragoman.store import default_path, open_store
from dragoman.store.migrations import prepare
from dragoman.store.schema import VERSION
from tests.store.made import CODER, batch, document, rows

FIRST = document("a", "Talks", "RUS CONSULT USA")
MANY = [document(f"m{place}", *["RUS CONSULT USA"] * 200) for place in range(40)]
RELEASED = Path(__file__).parent / "schemas"


@pytest.fixture
def path(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as store:
        store.append(batch(FIRST), CODER)
    return tmp_path / "archive.sqlite"


def test_the_default_is_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert default_path() == tmp_path / "dragoman" / "archive.sqlite"
    with open_store() as store:
        store.append(batch(FIRST), CODER)
    assert default_path().is_file()


def test_no_store_to_read(tmp_path):
    with pytest.raises(StoreError, match=r"no such store.*dragoman ingest"):
        open_store(tmp_path / "none.sqlite", read_only=True)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="a folder"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"words " * 1000, b"SQLite format 3\x00" + b"\x00" * 5000])
def test_another_file_is_no_store_and_is_not_touched(tmp_path, content):
    (tmp_path / "notes.txt").write_bytes(content)
    with pytest.raises(StoreError, match=r"notes.txt: (not a Dragoman store|damaged)"):
        open_store(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_bytes() == content


def test_another_database_is_no_store(tmp_path):
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE things (name)")
    connection.close()
    with pytest.raises(StoreError, match="not a Dragoman store"):
        open_store(tmp_path / "other.sqlite")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_schema_from_the_future_is_refused_unchanged(path, read_only):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(StoreError, match=r"later Dragoman \(schema 99.*update Dragoman"):
        open_store(path, read_only=read_only)


def test_a_damaged_store_says_so(path):
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged; restore it from a copy"), open_store(path) as store:
        store.records(Query())


def test_a_locked_store_says_so_and_takes_the_batch_later(path):
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_store(path, wait_s=0.05) as store:
        with pytest.raises(StoreError, match=r"locked by another process that writes; wait"):
            store.append(batch(*MANY[:1]), CODER)
        assert len(store.records(Query()).items) == 1
        holder.execute("ROLLBACK")
        assert store.append(batch(*MANY[:1]), CODER).records == 200
    holder.close()


def test_a_store_opened_for_reading_is_not_written(path):
    with open_store(path, read_only=True) as store, pytest.raises(StoreError, match="for reading only"):
        store.append(batch(*MANY[:1]), CODER)


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_can_be_read(path):
    path.parent.chmod(0o555)
    path.chmod(0o444)
    program = (
        "import sys; from dragoman.store import open_store; from dragoman.model.query import Query\n"
        "print(len(open_store(sys.argv[1], read_only=True).records(Query()).items))\n"
        "try: open_store(sys.argv[1]).append([], __import__('dragoman.model.coded', fromlist=['x']).CoderVersion('x'))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    told = run_as_nobody(program, path)
    path.parent.chmod(0o755)
    if told is None:
        pytest.skip("the tests' folder is closed to other users")
    assert told.splitlines()[0] == "1"
    assert told.splitlines()[1].startswith("StoreError")
    assert "may not be written" in told or "cannot be opened" in told


def run_as_nobody(program, path):
    """What a program prints for a user who is not root; None where that user cannot reach the folder."""
    import sys  # noqa: PLC0415

    command = [sys.executable, "-c", program, str(path)]
    if os.geteuid() == 0:
        for folder in path.parents:
            if folder.stat().st_mode & 0o001 == 0:
                folder.chmod(folder.stat().st_mode | 0o011)
        command = ["setpriv", "--reuid=65534", "--clear-groups", "--regid=65534", *command]
    done = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    return done.stdout if done.returncode == 0 else None


def test_a_full_disk_loses_nothing(path):
    with open_store(path) as store:
        before = rows(store, numbered=True)
        with store.database.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(StoreError, match=r"the disk is full.*still there"):
            store.append(batch(*MANY), CODER)
        assert rows(store, numbered=True) == before
        with store.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert store.append(batch(*MANY), CODER).documents == len(MANY)


def test_readers_see_one_state_and_never_wait_for_the_writer(path):
    """A reader between two batches, and in the midst of one, sees all of what was committed and nothing else."""
    seen, errors, done = set(), [], threading.Event()

    def read():
        try:
            with open_store(path, read_only=True, wait_s=0) as reader:
                while not done.is_set():
                    with reader.database.reading():
                        seen.add((reader.counts()["documents"] - 1, (reader.counts()["records"] - 1) // 200))
        except StoreError as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    with open_store(path) as store:
        for thread in readers:
            thread.start()
        for place in range(0, len(MANY), 8):
            store.append(batch(*MANY[place : place + 8]), CODER)
        done.set()
        for thread in readers:
            thread.join()
    assert errors == []
    assert all(documents % 8 == 0 for documents, _ in seen)


def test_a_reader_reads_while_a_writer_holds_its_transaction(path):
    with (
        open_store(path) as writer,
        open_store(path, read_only=True, wait_s=0) as reader,
        writer.database.writing() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM records")
        assert len(reader.records(Query()).items) == 1


@pytest.mark.parametrize("script", sorted(RELEASED.glob("*.sql")), ids=lambda path: path.stem)
def test_every_released_schema_is_brought_forward_with_what_it_holds(tmp_path, script):
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    with open_store(old) as store, open_store(tmp_path / "new.sqlite") as fresh:
        with store.database.reading() as one, fresh.database.reading() as other:
            assert shape(one) == shape(other)
        fresh.append(batch(document("a", "Talks", "RUS CONSULT USA", "Minister says no")), CODER)
        assert rows(store, numbered=True) == rows(fresh, numbered=True)
        assert (
            len(store.records(Query(words="consult", pair=("USA", "RUS"))).items)
            == len(store.claims(Query(words="minister")).items)
            == 1
        )


def shape(connection):
    """Tables, columns and indexes."""
    tables = inspect(connection)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in tables.get_columns(name)],
            sorted((index["name"], tuple(index["column_names"])) for index in tables.get_indexes(name)),
        )
        for name in tables.get_table_names()
    }


def test_steps_are_taken_in_order_and_all_or_none(path):
    steps = {
        VERSION: ["ALTER TABLE documents ADD COLUMN desk TEXT"],
        VERSION + 1: ["UPDATE documents SET desk = 'world'", "CREATE INDEX documents_by_desk ON documents (desk)"],
    }
    with open_store(path) as store:
        with pytest.raises(StoreError, match="refuses"):
            prepare(store.database, {VERSION: [*steps[VERSION], "SELECT nonsense"]}, VERSION + 1)
        prepare(store.database, steps, VERSION + 2)
        with store.database.reading() as connection:
            assert connection.exec_driver_sql("SELECT desk FROM documents").scalar() == "world"
        prepare(store.database, steps, VERSION + 2)
        with pytest.raises(StoreError, match="later Dragoman"):
            prepare(store.database)


def test_an_older_store_is_not_migrated_by_a_reader(path):
    with (
        open_store(path, read_only=True) as store,
        pytest.raises(StoreError, match=r"earlier Dragoman.*open it once for writing"),
    ):
        prepare(store.database, {VERSION: []}, VERSION + 1)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("mysql://host/name", "cannot use 'mysql'"),
        ("postgresql://nobody@127.0.0.1:1/none", "no connection to the server"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/none", "no connection to the server"),
    ],
)
def test_wrong_addresses_are_told_without_the_password(address, problem):
    with pytest.raises(StoreError, match=problem) as told:
        open_store(address)
    assert "secret" not in str(told.value)
