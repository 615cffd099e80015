"""What a proposer says: this word may tell of an event of this type, and its parts are to be looked for there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RolePattern:
    """Where actor and recipient stand, as slots in order of preference (see `roles`).

    With `is_mutual` all sides that any slot gives are actors.
    """

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    is_mutual: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposer's belief that a word tells of an event.

    `head` is the token that carries the meaning ("talks" of "held talks"), `words` all tokens that gave it away, in
    text order. `specificity` ranks rival readings of one word: the more words and conditions, the higher. An event that
    `governs` makes the events it is about its content ("agreed to meet"), the first of them kept as `content`.
    """

    head: int
    words: tuple[int, ...]
    type: str
    modes: tuple[str, ...]
    pattern: RolePattern
    score: float
    because: str
    specificity: int = 0
    governs: bool = True
    content: Proposal | None = None
