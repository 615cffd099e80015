"""Events as worded: a trigger, a type, and who plays which part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.span import Span


class RoleName(StrEnum):
    """The part that somebody plays in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Role:
    """One mention's part in one event."""

    name: RoleName
    mention: int
    because: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of one event.

    `id` is its place in the layer; `head` is the token index of the trigger's head in the parse of `sentence`; `trigger`
    covers the trigger words; `type`, `modes` and `contexts` are codes of the scheme; `score` in 0..1 is the belief in
    `type`; `word_count` says how many words gave it away, also those too far apart for one span; `is_mutual` marks events
    whose sides are all actors ("A and B met").
    """

    id: int
    sentence: int
    head: int
    trigger: Span
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: tuple[Role, ...]
    because: str
    score: float = 1.0
    is_mutual: bool = False
    word_count: int = 1

    def of_role(self, name: RoleName) -> tuple[int, ...]:
        """The ids of the mentions that play `name`, in text order."""
        return tuple(role.mention for role in self.roles if role.name is name)
