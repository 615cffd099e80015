from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.document import Document
from dragoman.stages.sentences import find_sentences, load_sentence_words
from dragoman.stages.voices.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [
        quotation.span.of(text)
        for quotation in find_quotations(text, find_sentences(Document("one", text), load_sentence_words()))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("''One,'' he said, ''and two.''", ["''One,''", "''and two.''"]),
        ("``One,'' he said.", ["``One,''"]),
        ("«One», he said.", ["«One»"]),
        ("'One,' he said.", ["'One,'"]),
        ("‘One,’ he said.", ["‘One,’"]),
        ("The workers' union and the firms' heirs met.", []),
        ("It's the '90s and they don't care.", []),
        ("He said the workers' 'losses' were 'huge'.", ["'losses'", "'huge'"]),
        ("“He said ‘no’ to us,” she said.", ["“He said ‘no’ to us,”"]),
        ("'He said \"no\" to us.'", ['"no"']),
        ("“It's unusual,“ said Weiss. He left.", ["“It's unusual,“"]),
        ("“It [the deal] (signed) is dead.”", ["“It [the deal] (signed) is dead.”"]),
        ("“One.\n\n“Two,” he said.", ["“One.\n\n“Two,”"]),
        ("“One is not closed. He left.\n\nThe port is shut.", ["“One is not closed. He left."]),
        ('The gap was 5" wide.', []),
        ("He closed” what was not open.", []),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="“”\"'’‘«» ab.,\n", max_size=60))
def test_quotations_are_ordered_and_apart(text: str) -> None:
    found = find_quotations(text, find_sentences(Document("one", text), load_sentence_words()))
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert all(len(quotation.span) > 0 for quotation in found)
