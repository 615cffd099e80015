"""Who says so: one link between a source and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.span import Span


class VoiceKind(StrEnum):
    """How the words are given (contract section 5)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Voice:
    """A source, the words that report it, and the stretch of text that it vouches for.

    `id` is its place in the layer. `source` is the span of the phrase that names the speaker (None where the text names
    nobody) and `mention` the id of the entity mention it is, where it is one. `cue` is None for a quotation with no
    reporting words. Voices nest where the `content` of one contains the content of another. `is_named` is False for
    "experts", "a source", "officials", and where there is no source.
    """

    id: int
    sentence: int
    source: Span | None
    mention: int | None
    cue: Span | None
    content: Span
    kind: VoiceKind
    is_named: bool
    because: str
