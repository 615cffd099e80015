"""What all engines share: a shard of the input, how it is coded, and the report of what became of it.

Engines know nothing of events. They run `code_shard`, the only task there is, over shards that do not know each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from dragoman.intake import Intake
from dragoman.model.coded import Coded, Failure
from dragoman.model.document import Document

CodeDocuments: TypeAlias = Callable[[Sequence[Document]], list[Coded | Failure]]
OpenCoding: TypeAlias = Callable[[], CodeDocuments]


@dataclass(frozen=True, slots=True)
class Slice:
    """The items of one input from number `first` up to, not including, `stop`; None is the end of the input.

    Items are documents, and what stands in the place of one that cannot be read. They count from 0.
    """

    input: str
    first: int = 0
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """What one task codes. The number gives the output its name, the order of slices its order."""

    number: int
    slices: tuple[Slice, ...]

    @property
    def name(self) -> str:
        """The number as files bear it."""
        return f"{self.number:06d}"


@dataclass(frozen=True, slots=True)
class Settings:
    """How shards are coded, and where the result goes.

    `out` is a folder or an address such as s3://bucket/folder. `open_coding` opens the coder in the process that codes, so
    it must be a value that can be sent there. A batch or an item that takes longer than `patience_s` counts as the death of
    its process, and so may what wants more memory than `memory_mb`. After `renew_after` documents a process gives way to a
    new one.
    """

    out: str
    intake: Intake
    open_coding: OpenCoding
    batch_size: int = 16
    patience_s: float = 600.0
    memory_mb: int | None = None
    renew_after: int = 20_000


@dataclass(frozen=True, slots=True)
class Counts:
    """Items that were read and what became of each, and what was found in them.

    `documents` were coded, `unreadable` are in other languages, `failed` are documents that could not be coded, `broken` are
    items that could not be read as documents.
    """

    items: int = 0
    documents: int = 0
    unreadable: int = 0
    failed: int = 0
    broken: int = 0
    records: int = 0
    claims: int = 0

    def __add__(self, other: Counts) -> Counts:
        """The sum of both."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTED))

    @property
    def is_reconciled(self) -> bool:
        """True when each item that went in came out as one thing or another."""
        return self.items == self.documents + self.unreadable + self.failed + self.broken


COUNTED = tuple(Counts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of a shard whose files are complete: rows by table, the size of each file, and what it took.

    `restarts` are processes that died over it; `memory_mb` is the most that one of them had.
    """

    number: int
    counts: Counts
    rows: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    restarts: int = 0
    seconds: float = 0.0
    memory_mb: int = 0


@dataclass(frozen=True, slots=True)
class LostShard:
    """A shard that an engine gave up: a later run tries it again."""

    number: int
    reason: str


Outcome: TypeAlias = ShardReport | LostShard


class Engine(Protocol):
    """Runs `code_shard` over shards and tells of each when it is done, in any order."""

    def __call__(self, shards: Sequence[Shard], settings: Settings) -> Iterator[Outcome]:
        """The outcome of every shard, one each."""
