"""Sentences packed into windows: every word is there once, in order, and none beyond the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.learned.windows import (
    CLOSE_SOURCE,
    CLOSE_TARGET,
    CLS,
    OPEN_SOURCE,
    OPEN_TARGET,
    SEP,
    mark_pair,
    pack,
    to_batch,
)

WORD = st.lists(st.integers(1000, 2000), min_size=1, max_size=4)
DOCUMENT = st.lists(st.lists(WORD, max_size=30), min_size=1, max_size=12)


@given(DOCUMENT, st.integers(12, 80))
def test_windows_hold_every_sentence_once_and_stay_within_the_limit(document, limit):
    windows = list(pack(document, limit=limit))
    assert [w.first + i for w in windows for i in range(len(w.lengths))] == list(range(len(document)))
    for window in windows:
        assert len(window.pieces) <= limit + len(window.lengths)
        for offset, length in enumerate(window.lengths):
            sentence = document[window.first + offset]
            assert length == len(sentence) or sum(map(len, sentence)) + 2 > limit


@given(DOCUMENT)
def test_pieces_of_words_are_those_of_the_sentences(document):
    for window in pack(document, limit=2000):
        kept = [window.pieces[place] for place in window.piece_index]
        assert kept == [piece for sentence in document for word in sentence for piece in word]
        assert window.word_count == sum(map(len, document))


def test_a_sentence_longer_than_a_window_is_cut_off():
    (window,) = pack([[[7]] * 50], limit=12)
    assert window.lengths == (10,)
    assert window.pieces[0] == CLS
    assert window.pieces[-1] == SEP


def test_batch_counts_words_through_all_windows():
    windows = [next(pack([[[7], [8, 9]]])), next(pack([[[5]]]))]
    batch = to_batch(windows)
    assert batch.word_count == 3
    assert batch.first_word == (0, 2)
    assert batch.word_of_piece.tolist() == [0, 1, 1, 2]
    assert batch.ids.reshape(-1)[batch.piece_index].tolist() == [7, 8, 9, 5]
    assert batch.mask.sum(axis=1).tolist() == [5, 3]


WORDS = [[11], [12, 13], [14], [15]]


@pytest.mark.parametrize(
    ("source", "target", "pieces"),
    [
        ((0, 1), (3, 4), [CLS, OPEN_SOURCE, 11, CLOSE_SOURCE, 12, 13, 14, OPEN_TARGET, 15, CLOSE_TARGET, SEP]),
        ((1, 3), (0, 1), [CLS, OPEN_TARGET, 11, CLOSE_TARGET, OPEN_SOURCE, 12, 13, 14, CLOSE_SOURCE, 15, SEP]),
        ((0, 2), None, [CLS, OPEN_SOURCE, 11, 12, 13, CLOSE_SOURCE, 14, 15, SEP]),
        (None, None, [CLS, 11, 12, 13, 14, 15, SEP]),
    ],
)
def test_marks_stand_around_source_and_target(source, target, pieces):
    marked, source_place, target_place = mark_pair(WORDS, source, target)
    assert marked == pieces
    assert source_place == (pieces.index(OPEN_SOURCE) if source else 0)
    assert target_place == (pieces.index(OPEN_TARGET) if target else 0)


def test_a_long_sentence_keeps_the_part_with_the_marks():
    marked, source, _ = mark_pair([[7]] * 300, (250, 251), (260, 261), limit=64)
    assert len(marked) == 64
    assert marked[source] == OPEN_SOURCE
