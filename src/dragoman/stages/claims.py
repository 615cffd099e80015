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


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """The claims of a reading in text order: what voices say whose main clause tells no record.

    Of nested voices the innermost is the claim, and the outer ones are its chain.
    """
    told = {evidence.span for record in reading.records or () for evidence in record.evidence if evidence.field == "event"}
    events = [event for event in reading.events or () if event.trigger in told]
    context = identities_of(reading)
    voices = [voice for voice in reading.attribution or () if asserts(voice) and is_said(voice)]
    found = []
    for voice in voices:
        inner = any(other.id != voice.id and voice.content.contains(other.content) for other in voices)
        if not inner and not any(is_main(reading, event, voice.content) for event in events):
            found.append(claim_of(context, voice))
    return tuple({claim.id: claim for claim in sorted(found, key=lambda claim: claim.span)}.values())


def is_said(voice: Voice) -> bool:
    """True for words that somebody is said to have said, or that stand in quotation marks ("is expected" says nobody)."""
    return voice.source is not None or voice.kind is not VoiceKind.INDIRECT


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
        about=entities_in(context, span),
    )


def said_around(reading: Reading, voice: Voice) -> list[Voice]:
    """The statements that hold this one, outermost first, and itself."""
    return [outer for outer in voices_around(reading.attribution or (), voice.content) if asserts(outer)]


def without_quotes(text: str, span: Span) -> Span:
    """The content without the quotation marks around it."""
    start, end = span.start, span.end
    if end - start > 2 and text[start] in QUOTES:
        start += 1
    if end - start > 1 and text[end - 1] in QUOTES:
        end -= 1
    return Span(start, end)


def entities_in(context: Identities, span: Span) -> tuple[Entity, ...]:
    """The distinct actors named in a stretch of text."""
    found: dict[str, Entity] = {}
    for mention in context.reading.entities or ():
        if mention.kind in (MentionKind.NAME, MentionKind.NATIONALITY) and span.contains(mention.span):
            entity = entity_of(mention, context.known.get(mention.id), context.document.text)
            found.setdefault(entity.identifier_id or entity.entity_text, entity)
    return tuple(found.values())


def claims_stage() -> Stage:
    """The stage that writes `claims`."""
    reads = ("entities", "actors", "coreference", "attribution", "records")
    return Stage("claims", reads, "claims", each("claims", find_claims))
