"""Finished voices out of drafts: kind, name and mention of each, and their order, outer before inner."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.model.mention import EntityMention
from dragoman.model.span import Span
from dragoman.model.syntax import Parse
from dragoman.model.voice import Voice, VoiceKind
from dragoman.stages.voices.cues import load_cues
from dragoman.stages.voices.drafts import Draft
from dragoman.stages.voices.frames import Part
from dragoman.stages.voices.quotations import Quotation
from dragoman.stages.voices.sources import antecedent, is_named
from dragoman.stages.voices.speech import Speech

REASON = re.compile(r"(\w+): (\w+) '(\S+)' with (\S+)")
ALWAYS = ("says:", "quotation:")
TELLING = frozenset({"says", "shows"})
JUDGING = frozenset({"thinks", "decides", "sees"})
CLAUSES = frozenset({"clause", "is-clause", "bare"})
INFINITIVES = frozenset({"infinitive", "object-infinitive", "is-infinitive"})


def to_voices(
    speech: Speech,
    quotations: Sequence[Quotation],
    parses: Mapping[int, Parse],
    mentions: Sequence[EntityMention],
    text: str,
) -> tuple[Voice, ...]:
    """The voices of a document in text order, an outer one before those in its content."""
    heads = {(mention.sentence, mention.head): mention.id for mention in mentions}
    found = [to_voice(draft, quotations, parses[draft.sentence], heads, text) for draft in speech.drafts]
    found += [to_lone_voice(quotation, sentence) for quotation, sentence in speech.lone]
    found.sort(key=order)
    return tuple(replace(voice, id=number) for number, voice in enumerate(found))


def order(voice: Voice) -> tuple[int, int, bool, Span]:
    """By content, the longer first; of equals first the one whose cue stands outside ("is said to be ill, police said")."""
    cue = voice.cue or voice.content
    return voice.content.start, -voice.content.end, voice.content.contains(cue), cue


def to_voice(
    draft: Draft, quotations: Sequence[Quotation], parse: Parse, heads: Mapping[tuple[int, int], int], text: str
) -> Voice:
    """One draft as a voice; its mention is the one that the head of the source heads, or that "who" goes back to."""
    content = draft.content or draft.cue
    mention = None
    if draft.speaker is not None:
        mention = heads.get((draft.sentence, draft.speaker))
        if mention is None and (noun := antecedent(parse, draft.speaker)) is not None:
            mention = heads.get((draft.sentence, noun))
    return Voice(
        id=0,
        sentence=draft.sentence,
        source=draft.source,
        mention=mention,
        cue=draft.cue,
        content=content,
        kind=kind_of(content, draft, quotations, text),
        is_named=draft.source is not None and is_named(parse, draft.source),
        because=draft.because,
    )


def to_lone_voice(quotation: Quotation, sentence: int) -> Voice:
    """A quotation that nobody is named for."""
    return Voice(
        id=0,
        sentence=sentence,
        source=None,
        mention=None,
        cue=None,
        content=quotation.span,
        kind=VoiceKind.DIRECT,
        is_named=False,
        because="quotation: stands alone with no speaker",
    )


def kind_of(content: Span, draft: Draft, quotations: Sequence[Quotation], text: str) -> VoiceKind:
    """Direct when all words of the content but the cue's and source's are quoted, mixed when some are."""
    quoted = [quotation.span for quotation in quotations if quotation.span.overlaps(content)]
    if not quoted:
        return VoiceKind.INDIRECT
    if any(span.contains(content) and not content.contains(span) for span in quoted):
        return VoiceKind.INDIRECT
    covers = [*quoted, draft.cue, *([draft.source] if draft.source else [])]
    bare = (i for i in range(content.start, content.end) if not any(span.start <= i < span.end for span in covers))
    if not any(text[i].isalnum() for i in bare):
        return VoiceKind.DIRECT
    broken = content.contains(draft.cue) and all(content.contains(span) for span in quoted)
    opens, closes = quoted[0].start == content.start, quoted[-1].end == content.end
    return VoiceKind.DIRECT if broken and opens and closes and len(quoted) > 1 else VoiceKind.MIXED


def asserts(voice: Voice) -> bool:
    """True when the source of `voice` puts its content forward as so: not what he asks, wants, promises or judges.

    Beliefs and rulings count where a clause tells them ("officials believe that", "is thought to have").
    """
    match = REASON.fullmatch(voice.because)
    if match is None:
        return voice.because.startswith(ALWAYS)
    act, part, lemma, construction = match.groups()
    if construction in INFINITIVES and part != Part.PASSIVE and lemma not in load_cues().claims_by_infinitive:
        return False
    return act in TELLING or (act in JUDGING and construction in CLAUSES) or (act == "thinks" and part == Part.PASSIVE)


def chain_of(span: Span, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices that vouch for what stands at `span`, outermost first (contract section 5).

    >>> chain_of(Span(0, 4), ())
    ()
    """
    return tuple(
        voice
        for voice in voices
        if asserts(voice) and voice.content.contains(span) and not (voice.cue and voice.cue.overlaps(span))
    )
