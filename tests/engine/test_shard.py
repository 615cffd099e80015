"""One shard: what comes out, and what happens when processes die over it."""

import duckdb
import pyarrow.parquet as pq
import pytest

from dragoman.engine.base import Shard, Slice
from dragoman.engine.files import UNFINISHED
from dragoman.engine.helper import MAX_FALSE_STARTS, Helper
from dragoman.engine.orders import Coding, Order, Reading
from dragoman.engine.tables import DOCUMENTS, FAILURES, RECORDS
from dragoman.engine.task import check, code_shard
from dragoman.errors import EngineError
from tests.engine.conftest import lines
from tests.engine.fake_coding import Fake, Killing, broken, dying, settings


def shard_of(*files, number=0):
    return Shard(number, tuple(Slice(str(file)) for file in files))


def read(out, table):
    return [row for file in sorted((out / table).iterdir()) for row in pq.read_table(file).to_pylist()]


def failures(out):
    return [(row["position"], row["stage"], row["reason"], row["doc_id"]) for row in read(out, FAILURES)]


def content(out):
    return {str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*.parquet"))}


def test_each_item_becomes_a_row_and_nothing_else_is_left(folder, tmp_path):
    out = tmp_path / "out"
    report = code_shard(shard_of(*sorted(folder.iterdir())), settings(out))
    assert report.counts.items == 41
    assert (report.counts.documents, report.counts.failed, report.counts.broken) == (38, 2, 1)
    assert report.rows == {name: len(read(out, name)) for name in report.rows}
    assert report.restarts == 2
    reasons = failures(out)
    assert [(position, stage, doc_id) for position, stage, _, doc_id in reasons] == [
        (3, "coding", "2-3"),
        (4, "intake", None),
        (9, "process", "2-9"),
    ]
    assert reasons[0][2] == "ValueError: poisoned"
    assert "SIGKILL" in reasons[2][2]
    assert list((out / UNFINISHED).iterdir()) == []
    positions = [(row["input"].rpartition("/")[2], row["position"]) for row in read(out, DOCUMENTS)]
    assert positions == sorted(positions)
    assert {row["outcome"] for row in read(out, DOCUMENTS)} == {"coded", "failed"}


def test_records_can_be_read_by_others(folder, tmp_path):
    out = tmp_path / "out"
    code_shard(shard_of(folder / "a.jsonl"), settings(out))
    query = "select event[1], actor[1].code, count(*), min(json->>'id') = min(id), min(date)::varchar from '{}' group by all"
    found = {row[:2]: row[2:] for row in duckdb.sql(query.format(out / "records" / "*.parquet")).fetchall()}
    assert set(found) == {("CONSULT", "RUS"), ("ASSAULT", "USA"), ("CONSULT", "FJI")}
    assert all(same and date == "2015-08-04" for _, same, date in found.values())
    assert sum(count for count, _, _ in found.values()) == len(read(out, RECORDS))


@pytest.mark.parametrize("batch_size", [1, 3, 50])
def test_the_same_bytes_whatever_the_batches_and_the_deaths(folder, tmp_path, batch_size):
    shard = shard_of(*sorted(folder.iterdir()))
    code_shard(shard, settings(tmp_path / "one"))
    once = tmp_path / "once"
    once.touch()
    code_shard(shard, settings(tmp_path / "other", batch_size=batch_size, open_coding=Fake((Killing(str(once)),))))
    assert not once.exists()
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_a_process_killed_from_outside_costs_no_document(folder, tmp_path):
    once = tmp_path / "once"
    once.touch()
    report = code_shard(shard_of(folder / "a.jsonl"), settings(tmp_path / "out", open_coding=Fake((Killing(str(once)),))))
    assert (report.counts.documents, report.counts.failed, report.restarts) == (23, 0, 1)


@pytest.mark.parametrize(
    ("text", "changes", "reason"),
    [
        ("leaver", {}, "the process that coded it ended with status 3"),
        ("hanger", {"patience_s": 5.0}, "it took more than 5 seconds"),
        ("hog", {"memory_mb": 2000}, "MemoryError"),
    ],
)
def test_a_document_that_takes_its_process_down_is_found(tmp_path, text, changes, reason):
    source = tmp_path / "a.jsonl"
    source.write_text(lines(9, 1, _0=text, _5=text))
    out = tmp_path / "out"
    report = code_shard(shard_of(source), settings(out, **changes))
    assert (report.counts.items, report.counts.documents, report.counts.failed) == (9, 7, 2)
    assert [position for position, *_ in failures(out)] == [0, 5]
    assert all(reason in told for _, _, told, _ in failures(out))


def test_an_item_that_cannot_even_be_read_is_told_and_the_next_input_goes_on(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(lines(7 if name == "a" else 3, 1))
    out = tmp_path / "out"
    shard = shard_of(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    report = code_shard(shard, settings(out, open_coding=Fake(reading_dies_at=5)))
    assert (report.counts.documents, report.counts.broken) == (8, 1)
    assert [(position, stage) for position, stage, *_ in failures(out)] == [(5, "intake")]
    assert "the rest of this input was not read" in failures(out)[0][2]


def test_what_is_missing_or_empty_is_a_failure(tmp_path):
    (tmp_path / "empty.jsonl").touch()
    report = code_shard(shard_of(tmp_path / "empty.jsonl", tmp_path / "none.jsonl"), settings(tmp_path / "out"))
    assert (report.counts.items, report.counts.broken) == (2, 2)
    assert [reason for _, _, reason, _ in failures(tmp_path / "out")] == [
        "empty; give a file with reports in it",
        "no such file; check the path",
    ]


@pytest.mark.parametrize(("opening", "reason"), [(broken, "no actor base"), (dying, "cannot be started")])
def test_a_coder_that_cannot_be_opened_is_no_fault_of_documents(folder, tmp_path, opening, reason):
    with pytest.raises(EngineError, match=reason):
        code_shard(shard_of(folder / "a.jsonl"), settings(tmp_path / "out", open_coding=opening))
    assert not (tmp_path / "out" / "reports").exists()
    assert MAX_FALSE_STARTS > 1


def test_a_process_gives_way_to_another_after_some_documents(folder, tmp_path):
    shard = shard_of(folder / "a.jsonl")
    chosen = settings(tmp_path / "renewed", renew_after=6)
    with Helper(chosen) as helper:
        report = code_shard(shard, chosen, helper)
    assert report.restarts == 0
    code_shard(shard, settings(tmp_path / "other"))
    assert content(tmp_path / "renewed") == content(tmp_path / "other")


def test_rows_that_do_not_add_up_are_refused(folder, tmp_path):
    report = code_shard(shard_of(folder / "a.jsonl"), settings(tmp_path / "out"))
    check(shard_of(), report.counts, report.rows)
    with pytest.raises(EngineError, match="nothing was written"):
        check(shard_of(), report.counts, report.rows | {RECORDS: 0})


def test_one_death_accuses_nobody():
    order = Order(shard_of())
    once = order.after_death(Coding(8, 12), "died")
    assert (once.alone_until, once.accused) == (12, {})
    twice = once.from_item(8).after_death(Coding(9, 10), "died")
    assert twice.accused == {9: "died"}
    reading = order.after_death(Reading(3), "died")
    assert reading.unread == {}
    assert reading.after_death(Reading(3), "died").unread == {3: "died"}
    assert reading.after_death(Reading(4), "died").unread == {}
