"""Every span of every record is the words that it says, whatever the text holds."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.intake.text import document_from_text

REPORTS = (
    "Russian Foreign Minister Sergey Lavrov met John Kerry in Doha on Monday, the ministry said.",
    "Police arrested 12 protesters in Cairo, officials said.",
    "“We will never accept this,” Iran’s president said. The US imposed sanctions on Iran last week.",
    "Rebels killed at least four soldiers near Aleppo",
    "According to Reuters, Turkey may withdraw its troops from Syria.",
)
ODD = (
    "😀", "👩‍👩‍👧", "قال الوزير", "e\u0301", "\r\n", "\x00", "\u00a0", "\u2028", "\ufeff", "\u200f", "\t\t", "𝔸",
    "\ud800", "—", "…", "“", '"', "((", "«",
)  # fmt: skip
PIECES = st.one_of(st.sampled_from(REPORTS), st.sampled_from(ODD), st.text(max_size=12))


def spans_hold(coder: Coder, text: str) -> int:
    document = document_from_text(text, published=date(2015, 8, 4))
    reading = coder.read([document])[0]
    for record in reading.records or ():
        for evidence in record.evidence:
            assert document.text[evidence.span.start : evidence.span.end] == evidence.text
            assert evidence.text
        fields = {evidence.field for evidence in record.evidence}
        assert {"event", "actor[0]"} <= fields
        assert document.text[record.text_info.span.start : record.text_info.span.end].strip()
    for claim in reading.claims or ():
        assert document.text[claim.span.start : claim.span.end] == claim.text
    for voice in reading.attribution or ():
        assert voice.content.end <= len(document.text)
    return len(reading.records or ())


@pytest.mark.learned
@settings(max_examples=60)
@given(pieces=st.lists(PIECES, min_size=1, max_size=8), glue=st.sampled_from([" ", "\n", "", "\r\n\r\n"]))
def test_spans_hold_in_any_text(coder: Coder, pieces: list[str], glue: str) -> None:
    spans_hold(coder, glue.join(pieces))


@pytest.mark.learned
@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_odd_characters_between_sentences_cost_no_record(coder: Coder, odd: str) -> None:
    plain = spans_hold(coder, "\n".join(REPORTS))
    assert plain >= 4
    assert spans_hold(coder, f"\n{odd}\n".join(REPORTS)) >= plain - 1


@pytest.mark.learned
def test_empty_and_blank_texts_have_no_records(coder: Coder) -> None:
    for text in ("", " \n ", "\x00", "😀"):
        assert spans_hold(coder, text) == 0
