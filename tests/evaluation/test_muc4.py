"""MUC-4: from readings to templates, and the scores, on reports written in its form."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.coder import Coder
from dragoman.evaluation.muc4 import ALL_SLOTS, entities_of, head_noun, load_reader, score, score_muc4, to_text
from dragoman.scheme import load_scheme

REPORT = (
    "two gunmen kidnapped judge carlos vidal in lima on monday.  police said that the two gunmen fled.    "
    "guerrillas bombed a bank in the town."
)


def template(kind: str, **slots: list[list[str]]) -> dict[str, Any]:
    fills = {slot: [[[words, 0] for words in entity] for entity in slots.get(slot, [])] for slot in ALL_SLOTS}
    return {"incident_type": kind, **fills}


def figures(gold: list[dict[str, Any]], got: list[dict[str, Any]]) -> dict[str, float]:
    return score([{"templates": gold}], [{"templates": got}])


def test_the_crosswalk_names_only_types_and_modes_of_the_scheme() -> None:
    scheme, reader = load_scheme(), load_reader()
    for rule in reader.rules:
        assert rule.type in scheme.types
        assert rule.mode is None or rule.mode in scheme.types[rule.type].modes


def test_lines_and_large_letters_come_back_and_offsets_stay() -> None:
    text = to_text(REPORT)
    assert len(text) == len(REPORT)
    assert text.lower().split() == REPORT.split()
    assert [line.strip()[:6] for line in text.splitlines() if line.strip()] == ["Two gu", "Police", "Guerri"]


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("members of the 8th front", "members"),
        ("torrado's son, william", "son"),
        ("president (alfredo cristiani)", "president"),
        ("4-wheel drive vehicle", "vehicle"),
        ('"santo tomas" presidential farm', "farm"),
        ("fmln", "fmln"),
    ],
)
def test_head_noun(words: str, head: str) -> None:
    assert head_noun(words) == head


@pytest.mark.parametrize(
    ("got", "by_head", "exact"),
    [
        ([["rebels"]], 1, 1),
        ([["leftist rebels"]], 1, 0),
        ([["column", "rebels"]], 0, 0),
        ([["rebels"], ["armed rebels"]], 2 / 3, 2 / 3),
        ([], 0, 0),
    ],
)
def test_a_fill_is_right_by_its_first_string_and_each_gold_entity_counts_once(
    got: list[list[str]], by_head: float, exact: float
) -> None:
    gold = [template("attack", PerpInd=[["rebels", "guerrillas"]])]
    found = figures(gold, [template("attack", PerpInd=got)])
    assert (found["PerpInd_f1"], found["PerpInd_exact_f1"]) == pytest.approx((by_head, exact), abs=1e-4)


def test_fills_count_once_over_the_templates_of_a_document() -> None:
    gold = [template("attack", Target=[["bus", "car"]]), template("arson", Target=[["car"], ["house"]])]
    assert entities_of(gold, "Target") == [["bus", "car"], ["house"]]
    found = figures(gold, [template("attack", Target=[["house"], ["bus"]])])
    assert (found["Target_f1"], found["incident_recall"], found["incident.arson_f1"]) == (1, 0.5, 0)


def test_relevance_counts_documents() -> None:
    gold: list[dict[str, Any]] = [{"templates": [template("bombing / attack")]}, {"templates": []}, {"templates": []}]
    got: list[dict[str, Any]] = [
        {"templates": [template("bombing")]},
        {"templates": [template("attack")]},
        {"templates": []},
    ]
    found = score(gold, got)
    assert (found["documents"], found["relevant_precision"], found["relevant_recall"]) == (3, 0.5, 1)
    assert found["incident.bombing_f1"] == 1


@pytest.mark.learned
def test_predictions_have_the_form_of_the_corpus_and_never_see_its_answers(coder: Coder, tmp_path: Path) -> None:
    wrong = {"docid": "d", "doctext": REPORT, "templates": [template("robbery", Victim=[["nobody"]])]}
    for name, templates in (("a", wrong["templates"]), ("b", [])):
        (tmp_path / f"{name}.json").write_text(json.dumps({**wrong, "templates": templates}) + "\n")
        score_muc4(tmp_path / f"{name}.json", coder, tmp_path / f"{name}.out")
    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()
    made = json.loads((tmp_path / "a.out").read_text())
    assert made.keys() == wrong.keys()
    by_type = {each["incident_type"]: each for each in made["templates"]}
    assert set(by_type) == {"bombing", "kidnapping"}
    assert [fill[0][0] for fill in by_type["kidnapping"]["PerpInd"]] == ["two gunmen"]
    assert [fill[0][0] for fill in by_type["bombing"]["Target"]] == ["bank"]
    for each in made["templates"]:
        for slot in ALL_SLOTS:
            assert all(REPORT[start:].startswith(words) for fill in each[slot] for words, start in fill)
