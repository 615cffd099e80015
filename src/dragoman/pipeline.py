"""Stages run in order over batches of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice

from dragoman.errors import PipelineError
from dragoman.model.document import Document
from dragoman.model.reading import Reading

LAYERS = tuple(field.name for field in fields(Reading) if field.name != "document")


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that reads some layers and writes the one that it is named for.

    `run` takes readings and gives as many back, in order, each with the layer `writes` filled and nothing else changed.
    """

    name: str
    reads: tuple[str, ...]
    writes: str
    run: Callable[[Sequence[Reading]], list[Reading]]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Stages in a checked order.

    Raises:
        PipelineError: when a stage names a layer that does not exist, reads one that no earlier stage writes, or writes
            one that is written already.
    """

    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        written: set[str] = set()
        for stage in self.stages:
            for layer in (*stage.reads, stage.writes):
                if layer not in LAYERS:
                    raise PipelineError(f"stage '{stage.name}' names no layer: '{layer}'; layers are {', '.join(LAYERS)}")
            missing = [layer for layer in stage.reads if layer not in written]
            if missing:
                raise PipelineError(
                    f"stage '{stage.name}' reads {', '.join(missing)}, which no earlier stage writes; move it further down"
                )
            if stage.writes in written:
                raise PipelineError(f"stage '{stage.name}' writes '{stage.writes}', which an earlier stage has written")
            written.add(stage.writes)

    def replace(self, name: str, stage: Stage) -> Pipeline:
        """The same pipeline with another stage in the place of the one called `name`.

        Raises:
            PipelineError: when there is no such stage, or the new order cannot run.
        """
        names = [old.name for old in self.stages]
        if name not in names:
            raise PipelineError(f"no stage '{name}' to replace; stages are {', '.join(names)}")
        return Pipeline(tuple(stage if old.name == name else old for old in self.stages))

    def upto(self, name: str) -> Pipeline:
        """The pipeline cut off after the stage called `name`."""
        names = [stage.name for stage in self.stages]
        if name not in names:
            raise PipelineError(f"no stage '{name}'; stages are {', '.join(names)}")
        return Pipeline(self.stages[: names.index(name) + 1])

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Readings of `documents`, in their order, with every layer of the stages filled."""
        readings = [Reading(document) for document in documents]
        for stage in self.stages:
            readings = stage.run(readings)
        return readings

    def read_stream(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Reading]:
        """Readings of `documents` one after the other, computed `batch_size` documents at a time."""
        iterator = iter(documents)
        while batch := list(islice(iterator, batch_size)):
            yield from self.read(batch)


def each(layer: str, find: Callable[[Reading], object]) -> Callable[[Sequence[Reading]], list[Reading]]:
    """A stage's `run` from a function that finds one layer of one reading."""

    def run(readings: Sequence[Reading]) -> list[Reading]:
        return [replace(reading, **{layer: find(reading)}) for reading in readings]  # type: ignore[arg-type]

    return run
