"""Who says so: the chain of voices around an event's trigger, as a record gives it (contract section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model.actor import Resolution, ResolvedBy
from dragoman.model.reading import Reading
from dragoman.model.record import Attribution, Entity
from dragoman.model.span import Span
from dragoman.model.voice import Voice
from dragoman.stages.entity import entity_of
from dragoman.stages.tellings import Side, Telling

# Deeds of speech: when the actor's own words are the event, quoting the actor attributes nothing.
SPEECH = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Testimony:
    """A chain of voices, outermost first, and the evidence for it: field names with spans."""

    chain: tuple[Attribution, ...]
    spans: tuple[tuple[str, Span], ...]


def voices_around(voices: Sequence[Voice], span: Span) -> list[Voice]:
    """The voices whose content holds `span`, outermost first."""
    around = [voice for voice in voices if voice.content.contains(span)]
    return sorted(around, key=lambda voice: (-len(voice.content), voice.id))


def testimony_of(
    reading: Reading, known: Mapping[int, Resolution], chain_of: Mapping[int, int], group: Sequence[Telling]
) -> Testimony:
    """The chain of the first telling in running text; a headline, which leaves its source out, only where it stands alone."""
    told = [telling for telling in group if not telling.is_headline] or list(group)
    for telling in told:
        voices = voices_around(reading.attribution or (), telling.mention.trigger)
        if not voices:
            return Testimony((), ())
    telling = told[0]
    voices = voices_around(reading.attribution or (), telling.mention.trigger)
    if telling.type in SPEECH:
        voices = [voice for voice in voices if not is_actor(voice, telling.actors, chain_of, known)]
    return testimony_from(reading, known, voices)


def is_actor(voice: Voice, actors: Iterable[Side], chain_of: Mapping[int, int], known: Mapping[int, Resolution]) -> bool:
    """True when the speaker is one of the event's actors."""
    if voice.mention is None:
        return any(voice.source is not None and voice.source.overlaps(side.mention.span) for side in actors)
    resolution = known.get(voice.mention)
    key = resolution.actor.key if resolution is not None else ""
    for side in actors:
        same_chain = voice.mention in chain_of and chain_of[voice.mention] == chain_of.get(side.mention.id)
        same_key = bool(key) and side.resolution is not None and side.resolution.actor.key == key
        if side.mention.id == voice.mention or same_chain or same_key:
            return True
    return False


def testimony_from(reading: Reading, known: Mapping[int, Resolution], voices: Sequence[Voice]) -> Testimony:
    """The chain that `voices`, outermost first, make, with its evidence."""
    text = reading.document.text
    chain, spans = [], []
    for number, voice in enumerate(voices):
        source = source_of(reading, known, voice)
        named = voice.is_named or (source is not None and source.identifier_text is not None)
        chain.append(Attribution(source, voice.cue.of(text) if voice.cue else None, voice.kind, named))
        if voice.source is not None:
            spans.append((f"attribution[{number}].source", voice.source))
        if voice.cue is not None:
            spans.append((f"attribution[{number}].cue", voice.cue))
    return Testimony(tuple(chain), tuple(spans))


def source_of(reading: Reading, known: Mapping[int, Resolution], voice: Voice) -> Entity | None:
    """The speaker as an entity; None where the text names nobody."""
    if voice.source is None:
        return None
    if voice.mention is not None and reading.entities is not None:
        return entity_of(reading.entities[voice.mention], known.get(voice.mention), reading.document.text)
    words = voice.source.of(reading.document.text)
    return Entity(words, None, None, (), None, None, None, ResolvedBy.NONE)
