"""The processors of a Ray cluster: a Ray task for each shard, tried again by Ray where its process or machine dies."""

from __future__ import annotations

import os
import pickle
import secrets
import socket
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.engine.base import LostShard, Outcome, Settings, Shard
from dragoman.engine.helper import Helper
from dragoman.engine.task import attempt
from dragoman.errors import EngineError

LOOPBACK = "127.0.0.1"
RETRIES = 3
PATIENCE_S = 10.0
WAITING_PER_PROCESSOR = 2


@dataclass(frozen=True, slots=True)
class RayEngine:
    """Codes shards on the cluster at an address (host:port), or with `workers` processes of a cluster of its own.

    A cluster of its own listens on loopback and ends with the run. One at an address is left as it is.
    """

    cluster: str | None = None
    workers: int = 1

    def __call__(self, shards: Sequence[Shard], settings: Settings) -> Iterator[Outcome]:
        """The outcome of every shard, as each is done.

        Raises:
            EngineError: when Ray is not installed or the cluster does not answer.
        """
        ray = load_ray()
        self.connect(ray)
        try:
            yield from outcomes(ray, shards, settings)
        finally:
            ray.shutdown()

    def connect(self, ray: Any) -> None:
        """Joins the cluster, or starts one.

        Raises:
            EngineError: when there is none at the address.
        """
        quiet = {"log_to_driver": False, "logging_level": "error", "configure_logging": False}
        try:
            if self.cluster is not None:
                knock(self.cluster)
                ray.init(address=self.cluster, **quiet)
            else:
                close_to_others()
                ray.init(
                    address="local",
                    num_cpus=self.workers,
                    include_dashboard=False,
                    _node_ip_address=LOOPBACK,
                    **quiet,
                )
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise EngineError(f"the Ray cluster at {self.cluster or LOOPBACK} does not answer: {error}") from error


def close_to_others() -> None:
    """Gives a cluster of our own a token of its own, so that no other user of this machine can have it run things.

    Left to itself, Ray would put a token into the user's home, which changes how clusters started later behave.
    """
    if "RAY_AUTH_MODE" not in os.environ:
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)


def knock(address: str) -> None:
    """Nothing, where somebody listens at an address: Ray itself would wait for many minutes.

    Raises:
        OSError: where nobody does.
        ValueError: for what is no host:port.
    """
    host, _, port = address.rpartition(":")
    socket.create_connection((host, int(port)), timeout=PATIENCE_S).close()


def load_ray() -> Any:
    """Ray.

    Raises:
        EngineError: when it is not installed.
    """
    try:
        import ray  # noqa: PLC0415 - an optional library, and a heavy one
    except ImportError as error:
        raise EngineError("Ray is not installed; install dragoman[ray], or use --engine local") from error
    return ray


def outcomes(ray: Any, shards: Sequence[Shard], settings: Settings) -> Iterator[Outcome]:
    """Hands shards to the cluster, a few more than it has processors, and gives what becomes of them."""
    task = ray.remote(max_retries=RETRIES, num_cpus=1, scheduling_strategy="SPREAD")(code_there)
    packed = ray.put(pickle.dumps(settings))
    waiting = deque(shards)
    running: dict[Any, int] = {}
    while waiting or running:
        while waiting and len(running) < WAITING_PER_PROCESSOR * processors(ray):
            shard = waiting.popleft()
            running[task.remote(shard, packed)] = shard.number
        done, _ = ray.wait(list(running), num_returns=1)
        for reference in done:
            number = running.pop(reference)
            try:
                yield ray.get(reference)
            except ray.exceptions.RayError as error:
                yield LostShard(number, f"Ray gave it up after {RETRIES + 1} tries: {type(error).__name__}")


def processors(ray: Any) -> int:
    """How many processors the cluster has now."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def code_there(shard: Shard, packed: bytes) -> Outcome:
    """Codes a shard in a process of the cluster."""
    return attempt(shard, pickle.loads(packed), helper_for(packed))  # noqa: S301 - from the run that started it


@cache
def helper_for(packed: bytes) -> Helper:
    """The process that codes for this one, kept from shard to shard."""
    return Helper(pickle.loads(packed))  # noqa: S301 - as above
