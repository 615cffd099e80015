"""Sentence borders, one line of the table a trouble of real feeds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.document import Document
from dragoman.stages.sentences import find_sentences, load_sentence_words

WORDS = load_sentence_words()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Talks fail\nThe talks failed on Monday.", ["Talks fail", "The talks failed on Monday."]),
        ("Mr. Trump met Gen. Sisi in Washington.", ["Mr. Trump met Gen. Sisi in Washington."]),
        ("The U.S. Secretary of State left. He flew home.", ["The U.S. Secretary of State left.", "He flew home."]),
        ("It came from the U.S. The plane landed.", ["It came from the U.S.", "The plane landed."]),
        ("“Go home.” They went.", ["“Go home.”", "They went."]),
        ("“Leave now!” Trump said on Monday.", ["“Leave now!” Trump said on Monday."]),
        ("“Will you go?” he asked. No.", ["“Will you go?” he asked.", "No."]),
        ("John F. Kennedy won.", ["John F. Kennedy won."]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("One.\r\n\r\nTwo.\u2028Three.", ["One.", "Two.", "Three."]),
        (
            "The government of the country said on Monday that it\nwould send help to the towns.",
            ["The government of the country said on Monday that it\nwould send help to the towns."],
        ),
        ("He wrote “never.” (He meant it.) Then he left.", ["He wrote “never.”", "(He meant it.)", "Then he left."]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_borders(text: str, sentences: list[str]) -> None:
    assert [sentence.span.of(text) for sentence in find_sentences(Document("x", text), WORDS)] == sentences


def test_a_line_without_full_stop_is_a_headline() -> None:
    found = find_sentences(Document("x", "Talks fail again\nThe talks failed. Nobody cared."), WORDS)
    assert [(sentence.is_headline, sentence.block) for sentence in found] == [(True, 0), (False, 1), (False, 1)]


@given(st.text(max_size=400))
def test_sentences_are_in_order_and_apart_and_cover_all_but_white_space(text: str) -> None:
    found = find_sentences(Document("x", text), WORDS)
    assert [sentence.index for sentence in found] == list(range(len(found)))
    covered: set[int] = set()
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for sentence in found:
        covered.update(range(sentence.span.start, sentence.span.end))
    borders = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
    assert all(i in covered or letter.isspace() or letter in borders for i, letter in enumerate(text))
