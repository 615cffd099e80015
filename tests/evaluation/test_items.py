"""Corpora in JSON: arrays, lines, compressed, in folders."""

import json
import lzma
from pathlib import Path

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.items import read_items

ITEMS = [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize("text", [json.dumps(ITEMS), '{"id": "a"}\n\n{"id": "b"}\n', ' [{"id": "a"},\n {"id": "b"}]'])
@pytest.mark.parametrize("is_packed", [False, True])
def test_an_array_or_lines_packed_or_not(tmp_path: Path, text: str, *, is_packed: bool) -> None:
    path = tmp_path / ("x.json.xz" if is_packed else "x.json")
    path.write_bytes(lzma.compress(text.encode()) if is_packed else text.encode())
    assert read_items(path, keys=("id",)) == ITEMS
    assert read_items(tmp_path, keys=("id",)) == ITEMS


def test_the_files_of_a_folder_come_in_order_of_name(tmp_path: Path) -> None:
    for name, item in zip(("b.jsonl", "a.json"), ITEMS, strict=True):
        (tmp_path / name).write_text(json.dumps(item))
    (tmp_path / "README.md").write_text("no data")
    assert [item["id"] for item in read_items(tmp_path, keys=("id",))] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "said"),
    [('{"id": 1}\n{"id": ', r"x\.json:2: no JSON"), ('[{"id": 1}, {}]', "item 2 has no 'id'"), ("3", "item 1 has no 'id'")],
)
def test_what_is_no_corpus_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(CorpusError, match=said):
        read_items(tmp_path / "x.json", keys=("id",))


def test_a_folder_without_data_and_a_broken_archive_are_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no file that ends in"):
        read_items(tmp_path, keys=())
    (tmp_path / "x.json.xz").write_bytes(b"no archive")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_items(tmp_path, keys=())
