"""A coder for shards that reads what words spell out and comes to grief in each of the ways that there are.

"poison" raises, "killer" takes its process down by signal 9, "leaver" ends it, "hanger" never comes back, "hog" wants more
memory than there is. Each `Killing` is done once, by the first process that comes to code something for it.
"""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from dragoman.app.coding import code_batch
from dragoman.engine import inputs
from dragoman.engine.base import Settings
from dragoman.errors import KnowledgeError
from dragoman.intake import Intake
from dragoman.model.document import Document
from tests.app.fake_coder import open_fake


def die() -> NoReturn:
    """The end of this process."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit


@dataclass(frozen=True)
class Killing:
    """A process is killed, once: this one (`above` 0), the one that started it (1), or the one that started that (2).

    It is done by who first finds the file `token`, on a machine where the environment says that it is called `place`.
    """

    token: str
    above: int = 0
    place: str | None = None

    def do(self) -> None:
        if self.place is not None and os.environ.get("DRAGOMAN_TEST_PLACE") != self.place:
            return
        try:
            Path(self.token).unlink()
        except FileNotFoundError:
            return
        victim = os.getpid()
        for _ in range(self.above):
            victim = int(Path(f"/proc/{victim}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(victim, signal.SIGKILL)
        if self.above:
            signal.pause()  # the end of the others is the end of this process


@dataclass(frozen=True)
class Fake:
    """Opens the coder."""

    killings: tuple[Killing, ...] = ()
    reading_dies_at: int | None = None

    def __call__(self):
        if self.reading_dies_at is not None:
            deadly_reading(self.reading_dies_at)
        return self.code

    def code(self, documents: Sequence[Document]):
        words = {word for document in documents for word in document.text.split()}
        if "leaver" in words:
            os._exit(3)
        if "hanger" in words:
            time.sleep(3600)
        if "hog" in words:
            assert bytearray(8 << 30)
        if "USA" in words:
            for killing in self.killings:
                killing.do()
        return code_batch(open_fake, documents)


def deadly_reading(position: int) -> None:
    """Makes reading that item of any input take the process down."""
    items_of = inputs.items_of
    inputs.items_of = lambda *of: (die() if item.position == position else item for item in items_of(*of))


def broken():
    """Opens a coder that has no knowledge."""
    raise KnowledgeError("no actor base")


def dying():
    """Opens a coder that does not survive it."""
    os._exit(7)


def settings(out, **changes) -> Settings:
    """Settings with small batches."""
    return replace(Settings(str(out), Intake(), Fake(), batch_size=4), **changes)
