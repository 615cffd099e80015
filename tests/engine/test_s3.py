"""Inputs and outputs in S3, which a server on loopback plays; only where s3fs and moto are."""

import logging
import uuid

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.app.shards import merge
from dragoman.engine.files import UNFINISHED, opened
from dragoman.engine.inputs import find_inputs
from dragoman.engine.job import find_done, open_plan, run, summarize
from dragoman.engine.local import LocalEngine
from dragoman.errors import EngineError
from dragoman.intake import Intake
from dragoman.store import open_store
from tests.engine.conftest import lines
from tests.engine.fake_coding import settings
from tests.store.made import CODER

moto = pytest.importorskip("moto.server", reason="moto is not installed: pip install moto[server]")
pytest.importorskip("s3fs", reason="s3fs is not installed: pip install dragoman[s3]")
pytestmark = pytest.mark.filterwarnings("ignore")  # those libraries' own


@pytest.fixture
def bucket(monkeypatch):
    """The address of an empty bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("AWS_ENDPOINT_URL", f"http://{host}:{port}"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    address = f"s3://reports-{uuid.uuid4().hex}"
    system, place = opened(address)
    system.mkdir(place)
    yield address
    server.stop()


def test_a_run_from_bucket_to_bucket_goes_on_where_it_was_left(bucket, tmp_path):
    system, place = opened(f"{bucket}/in")
    system.pipe_file(f"{place}/a.jsonl", lines(9, 1, _2="poison").encode())
    system.pipe_file(f"{place}/b.csv", b"id,text,published\n1,RUS AID USA,2015-08-04\n")
    pq.write_table(pa.table({"text": [f"RUS CONSULT USA {day}" for day in range(3)]}), tmp_path / "c.parquet")
    system.put_file(str(tmp_path / "c.parquet"), f"{place}/c.parquet")
    out = f"{bucket}/out"
    sources = [f"{bucket}/in", f"{bucket}/in/none.jsonl"]
    plan = open_plan(out, {}, find_inputs(sources), Intake(), size=6)
    list(run(plan, settings(out), LocalEngine(1)))
    summary = summarize(plan, out)
    assert summary.is_reconciled
    assert (summary.counts.items, summary.counts.failed, summary.counts.broken) == (14, 1, 1)
    assert not system.exists(f"{out}/{UNFINISHED}")
    whole = system.cat_file(f"{out}/records/000001.parquet")
    system.rm(f"{out}/records/000001.parquet")
    assert len(find_done(out)) == summary.shards - 1
    assert [outcome.number for outcome in run(plan, settings(out), LocalEngine(1))] == [1]
    assert system.cat_file(f"{out}/records/000001.parquet") == whole
    with open_store(tmp_path / "archive.sqlite") as store:
        list(merge(out, store, CODER))
        assert store.counts()["records"] == summary.counts.records
        assert len(store.failures()) == 2


def test_an_address_that_nothing_here_reads_is_an_error():
    with pytest.raises(EngineError, match=r"dragoman\[s3\]"):
        opened("nosuch://bucket")
