"""The numpy layers on weights written by hand."""

import numpy as np
import pytest

from dragoman.learned.heads import Heads, Labels, softmax

LABELS = Labels(
    types=("AID", "COERCE"),
    statuses=("happened",),
    modes=("COERCE arrest", "COERCE seize"),
    tags=("", "NN"),
    deps=("", "dobj"),
    paths=("", "V:dobj", "other"),
    coarse=("", "other"),
)


def heads(**weights):
    return Heads(
        {name.replace("__", "."): np.array(value, dtype=np.float32) for name, value in weights.items()}, {"types": 2.0}
    )


def test_modes_are_those_of_the_types_asked_for():
    assert LABELS.modes_of({"COERCE"}, np.array([0.5, 0.25])) == {"COERCE": {"arrest": 0.5, "seize": 0.25}}
    assert LABELS.modes_of({"AID"}, np.array([0.5, 0.25])) == {"AID": {}}


def test_what_was_not_seen_is_number_nought():
    assert LABELS.tag_index.get("XX", 0) == 0
    assert (LABELS.elsewhere_path, LABELS.elsewhere_coarse) == (2, 1)


def test_widen_adds_tag_and_label():
    made = heads(tag__weight=[[0, 0], [1, 2]], dep__weight=[[0], [3]])
    wide = made.widen(np.zeros((2, 1), dtype=np.float32), np.array([0, 1]), np.array([1, 0]))
    assert wide.tolist() == [[0, 0, 0, 3], [0, 1, 2, 0]]


def test_types_are_softened_by_the_temperature():
    identity = np.eye(2)
    made = heads(type_hidden__weight=identity, type_hidden__bias=[0, 0], type_out__weight=identity, type_out__bias=[0, 0])
    (row,) = made.types(np.array([[2.0, -5.0]], dtype=np.float32))
    assert row.tolist() == pytest.approx(softmax(np.array([1.0, 0.0])).tolist())
