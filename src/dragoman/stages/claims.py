"""What voices say that is no event: claims (contract section 8)."""

from __future__ import annotations

import hashlib
import json

from dragoman.model.claim import Claim
from dragoman.model.event_mention import EventMention
from dragoman.model.mention import MentionKind
from dragoman.model.reading import Reading
from dragoman.model.record import Entity
from dragoman.model.span import Span
from dragoman.model.voice import Voice, VoiceKind
from dragoman.pipeline import Stage, each
from dragoman.stages.entity import entity_of
from dragoman.stages.parties import Identities, identities_of
from dragoman.stages.testimony import testimony_from, voices_around
from dragoman.stages.voices.nesting import asserts

# What ties a clause to the main one without making it a mere part of it.
MAIN = ("conj", "ccomp", "xcomp", "parataxis", "dep")
QUOTES = '"“”«»„'
# Fewer words than these say nothing by themselves ("called it off", "“flexible”").
LEAST_WORDS, LEAST_QUOTED = 4, 3
FIRST_PERSON = ("i", "we", "me", "us", "my", "our")


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """The claims of a reading in text order: what voices say whose main clause tells no record.

    Of nested voices the innermost is the claim, and the outer ones are its chain; but words in quotation marks are a claim
    as a whole, and what their speaker says in them in his own name ("we believe that ...") is none besides.
    """
    told = {evidence.span for record in reading.records or () for evidence in record.evidence if evidence.field == "event"}
    events = [event for event in reading.events or () if event.trigger in told]
    context = identities_of(reading)
    text = reading.document.text
    voices = [
        voice for voice in reading.attribution or () if asserts(voice) and is_said(voice) and is_statement(reading, voice)
    ]
    voices = [voice for voice in voices if not any(is_own_word(voice, outer, text) for outer in voices)]
    found = []
    for voice in voices:
        passed_on = any(is_passed_on(voice, inner) for inner in voices)
        if not passed_on and not any(is_main(reading, event, voice.content) for event in events):
            found.append(claim_of(context, voice))
    return tuple({claim.id: claim for claim in sorted(found, key=lambda claim: claim.span)}.values())


def is_said(voice: Voice) -> bool:
    """True for words that somebody is said to have said, or that stand in quotation marks ("is expected" says nobody)."""
    return voice.source is not None or voice.kind is not VoiceKind.INDIRECT


def is_statement(reading: Reading, voice: Voice) -> bool:
    """True for a content that says something: it is quoted, or has a verb and what the verb needs."""
    if voice.kind is VoiceKind.DIRECT:
        return len(voice.content.of(reading.document.text).split()) >= LEAST_QUOTED
    parse = (reading.syntax or ())[voice.sentence]
    words = [token for token in parse.tokens if voice.content.contains(token.span) and token.pos != "PUNCT"]
    return not words or (len(words) >= LEAST_WORDS and any(token.pos in ("VERB", "AUX") for token in words))


def is_own_word(voice: Voice, outer: Voice, text: str) -> bool:
    """True for "I think that ..." inside the quotation of whoever thinks so."""
    if voice.id == outer.id or outer.kind is VoiceKind.INDIRECT or not outer.content.contains(voice.content):
        return False
    return (
        voice.source is not None and outer.content.contains(voice.source) and voice.source.of(text).lower() in FIRST_PERSON
    )


def is_passed_on(outer: Voice, inner: Voice) -> bool:
    """True where a voice says no more than that another one says something."""
    if outer.id == inner.id or not outer.content.contains(inner.content):
        return False
    return outer.kind is not VoiceKind.DIRECT or 2 * len(inner.content) > len(outer.content)


def is_main(reading: Reading, event: EventMention, content: Span) -> bool:
    """True when the event is what a content says, not a word on the way to something else."""
    if not content.contains(event.trigger):
        return False
    parse = (reading.syntax or ())[event.sentence]
    token = parse.tokens[event.head]
    while token.head != token.index and content.contains(parse.tokens[token.head].span):
        if token.dep not in MAIN:
            return False
        token = parse.tokens[token.head]
    return True


def claim_of(context: Identities, voice: Voice) -> Claim:
    """The claim that one voice makes."""
    reading, text = context.reading, context.document.text
    span = without_quotes(text, voice.content)
    chain = testimony_from(context, said_around(reading, voice)).chain
    content = json.dumps([reading.document.id, span.start, span.end], ensure_ascii=False)
    return Claim(
        id=hashlib.sha256(content.encode()).hexdigest()[:16],
        doc_id=reading.document.id,
        attribution=chain,
        text=span.of(text),
        span=span,
        about=entities_in(context, span, voice.source),
    )


def said_around(reading: Reading, voice: Voice) -> list[Voice]:
    """The statements that hold this one, outermost first, and itself."""
    return [outer for outer in voices_around(reading.attribution or (), voice.content) if asserts(outer)]


def without_quotes(text: str, span: Span) -> Span:
    """The content without the quotation marks around it, where they are all that it has."""
    marks = [place for place in range(span.start, span.end) if text[place] in QUOTES]
    start, end = span.start, span.end
    if end - start <= len(marks) or any(place not in (start, end - 1) for place in marks):
        return span
    return Span(start + (start in marks), end - (end - 1 in marks))


def entities_in(context: Identities, span: Span, source: Span | None) -> tuple[Entity, ...]:
    """The distinct actors named in a stretch of text, but for the speaker where he is named in the midst of it."""
    found: dict[str, Entity] = {}
    for mention in context.reading.entities or ():
        if source is not None and source.overlaps(mention.span):
            continue
        if mention.kind in (MentionKind.NAME, MentionKind.NATIONALITY) and span.contains(mention.span):
            entity = entity_of(mention, context.known.get(mention.id), context.document.text)
            found.setdefault(entity.identifier_id or entity.entity_text, entity)
    return tuple(found.values())


def claims_stage() -> Stage:
    """The stage that writes `claims`."""
    reads = ("entities", "actors", "coreference", "attribution", "records")
    return Stage("claims", reads, "claims", each("claims", find_claims))
