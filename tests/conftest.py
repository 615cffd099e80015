"""Fixtures for what is costly to load, and settings of the property tests."""

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from dragoman.coder import Coder, open_coder
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.pipeline import Pipeline
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage

# Actor files that the user may have taken in are none of the tests' business.
os.environ["DRAGOMAN_ACTORS"] = ""

settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("steady")

STORIES = Path(__file__).parent / "stories"


def stories(stage: str) -> list[dict]:
    """The golden stories of one stage: a list of mappings with `title`, `text` and what is expected."""
    return yaml.safe_load((STORIES / f"{stage}.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def parsed() -> Callable[[Sequence[Document]], list[Reading]]:
    """Reads documents up to and with the syntax layer."""
    return cache(lambda: Pipeline((sentences_stage(), syntax_stage(load_parser()))))().read


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The whole coder, opened once."""
    return open_coder()
