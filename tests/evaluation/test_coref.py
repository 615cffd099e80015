"""Coreference is scored as CoNLL-2012 does, and the corpora are read in their own formats."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import CorpusError
from dragoman.evaluation.coref import merge_brackets, score_coref
from dragoman.evaluation.coref_corpora import read_ecbplus, read_gum
from dragoman.evaluation.coref_scores import CorefScores, assign

HEADER = "#FORMAT=WebAnno TSV 3.2\n\n\n"


def chains(*sizes: str) -> list[frozenset[tuple[int, int]]]:
    """Chains of mentions that are called by letters."""
    return [frozenset((ord(letter), 0) for letter in chain) for chain in sizes]


def test_the_measures_on_a_worked_example() -> None:
    """Gold {abc} {defg}, predicted {ab} {cd} {fghi}, of which the figures are known."""
    scores = CorefScores()
    scores.add(chains("abc", "defg"), chains("ab", "cd", "fghi"))
    figures = scores.figures()
    assert figures["muc_recall"] == pytest.approx(2 / 5)
    assert figures["muc_precision"] == pytest.approx(2 / 5)
    assert figures["b_cubed_recall"] == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7, abs=1e-4)
    assert figures["b_cubed_precision"] == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8, abs=1e-4)
    assert figures["ceaf_e_precision"] == pytest.approx((4 / 5 + 4 / 8) / 3, abs=1e-4)
    assert figures["ceaf_e_recall"] == pytest.approx((4 / 5 + 4 / 8) / 2, abs=1e-4)


def test_nothing_predicted_is_no_error() -> None:
    scores = CorefScores()
    scores.add(chains("ab"), [])
    assert scores.figures()["conll_f1"] == 0


@given(st.lists(st.sets(st.sampled_from("abcdefghij"), min_size=2), max_size=3))
def test_gold_scores_itself_in_full(given_chains) -> None:
    apart = [frozenset((ord(letter), number) for letter in chain) for number, chain in enumerate(given_chains)]
    scores = CorefScores()
    scores.add(apart, apart)
    assert scores.figures()["conll_f1"] == (1.0 if apart else 0.0)


def test_the_best_assignment_is_found() -> None:
    assert assign([[4, 1, 3], [2, 0, 5], [3, 2, 2]]) == [0, 2, 1]
    assert assign([[1, 9]]) == [1]


def tsv(tmp_path: Path) -> Path:
    """A document of two sentences: "Maria Osei resigned . She had led Ghana .", She being Maria Osei."""
    rows = [
        "1-1\t0-5\tMaria\tperson[1]\tnew[1]\t_\t_\t_\tcoref\t2-1[2_1]",
        "1-2\t6-10\tOsei\tperson[1]\tnew[1]\t_\t_\t_\t_\t_",
        "1-3\t11-19\tresigned\t_\t_\t_\t_\t_\t_\t_",
        "1-4\t20-21\t.\t_\t_\t_\t_\t_\t_\t_",
        "",
        "#Text=She had led Ghana .",
        "2-1\t22-25\tShe\tperson[2]\tgiv[2]\t_\t_\t_\tbridge\t2-4[0_2]",
        "2-2\t26-29\thad\t_\t_\t_\t_\t_\t_\t_",
        "2-3\t30-33\tled\t_\t_\t_\t_\t_\t_\t_",
        "2-4\t34-39\tGhana\tplace\tnew\t_\t_\t_\t_\t_",
        "2-5\t40-41\t.\t_\t_\t_\t_\t_\t_\t_",
    ]
    path = tmp_path / "GUM_news_osei.tsv"
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return path


def test_gum_is_read(tmp_path) -> None:
    (document,) = read_gum(tsv(tmp_path).parent)
    assert document.text == "Maria Osei resigned.\nShe had led Ghana."
    assert document.genre == "news"
    assert sorted(len(chain) for chain in document.chains) == [1, 2]
    assert [mention[:2] for chain in document.chains if len(chain) == 2 for mention in chain] == [(0, 2), (4, 5)]


@pytest.mark.learned
def test_gum_is_scored(tmp_path) -> None:
    out = tmp_path / "out.conll"
    figures = score_coref(tsv(tmp_path), out)
    assert figures["conll_f1"] == 1.0
    lines = out.read_text().splitlines()
    assert lines[0] == "#begin document (GUM_news_osei); part 000"
    assert [line.split("\t")[3] for line in lines[1:-1]] == ["(0", "0)", "-", "-", "(0)", "-", "-", "-", "-"]


def test_ecbplus_keeps_people_of_marked_sentences(tmp_path) -> None:
    words = [("1_1ecb", 0, 0, "Rain"), ("1_1ecb", 1, 0, "Osei"), ("1_1ecb", 1, 1, "fled"), ("1_1ecb", 1, 2, ".")]
    corpus = "".join("\t".join(map(str, (*word, "-"))) + "\n" for word in words)
    (tmp_path / "ECB_Dev_corpus.txt").write_text(corpus)
    item = {"coref_chain": "HUM1", "doc_id": "1_1ecb", "sent_id": 1, "tokens_number": [0], "mention_type": "HUM_PART_PER"}
    place = {**item, "coref_chain": "LOC1", "mention_type": "LOC"}
    path = tmp_path / "ECB_Dev_Entity_gold_mentions.json"
    path.write_text(json.dumps([item, place]))
    (document,) = read_ecbplus(path)
    assert document.text == "Osei fled."
    assert [[mention.start for mention in chain] for chain in document.chains] == [[0]]


def test_what_is_no_corpus_is_refused(tmp_path) -> None:
    with pytest.raises(CorpusError, match=r"no \.tsv"):
        read_gum(tmp_path)
    bad = tmp_path / "bad.tsv"
    bad.write_text("1-1\t0-5\tMaria\n")
    with pytest.raises(CorpusError, match=r"bad\.tsv:1"):
        read_gum(bad)
    with pytest.raises(CorpusError, match="ECB"):
        read_ecbplus(tmp_path / "ECB_Dev_Entity_gold_mentions.json")


def test_brackets_of_one_token() -> None:
    assert merge_brackets(["(3"], ["3)"]) == "(3)"
    assert merge_brackets([], []) == "-"
