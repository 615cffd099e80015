"""Which events a document tells, as worded: trigger, type, modes, contexts, and who plays which part.

Proposers say what a word may mean (`triggers.match` from the lexicon; a learned coder can be one more), `triggers.decide`
picks what stands, `triggers.roles` finds the parts. Whether an event happened, when and where, who says so, and what a
plan or a repetition makes of it, is left to later stages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model.event_mention import EventMention
from dragoman.model.mention import EntityMention
from dragoman.model.reading import Reading
from dragoman.model.signal import TriggerSignal
from dragoman.model.span import Span, covering
from dragoman.model.syntax import Parse, Sentence, by_sentence
from dragoman.pipeline import Stage, each
from dragoman.stages.triggers.contexts import find_contexts
from dragoman.stages.triggers.decide import decide
from dragoman.stages.triggers.fuse import fuse
from dragoman.stages.triggers.join import Weights, join
from dragoman.stages.triggers.lexicon import EventLexicon, load_event_lexicon
from dragoman.stages.triggers.match import find_proposals
from dragoman.stages.triggers.modes import find_modes
from dragoman.stages.triggers.proposal import Proposal
from dragoman.stages.triggers.roles import Scene, carrier, find_roles, to_scene

__all__ = ["events_stage", "find_events", "load_event_lexicon"]

LEAST_SCORE = 0.33
# Beside the learned coder the lexicon may say what it is less sure of.
LEAST_BESIDE_LEARNED = 0.2
WEIGHTS = Weights()
# A trigger whose words lie further apart than this is shown by its head alone.
MAX_TRIGGER = 6
# PLOVER 2.0: these modes add the context of the same name by themselves.
MODES_AS_CONTEXTS = frozenset(("cyber", "misinformation"))


def find_events(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse],
    mentions: Sequence[EntityMention],
    lexicon: EventLexicon,
    signals: Sequence[TriggerSignal] | None = None,
    weights: Weights = WEIGHTS,
) -> tuple[EventMention, ...]:
    """The event mentions of a document in text order; without `signals` those of the lexicon alone."""
    heard = by_sentence(signals or (), len(sentences))
    named = by_sentence(mentions, len(sentences))
    found: list[EventMention] = []
    contexts = find_contexts(sentences, parses, lexicon.context_cues)
    for sentence, parse, told in zip(sentences, parses, contexts, strict=True):
        scene = to_scene(parse, named[sentence.index], lexicon)
        least = LEAST_SCORE if signals is None else LEAST_BESIDE_LEARNED
        proposals = decide(scene, find_proposals(parse, lexicon), least_score=least)
        events = [to_event(scene, proposal, told) for proposal in proposals]
        if signals is not None:
            events = join(parse, events, heard[sentence.index], mentions, weights)
            events = [event if event.contexts else replace(event, contexts=tuple(sorted(told))) for event in events]
        found += fuse(parse, events)
    return tuple(replace(event, id=number) for number, event in enumerate(found))


def to_event(scene: Scene, proposal: Proposal, contexts: tuple[str, ...]) -> EventMention:
    """The event mention that a proposal makes, its id not yet given.

    Its head is the verb that carries the clause: of "held talks" that is "held", on which tense and negation hang.
    """
    verb = carrier(scene, proposal.head)
    words = proposal.words if verb is None else tuple(sorted((*proposal.words, verb)))
    return EventMention(
        id=0,
        sentence=scene.parse.sentence,
        head=proposal.head if verb is None else verb,
        trigger=trigger_span(scene.parse, words, proposal.head),
        type=proposal.type,
        modes=(modes := find_modes(scene, proposal)),
        contexts=tuple(sorted({*contexts, *(mode for mode in modes if mode in MODES_AS_CONTEXTS)})),
        roles=find_roles(scene, proposal),
        because=proposal.because,
        score=proposal.score,
        is_mutual=proposal.pattern.is_mutual,
        word_count=len(words),
    )


def trigger_span(parse: Parse, words: Sequence[int], head: int) -> Span:
    """The trigger's characters, from its first word to its last."""
    if max(words) - min(words) >= MAX_TRIGGER:
        return parse.tokens[head].span
    return covering(parse.tokens[index].span for index in words)


def events_stage(lexicon: EventLexicon, *, learned: bool = False) -> Stage:
    """The stage that writes `events`, from the lexicon alone or, where `learned`, from the signals layer too."""

    def find(reading: Reading) -> tuple[EventMention, ...]:
        signals = (reading.signals or ()) if learned else None
        return find_events(reading.sentences or (), reading.syntax or (), reading.entities or (), lexicon, signals)

    reads = ("sentences", "syntax", "entities", *(("signals",) if learned else ()))
    return Stage("events", reads, "events", each("events", find))
