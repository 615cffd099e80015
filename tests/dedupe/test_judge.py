"""Candidates, features and reasons: what is compared, and what is said of a pair."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dedupe.blocking import candidate_pairs, in_order
from dragoman.dedupe.cluster import MILLION, Verdicts, cluster
from dragoman.dedupe.derive import open_judge
from dragoman.dedupe.features import FEATURES, Pairs, feature_matrix
from dragoman.dedupe.sources import load_agencies, root_of
from dragoman.dedupe.words import load_words, stem_of
from dragoman.model.status import Status
from dragoman.model.when import Grain
from tests.dedupe.telling import table_of, tell

JUDGE = open_judge()


def meet(doc, **fields):
    return tell(doc, ["Lavrov", "Mashaal"], "CONSULT", **fields)


def candidates(*told):
    table = in_order(table_of(told))
    parts = list(candidate_pairs(table, JUDGE.families))
    return [{table.ids[a], table.ids[b]} for left, right in parts for a, b in zip(left, right, strict=True)]


@pytest.mark.parametrize(
    ("other", "is_compared"),
    [
        (meet("b"), True),
        (meet("b", day="2015-08-06"), True),
        (meet("b", day="2015-08-12"), False),
        (meet("b", day="2015-08-01", grain=Grain.MONTH), True),
        (meet("b", day="2015-07-01", grain=Grain.MONTH), False),
        (meet("b", status=Status.PLANNED), False),
        (meet("b", status=Status.DENIED), True),
        (tell("b", ["Lavrov", "Mashaal"], "ASSAULT"), False),
        (tell("b", ["Kerry"], "CONSULT", ["Fidan"], words="summit"), False),
        (tell("b", ["Lavrov"], "AGREE", ["Mashaal"]), True),
    ],
)
def test_only_what_may_be_one_event_is_compared(other, is_compared):
    first = meet("a")
    assert ({first[1].id, other[1].id} in candidates(first, other)) is is_compared


def test_each_pair_is_compared_once():
    found = candidates(*(meet(f"d{number}", grain=Grain.WEEK, day=f"2015-08-0{number + 1}") for number in range(6)))
    assert len(found) == len({frozenset(pair) for pair in found})


def test_many_records_of_one_key_make_no_more_than_their_share_of_pairs():
    counts = [len(candidates(*(meet(f"d{number}") for number in range(size)))) for size in (200, 400)]
    assert counts[1] < 2.2 * counts[0]


def test_a_pair_has_the_same_figures_either_way_round():
    table = table_of(
        [meet("a"), tell("b", ["Russia"], "ASSAULT", ["Mashaal"], town="Doha", dead=3), meet("c", town="Geneva")]
    )
    left, right = np.array(list(combinations(range(3), 2))).T
    names = tuple(FEATURES)
    there, back = feature_matrix(Pairs(table, left, right), names), feature_matrix(Pairs(table, right, left), names)
    assert np.allclose(there, back)
    assert np.isfinite(there).all()
    assert (there >= 0).all()
    assert (there <= 1.0001).all()


def test_what_a_pair_comes_to_does_not_depend_on_the_others():
    table = table_of([meet(f"d{number}", day=f"2015-08-0{number + 1}") for number in range(5)])
    left, right = np.array(list(combinations(range(5), 2))).T
    whole = JUDGE.model.probabilities(Pairs(table, left, right))
    single = [JUDGE.model.probabilities(Pairs(table, left[[n]], right[[n]]))[0] for n in range(len(left))]
    assert whole.tolist() == single


def test_reasons_are_those_that_weigh_most():
    table = table_of([meet("a"), meet("b", words="talks")])
    ((chance, because),) = JUDGE.reasons(table, [(0, 1)])
    assert 0 < chance < 1
    assert because.startswith("same type (+")


@pytest.mark.parametrize(
    ("text", "publication", "expected"),
    [
        ("CAIRO (AP) - Talks began.", "The Daily", "Associated Press"),
        ("The party (UPP) met.", "The Daily", "The Daily"),
        ("Talks began.", None, "d1"),
        ("x" * 400 + " (AP)", "The Daily", "The Daily"),
    ],
)
def test_a_report_is_that_of_the_agency_whose_mark_it_bears(text, publication, expected):
    assert root_of(text, publication, "d1", load_agencies()) == expected


def test_rare_words_weigh_more():
    words = load_words()
    assert words.weight(stem_of("the")) < words.weight(stem_of("minister")) < words.weight(stem_of("zeppelin"))


chances = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(0, MILLION),
    max_size=20,
)


@given(chances, st.randoms())
def test_groups_do_not_depend_on_the_order_of_pairs(known, dice):
    shuffled = dict(dice.sample(list(known.items()), len(known)))
    found = cluster(known, Verdicts(), MILLION // 2)
    assert cluster(shuffled, Verdicts(), MILLION // 2) == found
    rows = [row for group in found for row in group]
    assert len(rows) == len(set(rows))


@given(chances)
def test_a_group_is_more_likely_one_than_not(known):
    least = MILLION // 2
    for group in cluster(known, Verdicts(), least):
        pairs = list(combinations(group, 2))
        assert max(known.get(pair, 0) for pair in pairs) >= least
