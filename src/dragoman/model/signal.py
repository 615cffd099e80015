"""What the learned coder believes of a word: evidence that the events and status stages weigh with their rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleSignal:
    """How likely the entity mention with id `mention` is the actor or the recipient of an event."""

    mention: int
    actor: float
    recipient: float


@dataclass(frozen=True, slots=True)
class TriggerSignal:
    """What the token `word` of `sentence` says if it triggers an event.

    `types` has the probability of each event type, the rest up to 1 being that it triggers none; `status` sums to 1;
    `background` is the probability that it is told as history, `voiced` that the report has it from somebody; `modes`
    holds probabilities by type and mode.
    """

    sentence: int
    word: int
    types: Mapping[str, float]
    status: Mapping[str, float]
    background: float
    modes: Mapping[str, Mapping[str, float]]
    roles: tuple[RoleSignal, ...]
    voiced: float = 0.5

    @property
    def some(self) -> float:
        """The probability that the word triggers an event of whatever type."""
        return sum(self.types.values())
