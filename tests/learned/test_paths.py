"""Paths from a trigger to a candidate, on trees written by hand."""

import pytest

from dragoman.learned.paths import backoff, distance, path
from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token


def tree(*rows):
    """A parse of (text, tag, label, head) rows."""
    tokens, at = [], 0
    for index, (text, tag, dep, head) in enumerate(rows):
        tokens.append(Token(index, Span(at, at + len(text)), text, text.lower(), tag, "X", dep, head))
        at += len(text) + 1
    return Parse(0, tuple(tokens))


SENT = tree(
    ("Russia", "NNP", "nsubj", 1),
    ("sent", "VBD", "ROOT", 1),
    ("troops", "NNS", "dobj", 1),
    ("to", "IN", "prep", 1),
    ("Syria", "NNP", "pobj", 3),
    ("and", "CC", "cc", 4),
    ("Iraq", "NNP", "conj", 4),
    ("and", "CC", "cc", 6),
    ("Iran", "NNP", "conj", 6),
)


@pytest.mark.parametrize(
    ("trigger", "candidate", "expected"),
    [
        (1, 0, "V:nsubj"),
        (1, 2, "V:dobj"),
        (1, 4, "V:pobj.to^prep"),
        (1, 6, "V:conj^pobj.to^prep"),
        (1, 8, "V:conj^pobj.to^prep"),
        (2, 0, "N:nsubj>dobj"),
        (2, 1, "N:>dobj"),
    ],
)
def test_path(trigger, candidate, expected):
    assert path(SENT, trigger, candidate) == expected


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [("V:nsubj", "V:nsubj"), ("V:pobj.to^prep", "V:pobj+"), ("N:nsubj>dobj", "N:nsubj>"), ("V:5/6", "V:5/6")],
)
def test_backoff(fine, coarse):
    assert backoff(fine) == coarse


def test_words_of_two_trees_are_apart():
    assert path(tree(("Go", "VB", "ROOT", 0), ("Home", "NN", "ROOT", 1)), 0, 1) == "V:apart"


def test_distance_tells_sides_and_sentences_apart():
    bins = [
        distance(0, -20),
        distance(0, -2),
        distance(0, 2),
        distance(0, 20),
        distance(1, 0),
        distance(-1, 0),
        distance(-3, 0),
    ]
    assert len(set(bins)) == len(bins)
    assert all(0 <= each < 12 for each in bins)
