"""What voices say that is no event: claims (contract section 8)."""

from __future__ import annotations

import hashlib
import json

from dragoman.model.claim import Claim
from dragoman.model.mention import MentionKind
from dragoman.model.reading import Reading
from dragoman.model.record import Entity
from dragoman.model.span import Span
from dragoman.model.voice import Voice
from dragoman.pipeline import Stage, each
from dragoman.stages.entity import entity_of
from dragoman.stages.parties import Identities, identities_of
from dragoman.stages.testimony import testimony_from, voices_around

QUOTES = '"“”«»„'


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """The claims of a reading in text order: contents of voices in which no record has its trigger.

    Of nested voices the innermost is the claim, and the outer ones are its chain.
    """
    told = [evidence.span for record in reading.records or () for evidence in record.evidence if evidence.field == "event"]
    context = identities_of(reading)
    voices = reading.attribution or ()
    found = []
    for voice in voices:
        inner = any(other.id != voice.id and voice.content.contains(other.content) for other in voices)
        if not inner and not any(voice.content.contains(span) for span in told):
            found.append(claim_of(context, voice))
    return tuple({claim.id: claim for claim in sorted(found, key=lambda claim: claim.span)}.values())


def claim_of(context: Identities, voice: Voice) -> Claim:
    """The claim that one voice makes."""
    reading, text = context.reading, context.document.text
    span = without_quotes(text, voice.content)
    chain = testimony_from(context, voices_around(reading.attribution or (), voice.content)).chain
    content = json.dumps([reading.document.id, span.start, span.end], ensure_ascii=False)
    return Claim(
        id=hashlib.sha256(content.encode()).hexdigest()[:16],
        doc_id=reading.document.id,
        attribution=chain,
        text=span.of(text),
        span=span,
        about=entities_in(context, span),
    )


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
