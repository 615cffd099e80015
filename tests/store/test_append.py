"""What is put into the archive is there once, whatever the order and the batches, and can be read back."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.coded import CoderVersion, Failure, Outcome, content_hash
from dragoman.model.query import Query
from dragoman.store import open_store
from tests.store.made import CODER, batch, changed, coded, document, ids, reading, rows

FIRST = document("a", "Talks in Doha", "RUS CONSULT USA visit", "RUS+USA CONSULT -", "Lavrov says it is late")
SECOND = document("b", "Raid", "RUS ASSAULT FJI 3", "USA ACCUSE RUS said")
LINES = st.lists(
    st.sampled_from(
        ["RUS CONSULT USA", "USA ASSAULT RUS 40", "FJI+USA CONSULT -", "RUS AID FJI", "nothing at all", "X says Y"]
    ),
    min_size=1,
    max_size=4,
)


def test_what_was_stored_comes_back(store):
    store.append(batch(FIRST, SECOND), CODER)
    kept = store.document("a")
    assert kept.document == FIRST
    assert (kept.version, kept.is_current, kept.outcome, kept.origin) == (1, True, Outcome.CODED, "a")
    assert [span.of(FIRST.text) for span in kept.sentences] == FIRST.text.split("\n")
    for made in reading(FIRST).records:
        found = store.record(made.id)
        assert found.record == found.original == made
        assert found.record.because == made.because
    assert store.records_of("a") == list(reading(FIRST).records)
    assert list(store.claims(Query()).items) == list(reading(FIRST).claims)
    assert store.document("z") is None
    assert store.record("z") is None


def test_twice_is_once(store):
    first = store.append(batch(FIRST, SECOND), CODER)
    before = rows(store, numbered=True)
    again = store.append(batch(FIRST, SECOND), CODER)
    assert (first.documents, first.records, first.claims) == (2, 4, 1)
    assert (again.documents, again.records, again.unchanged) == (0, 0, 2)
    assert rows(store, numbered=True) == before
    assert store.has_document("a", content_hash(FIRST))
    assert not store.has_document("a", content_hash(SECOND))


@given(st.lists(LINES, min_size=1, max_size=8), st.randoms(), st.integers(1, 5))
def test_neither_order_nor_batches_matter(tmp_path_factory, texts, random, size):
    documents = [document(f"d{place}", *lines) for place, lines in enumerate(texts)]
    shuffled = [*documents, *documents[:2]]
    random.shuffle(shuffled)
    folder = tmp_path_factory.mktemp("order")
    with open_store(folder / "one.sqlite") as one, open_store(folder / "other.sqlite") as other:
        one.append(batch(*documents), CODER)
        for start in range(0, len(shuffled), size):
            other.append(batch(*shuffled[start : start + size]), CODER)
        assert rows(one) == rows(other)


def test_a_changed_document_is_a_new_version_and_the_old_stays(store):
    store.append(batch(FIRST), CODER)
    news = changed(FIRST, "Talks in Doha", "RUS ASSAULT USA")
    added = store.append(batch(news), CODER)
    assert (added.documents, added.records) == (1, 1)
    assert store.document("a").version == 2
    assert store.document("a", version=1).document == FIRST
    assert [record.event for record in store.records(Query()).items] == [("ASSAULT",)]
    assert store.claims(Query()).items == ()
    old = store.record(reading(FIRST).records[0].id)
    assert old.record == reading(FIRST).records[0]
    assert not old.is_current
    assert [group.keys for group in store.groups(Query(group=("pair", "month", "quad")))] == [("RUS", "USA", "2015-08", 4)]


def test_versions_of_one_document_in_one_batch(store):
    versions = [changed(FIRST, line) for line in ("RUS CONSULT USA", "RUS AID USA", "RUS ACCUSE USA")]
    store.append(batch(*versions, versions[0]), CODER)
    assert store.document("a").version == 3
    assert [record.event for record in store.records(Query()).items] == [("ACCUSE",)]


def test_another_coder_reads_again_and_the_old_records_stay(store):
    store.append(batch(FIRST), CODER)
    made = coded(FIRST)
    newer = replace(made, records=(replace(made.records[0], status=made.records[0].status, confidence=0.9),))
    later = CoderVersion("made 2", {"rules": "2"})
    assert store.append([newer], later).records == 1
    assert [record.confidence for record in store.records(Query()).items] == [0.9]
    found = store.record(made.records[0].id)
    assert (found.record.confidence, found.coder) == (0.9, later.id)
    assert store.stored(["a"], coder=CODER.id) == {("a", content_hash(FIRST)): Outcome.CODED}
    assert not store.record(made.records[1].id).is_current


def test_failures_are_told_until_the_document_is_coded(store):
    failed = Failure("document a", "syntax", "ValueError: no", FIRST)
    store.append([failed, Failure("x.txt", "intake", "empty")], CODER)
    assert [(found.source, found.stage) for found in store.failures()] == [("document a", "syntax"), ("x.txt", "intake")]
    assert store.document("a").outcome is Outcome.FAILED
    before = rows(store, numbered=True)
    store.append([failed], CODER)
    assert rows(store, numbered=True) == before
    store.append(batch(FIRST), CODER)
    assert store.document("a").outcome is Outcome.CODED
    assert [found.source for found in store.failures()] == ["x.txt"]
    assert len(store.records(Query()).items) == 2
    assert store.records(Query(words="doha")).items == ()
    assert store.records(Query(words="visit")).items


def test_copies_are_linked_and_found_by_their_bands(store):
    store.append([replace(coded(FIRST), bands=(7, 8))], CODER)
    store.append([replace(coded(SECOND), outcome=Outcome.COPY, records=(), copy_of="a", bands=())], CODER)
    assert store.sharing([8, 99]) == [("a", FIRST.text)]
    assert store.sharing([99]) == []
    kept = store.document("b")
    assert (kept.outcome, kept.copy_of, kept.origin) == (Outcome.COPY, "a", "a")
    assert [one.document.id for one in store.documents(Outcome.COPY)] == ["b"]


def test_nothing_of_a_batch_that_breaks_is_kept(store):
    store.append(batch(FIRST), CODER)
    before = rows(store, numbered=True)
    broken = replace(coded(SECOND), records=(*coded(SECOND).records, None))
    with pytest.raises(AttributeError):
        store.append([broken], CODER)
    assert rows(store, numbered=True) == before


def test_rows_are_numbered_in_the_order_of_the_input(store):
    documents = [document(f"d{place}", "RUS CONSULT USA", day=date(2015, 1, 9 - place)) for place in range(5)]
    store.append(batch(*documents[:2]), CODER)
    store.append(batch(*documents[2:]), CODER)
    found = store.records(Query(sort="stored")).items
    assert [record.doc_id for record in found] == [of.id for of in documents]
    assert all(a.date > b.date for a, b in pairwise(found))
    assert ids(found) == [reading(of).records[0].id for of in documents]
