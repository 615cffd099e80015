"""`dragoman ingest`: stores what documents tell, with progress on a terminal and plain lines in a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from dragoman.app.events import derive_events
from dragoman.app.ingest import Ingest, Near, Progress, ingest
from dragoman.app.versions import CoderChoice
from dragoman.cli.render import print_error
from dragoman.dedupe.copies import is_near_copy, sign
from dragoman.errors import DragomanError
from dragoman.intake import Intake, bytes_of, read_inputs
from dragoman.intake.language import is_readable, language_of
from dragoman.model.document import Document
from dragoman.store import Store, open_store

DONE, SOME_FAILED, WRONG_USAGE, STOPPED = 0, 1, 2, 130
LOG_EVERY_S = 30.0


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """The options of `dragoman ingest`, checked."""

    sources: tuple[str, ...]
    store: str | None
    intake: Intake
    coder: CoderChoice
    workers: int | None


@dataclass(slots=True)
class Total:
    """What has been done so far, and since when."""

    began: float
    seen: int = 0
    coded: int = 0
    records: int = 0
    copies: int = 0
    unreadable: int = 0
    unchanged: int = 0
    failed: int = 0
    taken: int = 0

    def take(self, size: int) -> None:
        """Counts bytes that were read."""
        self.taken += size

    def add(self, step: Progress) -> None:
        """Counts a step."""
        self.seen += step.seen
        self.coded += step.coded
        self.records += step.records
        self.copies += step.copies
        self.unreadable += step.unreadable
        self.unchanged += step.unchanged
        self.failed += len(step.failures)

    def line(self) -> str:
        """The sum in words: only what there was."""
        elapsed = max(time.monotonic() - self.began, 1e-9)
        parts = (
            (self.coded, f"{self.coded} coded"),
            (self.coded, f"{self.records} records"),
            (self.copies, f"{self.copies} near copies"),
            (self.unreadable, f"{self.unreadable} in other languages"),
            (self.unchanged, f"{self.unchanged} unchanged"),
            (self.failed, f"{self.failed} failed"),
        )
        told = ", ".join(words for count, words in parts if count)
        return f"{self.seen} documents in {elapsed:.0f} s ({self.seen / elapsed:.1f} a second)" + (
            f": {told}" if told else ""
        )


def run_ingest(options: IngestOptions) -> int:
    """Stores all sources and gives the exit status: 0 done, 1 some failed, 2 wrong usage or no store."""
    total = Total(time.monotonic())
    try:
        version = options.coder.version()
        store = open_store(options.store)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    intake = replace(options.intake, say=lambda source, remark: print_line(f"{source}: {remark}"), took=total.take)
    inputs = read_inputs(options.sources, intake)
    workers = options.workers or os.cpu_count() or 1
    with store:
        near = Near(lambda text: sign(text).bands, is_near_copy)
        run = Ingest(options.coder, version, find_language=language, near=near, workers=workers)
        try:
            for step in shown(ingest(inputs, store, run), options.sources, total):
                for failure in step.failures:
                    print_error(f"{failure.source}: {failure.stage}: {failure.reason}")
        except DragomanError as error:
            print_error(str(error))
            print_line(f"stopped after {total.line()}")
            return SOME_FAILED
        except KeyboardInterrupt:
            print_line(f"stopped after {total.line()}; what is stored stays, run again to go on")
            return STOPPED
        if not derive(store):
            return SOME_FAILED
    print_line(total.line())
    return SOME_FAILED if total.failed else DONE


def derive(store: Store) -> bool:
    """Puts the new records into events; False where that failed."""
    try:
        derive_events(store)
    except DragomanError as error:
        print_error(str(error))
        return False
    return True


def language(document: Document) -> tuple[str | None, bool]:
    """The language of a document, and whether it can be coded."""
    return language_of(document), is_readable(document)


def shown(steps: Iterable[Progress], sources: tuple[str, ...], total: Total) -> Iterator[Progress]:
    """The same steps, with a bar on a terminal, or now and then a line in a log."""
    if not sys.stderr.isatty():
        yield from logged(steps, total)
        return
    columns = (
        BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ingest", total=bytes_of(sources), rate="opening the coder")
        for step in steps:
            total.add(step)
            rate = total.seen / max(time.monotonic() - total.began, 1e-9)
            bar.update(task, completed=total.taken, rate=f"{rate:.1f}/s, {total.records} records, {total.failed} failed")
            yield step


def logged(steps: Iterable[Progress], total: Total) -> Iterator[Progress]:
    """The same steps, with a plain line twice a minute."""
    told = time.monotonic()
    for step in steps:
        total.add(step)
        if time.monotonic() - told >= LOG_EVERY_S:
            told = time.monotonic()
            print_line(total.line())
        yield step


def print_line(line: str) -> None:
    """A plain line on standard error."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks
