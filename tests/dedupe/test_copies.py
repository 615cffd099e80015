"""Near copies: found whatever the order, linked to the earliest, kept as bytes."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dedupe.copies import BANDS, CopyIndex, Signature, Signed, is_near_copy, jaccard, link_copies, sign

WORDS = [
    a + b
    for a in ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu")
    for b in ("dan", "fel", "gor", "hin", "kas", "lum")
]
DAY = date(2020, 1, 1)


def report(seed: int, words: int = 300) -> str:
    chooser = random.Random(seed)  # noqa: S311 - words, not secrets
    return " ".join(chooser.choice(WORDS) for _ in range(words))


def edited(text: str, every: int) -> str:
    words = text.split()
    return " ".join(f"{word}x" if number % every == every // 2 else word for number, word in enumerate(words))


def exact(first: str, second: str) -> float:
    sets = [{tuple(words[at : at + 3]) for at in range(len(words) - 2)} for words in (first.split(), second.split())]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


# Reports of three families, each text somewhat changed against the others of its family, some of them alike.
signed_reports = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([7, 19, 23, 29, 40, 60, 1000]), st.integers(0, 3) | st.none()), max_size=9
).map(
    lambda rows: [
        Signed(f"d{number}", None if day is None else DAY + timedelta(day), sign(edited(report(family, 120), every)))
        for number, (family, every, day) in enumerate(rows)
    ]
)


@given(signed_reports, st.randoms(use_true_random=False))
def test_links_do_not_depend_on_the_order(documents: list[Signed], chooser: random.Random) -> None:
    links = link_copies(documents)
    shuffled = documents[:]
    chooser.shuffle(shuffled)
    assert link_copies(shuffled) == links
    index = CopyIndex()
    for document in shuffled:
        assert index.add_signed(document) == index.original_of(document.doc_id)
    assert {document.doc_id: index.original_of(document.doc_id) for document in documents} == {
        document.doc_id: links.get(document.doc_id) for document in documents
    }


@given(signed_reports)
def test_originals_are_earlier_near_and_no_copies(documents: list[Signed]) -> None:
    by_id = {document.doc_id: document for document in documents}
    links = link_copies(documents)
    for copy, original in links.items():
        assert original not in links
        assert by_id[original].order < by_id[copy].order
        assert jaccard(by_id[copy].signature, by_id[original].signature) >= 0.8
    originals = [document for document in documents if document.doc_id not in links]
    for document in originals:
        others = (other for other in originals if other.order < document.order)
        assert all(jaccard(document.signature, other.signature) < 0.8 for other in others)


@given(signed_reports, st.integers(0, 8))
def test_what_is_removed_leaves_no_trace(documents: list[Signed], place: int) -> None:
    index = CopyIndex()
    for document in documents:
        index.add_signed(document)
    gone = documents[place : place + 1]
    for document in gone:
        index.remove(document.doc_id)
    assert index.links() == link_copies(document for document in documents if document not in gone)
    assert len(index) == len(documents) - len(gone)


@given(st.text(max_size=300))
def test_signatures_survive_as_bytes(text: str) -> None:
    signature = sign(text)
    assert Signature.from_bytes(signature.to_bytes()) == signature
    assert len(signature.bands) in (0, BANDS)
    assert all(-(2**63) <= key < 2**63 for key in signature.bands)
    assert sign(text) == signature


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff" * 400])
def test_signature_of_another_version_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="version"):
        Signature.from_bytes(data)


@pytest.mark.parametrize("every", [7, 20, 30, 60])
def test_similarity_is_that_of_the_shingles(every: int) -> None:
    text = report(1)
    other = edited(text, every)
    assert jaccard(sign(text), sign(other)) == pytest.approx(exact(text, other), abs=1e-6)
    assert is_near_copy(text, other) == (exact(text, other) >= 0.8)


def test_nearly_all_pairs_at_the_threshold_share_a_band() -> None:
    found = near = 0
    for seed in range(300):
        text = report(seed)
        first, second = sign(text), sign(edited(text, 28))
        if jaccard(first, second) >= 0.8:
            near += 1
            found += bool(set(first.bands) & set(second.bands))
    assert near > 250
    assert found >= 0.99 * near


def test_earliest_report_becomes_the_original_though_it_comes_last() -> None:
    index = CopyIndex()
    text = report(1)
    assert index.add("late", text, date(2020, 1, 3)) is None
    assert index.add("later", edited(text, 60), date(2020, 1, 4)) == "late"
    assert index.add("undated", text) == "late"
    assert index.add("other", report(2), date(2020, 1, 1)) is None
    assert index.add("first", edited(text, 90), date(2020, 1, 1)) is None
    assert index.links() == {"late": "first", "later": "first", "undated": "first"}


def test_same_day_goes_by_id() -> None:
    text = report(1)
    assert link_copies([Signed("b", DAY, sign(text)), Signed("a", DAY, sign(text))]) == {"b": "a"}


def test_copies_of_copies_make_no_chain() -> None:
    words = report(1, 200).split()
    texts = [" ".join(words[start : start + 150]) for start in (0, 14, 28)]
    assert [is_near_copy(texts[0], text) for text in texts] == [True, True, False]
    assert is_near_copy(texts[1], texts[2])
    assert link_copies(Signed(str(n), DAY, sign(text)) for n, text in enumerate(texts)) == {"1": "0"}


def test_new_version_of_a_document_replaces_the_old() -> None:
    index = CopyIndex()
    index.add("a", report(1))
    assert index.add("b", report(1)) == "a"
    assert index.add("b", report(2)) is None
    assert not index.links()


@pytest.mark.parametrize(
    ("first", "second", "same"), [("", "", False), ("Hm.", "hm", True), ("One two.", "One three.", False)]
)
def test_very_short_texts_are_copies_only_when_equal(first: str, second: str, same: bool) -> None:  # noqa: FBT001
    index = CopyIndex()
    index.add("a", first)
    assert (index.add("b", second) == "a") is same


def test_case_punctuation_and_space_do_not_count() -> None:
    assert is_near_copy("The minister, he said, resigned.", "the  MINISTER he said\nresigned")
