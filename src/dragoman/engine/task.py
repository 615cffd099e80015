"""The only task: a shard in, its files out, complete or not there at all."""

from __future__ import annotations

import time
from contextlib import ExitStack

import msgspec

from dragoman.engine.base import Counts, LostShard, Outcome, Settings, Shard, ShardReport
from dragoman.engine.files import joined, publish, publish_bytes, workplace
from dragoman.engine.helper import Helper
from dragoman.engine.orders import Order
from dragoman.engine.tables import CLAIMS, DOCUMENTS, FAILURES, RECORDS, Tables
from dragoman.errors import EngineError

TRIES = 3
REPORTS = "reports"


def code_shard(shard: Shard, settings: Settings, helper: Helper | None = None) -> ShardReport:
    """Codes a shard and writes its tables; the report, written last, says that they are complete.

    The same shard gives the same bytes on every run. A helper that is given is used again for other shards.

    Raises:
        EngineError: when no process can code it, or when rows went missing.
        OSError: when the result cannot be written.
    """
    began = time.monotonic()
    with ExitStack() as stack:
        folder = stack.enter_context(workplace())
        helper = helper or stack.enter_context(Helper(settings))
        tables, counts = Tables(folder), Counts()
        try:
            for finished in helper.code(Order(shard)):
                tables.add(finished.block)
                counts += finished.block.counts
        except BaseException:
            helper.stop()
            raise
        rows = tables.close()
        check(shard, counts, rows)
        sizes = {}
        for name, file in tables.files.items():
            sizes[name] = file.path.stat().st_size
            publish(file.path, table_path(settings.out, name, shard.number), settings.out)
    seconds = round(time.monotonic() - began, 3)
    report = ShardReport(shard.number, counts, rows, sizes, helper.restarts, seconds, helper.memory_mb)
    publish_bytes(msgspec.json.encode(report), report_path(settings.out, shard.number), settings.out)
    return report


def check(shard: Shard, counts: Counts, rows: dict[str, int]) -> None:
    """Nothing, where the rows written are those that the items read must give.

    Raises:
        EngineError: where a row is missing or too many.
    """
    expected = {
        DOCUMENTS: counts.documents + counts.unreadable + counts.failed,
        RECORDS: counts.records,
        CLAIMS: counts.claims,
        FAILURES: counts.failed + counts.broken,
    }
    if not counts.is_reconciled or rows != expected:
        raise EngineError(f"shard {shard.name}: {counts} gave rows {rows}, expected {expected}; nothing was written")


def attempt(shard: Shard, settings: Settings, helper: Helper) -> Outcome:
    """The report of a shard, or why it was given up; here, at the border of a run, any exception costs this shard alone."""
    reason = ""
    for _ in range(TRIES):
        try:
            return code_shard(shard, settings, helper)
        except EngineError as error:
            return LostShard(shard.number, str(error))
        except Exception as error:  # noqa: BLE001 - the boundary: a shard that fails must not end the run
            reason = f"{type(error).__name__}: {error}"
    return LostShard(shard.number, reason)


def table_path(out: str, table: str, number: int) -> str:
    """Where a table of a shard lies."""
    return joined(out, table, f"{number:06d}.parquet")


def report_path(out: str, number: int) -> str:
    """Where the report of a shard lies."""
    return joined(out, REPORTS, f"{number:06d}.json")
