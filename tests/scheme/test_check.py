"""The checker finds nothing in PLOVER, and finds what is missing elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.scheme import Scheme, check_scheme, load_scheme


def test_plover_has_no_problem(plover: Scheme) -> None:
    assert check_scheme(plover) == []


def test_examples_are_plain_sentences_told_once_for_each_entry(plover: Scheme) -> None:
    for example in plover.examples:
        assert example.text.endswith(".")
        assert example.text.count(".") == 1
        assert example.actor
        assert example.where.startswith("plover/")
    entries = [(example.text, example.entry) for example in plover.examples]
    assert len(entries) == len(set(entries))


def test_no_example_is_of_another_event_elsewhere(plover: Scheme) -> None:
    events: dict[str, str] = {}
    for example in plover.examples:
        assert events.setdefault(example.text, example.event) == example.event


NEW = "types:\n  TALK:\n    quad: 1\n    score: 0\n    meaning: Talks.\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (NEW, "type TALK has 0 examples; give at least 2"),
        (NEW, "type TALK has no near miss; give one that it is easily taken for"),
        (NEW, "no CAMEO code for TALK in scheme my-1; give the type a 'cameo' code"),
        (NEW + "    modes: {soft: {meaning: Softly.}}\n", "mode TALK soft has no example"),
        ("contexts: {fish: {covers: Fish.}}\n", "context fish has no example"),
        ("types: {AID: {score: 11}}\n", "the score of AID, 11, is not in -10 to 10"),
        (
            "types:\n  AID:\n    examples:\n      - {text: Peru helped., actor: [PER]}\n",
            "the example in my.yml:7 has no recipient, which AID requires",
        ),
        (
            "types:\n  AID:\n    near_misses:\n      - {text: Peru fed it., event: AID, actor: [PER], recipient: [CHL]}\n",
            "the near miss in my.yml:7 is AID all the same",
        ),
        (
            "types:\n  AID:\n    examples:\n      - {text: Peru fed Chile., actor: [PER], recipient: [CHL], rule: pardon}\n",
            "the example in my.yml:7 is AID, but rule pardon says CONCEDE",
        ),
    ],
)
def test_problems_are_told(own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, text: str, problem: str) -> None:
    path = own(text)
    monkeypatch.chdir(path.parent)
    assert problem in check_scheme(load_scheme(path.relative_to(path.parent)))
