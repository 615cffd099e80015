"""Ingesting: incremental, in order, through failures, and the same after being killed as undisturbed."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.app.ingest import Ingest, Near, ingest
from dragoman.app.versions import CoderChoice
from dragoman.errors import InputError
from dragoman.model.coded import Outcome
from dragoman.model.query import Query
from dragoman.stages.sentences import sentences_stage
from dragoman.store import open_store
from tests.app.fake_coder import open_fake, read
from tests.store.made import CODER, changed, document, rows

ROOT = Path(__file__).parents[2]
RUN = Ingest(open_fake, CODER, batch_size=3)
TEXTS = ["RUS CONSULT USA", "USA ASSAULT RUS said", "FJI+USA CONSULT -", "nothing here", "Minister says no"]
DOCUMENTS = [document(f"d{place}", TEXTS[place % 5], f"line {place}") for place in range(20)]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as opened:
        yield opened


def total(steps):
    steps = list(steps)
    names = ("seen", "coded", "records", "copies", "unreadable", "unchanged")
    return {name: value for name in names if (value := sum(getattr(step, name) for step in steps))}


def failures(steps):
    return [(failure.source, failure.stage, failure.reason) for step in steps for failure in step.failures]


@pytest.mark.parametrize("workers", [1, 2])
def test_all_is_stored_and_a_second_run_changes_nothing(store, workers):
    run = replace(RUN, workers=workers)
    assert total(ingest(DOCUMENTS, store, run)) == {"seen": 20, "coded": 20, "records": 12}
    before = rows(store, numbered=True)
    assert total(ingest(DOCUMENTS, store, run)) == {"seen": 20, "unchanged": 20}
    assert rows(store, numbered=True) == before
    assert store.counts()["claims"] == 4


def test_workers_and_batches_make_no_difference(store, tmp_path):
    list(ingest(DOCUMENTS, store, RUN))
    with open_store(tmp_path / "other.sqlite") as other:
        list(ingest(DOCUMENTS, other, replace(RUN, workers=2, batch_size=1)))
        assert rows(other, numbered=True) == rows(store, numbered=True)


def test_only_what_changed_is_coded_again(store):
    list(ingest(DOCUMENTS, store, RUN))
    news = [changed(DOCUMENTS[0], "RUS AID USA"), *DOCUMENTS[1:], document("new", "FJI AID RUS")]
    assert total(ingest(news, store, RUN)) == {"seen": 21, "coded": 2, "records": 2, "unchanged": 19}
    assert store.document("d0").version == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_failures_are_told_and_stored_and_cost_no_other(store, workers):
    items: list = [
        DOCUMENTS[0],
        document("bad", "poison", "RUS AID USA"),
        InputError("x.txt", "empty", "give a file"),
        *DOCUMENTS[1:4],
    ]
    run = replace(RUN, workers=workers)
    steps = list(ingest(items, store, run))
    expected = [("document bad", "coding", "ValueError: poisoned"), ("x.txt", "intake", "empty; give a file")]
    assert failures(steps) == expected
    assert [(found.source, found.stage, found.reason) for found in store.failures()] == expected
    assert total(steps) == {"seen": 6, "coded": 4, "records": 3}
    before = rows(store, numbered=True)
    again = list(ingest(items, store, run))
    assert failures(again) == expected
    assert total(again) == {"seen": 6, "unchanged": 4}
    assert rows(store, numbered=True) == before


def test_a_process_that_dies_costs_one_document(store):
    items = [*DOCUMENTS[:4], document("bad", "killer"), *DOCUMENTS[4:9]]
    steps = list(ingest(items, store, replace(RUN, workers=2)))
    assert [(source, stage) for source, stage, _ in failures(steps)] == [("document bad", "process")]
    assert total(steps)["coded"] == 9
    assert store.counts()["documents"] == 10
    assert store.document("bad").outcome is Outcome.FAILED


def test_the_failed_stage_is_named(store):
    def opened():
        return lambda _: sentences_stage().run([None])

    steps = list(ingest(DOCUMENTS[:1], store, replace(RUN, open_reader=opened)))
    assert failures(steps)[0][1] == "sentences"


def test_other_languages_and_near_copies_are_kept_and_not_coded(store):
    french = document("fr", "RUS CONSULT USA", "bonjour")
    copy = document("copy", "RUS CONSULT USA", "line 0", "by our own staff")
    near = Near(lambda text: tuple(hash(word) & 0xFFFFFFFF for word in set(text.split()) if word.isalpha()), is_copy)
    run = replace(
        RUN, near=near, find_language=lambda of: ("fr", False) if "bonjour" in of.text else ("en", True), batch_size=20
    )
    documents = [replace(of, language=None) for of in (french, DOCUMENTS[0], copy, DOCUMENTS[1])]
    for size in (20, 1):
        steps = total(ingest(documents, store, replace(run, batch_size=size)))
        assert steps == (
            {"seen": 4, "coded": 2, "records": 2, "copies": 1, "unreadable": 1}
            if size == 20
            else {"seen": 4, "unchanged": 4}
        )
    assert [found.document.id for found in store.documents(Outcome.LANGUAGE)] == ["fr"]
    assert store.document("fr").document.language == "fr"
    assert store.document("d0").document.language == "en"
    assert store.document("copy").copy_of == "d0"
    later = document("later", "RUS CONSULT USA", "line 0", "again")
    assert total(ingest([later], store, run)) == {"seen": 1, "copies": 1}
    assert store.document("later").origin == "d0"
    assert {record.doc_id for record in store.records(Query()).items} == {"d0", "d1"}


def is_copy(text, other):
    return text.split("\n")[:2] == other.split("\n")[:2]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_and_resumed_is_as_undisturbed_row_by_row(tmp_path, workers):
    source = tmp_path / "documents.jsonl"
    lines = [
        {"id": of.id, "text": of.text if place != 7 else "poison", "published": "2015-08-04", "source": "The Paper"}
        for place, of in enumerate(DOCUMENTS)
    ]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{broken\n")
    assert start(source, tmp_path / "whole.sqlite", workers) == 0
    for stop in ("1", "2", "1", "3"):
        assert start(source, tmp_path / "killed.sqlite", workers, stop) == -9
    assert start(source, tmp_path / "killed.sqlite", workers) == 0
    with open_store(tmp_path / "whole.sqlite") as whole, open_store(tmp_path / "killed.sqlite") as killed:
        assert rows(killed, numbered=True) == rows(whole, numbered=True)
        assert whole.counts()["documents"] == 20
        assert len(whole.failures()) == 2


def start(source, store, workers, *stop):
    command = [sys.executable, "-m", "tests.app.fake_coder", str(source), str(store), workers, *stop]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode  # noqa: S603


def test_who_codes_is_known_without_opening_the_coder(tmp_path):
    version = CoderChoice().version()
    assert version.name.startswith("dragoman ")
    assert {"spacy", "learned", "resources"} <= set(version.versions)
    assert version == CoderChoice().version()
    own = tmp_path / "mine.yml"
    own.write_text("extends: plover\n")
    assert CoderChoice(scheme=own).version().id != version.id


def test_reading_is_lazy(store):
    def endless():
        while True:
            yield DOCUMENTS[0]

    step = next(iter(ingest(endless(), store, RUN)))
    assert step.seen == 3
    assert read(DOCUMENTS[:1])[0].document == DOCUMENTS[0]
