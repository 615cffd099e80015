"""How many documents inputs hold, judged by samples, and the shards into which they are cut.

A big input is cut by the numbers of its items, small ones are put together. The last slice of an input is open, so that a
wrong estimate leaves nothing out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dragoman.engine.base import Shard, Slice
from dragoman.engine.files import opened
from dragoman.engine.inputs import Input, read_input
from dragoman.intake import Intake
from dragoman.intake.bytes import Kind

SAMPLED_INPUTS = 12
SAMPLED_ITEMS = 200
SHARD_SIZE = 2000


@dataclass(frozen=True, slots=True)
class Sample:
    """What the beginning of an input showed: items and the bytes that they took; `is_whole` when that was all of it."""

    items: int
    taken: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """An input and how many items it holds, exactly or as estimated."""

    input: Input
    items: int
    is_exact: bool


def count_items(inputs: Sequence[Input], intake: Intake) -> list[Counted]:
    """The number of items in each input: of tables in Parquet as they say, of others by the samples of their kind."""
    exact = {found.path: rows for found in inputs if (rows := table_rows(found, intake)) is not None}
    groups: dict[tuple[Kind | None, str], list[Input]] = {}
    for found in inputs:
        if found.path not in exact:
            groups.setdefault((found.kind, found.path.rpartition(".")[2]), []).append(found)
    estimates: dict[str, Counted] = {}
    for group in groups.values():
        estimates |= {counted.input.path: counted for counted in count_group(group, intake)}
    return [
        Counted(found, exact[found.path], is_exact=True) if found.path in exact else estimates[found.path]
        for found in inputs
    ]


def count_group(group: Sequence[Input], intake: Intake) -> Iterator[Counted]:
    """The number of items in inputs of one kind."""
    samples = {found.path: sample(found, intake) for found in evenly(group, SAMPLED_INPUTS)}
    taken = sum(found.taken for found in samples.values())
    items = sum(found.items for found in samples.values())
    for found in group:
        seen = samples.get(found.path)
        if seen is not None and seen.is_whole:
            yield Counted(found, seen.items, is_exact=True)
        else:
            share = (found.size or 0) * items / taken if taken else 0
            yield Counted(found, max(1, math.ceil(share), seen.items if seen else 0), is_exact=False)


def evenly(group: Sequence[Input], count: int) -> list[Input]:
    """So many of a group, from all over it."""
    step = max(1.0, len(group) / count)
    return [group[int(place * step)] for place in range(min(count, len(group)))]


def sample(found: Input, intake: Intake) -> Sample:
    """What the first items of an input take."""
    sizes: list[int] = []
    items = read_input(found.path, replace(intake, took=sizes.append))
    seen = sum(1 for _ in islice(items, SAMPLED_ITEMS))
    is_whole = seen < SAMPLED_ITEMS or next(items, None) is None
    return Sample(seen, sum(sizes), is_whole)


def table_rows(found: Input, intake: Intake) -> int | None:
    """The rows of a table in Parquet; None for other inputs and for tables that cannot be read."""
    if (intake.kind or found.kind) is not Kind.PARQUET or found.size is None:
        return None
    from pyarrow import ArrowException  # noqa: PLC0415 - heavy
    from pyarrow.parquet import read_metadata  # noqa: PLC0415 - heavy

    try:
        system, place = opened(found.path)
        with system.open(place, "rb") as file:
            return int(read_metadata(file).num_rows)
    except (ArrowException, OSError, ValueError):
        return None


def cut(counted: Iterable[Counted], *, size: int = SHARD_SIZE, first: int = 0) -> list[Shard]:
    """Shards of about `size` items, numbered from `first`."""
    groups: list[tuple[Slice, ...]] = []
    small: list[Slice] = []
    room = size
    for one in counted:
        path = one.input.path
        pieces = max(1, round(one.items / size))
        if pieces > 1 or one.items > room:
            groups += [tuple(small)] if small else []
            small, room = [], size
        if pieces > 1:
            ends: list[int | None] = [*range(size, size * pieces, size), None]
            groups += [(Slice(path, place * size, end),) for place, end in enumerate(ends)]
        else:
            small.append(Slice(path))
            room -= one.items
    groups += [tuple(small)] if small else []
    return [Shard(number, slices) for number, slices in enumerate(groups, first)]


@dataclass(frozen=True, slots=True)
class Rates:
    """What a sample took to code: documents a second by one processor, memory, and bytes written for a document."""

    documents_per_s: float
    memory_mb: int
    bytes_per_document: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will take; hours are by the clock with all `cores` at work."""

    inputs: int
    bytes_in: int
    documents: int
    is_exact: bool
    shards: int
    cores: int
    core_hours: float
    hours: float
    memory_mb: int
    bytes_out: int


def estimate(counted: Sequence[Counted], shards: Sequence[Shard], rates: Rates, cores: int) -> Estimate:
    """What a run over these shards will take."""
    documents = sum(one.items for one in counted)
    core_hours = documents / rates.documents_per_s / 3600
    busy = max(1, min(cores, len(shards)))
    return Estimate(
        inputs=len(counted),
        bytes_in=sum(one.input.size or 0 for one in counted),
        documents=documents,
        is_exact=all(one.is_exact for one in counted),
        shards=len(shards),
        cores=cores,
        core_hours=round(core_hours, 3),
        hours=round(core_hours / busy, 3),
        memory_mb=rates.memory_mb * busy,
        bytes_out=round(documents * rates.bytes_per_document),
    )


def sizes_of(counted: Iterable[Counted]) -> Mapping[str, int | None]:
    """The size of each input by its path."""
    return {one.input.path: one.input.size for one in counted}
