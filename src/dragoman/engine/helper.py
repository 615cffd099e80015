"""The other end of a process that codes: starts it, gives it orders, notices its death, starts another."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeAlias

from dragoman.engine.base import Settings
from dragoman.engine.channel import Channel
from dragoman.engine.orders import Coding, Ended, Finished, Message, Note, Order, Reading, Stumbled, Unable
from dragoman.errors import EngineError

MAX_RESTARTS = 60
STARTING_S = 900.0
MAX_FALSE_STARTS = 3
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
Answers: TypeAlias = "queue.Queue[Message | None]"


class Died(Exception):  # noqa: N818 - a death, not an error of ours
    """The process is gone; what it noted last, None when it had not begun, and how it ended."""

    def __init__(self, note: Note | None, reason: str) -> None:
        super().__init__(reason)
        self.note = note
        self.reason = reason


class Helper:
    """One process that codes, which outlives shards and is replaced when it dies or has coded enough."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self.answers: Answers = queue.Queue()
        self.items = 0
        self.restarts = 0
        self.memory_mb = 0
        self.is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def code(self, order: Order) -> Iterator[Finished]:
        """The rows of a shard in order, whatever happens to processes meanwhile.

        Raises:
            EngineError: when no process can be opened, or too many die over this shard.
        """
        self.restarts = self.memory_mb = false_starts = 0
        while True:
            try:
                for finished in self.answers_to(order):
                    false_starts = 0
                    self.memory_mb = max(self.memory_mb, finished.memory_mb)
                    yield finished
                    order = order.from_item(finished.stop)
                    if self.items >= self.settings.renew_after:
                        break
                else:
                    return
                self.stop()
            except Died as death:
                self.stop()
                self.restarts += 1
                false_starts += death.note is None
                if false_starts >= MAX_FALSE_STARTS:
                    raise EngineError(f"a process that codes cannot be started: {death.reason}") from death
                if self.restarts > MAX_RESTARTS:
                    raise EngineError(f"{self.restarts} processes died over one shard, the last: {death.reason}") from death
                order = order if death.note is None else order.after_death(death.note, death.reason)

    def answers_to(self, order: Order) -> Iterator[Finished]:
        """The rows that the process gives until the shard ends.

        Raises:
            Died: when the process does, or is put down for taking too long.
            EngineError: when the process says that it cannot work.
        """
        process = self.running()
        note: Note | None = None
        try:
            Channel(process.stdin).send(order)  # type: ignore[arg-type]
        except OSError as error:
            raise Died(None, self.last_words()) from error
        while True:
            try:
                answer = self.answers.get(timeout=self.settings.patience_s if note else STARTING_S)
            except queue.Empty:
                process.kill()
                limit = self.settings.patience_s if note else STARTING_S
                raise Died(note, f"it took more than {limit:g} seconds") from None
            if answer is None:
                raise Died(note, self.last_words())
            if isinstance(answer, Stumbled):
                raise Died(note, answer.reason)
            if isinstance(answer, Unable):
                raise EngineError(answer.reason)
            if isinstance(answer, Ended):
                return
            if isinstance(answer, Finished):
                self.items += answer.block.counts.items
                note = Reading(answer.stop)
                yield answer
            elif isinstance(answer, Reading | Coding):
                note = answer

    def running(self) -> subprocess.Popen[bytes]:
        """The process, started when there is none.

        Raises:
            EngineError: when the helper was closed meanwhile.
        """
        if self.is_closed:
            raise EngineError("the run was stopped")
        if self.process is None:
            paths = os.pathsep.join(path for path in sys.path if path)
            environment = os.environ | {"PYTHONPATH": paths} | dict.fromkeys(THREADS, "1")
            command = [sys.executable, "-m", "dragoman.engine.child"]
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
            )
            self.answers = queue.Queue()
            self.items = 0
            threading.Thread(target=listen, args=(self.process, self.answers), daemon=True).start()
            try:
                Channel(self.process.stdin).send(self.settings)  # type: ignore[arg-type]
            except OSError as error:
                raise Died(None, self.last_words()) from error
        return self.process

    def last_words(self) -> str:
        """How the process ended."""
        status = self.process.wait() if self.process else 0
        if status >= 0:
            return f"the process that coded it ended with status {status}"
        hint = "; perhaps memory ran out" if -status == signal.SIGKILL else ""
        return f"the process that coded it was ended by {signal.Signals(-status).name}{hint}"

    def close(self) -> None:
        """Ends the process and starts no other; to be called from another thread."""
        self.is_closed = True
        if self.process is not None:
            self.process.kill()

    def stop(self) -> None:
        """Ends the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # the other end is gone
                        pipe.close()
            self.process = None


def listen(process: subprocess.Popen[bytes], answers: Answers) -> None:
    """Puts what a process says where it is waited for, and None at its end."""
    source = Channel(process.stdout)  # type: ignore[arg-type]
    try:
        while True:
            answers.put(source.receive())
    except (EOFError, OSError, ValueError):
        answers.put(None)
