"""Every file of knowledge says where it comes from and under which licence it stands, and lists nothing but data."""

import csv
import re
from pathlib import Path

import pytest
import yaml

import dragoman

RESOURCES = Path(dragoman.__file__).parent / "resources"
HEADER_LINES = 12
SOURCE = re.compile(r"source:|written for dragoman|plover manual|plover crosswalk|geonames", re.IGNORECASE)
LICENCE = re.compile(r"apache-2\.0|cc0|cc by|cc-by", re.IGNORECASE)


def files(*suffixes):
    found = sorted(path for path in RESOURCES.rglob("*") if path.is_file() and path.suffix in suffixes)
    return [pytest.param(path, id=str(path.relative_to(RESOURCES))) for path in found]


def header_of(path):
    with path.open("rb") as file:
        if path.suffix == ".index":
            return file.read(4096).decode("utf-8", "replace")
        lines = [line.decode("utf-8") for _, line in zip(range(HEADER_LINES), file, strict=False)]
    return " ".join(line.lstrip("# ").rstrip() for line in lines if line.startswith("#"))


def test_there_are_resources():
    assert len(files(".yml", ".csv", ".index")) > 20


@pytest.mark.parametrize("path", files(".yml", ".csv", ".index"))
def test_resource_states_source_and_licence(path):
    header = header_of(path)
    assert SOURCE.search(header), "no source in the header"
    assert LICENCE.search(header), "no licence in the header"


def test_resources_are_of_known_kinds():
    data = [path for path in RESOURCES.rglob("*") if path.is_file() and path.name != "README.md"]
    assert not [path.name for path in data if path.suffix not in {".yml", ".csv", ".index"}]


@pytest.mark.parametrize("path", files(".yml"))
def test_yaml_holds_no_key_twice(path):
    yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506 - built on the safe loader


@pytest.mark.parametrize("path", files(".csv"))
def test_every_row_has_all_columns(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    rows = list(csv.reader(lines))
    uneven = {number: len(row) for number, row in enumerate(rows) if len(row) != len(rows[0])}
    assert not uneven


class StrictLoader(yaml.SafeLoader):
    """The safe loader, which refuses a key that stands twice in one mapping instead of keeping the last."""

    def construct_mapping(self, node, deep=False):  # noqa: FBT002 - the overridden signature
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        assert not twice, f"line {node.start_mark.line + 1}: twice: {twice}"
        return super().construct_mapping(node, deep)
