"""Runs over a folder with one worker; kills this very process when some shards are done."""

import sys

from dragoman.engine.inputs import find_inputs
from dragoman.engine.job import open_plan, run
from dragoman.engine.local import LocalEngine
from tests.engine.fake_coding import die, settings
from tests.store.made import CODER


def start(source: str, out: str, size: int, stop_after: int) -> None:
    """The run; it is not killed when `stop_after` is 0."""
    chosen = settings(out)
    plan = open_plan(out, {"coder": CODER.id}, find_inputs([source]), chosen.intake, size=size)
    for place, _ in enumerate(run(plan, chosen, LocalEngine(1)), 1):
        if place == stop_after:
            die()


if __name__ == "__main__":
    start(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
