"""The loader and scorer of the CAMEO source and target corpus."""

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.cameo_ner import load_cameo_ner, score, to_spans, to_text

TEXT = "Rebels B-S\nfreed O\ntwo B-T\nmen I-T\n. O\n\nHe B-S\nquit O\n"


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "train.txt"
    made.write_text(TEXT, encoding="utf-8")
    return made


def test_round_trip(path):
    sentences = load_cameo_ner(path)
    assert [each.words for each in sentences] == [("Rebels", "freed", "two", "men", "."), ("He", "quit")]
    assert to_text(sentences, [each.tags for each in sentences]) == TEXT


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-S", "B-S", "I-S"], {("S", 0, 1), ("S", 1, 3)}),
        (["O", "I-T", "I-T"], {("T", 1, 3)}),
        (["B-S", "I-T"], {("S", 0, 1), ("T", 1, 2)}),
    ],
)
def test_spans(tags, spans):
    assert to_spans(tags) == spans


def test_borders_must_be_exact(path):
    gold = [each.tags for each in load_cameo_ner(path)]
    got = [["B-S", "O", "O", "B-T", "O"], ["B-S", "O"]]
    figures = score(gold, got)
    assert figures["source.f1"] == 1
    assert figures["target.f1"] == 0


def test_a_line_without_a_tag_is_refused(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("Rebels B-S\nfreed\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=":2:"):
        load_cameo_ner(path)
