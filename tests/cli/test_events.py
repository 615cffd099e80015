"""`dragoman events`: deriving, what is disputed, what was planned and not held."""

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.store import open_store
from tests.store.made import CODER, batch, document

RUNNER = CliRunner()


@pytest.fixture
def path(tmp_path):
    where = tmp_path / "archive.sqlite"
    with open_store(where) as store:
        store.append(batch(document("a", "RUS CONSULT USA"), document("b", "RUS CONSULT USA 1", source="The Other")), CODER)
    return str(where)


def run(*arguments):
    return RUNNER.invoke(app, ["events", *arguments])


def test_deriving_says_what_was_derived(path):
    found = run("--store", path, "--derive")
    assert found.exit_code == 0
    assert found.stdout == "1 events of 2 records, 1 told more than once, 0 links\n"


@pytest.mark.parametrize(("option", "count"), [("--disputed", 1), ("--undisputed", 0), ("--planned-not-held", 0)])
def test_events_that_records_disagree_on(path, option, count):
    run("--store", path, "--derive")
    lines = run("--store", path, option, "--format", "jsonl").stdout.splitlines()
    assert len(lines) == count
    assert all({item["field"] for item in json.loads(line)["disagreements"]} == {"date"} for line in lines)


def test_no_archive_is_wrong_usage(tmp_path):
    assert run("--store", str(tmp_path), "--derive").exit_code == 2
