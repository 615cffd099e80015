"""Streams through the command: a feed, a table by pipe, languages, and the options for them."""

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.cli import main
from dragoman.errors import InputError
from dragoman.intake import Intake, read_inputs
from dragoman.intake.bytes import Kind
from dragoman.model.document import Document

COERCE = "Police in Cairo arrested 12 protesters on Monday."
GERMAN = "Die Polizei in Kairo hat am Montag zwölf Demonstranten festgenommen, wie ein Sprecher sagte."
FEED = f"""<rss version="2.0"><channel><title>Post</title><item><title>One</title><link>http://example.org/1</link>
<description>{COERCE}</description></item><item><link>http://example.org/2</link><description>{GERMAN}</description></item>
</channel></rss>"""


class Pipe(io.BytesIO):
    """Bytes that cannot seek."""

    def seekable(self) -> bool:
        return False


def dragoman(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    command = [sys.executable, "-c", "from dragoman.cli.main import main; main()", *arguments]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, env=environment)  # noqa: S603
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_kinds_of_the_option_are_those_that_are_read() -> None:
    assert {kind.value for kind in main.Kind} == {kind.value for kind in Kind}


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("kind", [None, Kind.PARQUET])
def test_parquet_comes_by_pipe(monkeypatch: pytest.MonkeyPatch, pack: type, kind: Kind | None) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["One.", "Two."]}), out)
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": Pipe(pack(out.getvalue()))}))
    items = read_inputs(["-"], Intake(kind))
    assert [item.text for item in items if isinstance(item, Document)] == ["One.", "Two."]


def test_language_that_is_said_holds_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One.", "language": "de"}\n{"text": "Two."}\n{"text": ')
    *documents, error = read_inputs([str(tmp_path / "a.jsonl")], Intake(language="en"))
    assert [item.language for item in documents if isinstance(item, Document)] == ["en", "en"]
    assert isinstance(error, InputError)


@pytest.mark.learned
def test_feed_is_coded_but_for_what_is_not_english(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    status, out, errors = dragoman("code", str(feed), "--date", "2015-08-04", "--format", "jsonl")
    assert status == 1
    assert {json.loads(line)["doc_id"] for line in out.splitlines()} == {"http://example.org/1"}
    (line,) = errors.splitlines()
    assert "http://example.org/2" in line
    assert "(de, detected)" in line
    status, _, errors = dragoman("code", str(feed), "--language", "en", "--format", "jsonl")
    assert (status, errors) == (0, "")


@pytest.mark.learned
def test_table_by_pipe_with_its_columns_said() -> None:
    table = f'alpha,when,note\n"{COERCE}",2015-08-04,x\n'.encode()
    arguments = ("code", "-", "--as", "csv", "--column", "text=alpha", "--format", "jsonl")
    status, out, errors = dragoman(*arguments, "--column", "published=when", stdin=table)
    assert (status, errors) == (0, "")
    assert json.loads(out.splitlines()[0])["date"] == "2015-08-03"
    status, _, errors = dragoman("code", "-", "--as", "csv", "--format", "jsonl", stdin=table.replace(b"alpha", b"body"))
    assert status == 0
    assert "text from 'body'" in errors


def test_column_in_another_form_is_wrong_usage() -> None:
    status, out, errors = dragoman("code", "--column", "body")
    assert (status, out) == (2, "")
    assert "FIELD=NAME" in errors
