"""The same on a Ray cluster of two nodes on loopback, of which processes and a whole node are killed; only where Ray is."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from dragoman.engine.base import ShardReport
from dragoman.engine.inputs import find_inputs
from dragoman.engine.job import open_plan, run, summarize
from dragoman.engine.local import LocalEngine
from dragoman.engine.ray import RayEngine, knock
from dragoman.errors import EngineError
from dragoman.intake import Intake
from tests.engine.conftest import lines
from tests.engine.fake_coding import Fake, Killing, settings
from tests.engine.test_shard import content

# A token of this test's own, for its own clusters alone.
os.environ["RAY_AUTH_MODE"] = "token"
os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)

pytest.importorskip("ray", reason="Ray is not installed: pip install dragoman[ray]")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own

ROOT = Path(__file__).parents[2]
TRIES = 60
NAMED = {"coder": "made 1"}
RAY = (sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--num-cpus=1", "--object-store-memory=100000000")
HEAD = ("--head", "--include-dashboard=false", "--disable-usage-stats")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def start_node(place, *options):
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src"), *(path for path in sys.path if path)])
    environment = os.environ | {"PYTHONPATH": paths, "DRAGOMAN_TEST_PLACE": place}
    return subprocess.Popen(  # noqa: S603
        [*RAY, "--node-ip-address=127.0.0.1", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def cluster():
    """The address of a cluster with a head and a second node, each with one processor."""
    import ray  # noqa: PLC0415

    address = f"127.0.0.1:{free_port()}"
    nodes = []
    with tempfile.TemporaryDirectory(prefix="ray", ignore_cleanup_errors=True) as folder:
        try:
            nodes.append(start_node("head", *HEAD, f"--port={address.rpartition(':')[2]}", f"--temp-dir={folder}"))
            wait_for(ray, address, 1)
            nodes.append(start_node("second", f"--address={address}"))
            wait_for(ray, address, 2)
            yield address
        finally:
            for node in reversed(nodes):
                node.terminate()
                node.wait()


def wait_for(ray, address, count):
    """Returns when so many nodes have joined."""
    problem = None
    for _ in range(TRIES):
        try:
            knock(address)
            ray.init(address=address, log_to_driver=False, logging_level="critical")
        except (ConnectionError, RuntimeError, OSError) as error:
            problem = error
            threading.Event().wait(0.5)
            continue
        joined = sum(node["Alive"] for node in ray.nodes())
        ray.shutdown()
        if joined == count:
            return
    raise TimeoutError(f"{count} nodes did not come up: {problem}")


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for place in range(4):
        (folder / f"{place}.jsonl").write_text(lines(12 + place, place, _2="poison", _3="" if place else "killer"))
    return folder


def coded(out, source, engine, **changes):
    plan = open_plan(str(out), NAMED, find_inputs([str(source)]), Intake(), size=9)
    outcomes = list(run(plan, settings(out, **changes), engine))
    assert {type(outcome) for outcome in outcomes} <= {ShardReport}
    return summarize(plan, str(out))


def test_a_cluster_gives_what_one_machine_gives_whoever_is_killed(cluster, reports, tmp_path):
    alone = coded(tmp_path / "local", reports, LocalEngine(1))
    tokens = [tmp_path / name for name in ("coding", "worker", "node")]
    for token in tokens:
        token.touch()
    killings = (Killing(str(tokens[0])), Killing(str(tokens[1]), 1), Killing(str(tokens[2]), 2, "second"))
    together = coded(tmp_path / "ray", reports, RayEngine(cluster), open_coding=Fake(killings))
    assert not any(token.exists() for token in tokens)
    assert content(tmp_path / "ray") == content(tmp_path / "local")
    assert together.counts == alone.counts
    assert together.is_reconciled
    assert (together.counts.items, together.counts.failed, together.counts.broken) == (54, 5, 3)


def test_a_cluster_of_its_own_ends_with_the_run(reports, tmp_path):
    import ray  # noqa: PLC0415

    assert coded(tmp_path / "ray", reports, RayEngine(workers=1)).is_reconciled
    assert not ray.is_initialized()


def test_an_address_without_a_cluster_is_an_error(reports, tmp_path):
    with pytest.raises(EngineError, match="does not answer"):
        coded(tmp_path / "ray", reports, RayEngine(f"127.0.0.1:{free_port()}"))
