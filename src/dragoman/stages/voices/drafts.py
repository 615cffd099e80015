"""Voices in the making, sentence by sentence: a cue with its source and, where the parse shows it, its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token
from dragoman.stages.voices.contents import content_span, cue_tokens, parenthetical_content
from dragoman.stages.voices.cues import CueLexicon
from dragoman.stages.voices.frames import Frame, Part, find_frames
from dragoman.stages.voices.sources import find_source, source_span

SPEAKING = frozenset({"says", "asks"})
SUBORDINATE = frozenset({"acl", "ccomp", "pcomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue in the parse of `sentence`; `content` is None while only a quotation could still give it one.

    `head` is the token of the cue, `speaker` the one that heads the source; `act` is what the lexicon says the cue does.
    """

    sentence: int
    head: int
    cue: Span
    speaker: int | None
    source: Span | None
    content: Span | None
    act: str
    because: str


def find_drafts(parse: Parse, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The drafts of one sentence that are built on a word of the lexicon, in text order."""
    for token in parse.tokens:
        if token.pos in {"VERB", "AUX", "ADJ", "NOUN"} and (frame := best_frame(parse, token, lexicon)):
            draft = to_draft(parse, frame, text, lexicon)
            entry = lexicon.entry(frame.part, frame.lemma)
            if is_commanded(parse, draft) or (
                entry and frame.construction in entry.doubtful and not is_asserted(parse, frame, draft)
            ):
                continue
            yield draft


def is_commanded(parse: Parse, draft: Draft) -> bool:
    """True for a cue that is only called for: a bare infinitive with no auxiliary ("see below", "let him say")."""
    first = parse.token_at(draft.cue.start)
    return first is not None and first.tag == "VB" and first.index == draft.head and first.dep != "conj"


def is_asserted(parse: Parse, frame: Frame, draft: Draft) -> bool:
    """True when the cue is told as a fact of somebody: a finite main verb with a subject, a noun with an owner."""
    head = parse.tokens[frame.head]
    if draft.source is None and frame.part is not Part.PASSIVE:
        return False
    if frame.part is Part.NOUN:
        return head.dep != "pobj"
    first = parse.token_at(draft.cue.start)
    if first is None or first.tag in {"TO", "VB", "VBG"}:
        return False
    speaker = parse.tokens[draft.speaker].text.lower() if draft.speaker is not None else ""
    return head.dep not in SUBORDINATE and speaker not in {"you", "that"}


def best_frame(parse: Parse, token: Token, lexicon: CueLexicon) -> Frame | None:
    """The frame of a token that gives its content best; one with no content for a verb of speaking without any."""
    frames = list(find_frames(parse, token))
    for frame in frames:
        entry = lexicon.entry(frame.part, frame.lemma)
        if entry is not None:
            accepted = [other for other in frames if other.part is frame.part and entry.takes(other.construction)]
            if accepted:
                return min(accepted, key=lambda other: entry.constructions.index(other.construction))
            if frame.construction == "alone" and entry.act in SPEAKING:
                return frame
    return None


def to_draft(parse: Parse, frame: Frame, text: str, lexicon: CueLexicon) -> Draft:
    """The draft of a frame, its source and content found."""
    cue = cue_tokens(parse, frame, lexicon)
    speaker = find_source(parse, frame)
    content = content_span(parse, frame, text)
    source = None
    if speaker is not None:
        source = source_span(parse, speaker, frozenset(cue) | complement_tokens(parse, frame))
    how = frame.construction
    if content is None and (content := parenthetical_content(parse, frame, text)) is not None:
        how = "parenthesis"
    entry = lexicon.entry(frame.part, frame.lemma)
    act = entry.act if entry else "says"
    return Draft(
        sentence=parse.sentence,
        head=frame.head,
        cue=covering_tokens(parse, cue),
        speaker=speaker,
        source=source,
        content=content,
        act=act,
        because=f"{act}: {frame.part} '{frame.lemma}' with {how}",
    )


def complement_tokens(parse: Parse, frame: Frame) -> frozenset[int]:
    """All tokens of the complements, which a source does not run into."""
    return frozenset(index for head in frame.complements for index in parse.subtree(head))


def covering_tokens(parse: Parse, indexes: Sequence[int]) -> Span:
    """The characters from the first to the last of some tokens in text order."""
    return Span(parse.tokens[indexes[0]].span.start, parse.tokens[indexes[-1]].span.end)
