"""M2E2: from readings to its event mentions, and the scores, on sentences written in its form."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.coder import Coder
from dragoman.errors import ResourceError
from dragoman.evaluation.crosswalks import to_rules
from dragoman.evaluation.m2e2 import align, load_crosswalk, score, score_m2e2, to_text
from dragoman.scheme import load_scheme

CROSSWALK = load_crosswalk()


def event(kind: str, trigger: tuple[int, int], *arguments: tuple[str, int, int]) -> dict[str, Any]:
    return {
        "trigger": {"start": trigger[0], "end": trigger[1], "text": ""},
        "event_type": kind,
        "arguments": [{"role": role, "start": start, "end": end, "text": ""} for role, start, end in arguments],
    }


def item(text: str, *events: dict[str, Any]) -> dict[str, Any]:
    words = text.replace(".", " .").split()
    return {
        "sentence_id": "s_0",
        "sentence": text[:-1],
        "words": words,
        "golden-entity-mentions": [],
        "golden-event-mentions": list(events),
    }


ARREST = event("Justice:Arrest-Jail", (2, 3), ("Agent", 0, 2), ("Person", 3, 5), ("Place", 6, 7))
GOLD = [
    item("Bergen police arrested two men in Oslo."),
    item("Thousands fled the town."),
]
GOLD[0]["golden-event-mentions"] = [ARREST]
GOLD[1]["golden-event-mentions"] = [event("Movement:Transport", (1, 2), ("Artifact", 0, 1))]


def answers(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**GOLD[0], "golden-event-mentions": list(events)}, {**GOLD[1], "golden-event-mentions": []}]


def test_the_crosswalk_names_only_types_and_modes_of_the_scheme() -> None:
    scheme = load_scheme()
    for rule in CROSSWALK.rules:
        assert rule.type in scheme.types
        assert rule.mode is None or rule.mode in scheme.types[rule.type].modes


def test_a_rule_for_an_unknown_event_is_refused() -> None:
    with pytest.raises(ResourceError, match="'Conflict:War'"):
        to_rules({"events": {}, "rules": [{"type": "ASSAULT", "event": "Conflict:War"}]}, "x.yml")


def test_words_find_their_places_though_the_corpus_drops_signs() -> None:
    text = to_text({"sentence": 'Riot-"Police" cam', "words": ["Riot", "Police", "came"]})
    assert text == 'Riot-"Police" came'
    assert [span and span.of(text) for span in align(text, ["Riot", "Police", "came", "back"])] == [
        "Riot",
        "Police",
        "came",
        None,
    ]


def test_a_right_answer_is_right() -> None:
    figures = score(GOLD, answers(ARREST), CROSSWALK)
    assert {figures[f"trigger_{what}_f1"] for what in ("identification_exact", "classification_head")} == {1}
    assert figures["argument_head_f1"] == 1
    assert "role.Place_f1" not in figures


def test_what_plover_does_not_hold_is_counted_and_not_scored() -> None:
    figures = score(GOLD, answers(ARREST), CROSSWALK)
    assert (figures["events"], figures["not_scored"], figures["not_scored.Movement:Transport"]) == (1, 1, 1)
    flight = event("Movement:Transport", (2, 3))
    assert score(GOLD, answers(ARREST, flight), CROSSWALK)["trigger_classification_exact_precision"] == 1


def test_an_argument_is_right_by_its_head_word() -> None:
    got = event("Justice:Arrest-Jail", (2, 3), ("Agent", 1, 2), ("Person", 0, 1))
    figures = score(GOLD, answers(got), CROSSWALK)
    assert figures["role.Agent_f1"] == 1
    assert figures["role.Person_f1"] == 0
    assert figures["argument_head_f1"] == 0.5


@pytest.mark.parametrize(
    ("gold", "got", "exact", "head"), [((2, 3), (2, 3), 1, 1), ((2, 4), (3, 4), 0, 1), ((2, 3), (3, 4), 0, 0)]
)
def test_a_trigger_is_right_by_its_words_or_by_its_head(
    gold: tuple[int, int], got: tuple[int, int], exact: int, head: int
) -> None:
    wanted = [{**GOLD[0], "golden-event-mentions": [event("Life:Die", gold)]}]
    figures = score(wanted, [{**GOLD[0], "golden-event-mentions": [event("Life:Die", got)]}], CROSSWALK)
    assert (figures["trigger_classification_exact_f1"], figures["trigger_classification_head_f1"]) == (exact, head)
    other = score(wanted, [{**GOLD[0], "golden-event-mentions": [event("Contact:Meet", got)]}], CROSSWALK)
    assert (other["trigger_identification_head_f1"], other["trigger_classification_head_f1"]) == (head, 0)


def test_sentences_without_marks_cost_precision_only_in_the_first_figures() -> None:
    got = answers(ARREST)
    got[1] = {**GOLD[1], "golden-event-mentions": [event("Life:Die", (1, 2))]}
    figures = score(GOLD, got, CROSSWALK)
    assert figures["trigger_classification_exact_precision"] == 0.5
    assert figures["marked.trigger_classification_exact_precision"] == 1


@pytest.mark.learned
@pytest.mark.parametrize(
    ("text", "kind", "trigger", "arguments"),
    [
        ("Police arrested two men.", "Justice:Arrest-Jail", "arrested", {("Agent", "Police"), ("Person", "men")}),
        ("Rebels attacked an army base.", "Conflict:Attack", "attacked", {("Attacker", "Rebels"), ("Target", "base")}),
        ("Gunmen killed a judge.", "Life:Die", "killed", {("Agent", "Gunmen"), ("Victim", "judge")}),
        ("Students held a protest.", "Conflict:Demonstrate", "protest", {("Entity", "Students")}),
        ("Iran accused Norway.", None, None, None),
    ],
)
def test_predictions_have_the_form_of_the_corpus_and_never_see_its_answers(
    coder: Coder, tmp_path: Path, text: str, kind: str, trigger: str, arguments: set[tuple[str, str]]
) -> None:
    wrong = item(text, event("Contact:Phone-Write", (0, 1), ("Entity", 0, 1)))
    for name, events in (("a", wrong["golden-event-mentions"]), ("b", [])):
        (tmp_path / f"{name}.json").write_text(json.dumps([{**wrong, "golden-event-mentions": events}]))
        score_m2e2(tmp_path / f"{name}.json", coder, tmp_path / f"{name}.out")
    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()
    (made,) = json.loads((tmp_path / "a.out").read_text())
    assert made.keys() == wrong.keys()
    found = [
        (one["event_type"], one["trigger"]["text"], {(side["role"], side["text"]) for side in one["arguments"]})
        for one in made["golden-event-mentions"]
    ]
    assert found == ([(kind, trigger, arguments)] if kind else [])
