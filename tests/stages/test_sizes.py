"""Tolls as sentences give them."""

import pytest

from dragoman.model.document import Document
from dragoman.stages.sizes import find_tolls, load_size_words

WORDS = load_size_words()


@pytest.mark.learned
@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("The bomb killed 12 people.", [("dead", 12, 12)]),
        ("Four soldiers were killed and nine wounded.", [("dead", 4, 4), ("injured", 9, 9)]),
        ("At least 1,200 people died in the raids.", [("dead", 1200, 1200)]),
        ("Police arrested three men.", [("arrested", 3, 3)]),
        ("The blast left 20 people dead.", [("dead", 20, 20)]),
        ("Police killed the man.", []),
        ("The soldiers killed in 2014 were buried.", []),
    ],
)
def test_tolls(parsed, text: str, tolls: list[tuple[str, int, int]]) -> None:
    reading = parsed([Document("x", text)])[0]
    found = list(find_tolls(reading.syntax[0], WORDS))
    assert [(toll.field, toll.low, toll.high) for toll in found] == tolls
    assert all(toll.span.of(text) for toll in found)
