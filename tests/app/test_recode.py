"""Coding again: the newest records are shown, the older are kept, a broken run goes on, and the differences are told."""

from dataclasses import replace

import pytest

from dragoman.app.ingest import Ingest
from dragoman.app.recode import Sums, compare, differences, find_documents, find_unread, recode
from dragoman.errors import QueryError
from dragoman.model.coded import CoderVersion, Outcome
from dragoman.model.judgement import Judgement, Verdict, identified
from dragoman.model.query import Query
from dragoman.model.record import Evidence
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.store import open_store, readings
from tests.store.made import CODER, batch, changed, coded, document, ids, reading, rows

LATER = CoderVersion("made 2", {"rules": "2"})
DOCUMENTS = [
    document("a", "Talks", "RUS CONSULT USA visit", "RUS AID USA"),
    document("b", "Raid", "USA ASSAULT RUS 3", source="The Other"),
    document("c", "Nothing at all"),
]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as opened:
        opened.append(batch(*DOCUMENTS), CODER)
        yield opened


def better(of):
    """Reads as before, but: a visit is denied, aid is not seen, nothing at all is a raid; "poison" is not read."""
    if of.id == "poison":
        raise ValueError("poisoned")
    found = reading(of)
    records = [replace(one, status=Status.DENIED) if one.mode else one for one in found.records if one.event != ("AID",)]
    if of.id == "c":
        like = reading(DOCUMENTS[1]).records[0]
        records = [
            replace(like, id="new", doc_id="c", evidence=(Evidence("event", Span(0, 7), "Nothing"), *like.evidence[1:]))
        ]
    return replace(found, records=tuple(records))


def open_better():
    return lambda documents: [better(of) for of in documents]


def open_made():
    return lambda documents: [reading(of) for of in documents]


RUN = Ingest(open_better, LATER, batch_size=1)


def run(store, query=Query(), by=RUN, stop_after=None):  # noqa: B008 - frozen
    documents = find_documents(store, query)
    steps = []
    for step in recode(store, find_unread(store, documents, by), by):
        steps.append(step)
        if len(steps) == stop_after:
            break
    return documents, steps


def told(store, documents, by=RUN):
    sums = Sums()
    return [(one.kind, one.doc_id, one.fields) for one in differences(store, documents, by, sums)], sums


EXPECTED = [("changed", "a", ("status",)), ("lost", "a", ()), ("gained", "c", ())]


def test_the_newest_are_shown_and_the_older_kept(store):
    before = [record.id for of in DOCUMENTS for record in reading(of).records]
    documents, steps = run(store)
    assert sum(step.coded for step in steps) == 3
    found = store.records(Query(sort="stored")).items
    assert [record.event[0] for record in found] == ["CONSULT", "ASSAULT", "ASSAULT"]
    assert found[0].status is Status.DENIED
    lost = store.record(before[1])
    assert (lost.is_current, lost.coder) == (False, CODER.id)
    assert store.counts()["records"] == 3
    assert store.counts()["documents"] == 3
    differing, sums = told(store, documents)
    assert differing == EXPECTED
    assert (sums.documents, sums.same, sums.gained, sums.lost, sums.changed) == (3, 1, 1, 1, 1)
    assert dict(sums.fields) == {"status": 1}


def test_a_second_run_changes_nothing_and_tells_the_same(store):
    run(store)
    before = rows(store, numbered=True)
    documents, steps = run(store)
    assert steps == []
    assert rows(store, numbered=True) == before
    assert told(store, documents)[0] == EXPECTED


def test_a_broken_run_goes_on_and_comes_to_the_same(store, tmp_path):
    run(store, stop_after=1)
    assert [record.status for record in store.records(Query(sort="stored")).items][-1] is Status.DENIED
    documents, steps = run(store)
    assert sum(step.seen for step in steps) == 2
    assert told(store, documents)[0] == EXPECTED
    with open_store(tmp_path / "other.sqlite") as other:
        other.append(batch(*DOCUMENTS), CODER)
        run(other)
        assert rows(other) == rows(store)


def test_an_earlier_coder_is_shown_again_without_coding(store):
    before = store.records(Query()).items
    run(store)
    _, steps = run(store, by=Ingest(lambda: None, CODER))
    assert [(step.seen, step.unchanged, step.coded) for step in steps] == [(3, 3, 0)]
    assert store.records(Query()).items == before
    assert store.counts()["records"] == 3
    assert find_unread(store, find_documents(store, Query()), Ingest(open_made, CODER)) == []


def test_a_verdict_holds_for_a_record_that_is_found_again(store):
    raid = reading(DOCUMENTS[1]).records[0].id
    store.append_judgements([identified(Judgement("", Verdict.WRONG, (raid,), "Ann", "2020-01-01T00:00:00Z", "no"))])
    run(store)
    assert raid not in ids(store.records(Query()).items)
    run(store, by=Ingest(open_made, CODER))
    assert raid not in ids(store.records(Query()).items)


def test_a_document_that_fails_stays_as_it_was_and_is_tried_again(store):
    poison = document("poison", "RUS CONSULT USA")
    store.append(batch(poison), CODER)
    documents, steps = run(store)
    assert [failure.source for step in steps for failure in step.failures] == ["document poison"]
    assert [failure.reason for failure in store.failures()] == ["ValueError: poisoned"]
    assert store.document("poison").outcome is Outcome.CODED
    assert store.records_of("poison")
    assert find_unread(store, documents, RUN) == ["poison"]


def test_a_document_changed_meanwhile_is_passed_over(store):
    entry = coded(DOCUMENTS[0])
    store.append(batch(changed(DOCUMENTS[0], "Talks", "FJI AID USA")), CODER)
    with store.database.writing() as connection:
        readings.append_again(connection, [entry], LATER)
    assert [record.event for record in store.records_of("a")] == [("AID",)]
    assert store.document("a").version == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), ["a", "b", "c"]),
        (Query(source=("The Other",)), ["b"]),
        (Query(document=("a", "c")), ["a", "c"]),
        (Query(from_="2015-08-07"), ["b"]),
        (Query(to="2015-08-05"), ["a", "b", "c"]),
        (Query(type=("AID",)), ["a"]),
        (Query(actor=("USA",)), ["b"]),
        (Query(words="nothing"), []),
        (Query(actor=("NOR",)), []),
    ],
)
def test_filters_choose_documents(store, query, expected):
    assert find_unread(store, find_documents(store, query), RUN) == expected


def test_copies_and_other_languages_are_left_alone(store):
    copy = replace(coded(document("d", "copy")), outcome=Outcome.COPY, copy_of="a")
    store.append([copy, replace(coded(document("e", "mots")), outcome=Outcome.LANGUAGE)], CODER)
    assert find_unread(store, find_documents(store, Query()), RUN) == ["a", "b", "c"]


def test_pages_are_no_filter(store):
    with pytest.raises(QueryError, match="as a whole"):
        find_documents(store, Query(group=("day",)))


def test_records_that_share_their_words_are_one_that_changed():
    old = reading(DOCUMENTS[0]).records[0]
    new = replace(old, id="other", event=("AID",), confidence=0.1)
    found = list(compare(readings.Compared("a", CODER.id, (old,), (new,))))
    assert [(one.kind, one.fields) for one in found] == [("changed", ("event",))]
    told_ = found[0].to_json()
    assert told_["fields"] == {"event": {"before": ["CONSULT"], "after": ["AID"]}}
    assert (told_["before"], told_["after"]) == (old.id, "other")
    apart = replace(new, evidence=(Evidence("event", Span(0, 3), "Tal"),))
    kinds = [one.kind for one in compare(readings.Compared("a", CODER.id, (old,), (apart,)))]
    assert kinds == ["gained", "lost"]
    sure = replace(old, confidence=0.99)
    assert not list(compare(readings.Compared("a", CODER.id, (old,), (sure,))))
