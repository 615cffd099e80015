"""CSV, TSV and Parquet: a document a row, columns said or guessed, and an error for each bad row."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.intake import Intake, read_inputs
from dragoman.intake.bytes import MAX_DOCUMENT
from dragoman.intake.columns import parse_columns, resolve_columns
from dragoman.intake.table import TableSettings, documents_from_csv
from dragoman.model.document import Document

BODY = "The minister resigned."


def read(*sources: object, **settings: Any) -> list[Document | InputError]:
    return list(read_inputs([str(source) for source in sources], Intake(**settings)))


def texts(items: list[Document | InputError]) -> list[str]:
    return [item.text for item in items if isinstance(item, Document)]


def errors(items: list[Document | InputError]) -> list[str]:
    return [str(item) for item in items if isinstance(item, InputError)]


def write(path: Path, rows: list[list[str]], **options: Any) -> Path:
    with path.open("w", encoding=options.pop("encoding", "utf-8"), newline="") as file:
        csv.writer(file, **options).writerows(rows)
    return path


def test_columns_of_the_fields_own_names_are_taken_without_a_word(tmp_path: Path) -> None:
    rows = [
        ["id", "title", "text", "source", "published"],
        ["7", "T", 'Body, with "quotes"\nand lines.', "Post", "2015-08-04"],
    ]
    said: list[tuple[str, str]] = []
    (document,) = read(write(tmp_path / "a.csv", rows), say=lambda *remark: said.append(remark))
    assert isinstance(document, Document)
    assert document.text == 'T\nBody, with "quotes"\nand lines.'
    assert (document.id, document.source, document.published) == ("7", "Post", date(2015, 8, 4))
    assert not said


def test_guessed_columns_are_said_once_for_all_files(tmp_path: Path) -> None:
    rows = [["Headline", "Article Body", "pubDate", "Outlet"], ["T", BODY, "Tue, 04 Aug 2015 10:00:00 GMT", "Post"]]
    paths = [write(tmp_path / name, rows) for name in ("a.csv", "b.csv")]
    said: list[tuple[str, str]] = []
    documents = read(*paths, say=lambda *remark: said.append(remark))
    assert texts(documents) == [f"T\n{BODY}"] * 2
    assert isinstance(documents[0], Document)
    assert (documents[0].published, documents[0].source) == (date(2015, 8, 4), "Post")
    ((source, remark),) = said
    assert source == str(paths[0])
    assert "text from 'Article Body'" in remark
    assert "--column" in remark


def test_said_columns_win_over_guessed_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [["text", "summary"], ["Long.", "Short."]])
    assert texts(read(path, columns={"text": "summary"})) == ["Short."]
    (error,) = errors(read(path, columns={"text": "sumary"}))
    assert "did you mean 'summary'" in error


def test_table_without_text_names_its_columns(tmp_path: Path) -> None:
    (error,) = errors(read(write(tmp_path / "a.csv", [["alpha", "beta"], ["1", "2"]])))
    assert "'alpha', 'beta'" in error
    assert "--column text=NAME" in error


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"id,text,published\n1,One.,\n2,Two.\n3,,\n4,Four.,soon\n5,\xe9t\xe9,\n"
        b'6,"a "quoted" word",\n\n8,"Eight\nand more.",2015-08-04\n9,'
        + b"x" * (MAX_DOCUMENT + 10)
        + b",\n10,Ten.,\n11,Eleven.,"
        + b"x" * 2 * MAX_DOCUMENT
        + b"\n12,Ten.,\n"
    )
    items = read(path)
    assert texts(items) == ["One.", "Eight\nand more.", "Ten.", "Ten."]
    found = errors(items)
    bad = {3: "2 fields, but 3 columns", 4: "empty", 5: "soon", 6: "not utf-8", 7: "no row of", 10: "limit", 12: "limit"}
    for row, problem in bad.items():
        assert any(error.startswith(f"{path}, row {row}: ") and problem in error for error in found), (row, found)
    assert len(found) == len(bad)


@pytest.mark.parametrize(
    ("name", "options", "encoding"),
    [
        ("a.csv", {"delimiter": ";"}, "utf-8"),
        ("a.csv", {"delimiter": "|"}, "utf-8-sig"),
        ("a.tsv", {"delimiter": "\t"}, "utf-8"),
        ("a.csv", {"delimiter": "\t"}, "utf-16"),
    ],
)
def test_delimiters_and_marked_encodings_are_found(tmp_path: Path, name: str, options: dict, encoding: str) -> None:
    path = write(tmp_path / name, [["id", "text"], ["1", "Überfall, gemeldet."]], encoding=encoding, **options)
    assert texts(read(path)) == ["Überfall, gemeldet."]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), min_size=1))
def test_what_csv_writes_is_read(bodies: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["text", "note"], *([body, ""] for body in bodies)])
    data = io.BytesIO(file.getvalue().encode())
    assert texts(list(documents_from_csv(data, "a.csv", TableSettings()))) == bodies


def test_rows_come_before_the_file_is_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        head = b"text,id\n"

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            data, self.head = self.head or b"One more.,1\n", b""
            buffer[: len(data)] = data
            return len(data)

    rows = documents_from_csv(io.BufferedReader(Endless()), "endless", TableSettings())
    assert texts([next(rows) for _ in range(3)]) == ["One more."] * 3


def test_parquet_gives_its_rows_with_typed_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "uid": [1, 2, 3],
            "content": [BODY, None, "Third."],
            "date": [datetime(2015, 8, 4, 22, tzinfo=UTC), None, None],
            "tags": [["a"], [], None],
        }
    )
    pq.write_table(table, path, row_group_size=2)
    said: list[tuple[str, str]] = []
    items = read(path, say=lambda *remark: said.append(remark), published=date(2020, 1, 1))
    first, second, third = items
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert (first.id, first.text, first.published) == ("1", BODY, date(2015, 8, 4))
    assert (third.id, third.published) == ("3", date(2020, 1, 1))
    assert str(second).startswith(f"{path}, row 2: empty")
    assert "text from 'content'" in said[0][1]
    assert texts(read(path, columns={"text": "tags"})) == []


def test_parquet_with_bytes_as_text_names_bad_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [b"One.", b"\xff\xfe", b"Three."]}), path)
    items = read(path)
    assert texts(items) == ["One.", "Three."]
    assert errors(items)[0].startswith(f"{path}, row 2: not utf-8")


def test_broken_row_group_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [f"Report {number}. " * 20 for number in range(30)]
    table = pa.table({"text": rows})
    pq.write_table(table, path, row_group_size=10, use_dictionary=False, compression="gzip", write_statistics=False)
    column = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    middle = column.data_page_offset + column.total_compressed_size // 2
    data[middle : middle + 20] = bytes(20)
    path.write_bytes(data)
    items = read(path)
    assert texts(items) == rows[:10] + rows[20:]
    assert errors(items)[0].startswith(f"{path}, rows 11 to 20: broken")


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1 and more that is no Parquet PAR1", b"text"])
def test_no_parquet_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    assert "no Parquet" in errors(read(path))[0]


@pytest.mark.parametrize(
    ("pair", "problem"), [("text", "FIELD=NAME"), ("body=x", "FIELD=NAME"), ("text=", "FIELD=NAME"), ("text=b", "already")]
)
def test_column_option_in_another_form_is_refused(pair: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse_columns(["text=a", pair])


def test_each_column_holds_one_field() -> None:
    columns = resolve_columns(["content", "link", "date"], {"title": "content", "text": "link"}, "a.csv")
    assert columns == {"title": 0, "text": 1, "published": 2}
