"""`dragoman export` on an archive: filters, levels, files, and what is said where."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dragoman.app.export import output
from dragoman.cli.export import NAMES
from dragoman.cli.main import app
from dragoman.exports.formats import FORMATS
from dragoman.model.event import Event
from dragoman.store import open_store
from tests.store.made import CODER, batch, document, reading

DOCUMENTS = [
    document("a", "Talks", "RUS CONSULT USA visit", "RUS+USA CONSULT -"),
    document("b", "Raid", "RUS ASSAULT FJI 3", "USA ACCUSE RUS denied", source="The Other"),
    document("c", "Again", "RUS CONSULT USA visit", source="The Third"),
]
RECORDS = [record for of in DOCUMENTS for record in reading(of).records]
TALKS, AGAIN = RECORDS[0], RECORDS[-1]


@pytest.fixture
def archive(tmp_path):
    """An archive of five records without events."""
    where = tmp_path / "archive.sqlite"
    with open_store(where) as store:
        store.append(batch(*DOCUMENTS), CODER)
    return where


def run(*words):
    return CliRunner().invoke(app, ["export", *map(str, words)])


def with_events(where):
    talks = Event("e" * 16, (TALKS.id, AGAIN.id), ("The Paper", "The Third"), replace(TALKS, id="e" * 16))
    rest = [Event(f"{place:016x}", (one.id,), ("The Paper",), one) for place, one in enumerate(RECORDS[1:-1])]
    with open_store(where) as store:
        store.replace_events([talks, *rest])


def test_names_are_those_of_the_formats():
    assert set(NAMES) == set(FORMATS)


@pytest.mark.parametrize("name", NAMES)
def test_export_then_check(name, archive, tmp_path):
    out = tmp_path / "out"
    done = run(name, "--store", archive, "--out", out)
    assert done.exit_code == 0, done.stderr
    assert not done.stdout
    checked = run(name, "--check", out)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "nothing wrong" in checked.stderr
    assert not list(tmp_path.glob(".*"))


def test_filters_choose(archive):
    done = run("plover", "--store", archive, "--type", "CONSULT", "--source", "The Third")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [AGAIN.id]
    assert len(run("plover", "--store", archive, "--limit", "2").stdout.splitlines()) == 2


def test_order_is_by_date(archive):
    days = [json.loads(line)["date"] for line in run("plover", "--store", archive).stdout.splitlines()]
    assert days == sorted(days)


def test_loss_is_said_once_on_standard_error(archive):
    done = run("icews", "--store", archive)
    assert done.stderr.count("cannot hold") == 1
    assert "1 left out: denied" in done.stderr
    assert len(done.stdout.splitlines()) == 1 + 5  # the header; the talks of two sides are two rows
    assert run("icews", "--store", archive, "--status", "denied").stdout.count("\n") == 2


def test_gdelt_takes_events_where_there_are_some(archive, tmp_path):
    run("gdelt", "--store", archive, "--out", tmp_path / "before.export.CSV")
    assert len((tmp_path / "before.export.CSV").read_bytes().splitlines()) == 5
    with_events(archive)
    run("gdelt", "--store", archive, "--out", tmp_path / "after.export.CSV")
    assert len((tmp_path / "after.export.CSV").read_bytes().splitlines()) == 4
    assert len((tmp_path / "after.mentions.CSV").read_bytes().splitlines()) == 5
    assert run("gdelt", "--check", tmp_path / "after.export.CSV").exit_code == 0
    assert len(run("gdelt", "--store", archive, "--records").stdout.splitlines()) == 5


def test_events_of_other_formats(archive):
    with_events(archive)
    lines = [json.loads(line) for line in run("plover", "--store", archive, "--events").stdout.splitlines()]
    assert [line["records"] for line in lines if line["id"] == "e" * 16] == [[TALKS.id, AGAIN.id]]


def test_gdelt_into_a_folder(archive, tmp_path):
    folder = tmp_path / "gdelt"
    folder.mkdir()
    assert run("gdelt", "--store", archive, "--out", folder).exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"dragoman.export.CSV", "dragoman.mentions.CSV"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["xml"], "no format 'xml'"),
        (["parquet"], "name one with --out"),
        (["plover", "--records", "--events"], "give one of them"),
        (["plover", "--status", "maybe"], "unknown status"),
        (["xml", "--check", "x"], "no format 'xml'"),
    ],
)
def test_wrong_usage(words, reason, archive):
    done = run(*words, "--store", archive)
    assert done.exit_code == 2
    assert reason in done.stderr


def test_parquet_does_not_mix_with_what_is_there(archive, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine").write_text("mine")
    assert run("parquet", "--store", archive, "--out", tmp_path / "kept").exit_code == 2
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["mine"]


def test_wrong_file_is_told(tmp_path):
    path = tmp_path / "x.tab"
    path.write_text("Event ID\n")
    done = run("icews", "--check", path)
    assert done.exit_code == 1
    assert f"{path}:1: 1 columns, not 20" in done.stderr
    assert run("icews", "--check", tmp_path / "nothing").exit_code == 1


def test_what_was_there_stays_when_an_export_fails(archive, tmp_path):
    out = tmp_path / "x.jsonl"
    out.write_text("old")
    with pytest.raises(TypeError), output(out) as file:
        file.writelines([b"new", None])
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".x", "x"))] == ["x.jsonl"]
    assert out.read_text() == "old"
    assert run("plover", "--store", archive, "--out", tmp_path / "no" / "x").exit_code == 1
