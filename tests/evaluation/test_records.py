"""The record scorer on a gold folder of two readers, made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.records import Told, party_of, read_gold, score

TEXT = "Minister meets envoy\nThe Russian minister met the Iranian envoy. Police arrested ten men."
MEETING = {
    "doc": "d",
    "sentence": 1,
    "trigger": "met",
    "event": "CONSULT",
    "status": "happened",
    "actor": [{"text": "The Russian minister", "code": "RUS"}, {"text": "the Iranian envoy", "code": "IRN"}],
    "recipient": [],
    "certain": True,
}
ARREST = {
    "doc": "d",
    "sentence": 2,
    "trigger": "arrested",
    "event": "COERCE",
    "status": "happened",
    "actor": [{"text": "Police", "code": None}],
    "recipient": [{"text": "ten men", "code": None}],
    "certain": True,
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "d.txt").write_text(TEXT)
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, [MEETING, ARREST])))
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, [MEETING, {**ARREST, "certain": False}])))
    return tmp_path


def told(**changes: object) -> Told:
    fields: dict[str, Any] = {
        "document": "d",
        "type": "CONSULT",
        "sentences": frozenset((1,)),
        "actor": party_of([("Russian minister", "RUS")]),
        "recipient": party_of([("Iranian envoy", "IRN")]),
        "status": "happened",
        "is_historical": False,
        "is_attributed": False,
        "country": None,
        "date": "",
    }
    return Told(**{**fields, **changes})


def test_only_what_both_are_sure_of_is_to_be_found(gold: Path) -> None:
    _, first, second = read_gold(gold)
    assert score(first, second, [])["core"] == 1


@pytest.mark.parametrize(
    ("changes", "actor_f1", "full_f1"),
    [
        ({}, 1.0, 1.0),
        ({"type": "AGREE"}, 0.0, 0.0),
        ({"sentences": frozenset((2,))}, 0.0, 0.0),
        ({"actor": party_of([("China", "CHN")]), "recipient": party_of([])}, 0.0, 0.0),
    ],
)
def test_a_match_needs_type_sentence_and_parties(gold: Path, changes: dict, actor_f1: float, full_f1: float) -> None:
    _, first, second = read_gold(gold)
    figures = score(first, second, [told(**changes)])
    assert (figures["type_actor_f1"], figures["type_actor_recipient_f1"]) == (actor_f1, full_f1)


def test_what_is_certain_to_one_reader_only_costs_no_precision(gold: Path) -> None:
    _, first, second = read_gold(gold)
    arrest = told(
        type="COERCE", sentences=frozenset((2,)), actor=party_of([("Police", None)]), recipient=party_of([("ten men", None)])
    )
    assert score(first, second, [told(), arrest])["type_actor_recipient_precision"] == 1.0


def test_a_broken_line_is_named(gold: Path) -> None:
    (gold / "b.jsonl").write_text('{"doc": "d", "event": "AID"}')
    with pytest.raises(CorpusError, match=r"b\.jsonl:1"):
        read_gold(gold)
