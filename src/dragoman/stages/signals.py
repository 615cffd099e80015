"""What the learned coder reads in each sentence: one pass of the encoder, kept as evidence for the stages after it.

It decides nothing: events and status weigh what it says together with lexicon and syntax.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.learned.coder import LearnedCoder, SentenceReading
from dragoman.model.mention import EntityMention
from dragoman.model.reading import Reading
from dragoman.model.signal import RoleSignal, TriggerSignal
from dragoman.pipeline import Stage

# A mention less likely than this to play any part is not kept.
LEAST_ROLE = 0.05


def read_signals(learned: LearnedCoder, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with their signals layer, computed together."""
    heads = [heads_by_sentence(reading) for reading in readings]
    found = learned.read(
        [reading.syntax or () for reading in readings], [[sorted(table) for table in tables] for tables in heads]
    )
    return [
        replace(reading, signals=tuple(signal for sentence in sentences for signal in to_signals(sentence, tables)))
        for reading, sentences, tables in zip(readings, found, heads, strict=True)
    ]


def heads_by_sentence(reading: Reading) -> list[dict[int, EntityMention]]:
    """For each sentence the mentions by head token; of two with one head the longer."""
    tables: list[dict[int, EntityMention]] = [{} for _ in reading.sentences or ()]
    for mention in sorted(reading.entities or (), key=lambda mention: len(mention.span)):
        tables[mention.sentence][mention.head] = mention
    return tables


def to_signals(sentence: SentenceReading, heads: Sequence[dict[int, EntityMention]]) -> list[TriggerSignal]:
    """What one sentence's words say, with mentions in the place of words."""
    return [
        TriggerSignal(
            sentence=sentence.sentence,
            word=trigger.word,
            types=trigger.types,
            status=trigger.status,
            background=trigger.historical,
            voiced=trigger.voiced,
            modes=trigger.modes,
            roles=tuple(
                RoleSignal(heads[role.sentence][role.word].id, role.actor, role.recipient)
                for role in trigger.roles
                if role.actor + role.recipient >= LEAST_ROLE
            ),
        )
        for trigger in sentence.triggers
    ]


def signals_stage(learned: LearnedCoder) -> Stage:
    """The stage that writes `signals`."""
    return Stage("signals", ("sentences", "syntax", "entities"), "signals", lambda readings: read_signals(learned, readings))
