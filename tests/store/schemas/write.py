"""Writes the present schema with a small archive in it as SQL, to be kept when a version is released.

python -m tests.store.schemas.write > tests/store/schemas/1.sql
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

from dragoman.store import open_store
from dragoman.store.schema import WORDS
from tests.store.made import CODER, batch, document

HEAD = "-- An archive as a released version left it; never changed, since archives like it are in use.\n"


def main() -> None:
    """Prints the statements: tables, their rows, and the words, which SQLite's own dump does not restore."""
    of = document("a", "Talks", "RUS CONSULT USA", "Minister says no")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.sqlite"
        with open_store(path) as store:
            store.append(batch(of), CODER)
        connection = sqlite3.connect(path)
        lines = [line for line in connection.iterdump() if not any(name in line for name in WORDS)]
        virtual = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'")]
        connection.close()
    lines = [line for line in lines if "writable_schema" not in line]
    texts = zip(WORDS, of.text.split("\n")[1:], strict=True)
    words = [f"INSERT INTO {name} (rowid, text) VALUES (1, '{text}');" for name, text in texts]  # noqa: S608 - our own
    sys.stdout.write(HEAD + "\n".join([*lines[:-1], *(f"{sql};" for sql in virtual), *words, lines[-1]]) + "\n")


if __name__ == "__main__":
    main()
