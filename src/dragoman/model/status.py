"""Whether an event happened, as the text has it (contract section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.span import Span


class Status(StrEnum):
    """Did it happen, in the eyes of the report or of the voice it quotes."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class EventStatus:
    """The status of the event mention with id `event`; `cue` is the word that decided it, if one did.

    `is_background` marks history told in passing, `is_absent` a state of affairs without an event ("the absence of talks").
    """

    event: int
    status: Status
    cue: Span | None
    because: str
    is_background: bool = False
    is_absent: bool = False
