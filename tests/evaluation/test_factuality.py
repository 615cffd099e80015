import json
from pathlib import Path

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.factuality import (
    Answer,
    load_factuality,
    locate,
    macro_f1,
    score,
    score_factuality,
    to_lines,
)
from dragoman.model.document import Document
from dragoman.model.span import Span

LINES: list[dict] = [
    {"text": "Troops shelled the town .", "targets": [{"span1": [1, 2], "label": 3.0, "span_text": "shelled"}]},
    {
        "text": "They want to meet , or they may talk .",
        "targets": [{"span1": [3, 4], "label": -3.0}, {"span1": [8, 9], "label": -1.0}],
    },
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "dev.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def test_targets_are_stretches_of_the_text(corpus: Path) -> None:
    items = load_factuality(corpus)
    assert [[target.span.of(item.document.text) for target in item.targets] for item in items] == [
        ["shelled"],
        ["meet", "talk"],
    ]


@pytest.mark.parametrize("span", [[9, 10], "x", [1]])
def test_a_target_outside_the_text_is_named_with_its_item(tmp_path: Path, span: object) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": "Troops left .", "targets": [{"span1": span}]}), encoding="utf-8")
    with pytest.raises(CorpusError, match="item 0"):
        load_factuality(path)


def test_predictions_number_the_targets_of_the_whole_corpus(corpus: Path) -> None:
    answers = [[Answer(2.5, is_eventful=True)], [Answer(-2.0, is_eventful=True), Answer(-1.0, is_eventful=True)]]
    lines = to_lines(load_factuality(corpus), answers)
    assert [(line["item"], line["line"], line["target"], line["value"]) for line in lines] == [
        (0, 0, 0, 2.5),
        (1, 1, 0, -2.0),
        (2, 1, 1, -1.0),
    ]


def test_what_is_no_verb_or_noun_counts_for_the_scale_alone(corpus: Path) -> None:
    answers = [[Answer(3.0, is_eventful=True)], [Answer(-3.0, is_eventful=True), Answer(1.0, is_eventful=False)]]
    figures = score(load_factuality(corpus), answers)
    assert figures["macro_f1"] == 1.0
    assert figures["mae"] == pytest.approx(2 / 3, abs=1e-3)


def test_each_corpus_has_its_own_figures_where_items_name_theirs(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    marked = [{**line, "corpus": name} for line, name in zip(LINES, ("news", "talk"), strict=True)]
    path.write_text("".join(json.dumps(line) + "\n" for line in marked), encoding="utf-8")
    answers = [[Answer(3.0, is_eventful=True)], [Answer(-3.0, is_eventful=True), Answer(-1.0, is_eventful=True)]]
    figures = score(load_factuality(path), answers)
    assert (figures["targets"], figures["news_targets"], figures["talk_targets"]) == (3, 1, 2)
    assert figures["talk_pearson_r"] == 1.0


def test_no_answer_right_scores_nothing() -> None:
    assert macro_f1([True, False], [False, True]) == 0.0


@pytest.mark.learned
def test_a_target_is_the_token_that_heads_its_words(parsed, corpus: Path) -> None:
    item = load_factuality(corpus)[1]
    reading = parsed([Document("x", item.document.text)])[0]
    _, parse, head = locate(reading, item.targets[1])
    assert parse.tokens[head].text == "talk"


@pytest.mark.learned
def test_what_happened_stands_above_what_did_not(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    figures = score_factuality(corpus, out)
    values = [json.loads(line)["value"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert figures["macro_f1"] == 1.0
    assert values[0] > 1 > -1 > values[1]
    assert all(-3 <= value <= 3 for value in values)


@pytest.mark.learned
def test_answers_do_not_depend_on_the_labels(corpus: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.jsonl"
    stripped = [{**line, "targets": [{"span1": target["span1"]} for target in line["targets"]]} for line in LINES]
    bare.write_text("".join(json.dumps(line) + "\n" for line in stripped), encoding="utf-8")
    score_factuality(corpus, tmp_path / "a")
    figures = score_factuality(bare, tmp_path / "b")
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()
    assert figures["targets"] == 0


def test_a_span_of_several_words_reaches_from_the_first_to_the_last(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": "They took part .", "targets": [{"span1": [1, 3]}]}), encoding="utf-8")
    assert load_factuality(path)[0].targets[0].span == Span(5, 14)
