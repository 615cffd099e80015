"""Verdicts: the corrected value is shown, found and counted everywhere, the original stays, and all can be undone."""

from datetime import UTC, datetime

import pytest

from dragoman.app.judge import Judge, correct, judge_pair, judge_record, undo
from dragoman.errors import JudgementError
from dragoman.model.judgement import Judgement, Verdict, live
from dragoman.model.query import Query
from dragoman.scheme import load_scheme
from dragoman.store import open_store
from tests.store.made import CODER, batch, changed, document, ids, reading, rows

OF = document("a", "Talks", "RUS CONSULT USA visit", "USA ACCUSE RUS")
FIRST, SECOND = reading(OF).records
SCHEME = load_scheme()
BY_PAIR = Query(group=("pair", "quad"))


def judge(minute: int = 0, reason: str = "read it") -> Judge:
    return Judge("Ann", reason, datetime(2026, 1, 1, 12, minute, tzinfo=UTC))


@pytest.fixture
def judged(store):
    store.append(batch(OF), CODER)
    return store


def test_a_wrong_record_is_shown_and_counted_no_more(judged):
    before = judged.groups(BY_PAIR)
    given = judge_record(judged, FIRST.id, Verdict.WRONG, judge())
    assert ids(judged.records(Query()).items) == [SECOND.id]
    assert judged.count(Query()) == 1
    assert [group.keys for group in judged.groups(BY_PAIR)] == [("RUS", "USA", 3)]
    assert ids(judged.records(Query(judged=("wrong",))).items) == [FIRST.id]
    assert ids(judged.records(Query(judged=("none",))).items) == [SECOND.id]
    assert judged.record(FIRST.id).judged == "wrong"
    undo(judged, given.id, judge(1))
    assert judged.groups(BY_PAIR) == before
    assert judged.record(FIRST.id).judged is None


def test_a_corrected_type_is_found_counted_and_shown_and_the_original_stays(judged):
    given = correct(judged, FIRST.id, "event", "ASSAULT", SCHEME, judge())
    found = judged.record(FIRST.id)
    assert found.original == FIRST
    assert (found.record.event, found.record.mode, found.record.quad_code) == (("ASSAULT",), (), 4)
    assert found.record.event_scale == SCHEME.score("ASSAULT", ())
    assert ids(judged.records(Query(type=("ASSAULT",), quad=(4,), judged=("corrected",))).items) == [FIRST.id]
    assert judged.records(Query(type=("CONSULT",))).items == ()
    assert judged.records(Query(type=("ASSAULT",)), as_="arrow").column("event").to_pylist() == ["ASSAULT"]
    assert {group.keys for group in judged.groups(BY_PAIR)} == {("RUS", "USA", 3), ("RUS", "USA", 4)}
    undo(judged, given.id, judge(1))
    assert judged.record(FIRST.id).record == FIRST
    assert judged.records(Query(type=("CONSULT", "ASSAULT"))).items == (FIRST,)


def test_a_corrected_actor_is_found_by_its_new_name(judged):
    correct(judged, FIRST.id, "actor[0].code", "FJI", SCHEME, judge())
    correct(judged, FIRST.id, "actor[0].identifier_text", "Republic of Fiji", SCHEME, judge(1))
    assert ids(judged.records(Query(actor=("FJI",))).items) == [FIRST.id]
    assert ids(judged.records(Query(actor=("republic of fiji",))).items) == [FIRST.id]
    assert judged.records(Query(actor=("RUS",))).items == ()
    assert ("FJI", "USA", 1) in {group.keys for group in judged.groups(BY_PAIR)}
    assert judged.actors(Query(country=("FJI",))).items[0].name in {"Republic of Fiji", "USA"}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("date", "2015-07-01", {"date": "2015-07-01"}),
        ("status", "planned", {"aux": ("future",)}),
        ("mode", "phone", {"mode": ("phone",)}),
        ("mode", '["phone", "visit"]', {"mode": ("phone", "visit")}),
        ("context", '["military"]', {"context": ("military",)}),
        ("recipient", "[]", {"recipient": ()}),
        ("size.dead", "3", {}),
        ("event_loc", "null", {"event_loc": None}),
    ],
)
def test_fields_are_corrected_by_words_or_json(judged, field, value, expected):
    correct(judged, FIRST.id, field, value, SCHEME, judge())
    found = judged.record(FIRST.id).record
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.size.dead == (3 if field == "size.dead" else None)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("event", "ASSULT", "did you mean 'ASSAULT'"),
        ("mode", "arrest", "unknown mode of CONSULT"),
        ("context", "weather", "unknown context 'weather'"),
        ("status", "hapened", "status"),
        ("date", "yesterday", "YYYY-MM-DD"),
        ("enddate", "2015-01-01", "ends before it begins"),
        ("actor", "[]", "a type and an actor"),
        ("actor[4].code", "RUS", r"the record has no 'actor\[4\].code'"),
        ("actor[0].code", "XXX", "unknown code 'XXX'"),
        ("actor[0].sector", "XXX", "unknown sector 'XXX'"),
        ("colour", "red", "cannot be corrected; there are event"),
        ("id", "1", "cannot be corrected"),
        ("actor..", "x", "no field"),
        ("evidence[0].text", "else", "other words there"),
    ],
)
def test_values_that_are_none_are_refused_and_change_nothing(judged, field, value, message):
    before = rows(judged)
    with pytest.raises(JudgementError, match=message):
        correct(judged, FIRST.id, field, value, SCHEME, judge())
    assert rows(judged) == before


def test_verdicts_on_what_is_not_there(judged):
    for give in (
        lambda: judge_record(judged, "none", Verdict.RIGHT, judge()),
        lambda: judge_pair(judged, FIRST.id, "none", Verdict.SAME, judge()),
        lambda: correct(judged, "none", "date", "2015-01-01", SCHEME, judge()),
        lambda: undo(judged, "none", judge()),
    ):
        with pytest.raises(JudgementError, match="none in the archive"):
            give()
    with pytest.raises(JudgementError, match="no author"):
        judge_record(judged, FIRST.id, Verdict.RIGHT, Judge(" "))
    with pytest.raises(JudgementError, match="with itself"):
        judge_pair(judged, FIRST.id, FIRST.id, Verdict.SAME, judge())


def test_verdicts_are_kept_with_author_time_and_reason(judged):
    right = judge_record(judged, FIRST.id, Verdict.RIGHT, judge())
    same = judge_pair(judged, SECOND.id, FIRST.id, Verdict.NOT_SAME, judge(1, "another day"))
    assert judged.judgements() == [right, same]
    assert judged.judgements(record=SECOND.id) == [same]
    assert judged.judgements(author="Ben") == []
    assert (same.author, same.time, same.reason) == ("Ann", "2026-01-01T12:01:00.000000+00:00", "another day")
    assert judged.append_judgements([right, same]) == 0
    assert judged.record(FIRST.id).judged == "right"


def test_a_verdict_holds_for_the_same_record_read_again(judged):
    correct(judged, FIRST.id, "status", "denied", SCHEME, judge())
    judged.append(batch(changed(OF, *OF.text.split("\n"), "FJI AID USA")), CODER)
    assert [record.status.value for record in judged.records(Query(document=("a",), type=("CONSULT",))).items] == ["denied"]
    assert [group.count for group in judged.groups(BY_PAIR)] == [1, 1, 1]


def test_an_undoing_can_be_undone():
    one = Judgement("1", Verdict.WRONG, ("r",), "A", "t", "")
    two = Judgement("2", Verdict.UNDONE, ("r",), "A", "t", "", undoes="1")
    three = Judgement("3", Verdict.UNDONE, ("r",), "A", "t", "", undoes="2")
    assert live([one]) == [one]
    assert live([one, two]) == []
    assert live([one, two, three]) == [one]


def test_verdicts_outlive_the_closing_of_the_store(tmp_path):
    with open_store(tmp_path / "a.sqlite") as store:
        store.append(batch(OF), CODER)
        correct(store, FIRST.id, "event", "ASSAULT", SCHEME, judge())
        before = rows(store)
    with open_store(tmp_path / "a.sqlite") as store:
        assert rows(store) == before
