"""Which cue governs a quotation, and which quotations go on without one.

A quotation is governed by a cue whose content it touches, else by a verb of speaking beside it. One that stands alone goes on
from the quotation before it, or has no speaker. Marks around a few words inside a sentence that nothing governs only keep a
distance from them, and are no quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model.span import Span, covering
from dragoman.model.syntax import Sentence
from dragoman.stages.voices.drafts import SPEAKING, Draft
from dragoman.stages.voices.quotations import Quotation

FARTHEST = 80
MOST_OUTSIDE = 2
FARTHEST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Speech:
    """Drafts with all their quotations, and the quotations that have no speaker."""

    drafts: tuple[Draft, ...]
    lone: tuple[Quotation, ...]


def attach_quotations(
    drafts: Sequence[Draft], quotations: Sequence[Quotation], sentences: Sequence[Sentence], text: str
) -> Speech:
    """The drafts with their contents widened to the quotations that they govern."""
    found = list(drafts)
    for quotation in quotations:
        clip_inside(found, quotation)
        take_whole(found, quotation)
    lone: list[Quotation] = []
    governed: dict[int, int] = {}
    for number, quotation in enumerate(quotations):
        place = governor(found, quotation, quotations, text)
        if place is None and number - 1 in governed:
            place = governed[number - 1]
            if not is_continuation(found[place], quotations[number - 1], quotation, sentences, text):
                place = None
        if place is not None:
            found[place] = widened(found[place], quotation)
            governed[number] = place
        elif stands_alone(quotation, sentences, text):
            lone.append(quotation)
    return Speech(tuple(draft for draft in found if draft.content is not None), tuple(lone))


def clip_inside(drafts: list[Draft], quotation: Quotation) -> None:
    """Cuts the contents of cues inside a quotation at its ends."""
    span = quotation.span
    for place, draft in enumerate(drafts):
        if span.contains(draft.cue) and draft.content is not None and not span.contains(draft.content):
            start, end = max(span.start + 1, draft.content.start), min(span.end - 1, draft.content.end)
            drafts[place] = replace(draft, content=Span(start, end) if start < end else None)


def take_whole(drafts: list[Draft], quotation: Quotation) -> None:
    """Widens contents that end or begin in the middle of a quotation to all of it."""
    for place, draft in enumerate(drafts):
        content = draft.content
        if content is None or quotation.span.overlaps(draft.cue) or not content.overlaps(quotation.span):
            continue
        if not content.contains(quotation.span) and not (draft.source and draft.source.overlaps(quotation.span)):
            drafts[place] = widened(draft, quotation)


def governor(drafts: Sequence[Draft], quotation: Quotation, quotations: Sequence[Quotation], text: str) -> int | None:
    """The place of the draft whose cue reports the quotation, or None."""
    outside = [
        (place, draft) for place, draft in enumerate(drafts) if not any(q.span.contains(draft.cue) for q in quotations)
    ]
    touching = [
        (len(draft.content), place)
        for place, draft in outside
        if draft.content is not None and draft.content.overlaps(quotation.span)
    ]
    if touching:
        return max(touching)[1]
    beside = [
        (distance(draft, quotation), place)
        for place, draft in outside
        if draft.act in SPEAKING and is_beside(draft, quotation, text)
    ]
    return min(beside)[1] if beside else None


def distance(draft: Draft, quotation: Quotation) -> int:
    """The characters between a cue and a quotation."""
    if draft.cue.end <= quotation.span.start:
        return quotation.span.start - draft.cue.end
    return draft.cue.start - quotation.span.end


def is_beside(draft: Draft, quotation: Quotation, text: str) -> bool:
    """True when a cue with no content of its own stands before or after the quotation in the same sentence."""
    if draft.content is not None or not 0 <= distance(draft, quotation) <= FARTHEST:
        return False
    between = text[min(draft.cue.end, quotation.span.end) : max(draft.cue.start, quotation.span.start)]
    return not any(mark in between for mark in ".!?\n;“”\"")


def stands_alone(quotation: Quotation, sentences: Sequence[Sentence], text: str) -> bool:
    """True when the sentences that the quotation is in are, but for a word or two, the quotation."""
    touched = [sentence.span for sentence in sentences if sentence.span.overlaps(quotation.span)]
    whole = covering(touched) if touched else quotation.span
    before = text[whole.start : min(whole.end, quotation.span.start)]
    after = text[quotation.span.end : whole.end]
    return len(before.split()) + len([word for word in after.split() if word.strip(".,;")]) <= MOST_OUTSIDE


def is_continuation(
    draft: Draft, before: Quotation, quotation: Quotation, sentences: Sequence[Sentence], text: str
) -> bool:
    """True when a quotation goes on with what `draft` reports in `before`.

    It does behind the cue in the same sentence ("A," he said, "B"), in the next sentence, and in the next paragraph when the
    one before opened with a quotation too.
    """
    here = sentence_at(sentences, quotation.span.start)
    end = max(before.span.end, draft.cue.end, draft.source.end if draft.source else 0)
    if here is None or end > quotation.span.start:
        return False
    between = text[end : quotation.span.start]
    if draft.sentence == here.index:
        return len(between.split()) <= FARTHEST_WORDS and len(quotation.inner(text).split()) > MOST_OUTSIDE
    if not stands_alone(quotation, sentences, text):
        return False
    reached = max(draft.sentence, sentence_index(sentences, before.span.end - 1))
    if here.index - reached > 1:
        return False
    if sentences[reached].block == here.block:
        return True
    opening = next(sentence for sentence in sentences if sentence.block == sentences[reached].block)
    return between.count("\n") <= 2


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """The sentence that holds a character, or None."""
    return next((sentence for sentence in sentences if sentence.span.start <= offset < sentence.span.end), None)


def sentence_index(sentences: Sequence[Sentence], offset: int) -> int:
    """The index of the sentence that holds a character; -1 where none does."""
    found = sentence_at(sentences, offset)
    return found.index if found else -1


def widened(draft: Draft, quotation: Quotation) -> Draft:
    """The draft with the quotation in its content."""
    if draft.content is None:
        return replace(draft, content=quotation.span)
    return replace(draft, content=covering((draft.content, quotation.span)))
