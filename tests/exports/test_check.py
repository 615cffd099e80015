"""What is exported passes the check of its format; what is spoiled is told with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.exports.gdelt_check import mentions_path
from dragoman.exports.reported import alone
from tests.exports.made import BOTH, CLASH, NAMES, VISIT, items, problems, records, written


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15)
@given(found=st.lists(records(), max_size=4, unique_by=lambda record: record.id))
def test_export_passes_its_check(name, found, tmp_path_factory):
    path, tally = written(name, map(alone, found), tmp_path_factory.mktemp(name))
    if name in ("gexf", "parquet") and not tally.taken:
        return
    assert problems(name, path) == []


@pytest.mark.parametrize("name", NAMES)
def test_events_pass_the_check(name, tmp_path):
    path, _ = written(name, [BOTH, alone(CLASH)], tmp_path)
    assert problems(name, path) == []


@pytest.mark.parametrize("name", NAMES)
def test_same_records_give_the_same_bytes(name, tmp_path):
    first, second = (written(name, items(VISIT, CLASH), tmp_path / side)[0] for side in made(tmp_path, "a", "b"))
    assert content(first) == content(second)


def made(folder, *names):
    for name in names:
        (folder / name).mkdir()
    return names


def content(path):
    return [file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()] if path.is_dir() else path.read_bytes()


SPOILED = [
    ("gdelt", "\t042\t042\t", "\t42\t042\t", 1, "EventCode '42': unknown CAMEO code"),
    ("gdelt", "\t042\t04\t1\t", "\t042\t04\t4\t", 1, "QuadClass 4: root 04 is of class 1"),
    ("gdelt", "\tRussia\tRS\t", "\tRussia\tRU2\t", 1, "ActionGeo_CountryCode 'RU2': unknown FIPS 10-4 code"),
    ("gdelt", "20150804\t", "20150834\t", 1, "SQLDATE '20150834': not written as 20150804"),
    ("gdelt", "\tGOV\t", "\t", 1, "60 columns, not 61"),
    ("icews", "Event ID", "ID", 1, "header is not Event ID"),
    ("icews", "042", "0421", 2, "CAMEO Code '0421': unknown CAMEO code"),
    ("icews", "\t1.9\t", "\t2\t", 2, "Intensity 2: CAMEO 042 has 1.9"),
    ("icews", "Russian Federation\t", "Russland\t", 2, "Target Country 'Russland': unknown country"),
    ("polecat", "CONSULT", "MEET", 2, "Event Type 'MEET': unknown event type"),
    ("polecat", "\tvisit\t", "\triot\t", 2, "Event Mode 'riot': CONSULT has none such"),
    ("polecat", "\t365\t", "\t366\t", 2, "Recipient COW '366': RUS is 365"),
    ("polecat", "VERBAL COOPERATION", "1", 2, "Quad Code '1': unknown quad code"),
    ("plover", '"CONSULT"', '"MEET"', 1, "event 'MEET': unknown event type"),
    ("plover", '"date":"2015-08-04"', '"date":"4 August"', 1, "date '4 August': not written as 2015-08-04"),
    ("plover", '"id":"aaaa000000000001",', "", 1, "no id"),
    ("plover", '"start":6,"end":13', '"start":6,"end":14', 1, "evidence[0]: 'visited' is not 8 characters long"),
    ("plover", "}\n", "\n", 1, "no JSON"),
    ("csv", "CONSULT", "MEET", 2, "event 'MEET': unknown event type"),
    ("csv", "happened", "perhaps", 2, "status 'perhaps': unknown status"),
    ("geojson", "[100.0,60.0]", "[60.0,100.0]", 2, "coordinates 60.0, 100.0: longitude first"),
    ("geojson", '"CONSULT"', '"MEET"', 2, "event 'MEET': unknown event type"),
    ("gexf", 'target="sergey-lavrov"', 'target="nobody"', 12, "no node 'nobody'"),
    ("gexf", "</graph>", "", 15, "no XML"),
    ("followthemoney", '"schema":"Person"', '"schema":"Human"', 1, "no entity with id"),
    ("followthemoney", '"country":["us"]', '"country":["usa"]', 1, "country: 'usa' is unknown country"),
    ("followthemoney", '"subject":["', '"subject":["x', 5, "subject: xparty-"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "reason"), SPOILED)
def test_fault_is_told_with_its_line(name, old, new, line, reason, tmp_path):
    path, _ = written(name, items(VISIT), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = problems(name, path)
    assert any(at == line and reason in why for at, why in found), found


@pytest.mark.parametrize("name", ["gdelt", "icews", "polecat", "plover", "csv", "followthemoney"])
def test_line_that_stands_twice_is_told(name, tmp_path):
    path, _ = written(name, items(VISIT), tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[-1]]))
    assert any(at == len(lines) + 1 and "stands twice" in why for at, why in problems(name, path))


def test_mention_without_its_event_is_told(tmp_path):
    path, _ = written("gdelt", items(VISIT, CLASH), tmp_path)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    assert [why.partition(": ")[2][:14] for _, why in problems("gdelt", path)] == ["mentions event"]
    assert problems("gdelt", mentions_path(path)) == []


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"parquet"}))
def test_what_is_no_text_is_told(name, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"\xff\xfe\x00\x01\n")
    assert problems(name, path)


def test_parquet_in_the_wrong_folder_is_told(tmp_path):
    path, _ = written("parquet", items(VISIT), tmp_path)
    (path / "year=2015" / "month=8").rename(path / "year=2015" / "month=9")
    assert "lies in the folder of" in problems("parquet", path)[0][1]
    (path / "year=2015" / "month=9" / "part-0.parquet").write_bytes(b"no")
    assert "no Parquet" in problems("parquet", path)[0][1]
    (tmp_path / "empty").mkdir()
    assert "no Parquet files" in problems("parquet", tmp_path / "empty")[0][1]
