"""Ingesting, asking and judging as a user does: output, messages, exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.store import open_store
from tests.store.made import CODER, batch, document, reading

DOCUMENTS = [
    document("a", "Talks", "RUS CONSULT USA visit", "Minister says [red]no[/red]"),
    document("b", "Raid", "USA ASSAULT RUS 3", "FJI AID USA"),
]
FIRST, SECOND, THIRD = (record for of in DOCUMENTS for record in reading(of).records)
REPORT = "Minister visits Oslo\n\nPolice in Cairo arrested 12 protesters, a rights group said.\n"


def dragoman(*arguments: str | Path, stdin: str = "") -> tuple[int, str, str]:
    """Exit status, standard output and standard error of one run."""
    command = [sys.executable, "-c", "from dragoman.cli.main import main; main()", *map(str, arguments)]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, check=False, env=environment)  # noqa: S603
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode()


@pytest.fixture
def path(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as store:
        store.append(batch(*DOCUMENTS), CODER)
    return tmp_path / "archive.sqlite"


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def test_records_as_lines_of_the_contract(path):
    status, out, errors = dragoman("records", "--pair", "USA,RUS", "--store", path)
    assert (status, errors) == (0, "")
    assert [record["id"] for record in lines(out)] == [SECOND.id, FIRST.id]
    assert lines(out)[1]["cite_info"]["publication"] == "The Paper"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("records", "--actor", "RUS", "--actor", "FJI"), {FIRST.id, THIRD.id}),
        (("records", "--type", "AID,ASSAULT", "--from", "2015-08-05", "--to", "2015"), {SECOND.id}),
        (("records", "--quad", "1", "--mode", "visit", "--words", "consult"), {FIRST.id}),
        (("records", "--limit", "1", "--sort", "date"), {FIRST.id}),
        (("claims", "--words", "minister"), {"c2-a"}),
        (("events",), set()),
    ],
)
def test_filters_have_the_names_of_the_query(path, arguments, expected):
    assert {line["id"] for line in lines(dragoman(*arguments, "--store", path)[1])} == expected


def test_csv_and_counts_and_groups(path):
    rows = list(csv.DictReader(io.StringIO(dragoman("records", "--format", "csv", "--store", path)[1])))
    assert {row["id"] for row in rows} == {FIRST.id, SECOND.id, THIRD.id}
    assert dragoman("records", "--country", "USA", "--count", "--store", path)[1] == "3\n"
    out = dragoman("records", "--group", "pair", "--format", "csv", "--store", path)[1]
    assert out.splitlines() == ["pair_a,pair_b,count,scale_sum,scale_mean", "FJI,USA,1,7.5,7.5", "RUS,USA,2,-5.1,-2.55"]


def test_a_table_is_for_people_and_keeps_brackets(path):
    status, out, _ = dragoman("claims", "--format", "table", "--store", path)
    assert status == 0
    assert "[red]no[/red]" in out
    out, errors = dragoman("records", "--format", "table", "--limit", "1", "--store", path)[1:]
    assert "ASSAULT" in out
    assert "more: --cursor" in errors
    assert "nothing matches" in dragoman("events", "--format", "table", "--store", path)[1]


def test_parquet_goes_to_a_file(path, tmp_path):
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    command = [
        sys.executable,
        "-c",
        "from dragoman.cli.main import main; main()",
        "records",
        "--format",
        "parquet",
        "--store",
        path,
    ]
    done = subprocess.run([str(word) for word in command], capture_output=True, check=True)  # noqa: S603
    (tmp_path / "records.parquet").write_bytes(done.stdout)
    assert pq.read_table(tmp_path / "records.parquet").num_rows == 3


@pytest.mark.parametrize("arguments", [("actors",), ("actors", "list")])
def test_actors_with_or_without_the_word_list(path, arguments):
    found = {line["name"]: line["records"] for line in lines(dragoman(*arguments, "--type", "CONSULT", "--store", path)[1])}
    assert found == {"RUS": 1, "USA": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("records", "--status", "hapened"), "did you mean happened"),
        (("records", "--from", "yesterday"), "YYYY-MM-DD"),
        (("records", "--no-such-option"), "no-such-option"),
        (("actors", "--group", "type"), "actors are counted"),
        (("claims", "--group", "pair"), "claims have no pairs"),
        (("judge", "x"), "give one of --right"),
        (("judge", "x", "--right"), "no record x"),
        (("judge", "x", "--right", "--wrong"), "give one of --right"),
        (("judge", "--right"), "name the record"),
        (("judge", "x", "--set", "status"), "field=value"),
        (("judge", "x", "--set", "status=planned"), "no record x"),
        (("ingest",), "ources"),
        (("ingest", "x", "--date", "yesterday"), "YYYY-MM-DD"),
        (("ingest", "x", "--as", "novel"), "novel"),
        (("ingest", "x", "--encoding", "klingon"), "klingon"),
        (("ingest", "x", "--column", "text"), "field=column"),
        (("ingest", "x", "--workers", "0"), "workers"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_is_right(path, arguments, message):
    status, out, errors = dragoman(*arguments, "--store", path)
    assert (status, out) == (2, "")
    assert message in errors


def test_no_store_to_ask(tmp_path):
    status, _, errors = dragoman("records", "--store", tmp_path / "none.sqlite")
    assert status == 2
    assert "no such store" in errors


def test_a_verdict_is_shown_everywhere_and_can_be_undone(path):
    status, out, errors = dragoman(
        "judge", FIRST.id, "--set", "event=ASSAULT", "--author", "Ann", "--reason", "read", "--store", path
    )
    assert (status, errors) == (0, "")
    given = json.loads(out)
    assert (given["author"], given["reason"], given["field"]) == ("Ann", "read", "event")
    assert dragoman("records", "--type", "ASSAULT", "--count", "--store", path)[1] == "2\n"
    assert lines(dragoman("judge", "--list", "--store", path)[1]) == [given]
    assert dragoman("judge", "--undo", given["id"], "--author", "Ann", "--store", path)[0] == 0
    assert dragoman("records", "--type", "ASSAULT", "--count", "--store", path)[1] == "1\n"
    assert dragoman("judge", FIRST.id, "--same", SECOND.id, "--author", "Ann", "--store", path)[0] == 0
    assert dragoman("judge", FIRST.id, "--wrong", "--author", "Ann", "--store", path)[0] == 0
    assert dragoman("records", "--count", "--store", path)[1] == "2\n"
    assert len(lines(dragoman("judge", FIRST.id, "--list", "--store", path)[1])) == 4


@pytest.mark.learned
def test_ingest_stores_names_failures_and_passes_over_what_it_has(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_text(REPORT)
    (tmp_path / "in" / "empty.txt").write_text("")
    path = tmp_path / "archive.sqlite"
    arguments = ("ingest", tmp_path / "in", "--date", "2015-08-04", "--workers", "1", "--store", path)
    status, out, errors = dragoman(*arguments)
    assert (status, out) == (1, "")
    assert "empty.txt: intake: empty" in errors
    assert "1 coded" in errors
    status, _, errors = dragoman(*arguments)
    assert status == 1
    assert "1 unchanged, 1 failed" in errors
    (tmp_path / "in" / "empty.txt").unlink()
    assert dragoman(*arguments)[0] == 0
    record = lines(dragoman("records", "--type", "COERCE", "--store", path)[1])[0]
    assert record["date"] == "2015-08-04"
    assert REPORT[record["evidence"][0]["start"] : record["evidence"][0]["end"]] == record["evidence"][0]["text"]


def test_a_store_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    status, _, errors = dragoman("ingest", tmp_path / "file", "--store", tmp_path / "file" / "archive.sqlite")
    assert status == 2
    assert "archive.sqlite" in errors
