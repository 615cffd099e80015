"""Statements that are no events: what a voice says (contract section 8)."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.record import Attribution, Entity
from dragoman.model.span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """What a voice says that is no event; `about` are the entities named in `text`."""

    id: str
    doc_id: str
    attribution: tuple[Attribution, ...]
    text: str
    span: Span
    about: tuple[Entity, ...]
