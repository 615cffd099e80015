"""The same input gives the same output, byte for byte, alone or among others, in any order."""

import random
from datetime import date

import pytest

from dragoman.coder import Coder, open_coder
from dragoman.exports.contract_json import encode_claim, encode_record
from dragoman.intake.text import document_from_text
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from tests.conftest import stories


def documents() -> list[Document]:
    texts = [story["text"].replace("*", "") for name in ("actors", "status") for story in stories(name)]
    return [document_from_text(text, published=date(2015, 8, 4)) for text in texts]


def lines(reading: Reading) -> list[bytes]:
    return [*map(encode_record, reading.records or ()), *map(encode_claim, reading.claims or ())]


@pytest.mark.learned
def test_order_and_company_do_not_matter(coder: Coder) -> None:
    together = {reading.document.id: lines(reading) for reading in coder.read(documents())}
    shuffled = documents()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - an order, no secret
    alone = {document.id: lines(coder.read([document])[0]) for document in shuffled}
    assert together == alone


@pytest.mark.learned
def test_another_coder_gives_the_same_bytes(coder: Coder) -> None:
    other = open_coder()
    for one, two in zip(coder.read(documents()), other.read(documents()), strict=True):
        assert lines(one) == lines(two)


@pytest.mark.learned
def test_ids_are_unique_within_a_document(coder: Coder) -> None:
    text = "\n".join(document.text for document in documents())
    reading = coder.read([document_from_text(text, published=date(2015, 8, 4))])[0]
    ids = [record.id for record in reading.records or ()]
    assert len(ids) == len(set(ids)) > 10
