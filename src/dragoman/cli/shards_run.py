"""`dragoman plan`, and `dragoman ingest --out`: archives in shards, with progress on a terminal and plain lines in a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import msgspec
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from dragoman.app.ingest import Near
from dragoman.app.shards import OpenCoding, Shards, foresee, merge, plan_shards
from dragoman.app.versions import CoderChoice
from dragoman.cli.ingest_run import DONE, LOG_EVERY_S, SOME_FAILED, STOPPED, WRONG_USAGE, print_line
from dragoman.cli.render import print_error, write_line
from dragoman.dedupe.copies import is_near_copy, sign
from dragoman.engine.base import Counts, Engine, LostShard, Outcome, ShardReport
from dragoman.engine.job import Plan, Summary, find_done, run, summarize
from dragoman.engine.local import LocalEngine
from dragoman.engine.plan import Estimate
from dragoman.engine.ray import RayEngine
from dragoman.errors import DragomanError
from dragoman.intake import Intake
from dragoman.store import open_store

GIGABYTE, MEGABYTE = 1e9, 1e6


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The options of `dragoman plan`, checked."""

    sources: tuple[str, ...]
    intake: Intake
    coder: CoderChoice
    shard_size: int
    cores: int | None
    rate: float | None
    is_plain: bool


@dataclass(frozen=True, slots=True)
class ShardOptions:
    """The options of `dragoman ingest --out`, checked; `store` is None where the tables are all that is wanted."""

    sources: tuple[str, ...]
    out: str
    store: str | None
    intake: Intake
    coder: CoderChoice
    engine: str
    cluster: str | None
    workers: int | None
    shard_size: int
    memory_mb: int | None


def run_plan(options: PlanOptions) -> int:
    """Prints what a run will take and gives the exit status."""
    try:
        shards = Shards(
            options.sources, "plan", options.intake, options.coder.version(), OpenCoding(options.coder), options.shard_size
        )
        found = foresee(shards, options.cores or os.cpu_count() or 1, options.rate)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    if options.is_plain:
        write_line(msgspec.json.encode(found).decode())
    else:
        Console(highlight=False).print(estimate_table(found))
    return DONE


def estimate_table(found: Estimate) -> Table:
    """What a run will take, in words."""
    about = "" if found.is_exact else "about "
    table = Table(box=None, show_header=False)
    for name, value in (
        ("inputs", f"{found.inputs:,} ({found.bytes_in / GIGABYTE:,.2f} GB)"),
        ("documents", f"{about}{found.documents:,}"),
        ("shards", f"{found.shards:,}"),
        ("work", f"about {found.core_hours:,.1f} core hours"),
        ("time", f"about {found.hours:,.1f} hours with {found.cores} cores"),
        ("memory", f"about {found.memory_mb / 1000:,.1f} GB"),
        ("output", f"about {found.bytes_out / MEGABYTE:,.1f} MB"),
    ):
        table.add_row(name, value)
    return table


def run_shards(options: ShardOptions) -> int:
    """Codes all shards that are missing and gives the exit status: 0 done, 1 some failed, 2 wrong usage."""
    workers = options.workers or os.cpu_count() or 1
    engine: Engine = LocalEngine(workers) if options.engine == "local" else RayEngine(options.cluster, workers)
    try:
        version = options.coder.version()
        shards = Shards(
            options.sources,
            options.out,
            options.intake,
            version,
            OpenCoding(options.coder),
            options.shard_size,
            options.memory_mb,
        )
        plan = plan_shards(shards)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    out = shards.settings.out
    try:
        for outcome in shown(run(plan, shards.settings, engine), plan, out):
            if isinstance(outcome, LostShard):
                print_error(f"shard {outcome.number}: {outcome.reason}")
        if options.store is not None:
            store_all(options, out)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return SOME_FAILED
    except KeyboardInterrupt:
        print_line("stopped; shards that are done stay, run again to go on")
        return STOPPED
    summary = summarize(plan, out)
    print_line(line_of(summary))
    told = summary.counts.failed + summary.counts.broken
    return DONE if summary.is_reconciled and not told else SOME_FAILED


def store_all(options: ShardOptions, out: str) -> None:
    """Puts what was coded into the archive."""
    with open_store(options.store) as store:
        near = Near(lambda text: sign(text).bands, is_near_copy)
        steps = list(merge(out, store, options.coder.version(), near))
    records, copies = sum(step.records for step in steps), sum(step.copies for step in steps)
    print_line(f"stored {sum(step.seen for step in steps)} documents: {records} new records, {copies} near copies")


def line_of(summary: Summary) -> str:
    """What a run has come to, in words: only what there was."""
    counts = summary.counts
    parts = (
        (1, f"{counts.documents} coded"),
        (1, f"{counts.records} records"),
        (counts.unreadable, f"{counts.unreadable} in other languages"),
        (counts.failed + counts.broken, f"{counts.failed + counts.broken} failed (see the table failures)"),
        (summary.restarts, f"{summary.restarts} processes died"),
        (summary.shards - summary.done, f"{summary.shards - summary.done} shards are missing, run again"),
    )
    told = ", ".join(words for count, words in parts if count)
    rate = counts.items / summary.core_seconds if summary.core_seconds else 0.0
    return f"{counts.items} documents in {summary.done} shards ({rate:.2f} a second and core): {told}"


def shown(outcomes: Iterable[Outcome], plan: Plan, out: str) -> Iterator[Outcome]:
    """The same outcomes, with a bar on a terminal, or now and then a line in a log."""
    done, total, counts = len(find_done(out)), len(plan.shards), Counts()
    with ExitStack() as stack:
        bar = None
        if sys.stderr.isatty():
            columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
            bar = stack.enter_context(Bar(*columns, console=Console(stderr=True), transient=True))
            task = bar.add_task("shards", total=total, completed=done, told="")
        said = time.monotonic()
        for outcome in outcomes:
            if isinstance(outcome, ShardReport):
                done += 1
                counts += outcome.counts
            told = f"{done} of {total} shards, {counts.items} documents, {counts.failed + counts.broken} failed"
            if bar is not None:
                bar.update(task, completed=done, told=told)
            elif time.monotonic() - said >= LOG_EVERY_S:
                said = time.monotonic()
                print_line(told)
            yield outcome
