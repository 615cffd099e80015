"""`dragoman brief` and `dragoman recode` as a user runs them: files, messages, exit status."""

import json
import re

import pytest

from dragoman.store import open_store
from tests.cli.test_archive import DOCUMENTS, FIRST, REPORT, dragoman, lines
from tests.store.made import CODER, batch


@pytest.fixture
def path(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as store:
        store.append(batch(*DOCUMENTS), CODER)
    return tmp_path / "archive.sqlite"


def test_a_briefing_on_standard_output_and_in_a_file(path, tmp_path):
    status, out, errors = dragoman("brief", "--pair", "RUS,USA", "--store", path)
    assert (status, errors) == (0, "")
    assert out.startswith("# Briefing: Russia and United States\n")
    assert f"record `{FIRST.id}`" in out
    page = tmp_path / "brief.html"
    assert dragoman("brief", "--actor", "RUS", "--from", "2015", "--out", page, "--store", path) == (0, "", "")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert dragoman("brief", "--place", "Moscow", "--format", "html", "--store", path)[1].startswith("<!DOCTYPE html>")
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("brief",), "a briefing on what"),
        (("brief", "--pair", "RUS"), "name two"),
        (("brief", "--actor", "Nobody Known"), "nobody in the archive"),
        (("brief", "--from", "yesterday"), "YYYY-MM-DD"),
        (("brief", "--about", "!?"), "no letters"),
        (("brief", "--actor", "RUS", "--format", "pdf"), "pdf"),
        (("recode", "--status", "hapened"), "did you mean happened"),
        (("recode", "--group", "day"), "group"),
    ],
)
def test_wrong_usage_exits_2(path, arguments, message):
    status, out, errors = dragoman(*arguments, "--store", path)
    assert (status, out) == (2, "")
    assert message in errors


def test_a_file_that_cannot_be_written_is_told(path, tmp_path):
    status, _, errors = dragoman("brief", "--actor", "RUS", "--out", tmp_path / "none" / "brief.md", "--store", path)
    assert status == 1
    assert "nothing was written" in errors


def test_no_store_is_made_to_be_coded_again(tmp_path):
    status, _, errors = dragoman("recode", "--store", tmp_path / "none.sqlite")
    assert status == 2
    assert "no such store" in errors
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.learned
def test_coding_again_keeps_the_old_and_tells_the_differences(path, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    assert dragoman("ingest", report, "--date", "2015-08-04", "--workers", "1", "--store", path)[0] == 0
    out = tmp_path / "differences.jsonl"
    status, _, errors = dragoman("recode", "--out", out, "--workers", "1", "--store", path)
    assert status == 0
    assert "2 documents coded again" in errors  # the report was read by this coder already
    assert re.search(r"in 2 documents: \d+ records gained, \d+ lost, \d+ changed, 0 as they were", errors)
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert FIRST.id in {line["before"] for line in told if line["change"] in ("lost", "changed")}
    shown = lines(dragoman("records", "--format", "jsonl", "--store", path)[1])
    assert {record["cite_info"]["coder"] for record in shown} == {shown[0]["cite_info"]["coder"]} != {"made 1"}
    again = dragoman("recode", "--out", "-", "--workers", "1", "--store", path)
    assert "0 documents coded again" in again[2]
    assert lines(again[1]) == told
