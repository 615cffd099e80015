"""The names that `import dragoman` gives are a promise: this list is changed together with the changelog."""

import subprocess
import sys

import pytest

import dragoman

PUBLIC = [
    "Claim",
    "Coder",
    "Document",
    "DragomanError",
    "Event",
    "Query",
    "Reading",
    "Record",
    "Settings",
    "Span",
    "Store",
    "code",
    "open_coder",
    "open_store",
]


def test_public_names_are_the_promised_ones():
    assert sorted(dragoman.__all__) == PUBLIC


def test_every_public_name_has_one_home():
    assert sorted(dragoman.HOMES) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_public_name_can_be_imported_and_is_documented(name):
    thing = getattr(dragoman, name)
    assert thing.__doc__


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'decode'"):
        dragoman.decode  # noqa: B018 - the access is the test


def test_import_loads_neither_parser_nor_web_client():
    heavy = {"spacy", "numpy", "onnxruntime", "httpx", "trafilatura", "rich", "yaml"}
    program = "import dragoman, dragoman.cli.main, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)  # noqa: S603
    assert not heavy & set(loaded.stdout.split())
