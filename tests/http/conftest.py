"""The desk over an archive of the sample reports, coded by the coder itself, and events put together by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.app.coding import to_coded
from dragoman.http.app import create_app
from dragoman.http.desk import Access, Desk
from dragoman.intake import Intake, read_inputs
from dragoman.model.coded import CoderVersion
from dragoman.store import Store, open_store
from tests.http.events import derived

SAMPLES = Path(__file__).parents[2] / "samples"
OWN = "http://127.0.0.1"
WRITE = {"x-dragoman": "1", "content-type": "application/json"}


@pytest.fixture(scope="session")
def sample_readings(coder):
    return coder.read(list(read_inputs([str(SAMPLES)], Intake())))


@pytest.fixture
def store(sample_readings, tmp_path) -> Iterator[Store]:
    """An archive of its own for each test."""
    with open_store(tmp_path / "archive.sqlite") as opened:
        opened.append([to_coded(reading) for reading in sample_readings], CoderVersion("dragoman"))
        records = [record for reading in sample_readings for record in reading.records]
        opened.replace_events(derived(records))
        yield opened


@pytest.fixture
def built(tmp_path) -> Path:
    """A build of the pages that a test can look for."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>the page</title>", encoding="utf-8")
    (folder / "assets" / "index-1.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("hidden words", encoding="utf-8")
    return folder


@pytest.fixture
def client(store, built) -> TestClient:
    return TestClient(create_app(Desk(store), built), base_url=OWN)


@pytest.fixture
def guarded(store, built) -> TestClient:
    """A desk that others may reach with a token."""
    access = Access("0.0.0.0", token="a" * 32)  # noqa: S104 - nothing listens
    return TestClient(create_app(Desk(store, access), built), base_url="http://desk.example")
