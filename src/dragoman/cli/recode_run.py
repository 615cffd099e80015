"""Runs `dragoman recode`: progress and sums on standard error, each difference as a line of JSON where it is asked for."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress as Bar

from dragoman.app.events import derive_events
from dragoman.app.export import output
from dragoman.app.ingest import Ingest, Progress
from dragoman.app.recode import Sums, differences, find_documents, find_unread, recode
from dragoman.app.versions import CoderChoice
from dragoman.cli.render import print_error
from dragoman.errors import DragomanError
from dragoman.model.query import parse_query
from dragoman.store import Store, open_store

DONE, SOME_FAILED, WRONG_USAGE, STOPPED = 0, 1, 2, 130
LOG_EVERY_S = 30.0
STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class RecodeOptions:
    """The options of `dragoman recode`, as typed."""

    store: str | None
    out: Path | None
    coder: CoderChoice
    workers: int | None
    words: dict[str, list[str]]


@dataclass(slots=True)
class Total:
    """What has been done so far."""

    seen: int = 0
    records: int = 0
    failed: int = 0

    def add(self, step: Progress) -> None:
        """Counts a step."""
        self.seen += step.seen
        self.records += step.records
        self.failed += len(step.failures)


def run_recode(options: RecodeOptions) -> int:
    """Codes again and reports; the exit status is 1 where a document failed, 2 for wrong usage or no store."""
    try:
        query = replace(parse_query(options.words), limit=None)
        run = Ingest(options.coder, options.coder.version(), workers=options.workers or os.cpu_count() or 1)
        open_store(options.store, read_only=True).close()  # one that is not there is not made
        store = open_store(options.store)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    total = Total()
    with store:
        try:
            documents = find_documents(store, query)
            code(store, find_unread(store, documents, run), run, total)
            derive_events(store)
            report(store, documents, run, options.out)
        except DragomanError as error:
            print_error(str(error))
            print_line(f"stopped after {total.seen} documents; what is stored stays")
            return SOME_FAILED
        except KeyboardInterrupt:
            print_line(f"stopped after {total.seen} documents; what is stored stays, run again to go on")
            return STOPPED
        except BrokenPipeError:
            raise
        except OSError as error:
            print_error(f"{options.out or 'output'}: {error.strerror or error}; nothing was written there")
            return SOME_FAILED
    return SOME_FAILED if total.failed else DONE


def code(store: Store, ids: Sequence[str], run: Ingest, total: Total) -> None:
    """Codes documents, with a bar on a terminal, or now and then a line in a log."""
    began = time.monotonic()
    for step in shown(recode(store, ids, run), len(ids)):
        total.add(step)
        for failure in step.failures:
            print_error(f"{failure.source}: {failure.stage}: {failure.reason}")
    failed = f", {total.failed} failed and left as they were" if total.failed else ""
    print_line(f"{total.seen} documents coded again in {time.monotonic() - began:.0f} s: {total.records} records{failed}")


def shown(steps: Iterable[Progress], count: int) -> Iterator[Progress]:
    """The same steps, and how far they are."""
    is_terminal = sys.stderr.isatty()
    told, seen = time.monotonic(), 0
    with Bar(console=Console(stderr=True), transient=True) if is_terminal and count else nullcontext() as bar:
        task = bar.add_task("recode", total=count) if bar is not None else None
        for step in steps:
            seen += step.seen
            if bar is not None and task is not None:
                bar.update(task, completed=seen)
            elif time.monotonic() - told >= LOG_EVERY_S:
                told = time.monotonic()
                print_line(f"{seen} of {count} documents coded again")
            yield step


def report(store: Store, documents: Sequence[int], run: Ingest, out: Path | None) -> None:
    """Says what is gained, lost and changed; each difference goes to `out` where it is named."""
    sums = Sums()
    found = differences(store, documents, run, sums)
    if out is None:
        for _ in found:
            pass
    else:
        with output(None if out == STANDARD_OUTPUT else out) as file:
            file.writelines(msgspec.json.encode(difference.to_json()) + b"\n" for difference in found)
    for line in summary(sums):
        print_line(line)


def summary(sums: Sums) -> Iterator[str]:
    """The sums in words, and which fields changed how often."""
    if not sums.documents:
        yield "no document has been read by another coder before: there is nothing to compare"
        return
    yield (
        f"against the coder before, in {sums.documents} documents: {sums.gained} records gained, {sums.lost} lost, "
        f"{sums.changed} changed, {sums.same} as they were"
    )
    if sums.fields:
        yield "changed fields: " + ", ".join(f"{name} {count}" for name, count in sums.fields.most_common())


def print_line(line: str) -> None:
    """A plain line on standard error."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks
