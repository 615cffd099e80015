"""Claims: what voices say that is no event."""

from datetime import date

import pytest

from dragoman.intake.text import document_from_text

pytestmark = pytest.mark.learned


def claims_of(coder, text: str):
    return coder.read([document_from_text(text, published=date(2019, 5, 6))])[0].claims


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Experts say that rebuilding the town will take years.",
            [(["Experts"], "that rebuilding the town will take years")],
        ),
        (
            "“We believe that the winter will be hard,” the mayor of Oslo said.",
            [(["the mayor of Oslo"], "We believe that the winter will be hard,")],
        ),
        (
            "According to Reuters, the ministry said that prices had risen by half.",
            [(["Reuters", "the ministry"], "that prices had risen by half")],
        ),
        (
            "“The winter will be hard,” the mayor said. “The roads are bad.”",
            [(["the mayor"], "“The winter will be hard,” the mayor said. “The roads are bad.”")],
        ),
        ("The mayor called it off. The minister mentioned it.", []),
    ],
    ids=["no event", "own words in a quotation", "passed on", "broken quotation", "nothing said"],
)
def test_claims(coder, text: str, expected: list) -> None:
    found = [([link.source.entity_text for link in claim.attribution], claim.text) for claim in claims_of(coder, text)]
    assert found == expected


def test_a_claim_is_about_those_named_in_it_and_not_about_its_speaker(coder) -> None:
    text = "“Norway is a good neighbour,” Vladimir Putin said. “Its winters are hard.”"
    assert [entity.code for claim in claims_of(coder, text) for entity in claim.about] == ["NOR"]


def test_the_words_of_a_claim_stand_at_its_offsets(coder) -> None:
    text = "The governor warned that the “old” bridge was unsafe."
    for claim in claims_of(coder, text):
        assert text[claim.span.start : claim.span.end] == claim.text
