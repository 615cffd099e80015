"""Runs over many shards: the same records however they are cut, broken off or begun again."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import settings as how_often
from hypothesis import strategies as st

from dragoman.app.ingest import Ingest, Near, ingest
from dragoman.app.shards import entries_of, merge
from dragoman.engine.base import LostShard, Shard, ShardReport, Slice
from dragoman.engine.files import UNFINISHED
from dragoman.engine.helper import Helper
from dragoman.engine.inputs import Input, find_inputs
from dragoman.engine.job import find_done, open_plan, run, summarize
from dragoman.engine.local import LocalEngine
from dragoman.engine.plan import Counted, Rates, count_items, cut, estimate
from dragoman.engine.task import attempt, code_shard
from dragoman.errors import EngineError
from dragoman.intake import Intake, read_inputs
from dragoman.model.coded import Coded, Outcome
from dragoman.model.document import Document
from dragoman.store import open_store
from tests.app.fake_coder import open_fake
from tests.engine.conftest import lines
from tests.engine.fake_coding import Fake, settings
from tests.engine.test_shard import content
from tests.store.made import CODER, rows

ROOT = Path(__file__).parents[2]
NAMED = {"coder": CODER.id}


def plan_of(out, source, size=10):
    return open_plan(str(out), NAMED, find_inputs([str(source)]), Intake(), size=size)


def coded(out, source, size=10, workers=1, **changes):
    chosen = settings(out, **changes)
    return list(run(plan_of(out, source, size), chosen, LocalEngine(workers)))


def all_rows(out):
    """The rows of all tables, in the order of their origin."""
    found = {}
    for table in ("documents", "records", "claims", "failures"):
        read = [row for file in sorted((out / table).iterdir()) for row in pq.read_table(file).to_pylist()]
        found[table] = sorted(read, key=lambda row: (row["input"], row["position"]))  # stable: records keep their order
    return found


def test_a_run_tells_of_each_shard_and_sums_up(folder, tmp_path):
    out = tmp_path / "out"
    outcomes = coded(out, folder, workers=2)
    assert sorted(outcome.number for outcome in outcomes) == [0, 1, 2, 3, 4]
    summary = summarize(plan_of(out, folder), str(out))
    assert summary.is_reconciled
    assert (summary.counts.items, summary.counts.failed, summary.counts.broken) == (41, 2, 1)
    told = json.loads((out / "summary.json").read_text())
    assert (told["shards"], told["done"], told["rows"]["failures"]) == (5, 5, 3)
    assert not (out / UNFINISHED).exists()


def test_a_second_run_does_nothing_and_new_files_alone_are_read(folder, tmp_path):
    out = tmp_path / "out"
    coded(out, folder)
    before = content(out)
    assert coded(out, folder) == []
    (folder / "0-first.jsonl").write_text(lines(5, 3))
    assert [outcome.counts.items for outcome in coded(out, folder)] == [5]
    after = content(out)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("lost", ["reports/000001.json", "records/000001.parquet"])
def test_only_what_is_missing_is_done_again_with_the_same_bytes(folder, tmp_path, lost):
    out = tmp_path / "out"
    coded(out, folder)
    before = content(out)
    (out / lost).unlink()
    assert [outcome.number for outcome in coded(out, folder)] == [1]
    assert content(out) == before


def test_a_file_that_was_cut_short_is_not_taken_for_a_whole_one(folder, tmp_path):
    out = tmp_path / "out"
    coded(out, folder)
    file = out / "claims" / "000000.parquet"
    before = file.read_bytes()
    file.write_bytes(before[:-9])
    assert [outcome.number for outcome in coded(out, folder)] == [0]
    assert file.read_bytes() == before


def test_a_killed_run_goes_on_and_comes_to_the_same_bytes(folder, tmp_path):
    def start(out, stop_after):
        command = [sys.executable, "-m", "tests.engine.run_and_die", str(folder), str(out), "10", str(stop_after)]
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode  # noqa: S603

    assert start(tmp_path / "whole", 0) == 0
    for stop_after in (1, 2):
        assert start(tmp_path / "killed", stop_after) == -9
    assert 0 < len(find_done(str(tmp_path / "killed"))) < 5
    (tmp_path / "killed" / UNFINISHED).mkdir(exist_ok=True)
    (tmp_path / "killed" / UNFINISHED / "half.parquet").write_bytes(b"PAR1")
    assert start(tmp_path / "killed", 0) == 0
    assert content(tmp_path / "killed") == content(tmp_path / "whole")


@how_often(max_examples=4)
@given(size=st.integers(2, 60), order=st.randoms(use_true_random=False), workers=st.integers(1, 2))
def test_the_same_rows_whatever_the_shards_and_their_order(tmp_path_factory, size, order, workers):
    folder = tmp_path_factory.mktemp("shards")
    (folder / "reports").mkdir()
    for place in range(3):
        (folder / "reports" / f"{place}.jsonl").write_text(lines(17 * place + 5, place, _1="poison", _4=""))
    whole, other = folder / "whole", folder / "other"
    chosen = settings(whole)
    found = find_inputs([str(folder / "reports")])
    code_shard(Shard(0, tuple(Slice(one.path) for one in found)), chosen)
    order.shuffle(found)
    plan = open_plan(str(other), NAMED, found, Intake(), size=size)
    shards = list(plan.shards)
    order.shuffle(shards)
    list(LocalEngine(workers)(shards, settings(other)))
    assert all_rows(other) == all_rows(whole)


def test_other_settings_and_changed_inputs_are_refused(folder, tmp_path):
    out = tmp_path / "out"
    plan_of(out, folder)
    with pytest.raises(EngineError, match="another coder"):
        open_plan(str(out), {"coder": "other"}, [], Intake())
    (folder / "c.txt").write_text("longer than it was before")
    with pytest.raises(EngineError, match=r"c\.txt: has changed"):
        plan_of(out, folder)
    (out / "plan.json").write_text("{}")
    with pytest.raises(EngineError, match="no plan"):
        plan_of(out, folder)


def test_a_shard_that_cannot_be_written_is_lost_and_told(folder, tmp_path):
    (tmp_path / "file").write_text("no folder")
    chosen = settings(tmp_path / "file")
    with Helper(chosen) as helper:
        outcome = attempt(Shard(4, (Slice(str(folder / "c.txt")),)), chosen, helper)
    assert isinstance(outcome, LostShard)
    assert outcome.number == 4


def losing(shards, _):
    return (LostShard(shard.number, "no disk") for shard in shards)


def test_a_run_in_which_nothing_goes_right_ends_early(tmp_path):
    (tmp_path / "a.jsonl").write_text(lines(80, 1))
    with pytest.raises(EngineError, match=r"in a row.*no disk"):
        list(run(plan_of(tmp_path / "out", tmp_path / "a.jsonl", 4), settings(tmp_path / "out"), losing))


def test_lost_shards_are_summed_up_and_tried_again(folder, tmp_path):
    out = tmp_path / "out"
    assert len(list(run(plan_of(out, folder), settings(out), losing))) == 5
    told = json.loads((out / "summary.json").read_text())
    assert (told["done"], len(told["lost"])) == (0, 5)
    assert {type(outcome) for outcome in coded(out, folder)} == {ShardReport}
    assert summarize(plan_of(out, folder), str(out)).is_reconciled


def is_copy(text, other):
    return text.split("\n")[0] == other.split("\n")[0] and "RUS" in text


@pytest.mark.parametrize("near", [None, Near(lambda text: (hash(text.split("\n")[0]) & 0xFFFF,), is_copy)])
def test_merging_gives_the_archive_that_ingesting_gives(folder, tmp_path, near):
    (folder / "b.jsonl").write_text(lines(17, 2, _3="poison here", _4=""))
    out = tmp_path / "out"
    coded(out, folder, size=7)
    with open_store(tmp_path / "merged.sqlite") as merged, open_store(tmp_path / "direct.sqlite") as direct:
        steps = list(merge(str(out), merged, CODER, near))
        list(ingest(read_inputs([str(folder)], Intake()), direct, Ingest(open_fake, CODER, near=near)))
        assert sum(step.seen for step in steps) == 41
        assert merged.counts() == direct.counts()
        assert rows(merged) == rows(direct)
        before = rows(merged, numbered=True)
        again = list(merge(str(out), merged, CODER, near))
        assert sum(step.unchanged for step in again) == 39
        assert rows(merged, numbered=True) == before


def test_tables_hold_all_that_was_found(folder, tmp_path):
    out = tmp_path / "out"
    coded(out, folder, size=100)
    entries = [entry for entry in entries_of(str(out), 0) if isinstance(entry, Coded)]
    documents = [item for item in read_inputs([str(folder)], Intake()) if isinstance(item, Document)]
    results = Fake().code([one for one in documents if "kill" not in one.text])
    expected = [result for result in results if isinstance(result, Coded)]
    assert entries == expected
    assert next(entry.records[0].because for entry in entries if entry.records) == ("made",)
    assert all(entry.outcome is Outcome.CODED for entry in entries)


def test_items_are_counted_by_samples(folder):
    (folder / "big.jsonl").write_text(lines(3000, 5))
    found = count_items(find_inputs([str(folder)]), Intake())
    by_name = {Path(one.input.path).name: one for one in found}
    assert (by_name["a.jsonl"].items, by_name["a.jsonl"].is_exact) == (23, True)
    assert by_name["c.txt"].items == 1
    assert by_name["big.jsonl"].items == pytest.approx(3000, rel=0.35)
    assert not by_name["big.jsonl"].is_exact


def test_parquet_says_itself_how_many_rows_it_has(tmp_path):
    pq.write_table(pa.table({"text": ["RUS AID USA"] * 700}), tmp_path / "a.parquet")
    assert [(one.items, one.is_exact) for one in count_items(find_inputs([str(tmp_path)]), Intake())] == [(700, True)]


@given(
    counts=st.lists(st.integers(1, 900), max_size=30),
    size=st.integers(1, 300),
    first=st.integers(0, 9),
)
def test_shards_cover_each_input_once_without_a_gap(counts, size, first):
    counted = [Counted(Input(f"f{place}"), count, is_exact=True) for place, count in enumerate(counts)]
    shards = cut(counted, size=size, first=first)
    assert [shard.number for shard in shards] == list(range(first, first + len(shards)))
    slices = [piece for shard in shards for piece in shard.slices]
    assert list(dict.fromkeys(piece.input for piece in slices)) == [one.input.path for one in counted]
    for one in counted:
        own = [piece for piece in slices if piece.input == one.input.path]
        assert own[0].first == 0
        assert own[-1].stop is None
        assert [piece.stop for piece in own[:-1]] == [piece.first for piece in own[1:]]
    for shard in shards:
        if len(shard.slices) > 1:
            assert sum(one.items for one in counted if one.input.path in {piece.input for piece in shard.slices}) <= size


def test_an_estimate_adds_up():
    counted = [Counted(Input("f", 36_000_000), 72_000, is_exact=False)]
    found = estimate(counted, cut(counted, size=2000), Rates(10.0, 600, 5000.0), cores=100)
    assert (found.shards, found.core_hours, found.memory_mb) == (36, 2.0, 36 * 600)
    assert found.hours == pytest.approx(2.0 / 36, abs=1e-3)
    assert found.bytes_out == 360_000_000
