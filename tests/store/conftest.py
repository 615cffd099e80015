"""An archive of its own for each test, in a file and on a server."""

import os
from collections.abc import Callable, Iterator
from itertools import count

import psycopg
import pytest

from dragoman.store import Store, open_store
from tests.store import server

BACKENDS = ["sqlite", "postgresql"]
numbers = count(1)


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Makes databases on a server that is started for the tests; they are skipped where none can be, in CI never."""
    programs = server.find_programs()
    obstacle = server.may_run(programs)
    if obstacle and os.environ.get("CI"):
        pytest.fail(f"CI must test PostgreSQL: {obstacle}")
    if obstacle:
        pytest.skip(obstacle)
    with server.running(programs) as address:

        def make() -> str:
            name = f"archive{next(numbers)}"
            with psycopg.connect(address.replace("+psycopg", "") + "postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return address + name

        yield make


@pytest.fixture(scope="module")
def new_address(request, tmp_path_factory) -> Callable[[str], str]:
    """Makes the address of a new archive, for one of the backends."""

    def make(backend: str) -> str:
        if backend == "sqlite":
            return str(tmp_path_factory.mktemp("store") / "archive.sqlite")
        return request.getfixturevalue("new_database")()

    return make


@pytest.fixture(params=BACKENDS)
def store(request, new_address) -> Iterator[Store]:
    """A new archive."""
    with open_store(new_address(request.param)) as opened:
        yield opened
