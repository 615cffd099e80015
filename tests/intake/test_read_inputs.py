"""Every kind of input, good and bad: the good ones become documents, the bad ones errors that name them and the remedy."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.intake import Intake, read_inputs
from dragoman.intake.bytes import MAX_DOCUMENT, Kind
from dragoman.model.document import Document

PAGE = """<!doctype html><html><head><title>Minister visits flood towns</title>
<meta property="og:site_name" content="River Post">
<meta property="article:published_time" content="2019-05-02T08:00:00Z"></head>
<body><nav>Home News Sport</nav><article><h1>Minister visits flood towns</h1>
<p>The interior minister visited three flooded towns on Thursday and promised quick help to all families there.</p>
<p>Local officials said that the water had begun to fall and that the main road to the capital was open again.</p>
<p>The opposition accused the government of acting late and asked for an inquiry into the warnings of last week.</p>
</article></body></html>"""


def read(*sources: object, **settings: Any) -> list[Document | InputError]:
    return list(read_inputs([str(source) for source in sources], Intake(**settings)))


def only_document(items: list[Document | InputError]) -> Document:
    (item,) = items
    assert isinstance(item, Document), item
    return item


def only_error(items: list[Document | InputError]) -> InputError:
    (item,) = items
    assert isinstance(item, InputError), item
    return item


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "Minister resigns\r\n\r\nThe minister resigned.\u00a0He\x00 left 😀.\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    document = only_document(read(path, published=date(2020, 1, 2)))
    assert document.text == text
    assert document.title == "Minister resigns"
    assert document.published == date(2020, 1, 2)


def test_same_text_has_same_id_wherever_it_lies(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The minister resigned.")
    first, second = read(tmp_path / "a.txt", tmp_path / "b.txt")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.id == second.id


def test_page_gives_report_with_title_day_and_publication(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    document = only_document(read(path))
    assert document.text.startswith("Minister visits flood towns\n")
    assert "Home News Sport" not in document.text
    assert "asked for an inquiry" in document.text
    assert (document.published, document.source) == (date(2019, 5, 2), "River Post")


def test_broken_page_still_gives_its_report(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("</p>", "").replace("</article></body></html>", "<div><b"))
    assert "asked for an inquiry" in only_document(read(path)).text


def test_json_lines_give_title_as_first_line_and_keep_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"id": 7, "title": "T", "text": "Body.", "published": "2015-08-04T10:00:00Z", "source": "Post", "x": 1}
    path.write_text(json.dumps(line) + "\n")
    document = only_document(read(path))
    assert (document.id, document.text, document.published, document.source) == ("7", "T\nBody.", date(2015, 8, 4), "Post")


def test_title_that_opens_the_text_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "A  title", "text": "A title\\nBody."}\n')
    assert only_document(read(path)).text == "A title\nBody."


def test_broken_lines_among_good_ones_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bad = ['{"text": "Two."', '{"title": "no text"}', '{"text": " "}', "", '{"text": "Six.", "published": "soon"}']
    path.write_text("\n".join(['{"text": "One."}', *bad, '{"text": "Seven."}']))
    items = read(path)
    assert [item.text for item in items if isinstance(item, Document)] == ["One.", "Seven."]
    errors = [str(item) for item in items if isinstance(item, InputError)]
    assert [error.split(": ")[0].rpartition(":")[2] for error in errors] == ["2", "3", "4", "6"]
    assert "soon" in errors[-1]
    assert "2015-08-04" in errors[-1]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t ", "empty"),
        ("latin.txt", "Le ministre a été limogé.".encode("latin-1"), "not utf-8: byte 0xe9 at offset 14"),
        ("binary.txt", bytes(range(256)) * 40, "not utf-8"),
        ("control.txt", bytes(range(1, 9)) * 40 + b"word", "binary data"),
        ("report.txt", b"%PDF-1.7 ...", "a PDF"),
        ("report.txt", b"\x1f\x8b\x08abc", "gzip"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("menu.html", b"<html><body><nav>Home</nav></body></html>", "no report found"),
        ("undefined.html", b"<meta charset=undefined><p>One two three four five six seven.</p>", "unknown encoding"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = only_error(read(path))
    assert str(error).startswith(f"{path}: ")
    assert problem in error.problem
    assert error.remedy


def test_encoding_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Le ministre a été limogé.".encode("latin-1"))
    assert only_document(read(path, encoding="latin-1")).text == "Le ministre a été limogé."
    assert "klingon" in only_error(read(path, encoding="klingon")).problem


def test_byte_order_marks_are_understood(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes("Überfall gemeldet.".encode(encoding))
        assert only_document(read(path)).text == "Überfall gemeldet."


def test_one_huge_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"The minister resigned. " * (MAX_DOCUMENT // 20))
    error = only_error(read(path))
    assert "MB in one document" in error.problem
    assert "split" in error.remedy


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert "no such file" in only_error(read(tmp_path / "none.txt")).problem


def test_folder_is_read_in_order_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(f"Report {name}.")
    texts = [item.text for item in read(tmp_path) if isinstance(item, Document)]
    assert texts == ["Report a.txt.", "Report b.txt.", "Report sub/c.txt."]


def test_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    assert "no .txt" in only_error(read(tmp_path)).problem


def test_folder_that_links_back_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Report.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    items = read(tmp_path)
    assert [item.text for item in items if isinstance(item, Document)] == ["Report."]
    (error,) = [item for item in items if isinstance(item, InputError)]
    assert "loop" in str(error)
    assert "leads back" in error.problem


def test_kind_can_be_said_against_the_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.dat"
    path.write_text('{"text": "One."}')
    assert only_document(read(path)).text == "One."
    assert only_document(read(path, kind=Kind.TEXT)).text == '{"text": "One."}'


def test_bad_inputs_do_not_stop_good_ones(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The minister resigned.")
    items = read(tmp_path / "none.txt", good, "ftp://example.org/x", good)
    assert [isinstance(item, Document) for item in items] == [False, True, False, True]


def test_plain_page_gives_its_visible_text(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("<html><body><p>France condemned Russia on Tuesday in Paris.</p></body></html>")
    assert only_document(read(path)).text.strip() == "France condemned Russia on Tuesday in Paris."


def test_what_is_no_file_is_named_and_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Report.")
    os.mkfifo(tmp_path / "pipe.txt")
    items = read(tmp_path)
    assert [item.text for item in items if isinstance(item, Document)] == ["Report."]
    assert [item.problem for item in items if isinstance(item, InputError)] == ["neither a file nor a folder"]
    assert only_error(read("x" * 5000)).problem
    assert only_error(read("")).problem == "no such file"
