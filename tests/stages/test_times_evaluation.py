"""Scores on TimeML: what is read from a file, what counts as right, what is written."""

from datetime import date

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.timex import Timex, count, read_timeml, score_timex
from dragoman.evaluation.timex_values import to_plain
from dragoman.model.span import Span
from dragoman.model.when import TimeExpression

FILE = """<?xml version="1.0" ?>
<TimeML>
<DOCID>a</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2014-08-13" functionInDocument="CREATION_TIME">August 13, 2014</TIMEX3></DCT>
<TEXT>
Rebels <EVENT eid="e1" class="OCCURRENCE">attacked</EVENT> the town
 <SIGNAL sid="s1">on</SIGNAL> <TIMEX3 tid="t1" type="DATE"
 value="2014-08-11">Monday</TIMEX3>
 and held it for <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>, R&amp;D said.
</TEXT>
</TimeML>
"""


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "gold" / "part").mkdir(parents=True)
    (tmp_path / "gold" / "part" / "a.tml").write_text(FILE, encoding="utf-8")
    return tmp_path / "gold"


def test_reading_a_file(corpus) -> None:
    document = read_timeml(corpus / "part" / "a.tml")
    assert document.created == date(2014, 8, 13)
    assert [(one.span.of(document.text), one.kind, one.value) for one in document.expressions] == [
        ("Monday", "DATE", "2014-08-11"),
        ("two days", "DURATION", "P2D"),
    ]


@pytest.mark.parametrize("content", ["<TimeML><TEXT>", "<TimeML></TimeML>"])
def test_a_file_in_another_format_is_named(tmp_path, content) -> None:
    (tmp_path / "bad.tml").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.tml"):
        read_timeml(tmp_path / "bad.tml")


def test_a_folder_without_files_is_named(tmp_path) -> None:
    with pytest.raises(CorpusError, match=r"no \.tml files"):
        score_timex(tmp_path, given_spans=False)


def test_each_prediction_is_matched_once() -> None:
    gold = [Timex("t1", Span(0, 4), "DATE", "2014"), Timex("t2", Span(5, 9), "DATE", "2015")]
    guess = TimeExpression(0, 0, Span(0, 9), "DATE", "2014", None, "story")
    sums = count(gold, [guess])
    assert (sums.gold, sums.predicted, sums.relaxed, sums.strict, sums.value) == (2, 1, 1, 0, 1)


@pytest.mark.learned
@pytest.mark.parametrize("given_spans", [True, False])
def test_scores_and_written_predictions(corpus, tmp_path, given_spans) -> None:
    scores = score_timex(corpus, given_spans=given_spans, predictions=tmp_path / "out")
    assert scores["expressions"] == 2
    assert scores["value_accuracy" if given_spans else "value_f1"] == 1.0
    gold, written = read_timeml(corpus / "part" / "a.tml"), read_timeml(tmp_path / "out" / "part" / "a.tml")
    assert written.text == gold.text
    assert [(one.span, one.kind, one.value) for one in written.expressions] == [
        (one.span, one.kind, one.value) for one in gold.expressions
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1998-XX", "1998"),
        ("1998-10-XX", "1998-10"),
        ("199X", "199"),
        ("19XX", "19"),
        ("2000-W7", "2000-W07"),
        ("1989-10-27T24", "1989-10-27T24:00"),
        ("P1E", "P10Y"),
        ("P3Q", "P9M"),
        ("PT24H", "P1D"),
        ("PXDE", "PXE"),
    ],
)
def test_values_that_differ_in_spelling_alone(one, other) -> None:
    assert to_plain(one) == to_plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1989-WXX", "1989-W42"), ("1989", "1989-10"), ("PT25H", "P1D"), ("P7D", "P1W"), ("1998-10-05", "1998-10-05TNI")],
)
def test_values_that_differ_in_meaning(one, other) -> None:
    assert to_plain(one) != to_plain(other)
