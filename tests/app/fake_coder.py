"""A coder that reads what words spell out, stumbles over "poison", and takes its process down at "killer"."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from dragoman.app.ingest import Ingest, ingest
from dragoman.intake import Intake, read_inputs
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.store import open_store
from tests.store.made import CODER, reading


def read(documents: Sequence[Document]) -> list[Reading]:
    """The readings, unless a document is not to be read."""
    for document in documents:
        if "poison" in document.text:
            raise ValueError("poisoned")
        if "killer" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
    return [reading(document) for document in documents]


def open_fake():
    """Opens the coder."""
    return read


def run(source: Path, store: Path, workers: int, stop_after: int | None = None) -> None:
    """Ingests a file; kills this very process after some steps."""
    with open_store(store) as opened:
        steps = ingest(read_inputs([str(source)], Intake()), opened, Ingest(open_fake, CODER, workers=workers, batch_size=3))
        for place, _ in enumerate(steps, 1):
            if place == stop_after:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if sys.argv[4:] else None)
