"""Codes batches of documents in worker processes and gives the results back in order.

A document at which a stage stumbles, or which takes its whole process down, becomes a failure and costs no other.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Self, TypeAlias

from dragoman.model.coded import Coded, Failure
from dragoman.model.document import Document
from dragoman.model.reading import Reading

Reader: TypeAlias = Callable[[Sequence[Document]], list[Reading]]
OpenReader: TypeAlias = Callable[[], Reader]
Results: TypeAlias = list[Coded | Failure]
STAGES = "dragoman.stages."


class Workers:
    """Processes that code; results come back in the order in which batches were submitted.

    With one worker all is done in this process.
    """

    def __init__(self, open_reader: OpenReader, count: int) -> None:
        self.open_reader = open_reader
        self.count = count
        self.queue: deque[tuple[Sequence[Document], Future[Results] | None]] = deque()
        self.pool = self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=kind is None, cancel_futures=True)

    def start(self) -> ProcessPoolExecutor | None:
        """Fresh processes; each opens the coder when it gets its first batch."""
        if self.count == 1:
            return None
        return ProcessPoolExecutor(self.count, mp_context=get_context("spawn"), initializer=begin_worker)

    def submit(self, documents: Sequence[Document]) -> None:
        """Hands a batch to the processes; an empty one gives an empty result in its turn."""
        self.queue.append((documents, self.future_of(documents)))

    def future_of(self, documents: Sequence[Document]) -> Future[Results] | None:
        """The result to come; None where it is computed when it is asked for."""
        if self.pool is None or not documents:
            return None
        try:
            return self.pool.submit(code_batch, self.open_reader, documents)
        except BrokenProcessPool:
            self.restart()
            return self.pool.submit(code_batch, self.open_reader, documents)

    def next(self) -> Results:
        """The results of the batch that was submitted first among those not yet given."""
        documents, future = self.queue.popleft()
        if future is None:
            return code_batch(self.open_reader, documents) if documents else []
        try:
            return future.result()
        except BrokenProcessPool:
            self.restart()
            results = [self.code_alone(document) for document in documents]
            self.queue = deque((batch, self.future_of(batch)) for batch, _ in self.queue)
            return results

    def code_alone(self, document: Document) -> Coded | Failure:
        """The result of one document while nothing else is being coded, so that a process that dies is its doing."""
        future = self.future_of([document])
        try:
            return future.result()[0] if future is not None else code_batch(self.open_reader, [document])[0]
        except BrokenProcessPool:
            self.restart()
            return failure_of(document, "process", "the process that coded it died; perhaps memory ran out")

    def restart(self) -> None:
        """Puts new processes in the place of a pool of which one died."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = self.start()


def begin_worker() -> None:
    """Readies a worker: one thread of arithmetic, interrupts left to the parent, and an end when the parent is gone."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Waits until the parent process is gone, even if it was killed, and ends this one."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def opened(open_reader: OpenReader) -> Reader:
    """The coder of this process."""
    return open_reader()


def code_batch(open_reader: OpenReader, documents: Sequence[Document]) -> Results:
    """What a coder finds in some documents; here, at the border of a run, any exception of a stage fails its document."""
    reader = opened(open_reader)
    try:
        return [to_coded(reading) for reading in reader(documents)]
    except Exception as error:  # noqa: BLE001 - the boundary: a document that fails must not end the run
        if len(documents) == 1:
            return [failure_of(documents[0], stage_of(error), f"{type(error).__name__}: {error}")]
    return [result for document in documents for result in code_batch(open_reader, [document])]


def to_coded(reading: Reading) -> Coded:
    """Of a reading, what the archive keeps."""
    return Coded(
        reading.document,
        sentences=tuple(sentence.span for sentence in reading.sentences or ()),
        records=reading.records or (),
        claims=reading.claims or (),
    )


def stage_of(error: BaseException) -> str:
    """The stage in which an exception was raised, by the module of the innermost frame that is a stage's."""
    names = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    stages = [name.removeprefix(STAGES).partition(".")[0] for name in names if name.startswith(STAGES)]
    return stages[-1] if stages else "coding"


def failure_of(document: Document, stage: str, reason: str) -> Failure:
    """The failure of one document."""
    return Failure(f"document {document.id}", stage, reason, document)
