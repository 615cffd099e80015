"""What the process that supervises and the one that codes say to each other about a shard.

Items of a shard are numbered through all its slices, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from dragoman.engine.base import Shard
from dragoman.engine.tables import Block


@dataclass(frozen=True, slots=True)
class Reading:
    """An item is about to be read."""

    item: int


@dataclass(frozen=True, slots=True)
class Coding:
    """Items are about to be coded."""

    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Finished:
    """All items before `stop` are done; the rows of the last of them, and the memory of the process in MB."""

    stop: int
    block: Block
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The shard has no more items."""


@dataclass(frozen=True, slots=True)
class Stumbled:
    """The process cannot go on and ends; why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unable:
    """The process cannot work at all; why."""

    reason: str


Note: TypeAlias = "Reading | Coding"
Message: TypeAlias = "Reading | Coding | Finished | Ended | Stumbled | Unable"


@dataclass(frozen=True, slots=True)
class Order:
    """Work on a shard from an item on.

    Items before `alone_until` are coded one by one. `accused` documents took processes down and are not coded; at an item
    that is `unread` reading took processes down, and the rest of its slice is given up. Both with the reason.
    """

    shard: Shard
    start: int = 0
    alone_until: int = 0
    accused: dict[int, str] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)
    suspect: int | None = None

    def from_item(self, start: int) -> Order:
        """The same order for a process that goes on where another stopped."""
        return replace(self, start=start)

    def after_death(self, note: Note, reason: str) -> Order:
        """The order for the next process, when one died at what it noted last.

        A batch is coded again one by one. An item at which a second process dies is at fault: one death may have come from
        outside.
        """
        if isinstance(note, Reading):
            if self.suspect == note.item:
                return replace(self, unread=self.unread | {note.item: reason}, suspect=None)
            return replace(self, suspect=note.item)
        if note.first < self.alone_until and note.stop == note.first + 1:
            return replace(self, accused=self.accused | {note.first: reason})
        return replace(self, alone_until=note.stop)
