"""Events of an archive: derived anew or joined by what is new, and the same either way."""

import random

import pytest

from dragoman.app.events import derive_events
from dragoman.model.judgement import Judgement, Verdict, identified
from dragoman.model.query import Query
from dragoman.store import open_store
from tests.store.made import CODER, batch, changed, document, reading

LINES = ("RUS CONSULT USA", "RUS CONSULT USA 1", "FJI AID USA", "USA ASSAULT FJI", "RUS+USA CONSULT -", "USA ACCUSE RUS 2")


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as opened:
        yield opened


def documents(count=12, seed=1):
    dice = random.Random(seed)  # noqa: S311 - the same for the same seed
    return [document(f"d{number}", *dice.sample(LINES, 2), source=f"Paper {number % 5}") for number in range(count)]


def events(store):
    return {event.records: (event.id, event.disagreements, event.sources) for event in store.events(Query(limit=None)).items}


def links(store):
    return {link for event in store.events(Query(limit=None)).items for link in store.links(event.id)}


def verdict(kind, one, other, *, undoes=None):
    records = () if undoes else (one, other)
    return identified(Judgement("", kind, records, "Ada", "2020-01-01T00:00:00+00:00", "seen", undoes=undoes))


def test_all_records_are_in_events(store):
    store.append(batch(*documents()), CODER)
    found = derive_events(store)
    assert found.records == store.counts()["records"] == sum(len(records) for records in events(store))
    assert found.joined > 0


def test_nothing_new_changes_nothing(store):
    store.append(batch(*documents()), CODER)
    derive_events(store)
    assert derive_events(store).events == 0


@pytest.mark.parametrize("size", [1, 3, 5])
def test_records_that_come_later_join_as_if_all_had_come_at_once(store, tmp_path, size):
    told = documents(14, seed=size)
    for start in range(0, len(told), size):
        store.append(batch(*told[start : start + size]), CODER)
        derive_events(store)
    with open_store(tmp_path / "whole.sqlite") as whole:
        whole.append(batch(*told), CODER)
        derive_events(whole, anew=True)
        assert events(store) == events(whole)
        assert links(store) == links(whole)


def test_a_verdict_splits_an_event_and_its_undoing_joins_it_again(store):
    store.append(batch(document("a", "RUS CONSULT USA"), document("b", "RUS CONSULT USA", source="The Other")), CODER)
    derive_events(store)
    ((one, other),) = events(store)
    split = verdict(Verdict.NOT_SAME, one, other)
    store.append_judgements([split])
    derive_events(store)
    assert set(events(store)) == {(one,), (other,)}
    store.append_judgements([verdict(Verdict.UNDONE, one, other, undoes=split.id)])
    derive_events(store)
    assert len(events(store)) == 1


def test_a_verdict_joins_what_is_far_apart(store):
    store.append(batch(document("a", "RUS CONSULT USA"), document("b", "FJI AID USA -300")), CODER)
    derive_events(store)
    (one,), (other,) = events(store)
    store.append_judgements([verdict(Verdict.SAME, one, other)])
    derive_events(store)
    assert len(events(store)) == 1


def test_a_record_that_a_new_version_withdraws_leaves_its_event(store):
    first, second = document("a", "RUS CONSULT USA"), document("b", "RUS CONSULT USA", source="The Other")
    store.append(batch(first, second), CODER)
    derive_events(store)
    store.append(batch(changed(second, "FJI AID USA")), CODER)
    derive_events(store)
    assert {record for records in events(store) for record in records} == {
        reading(of).records[0].id for of in (first, changed(second, "FJI AID USA"))
    }


def test_what_the_model_holds_to_be_one_is_a_judgement_with_reasons(store):
    store.append(batch(document("a", "RUS CONSULT USA"), document("b", "RUS CONSULT USA", source="The Other")), CODER)
    derive_events(store)
    (said,) = store.judgements()
    assert said.verdict is Verdict.SAME
    assert "same" in said.reason
    derive_events(store, anew=True)
    assert len(store.judgements()) == 1
