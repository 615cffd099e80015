"""`dragoman eval`: prints the figures of a suite as one JSON object."""

from __future__ import annotations

import json
from pathlib import Path

from dragoman.app.evaluate import Task, evaluate
from dragoman.cli.render import print_error, write_line
from dragoman.errors import DragomanError

DONE, WRONG_USAGE = 0, 2


def run_evaluate(suite: str, data: Path, predictions: Path | None, *, given_spans: bool) -> int:
    """Scores and prints; the exit status is 2 where the suite or the corpus cannot be used."""
    try:
        figures = evaluate(suite, Task(data, predictions, given_spans))
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    write_line(json.dumps(figures))
    return DONE
