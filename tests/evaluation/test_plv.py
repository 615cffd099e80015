"""The loader, the folding of types and the scorer of PLV."""

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.plv import load_plv, predict, score, to_lines
from dragoman.learned.heads import Convention

TABLE = (
    "uid\tmarked_sentence\tgold_root\n"
    "a\t<s>Norway</s> freed <t>two men</t>.\tYIELD\n"
    "b\t<t>Two papers</t> were shut.\tCOERCE\n"
    "c\tOn Monday <s>he</s> quit.\tYIELD\n"
)


@pytest.fixture
def sentences(tmp_path):
    path = tmp_path / "plv.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return load_plv(path)


def test_marks_become_offsets(sentences):
    first, second, third = sentences
    assert first.text == "Norway freed two men."
    assert first.text[slice(*first.source)] == "Norway"
    assert first.text[slice(*first.target)] == "two men"
    assert (second.source, second.text[slice(*second.target)]) == (None, "Two papers")
    assert third.target is None


class Answers:
    """Stands in for the coder: gives what it was told to."""

    def __init__(self, *answers):
        self.answers = answers

    def classify_all(self, items, *, convention):
        assert convention is Convention.PLV
        return list(self.answers[: len(items)])


def test_concede_and_retreat_count_together(sentences):
    coder = Answers({"CONCEDE": 0.3, "RETREAT": 0.3, "AID": 0.4}, {"COERCE": 0.6, "AID": 0.4}, {"AID": 1.0})
    types = predict(sentences, coder)  # type: ignore[arg-type]
    assert types == ["YIELD", "COERCE", "AID"]
    assert to_lines(sentences, types)[0] == {"uid": "a", "event": "YIELD"}


def test_macro_f1_is_over_the_gold_types(sentences):
    figures = score(sentences, ["RETREAT", "COERCE", "AID"])
    assert figures["f1.YIELD"] == pytest.approx(2 / 3)
    assert figures["macro_f1"] == pytest.approx((2 / 3 + 1) / 2)


def test_another_table_is_refused(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="marked_sentence"):
        load_plv(path)
