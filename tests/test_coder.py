"""What a coder does besides reading documents: the type of a pair that is given."""

import pytest

from dragoman import Span
from dragoman.coder import Coder, stretch_of

SENTENCE = "Police arrested a journalist who had accused the minister of fraud."
POLICE, JOURNALIST = (0, 6), (16, 28)


@pytest.mark.learned
def test_classify_gives_a_distribution_over_the_types_of_the_scheme(coder: Coder) -> None:
    types = coder.classify(SENTENCE, POLICE, JOURNALIST)
    assert set(types) <= set(coder.scheme.types)
    assert sum(types.values()) == pytest.approx(1, abs=1e-4)
    assert max(types, key=types.__getitem__) == "COERCE"


@pytest.mark.learned
@pytest.mark.parametrize(("actor", "recipient", "kind"), [("Iran", "Norway", "ACCUSE"), ("Sweden", "Denmark", "CONSULT")])
def test_classify_depends_on_the_pair(coder: Coder, actor: str, recipient: str, kind: str) -> None:
    sentence = "Iran condemned Norway, and Sweden met with Denmark."
    sides = [Span(sentence.index(name), sentence.index(name) + len(name)) for name in (actor, recipient)]
    types = coder.classify(sentence, *sides)
    assert max(types, key=types.__getitem__) == kind


@pytest.mark.learned
def test_a_side_may_be_missing(coder: Coder) -> None:
    types = coder.classify("Two papers were shut down.", None, (0, 10))
    assert types.keys() == coder.classify(SENTENCE, POLICE, None).keys()


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 3), (0, 99), (6, 7)])
def test_a_span_without_words_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="holds no words"):
        stretch_of(span, SENTENCE)
