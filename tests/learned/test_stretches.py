"""Stretches are well formed, not over one another, and none where "none" is likelier."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.learned.stretches import LONGEST, Side, find_side

LOG = st.floats(-20, 0)
SCORES = st.integers(1, 61).flatmap(lambda n: st.tuples(*[st.lists(LOG, min_size=n, max_size=n)] * 2))


@given(SCORES)
def test_a_stretch_lies_in_the_sentence(rows):
    side = find_side(np.array(rows[0]), np.array(rows[1]))
    if side is not None:
        assert 0 <= side.start < side.end <= len(rows[0]) - 1
        assert side.end - side.start <= LONGEST
        assert 0 <= side.score <= 1


@given(SCORES, st.integers(0, 50), st.integers(1, 10))
def test_a_second_stretch_leaves_the_first_alone(rows, start, length):
    taken = Side(start, start + length, 1.0)
    side = find_side(np.array(rows[0]), np.array(rows[1]), taken)
    assert side is None or side.end <= taken.start or side.start >= taken.end


def test_none_wins_where_it_is_likelier():
    assert find_side(np.log([0.9, 0.1]), np.log([0.9, 0.1])) is None
    assert find_side(np.log([1.0]), np.log([1.0])) is None
