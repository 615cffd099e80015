"""Who says so: the chain of voices around an event's trigger, as a record gives it (contract section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.actor import ResolvedBy
from dragoman.model.record import Attribution, Entity
from dragoman.model.span import Span
from dragoman.model.voice import Voice
from dragoman.stages.entity import entity_of
from dragoman.stages.parties import Identities, Side
from dragoman.stages.tellings import Telling

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


def testimony_of(context: Identities, group: Sequence[Telling]) -> Testimony:
    """The chain of the first telling in running text; headlines leave their sources out, so one counts only where it is alone."""
    reading = context.reading
    told = [telling for telling in group if not telling.is_headline] or list(group)
    for telling in told:
        voices = voices_around(reading.attribution or (), telling.mention.trigger)
        if not voices:
            return Testimony((), ())
    telling = told[0]
    voices = voices_around(reading.attribution or (), telling.mention.trigger)
    if telling.type in SPEECH:
        voices = [voice for voice in voices if not is_actor(voice, telling.actors, context)]
    return testimony_from(context, voices)


def is_actor(voice: Voice, actors: Iterable[Side], context: Identities) -> bool:
    """True when the speaker is one of the event's actors."""
    if voice.mention is None:
        return any(voice.source is not None and voice.source.overlaps(side.mention.span) for side in actors)
    resolution = context.known.get(voice.mention)
    key = resolution.actor.key if resolution is not None else ""
    for side in actors:
        same_chain = voice.mention in context.chain_of and context.chain_of[voice.mention] == context.chain_of.get(
            side.mention.id
        )
        same_key = bool(key) and side.resolution is not None and side.resolution.actor.key == key
        if side.mention.id == voice.mention or same_chain or same_key:
            return True
    return False


def testimony_from(context: Identities, voices: Sequence[Voice]) -> Testimony:
    """The chain that `voices`, outermost first, make, with its evidence."""
    text = context.document.text
    chain, spans = [], []
    for number, voice in enumerate(voices):
        source = source_of(context, voice)
        named = voice.is_named or (source is not None and source.identifier_text is not None)
        chain.append(Attribution(source, voice.cue.of(text) if voice.cue else None, voice.kind, named))
        if voice.source is not None:
            spans.append((f"attribution[{number}].source", voice.source))
        if voice.cue is not None:
            spans.append((f"attribution[{number}].cue", voice.cue))
    return Testimony(tuple(chain), tuple(spans))


def source_of(context: Identities, voice: Voice) -> Entity | None:
    """The speaker as an entity; None where the text names nobody."""
    if voice.source is None:
        return None
    if voice.mention is not None:
        return entity_of(context.mention(voice.mention), context.known.get(voice.mention), context.document.text)
    words = voice.source.of(context.document.text)
    return Entity(words, None, None, (), None, None, None, ResolvedBy.NONE)
