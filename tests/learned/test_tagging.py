"""Tags are well formed whatever the scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.learned.tagging import best_tags, may_follow

NAMES = ["O", "B-S", "I-S", "B-T", "I-T"]
ROWS = st.lists(st.lists(st.floats(-20, 0), min_size=5, max_size=5), max_size=12)


@given(ROWS)
def test_no_tag_goes_on_with_what_was_not_begun(rows):
    tags = best_tags(np.array(rows).reshape(-1, 5), NAMES)
    assert len(tags) == len(rows)
    assert all(may_follow(before, after) for before, after in zip(["O", *tags], tags, strict=False))


def test_the_best_tags_stand_where_they_are_allowed():
    scores = np.full((3, 5), -9.0)
    scores[0, 1] = scores[1, 2] = scores[2, 0] = -0.1
    assert best_tags(scores, NAMES) == ["B-S", "I-S", "O"]
