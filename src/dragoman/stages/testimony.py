"""Who says so: the chain of voices around an event's trigger, as a record gives it (contract section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.actor import ResolvedBy
from dragoman.model.record import Attribution, Entity
from dragoman.model.span import Span
from dragoman.model.syntax import Parse
from dragoman.model.voice import Voice, VoiceKind
from dragoman.stages.entity import entity_of
from dragoman.stages.parties import Identities, Side
from dragoman.stages.tellings import Telling
from dragoman.stages.voices.nesting import asserts

# What hangs by these is taken for granted by the clause above it.
ASIDES = ("prep", "relcl", "acl", "appos")
# Deeds of speech: when the actor's own words are the event, quoting the actor attributes nothing.
SPEECH = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})

# The learned coder's share in the belief that an event is somebody's word, what counts as belief, and what silence counts.
LEARNED, LEAST_BELIEF, UNKNOWN = 0.85, 0.35, 0.5


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
    """The chain of voices that most tellings give, of equals the first that names one.

    Headlines leave their sources out, so a report that names them once in running text is believed there. What the
    learned coder believes counts as much as the structure: it knows what readers take for a voice's word and what for
    the report's own.
    """
    chains = [asserting(context, telling) for telling in group]
    belief = sum(map(believed, [heard(context, telling) for telling in group], chains)) / len(group)
    if belief < LEAST_BELIEF:
        return Testimony((), ())
    others = (own_words_left_out(voices_at(context, telling), context, telling) for telling in group)
    chain = next(filter(None, chains), None) or next(filter(None, others), None)
    return testimony_from(context, chain) if chain else Testimony((), ())


def believed(voiced: float, chain: Sequence[Voice]) -> float:
    """The belief that a telling is somebody's word, from what was learned and what the structure says.

    What stands between quotation marks is somebody's word beyond doubt.
    """
    if chain and chain[-1].kind is VoiceKind.DIRECT:
        return 1.0
    return LEARNED * voiced + (1 - LEARNED) * bool(chain)


def heard(context: Identities, telling: Telling) -> float:
    """What the learned coder believes of a telling's having a voice; one half where it does not say."""
    event = telling.mention
    inside = [signal for signal in context.reading.signals or () if signal.sentence == event.sentence]
    exact = next((signal for signal in inside if signal.word == event.head), None)
    return exact.voiced if exact is not None else UNKNOWN


def voices_at(context: Identities, telling: Telling) -> list[Voice]:
    """The voices around a telling that assert something, outermost first."""
    voices = voices_around(context.reading.attribution or (), telling.mention.trigger)
    return [voice for voice in voices if asserts(voice)]


def asserting(context: Identities, telling: Telling) -> list[Voice]:
    """The voices that say that the event happened, outermost first.

    Wishes, judgements and decisions assert nothing, and what a statement takes for granted it does not assert: in "he
    said that talks broke off after the attack" the attack is the report's own. Own words of a deed of speech do not count.
    """
    found = voices_at(context, telling)
    parse = (context.reading.syntax or ())[telling.mention.sentence]
    if found and found[-1].kind is not VoiceKind.DIRECT and is_presupposed(parse, telling.mention.head, found[-1].content):
        return []
    return own_words_left_out(found, context, telling)


def own_words_left_out(voices: list[Voice], context: Identities, telling: Telling) -> list[Voice]:
    """The voices without the actor's own, where the event is a deed of speech."""
    if telling.type not in SPEECH:
        return voices
    return [voice for voice in voices if not is_actor(voice, telling.actors, context)]


def is_presupposed(parse: Parse, head: int, content: Span) -> bool:
    """True when the words from a trigger up to the top of the content say that it is taken for granted."""
    token = parse.tokens[head]
    while content.contains(token.span):
        marked = token.dep == "advcl" and any(parse.dependants(token.index, "mark"))
        if token.dep in ASIDES or marked:
            return True
        if token.head == token.index:
            return False
        token = parse.tokens[token.head]
    return False


def is_actor(voice: Voice, actors: Iterable[Side], context: Identities) -> bool:
    """True when the speaker is known and is one of the event's actors; who is not known stays, so that a reader sees it."""
    if voice.mention is None:
        return any(voice.source is not None and voice.source.overlaps(side.mention.span) for side in actors)
    resolution = context.known.get(voice.mention)
    if resolution is None:
        return False
    key = resolution.actor.key
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
