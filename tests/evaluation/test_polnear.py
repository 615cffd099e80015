from pathlib import Path

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.polnear import (
    Article,
    Attributed,
    compare,
    read_polnear,
    score_articles,
    score_polnear,
    to_attributions,
    write_standoff,
)
from dragoman.model.span import Span
from dragoman.model.voice import Voice, VoiceKind

TEXT = "“We stay,” the envoy said. “For good.”\n\nIt rained."
SPLIT = """\
T1\tSource 11 20\tthe envoy
T2\tCue 21 25\tsaid
T3\tContent 27 38;0 10\t“For good.” “We stay,”
T4\tAttribution 21 25\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tDiscuss 40 42\tIt
#1\tAnnotatorNotes T5\ta note
"""
ENVOY = Attributed((Span(11, 20),), (Span(21, 25),), (Span(0, 10), Span(27, 38)))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "story_0a1b.ann").write_text(SPLIT, encoding="utf-8")
    return tmp_path


def voice(source: Span | None, cue: Span | None, content: Span) -> Voice:
    return Voice(0, 0, source, None, cue, content, VoiceKind.DIRECT, is_named=False, because="says: a test")


def test_reads_discontinuous_spans_in_text_order(corpus: Path) -> None:
    assert read_polnear(corpus) == [Article("story", "0a1b", TEXT, (ENVOY,))]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="attributions"):
        read_polnear(tmp_path)


def test_a_missing_text_is_named(corpus: Path) -> None:
    (corpus / "text" / "story.txt").unlink()
    with pytest.raises(CorpusError, match=r"story\.txt"):
        read_polnear(corpus)


def test_broken_offsets_are_told_with_their_line(corpus: Path) -> None:
    (corpus / "attributions" / "story_0a1b.ann").write_text("T1\tCue 5 x\tsaid\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"ann:1: offsets 'Cue 5 x'"):
        read_polnear(corpus)


def test_what_is_written_reads_back_the_same(corpus: Path) -> None:
    bare = Attributed((), (Span(21, 25),), (Span(40, 50),))
    path = corpus / "attributions" / "story_0a1b.ann"
    write_standoff(Article("story", "", TEXT, (ENVOY, bare)), path)
    assert read_polnear(corpus)[0].attributions == (ENVOY, bare)


def test_the_cue_and_source_in_the_middle_of_a_content_are_cut_out() -> None:
    assert to_attributions([voice(Span(11, 20), Span(21, 25), Span(0, 38))], TEXT) == (ENVOY,)


def test_voices_inside_a_voice_and_without_a_cue_are_left_out() -> None:
    inner = voice(None, Span(4, 8), Span(1, 9))
    lone = voice(None, None, Span(40, 50))
    outer = voice(Span(11, 20), Span(21, 25), Span(0, 38))
    assert to_attributions([outer, inner, lone], TEXT) == (ENVOY,)


def scored(*found: Attributed) -> dict[str, tuple[int, int, int]]:
    tallies = compare(Article("story", "", TEXT, found), Article("story", "", TEXT, (ENVOY,)))
    return {name: (tally.predicted, tally.gold, tally.right) for name, tally in tallies.items()}


def test_the_same_attribution_is_right_in_every_part() -> None:
    assert set(scored(ENVOY).values()) == {(1, 1, 1)}


def test_half_of_each_others_tokens_is_enough() -> None:
    found = scored(Attributed((Span(15, 20),), (Span(21, 25),), (Span(0, 10),)))
    assert found["source"] == (1, 1, 1)
    assert found["content"] == (1, 1, 1)
    assert found["attribution"] == (1, 1, 1)
    assert found["attribution_exact"] == (1, 1, 0)


def test_less_than_half_is_not() -> None:
    found = scored(Attributed((Span(11, 20),), (Span(21, 25),), (Span(40, 50),)))
    assert found["content"] == (1, 1, 0)
    assert found["attribution"] == (1, 1, 0)


def test_a_source_that_the_gold_lacks_does_not_count_against_the_whole() -> None:
    gold = Article("story", "", TEXT, (Attributed((), ENVOY.cue, ENVOY.content),))
    assert compare(Article("story", "", TEXT, (ENVOY,)), gold)["attribution"].right == 1


def test_each_gold_span_is_matched_once() -> None:
    assert scored(ENVOY, Attributed(ENVOY.source, ENVOY.cue, (Span(0, 10),)))["attribution"] == (2, 1, 1)


def test_nothing_predicted_scores_nothing() -> None:
    gold = Article("story", "", TEXT, (ENVOY,))
    figures = score_articles([Article("story", "", TEXT, ())], [gold])
    assert figures["cue_f1"] == 0
    assert figures["annotated_articles"] == 1


@pytest.mark.learned
def test_scores_what_it_reads_out_of_the_text(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    figures = score_polnear(corpus, out)
    assert figures["attribution_exact_f1"] == 1
    assert (out / "story.ann").read_text(encoding="utf-8").count("\nE") == 1
