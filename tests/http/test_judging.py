"""Verdicts over HTTP: given, seen, taken back, counted, cited."""

import json

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.app.tallies import agreements_of
from dragoman.http import shapes
from dragoman.http.app import create_app
from dragoman.http.desk import Desk
from dragoman.model.judgement import Judgement, Verdict
from dragoman.model.query import Query
from dragoman.store import open_store
from tests.http.conftest import OWN, WRITE

pytestmark = pytest.mark.learned


def judge(client, **body):
    return client.post("/api/judgements", content=msgspec.json.encode({"author": "ana"} | body), headers=WRITE)


@pytest.fixture
def record(store):
    return store.records(Query(limit=1)).items[0]


def test_a_wrong_record_is_gone_and_comes_back(client, store, record):
    before = store.counts()["records"]
    kept = msgspec.json.decode(judge(client, verdict="wrong", records=[record.id]).content, type=shapes.Judgement)
    assert store.counts()["records"] == before - 1
    undone = judge(client, verdict="undone", undoes=kept.id)
    assert undone.status_code == 200
    assert store.counts()["records"] == before
    assert len(client.get("/api/judgements").json()["items"]) == 2


def test_a_correction_is_in_force_at_once(client, record):
    assert judge(client, verdict="corrected", records=[record.id], field="status", value="denied").status_code == 200
    found = msgspec.json.decode(client.get(f"/api/records/{record.id}").content, type=shapes.StoredRecord)
    assert found.record.status == "denied"
    assert found.original.status == record.status.value
    assert [judgement.field for judgement in found.judgements] == ["status"]


def test_words_can_be_marked_anew(client, store, record):
    text = store.document(record.doc_id).document.text
    evidence = [{"field": "event", "start": 0, "end": 5, "text": text[:5]}]
    assert (
        judge(client, verdict="corrected", records=[record.id], field="evidence", value=json.dumps(evidence)).status_code
        == 200
    )
    wrong = [{"field": "event", "start": 1, "end": 6, "text": text[:5]}]
    answer = judge(client, verdict="corrected", records=[record.id], field="evidence", value=json.dumps(wrong))
    assert answer.status_code == 422


def test_two_records_of_one_event_and_not(client, store):
    first, second = (record.id for record in store.records(Query(limit=2)).items)
    assert judge(client, verdict="same", records=[first, second]).status_code == 200
    assert judge(client, verdict="not same", records=[second, first], reason="another day").status_code == 200
    assert [judgement.verdict for judgement in store.judgements(record=first)] == [Verdict.SAME, Verdict.NOT_SAME]


@pytest.mark.parametrize(
    "body",
    [
        {"verdict": "right", "records": []},
        {"verdict": "same", "records": ["a"]},
        {"verdict": "right", "records": ["none"]},
        {"verdict": "corrected", "records": ["none"]},
        {"verdict": "undone", "undoes": "none"},
        {"verdict": "perhaps", "records": ["a"]},
        {"verdict": "right", "records": ["a"], "author": ""},
    ],
)
def test_a_verdict_that_cannot_be_given_is_told(client, body):
    answer = judge(client, **body)
    assert answer.status_code == 422
    assert msgspec.json.decode(answer.content, type=shapes.Problem).detail


def test_tallies_and_training_data(client, store):
    first, second = (record.id for record in store.records(Query(limit=2)).items)
    judge(client, verdict="right", records=[first])
    judge(client, verdict="right", records=[second])
    judge(client, verdict="right", records=[first], author="ben")
    judge(client, verdict="wrong", records=[second], author="ben")
    judges = msgspec.json.decode(client.get("/api/judges").content, type=shapes.Judges)
    assert [(tally.author, tally.right, tally.wrong) for tally in judges.tallies] == [("ana", 2, 0), ("ben", 1, 1)]
    assert [(one.records, one.agreed) for one in judges.agreements] == [(2, 1)]
    lines = [json.loads(line) for line in client.get("/api/judgements.jsonl").text.splitlines()]
    assert [line["about"][0]["coded"]["id"] for line in lines] == [first, second, first, second]


def test_agreement_takes_the_last_word_of_each():
    def verdict(number, author, record, word):
        return Judgement(str(number), word, (record,), author, "", "")

    said = [
        verdict(1, "ana", "a", Verdict.WRONG),
        verdict(2, "ana", "a", Verdict.RIGHT),
        verdict(3, "ben", "a", Verdict.RIGHT),
        verdict(4, "ben", "b", Verdict.RIGHT),
    ]
    (found,) = agreements_of(said)
    assert (found.records, found.agreed, found.kappa) == (1, 1, None)


def test_an_archive_that_is_only_read_keeps_no_verdict(store, built):
    with open_store(store.database.name, read_only=True) as reader:
        client = TestClient(create_app(Desk(reader), built), base_url=OWN)
        assert client.get("/api/about").json()["can_judge"] is False
        assert judge(client, verdict="right", records=["a"]).status_code == 403


@pytest.mark.parametrize("style", ["text", "bibtex"])
def test_a_record_is_cited(client, record, style):
    cited = client.get(f"/api/records/{record.id}/citation?style={style}")
    assert record.id in cited.text
    assert record.cite_info.title.split()[0] in cited.text
    assert client.get(f"/api/records/{record.id}/citation?style=mla").status_code == 422
