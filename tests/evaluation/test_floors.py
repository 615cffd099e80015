"""Accuracy that must not drop unnoticed; a floor is lowered only in a commit of its own that says why."""

import hashlib
import json
from datetime import date
from importlib.resources import files

import pytest

from dragoman.coder import Coder
from dragoman.intake.text import document_from_text
from dragoman.scheme import load_scheme

FLOORS = json.loads((files("dragoman") / "evaluation" / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.learned
def test_the_coder_codes_the_examples_of_the_scheme(coder: Coder) -> None:
    examples = load_scheme().examples
    floor = FLOORS["scheme_examples"]
    digest = hashlib.sha256("\n".join(example.text for example in examples).encode()).hexdigest()[:16]
    assert digest == floor["digest"], "the examples have changed: measure again and write the new digest beside the floor"
    documents = [document_from_text(example.text, published=date(2015, 8, 4)) for example in examples]
    right: dict[bool, list[bool]] = {True: [], False: []}
    missed = []
    for example, reading in zip(examples, coder.read(documents), strict=True):
        found = {record.event[0] for record in reading.records or ()}
        is_right = example.event in found if example.event else not found
        right[example.is_near_miss].append(is_right)
        if not is_right:
            missed.append(f"{example.event}, not {found or 'nothing'}: {example.text}")
    report = "\n".join(missed)
    assert sum(right[False]) / len(right[False]) >= floor["examples"], report
    assert sum(right[True]) / len(right[True]) >= floor["near_misses"], report
