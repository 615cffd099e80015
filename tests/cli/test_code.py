"""`dragoman code` as a user runs it: output, messages, exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = (
    "Minister visits Oslo\n\nRussian Foreign Minister Sergey Lavrov met John Kerry in Doha on Monday. "
    "Police in Cairo arrested 12 protesters, a rights group said.\n"
)
GOOD = '{"id": "a", "text": "Police in Cairo arrested 12 protesters.", "published": "2015-08-04"}\n'


def dragoman(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of one run."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-c", "from dragoman.cli.main import main; main()", *arguments]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(command, input=data, capture_output=True, check=False, cwd=cwd, env=environment)  # noqa: S603
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.learned
def test_json_lines_follow_the_contract_and_repeat_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    status, out, errors = dragoman("code", str(path), "--date", "2015-08-04", "--format", "jsonl")
    assert (status, errors) == (0, "")
    records = [json.loads(line) for line in out.splitlines()]
    kinds = {record["event"][0] for record in records}
    assert {"CONSULT", "COERCE"} <= kinds
    meeting = next(record for record in records if len(record["actor"]) == 2)
    assert {entity["code"] for entity in meeting["actor"]} == {"RUS", "USA"}
    assert meeting["event_loc"]["country_code"] == "QAT"
    assert (meeting["date"], meeting["date_resolution"]) == ("2015-08-03", "day")
    for record in records:
        for span in record["evidence"]:
            assert REPORT[span["start"] : span["end"]] == span["text"]
    again = dragoman("code", "-", "--date", "2015-08-04", "--format", "jsonl", stdin=REPORT)
    assert again == (status, out, "")


@pytest.mark.learned
def test_bad_inputs_are_named_and_the_good_ones_coded(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "latin.txt").write_bytes("Le ministre a été limogé.".encode("latin-1"))
    (tmp_path / "lines.jsonl").write_text(GOOD + '{"text": \n' + GOOD.replace('"a"', '"b"'))
    status, out, errors = dragoman("code", str(tmp_path), str(tmp_path / "none.txt"), "--format", "jsonl")
    assert status == 1
    documents = {json.loads(line)["doc_id"] for line in out.splitlines()}
    assert {"a", "b"} < documents
    assert len(documents) == 3
    problems = {
        "empty.txt": "empty",
        "latin.txt": "not utf-8",
        "lines.jsonl:2": "not a document",
        "none.txt": "no such file",
    }
    for name, problem in problems.items():
        assert any(name in line and problem in line for line in errors.splitlines()), errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("code", "--date", "yesterday"), "YYYY-MM-DD"),
        (("code", "--format", "yaml"), "yaml"),
        (("code", "--encoding", "klingon"), "klingon"),
        (("code", "--no-such-option"), "no-such-option"),
        (("decode",), "decode"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_is_right(arguments: tuple[str, ...], message: str) -> None:
    status, out, errors = dragoman(*arguments)
    assert (status, out) == (2, "")
    assert message in errors


@pytest.mark.learned
def test_own_files_that_do_not_hold_together_exit_2(tmp_path: Path) -> None:
    scheme = tmp_path / "mine.yml"
    scheme.write_text("extends: plover\ntypes:\n  PROTST: {}\n")
    status, _, errors = dragoman("code", "--scheme", str(scheme), stdin=REPORT)
    assert status == 2
    assert "mine.yml" in errors


@pytest.mark.learned
def test_csv_has_one_header_and_a_row_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD * 2)
    status, out, _ = dragoman("code", str(tmp_path / "a.jsonl"), "--format", "csv")
    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("id,doc_id,date,event,")
    assert len(lines) == 3
    assert "COERCE" in lines[1]


@pytest.mark.learned
def test_explain_says_why_and_why_not(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Police in Cairo arrested 12 protesters. The weather was fine.")
    status, out, errors = dragoman("code", str(path), "--explain", "--format", "table", "--date", "2015-08-04")
    assert (status, errors) == (0, "")
    assert "COERCE" in out
    assert "status happened" in out
    assert "no words of an event" in out


@pytest.mark.learned
def test_a_document_that_no_stage_foresaw_costs_no_other(tmp_path: Path) -> None:
    bad = '{"id": "poison", "text": "France condemned Russia on Tuesday.", "published": "0001-01-01"}\n'
    (tmp_path / "a.jsonl").write_text(GOOD + bad + GOOD.replace('"a"', '"b"'))
    status, out, errors = dragoman("code", str(tmp_path / "a.jsonl"), "--format", "jsonl")
    assert status == 1
    assert [json.loads(line)["doc_id"] for line in out.splitlines()] == ["a", "b"]
    assert "poison" in errors


@pytest.mark.learned
def test_csv_keeps_numbers_and_disarms_formulas(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD.replace('"id": "a"', '"id": "=cmd()"'))
    row = next(csv.DictReader(io.StringIO(dragoman("code", str(tmp_path / "a.jsonl"), "--format", "csv")[1])))
    assert float(row["event_scale"]) == -7
    assert row["doc_id"] == "'=cmd()"


def test_version_and_help() -> None:
    assert dragoman("--version")[1].startswith("dragoman ")
    status, out, _ = dragoman("--help")
    assert status == 0
    assert "code" in out
