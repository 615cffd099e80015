"""The processors of this machine: a thread for each, which supervises a process that codes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.engine.base import Outcome, Settings, Shard
from dragoman.engine.helper import Helper
from dragoman.engine.task import attempt


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Codes shards with as many processes as there are workers."""

    workers: int = 1

    def __call__(self, shards: Sequence[Shard], settings: Settings) -> Iterator[Outcome]:
        """The outcome of every shard, as each is done."""
        waiting: queue.SimpleQueue[Shard] = queue.SimpleQueue()
        for shard in shards:
            waiting.put(shard)
        done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        helpers = [Helper(settings) for _ in range(min(self.workers, len(shards)))]
        for helper in helpers:
            threading.Thread(target=work, args=(waiting, settings, helper, done), daemon=True).start()
        try:
            for _ in shards:
                yield done.get()
        finally:
            for helper in helpers:
                helper.close()


def work(waiting: queue.SimpleQueue[Shard], settings: Settings, helper: Helper, done: queue.SimpleQueue[Outcome]) -> None:
    """Codes shards until none waits or the run is stopped."""
    with helper:
        while not helper.is_closed:
            try:
                shard = waiting.get_nowait()
            except queue.Empty:
                return
            done.put(attempt(shard, settings, helper))
