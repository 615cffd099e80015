"""Which cue governs a quotation, and which quotations go on without one.

A quotation is governed by a cue whose content it touches, else by a verb of speaking beside it, else by the cue of the
quotation that it goes on from. One that stands alone has no speaker. Marks around a few words inside a sentence that nothing
governs only keep a distance from them, and are no quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.model.span import Span, covering
from dragoman.stages.voices.drafts import SPEAKING, Draft
from dragoman.stages.voices.page import Page
from dragoman.stages.voices.quotations import Quotation

FARTHEST = 80
FARTHEST_WORDS = 12
MOST_OUTSIDE = 2
# Two marks, and a comma inside them.
MOST_MARKS = 3
STOPS = frozenset('.!?\n;“”"')


@dataclass(frozen=True, slots=True)
class Speech:
    """Drafts with all their quotations, and the quotations that have no speaker with the sentence that each begins in."""

    drafts: tuple[Draft, ...]
    lone: tuple[tuple[Quotation, int], ...]


def attach_quotations(drafts: Sequence[Draft], quotations: Sequence[Quotation], page: Page) -> Speech:
    """The drafts with their contents widened to the quotations that they govern."""
    found = outside_speakers(drafts, quotations)
    near = nearby(found, quotations, page)
    quoted: set[int] = set()
    for quotation, places in zip(quotations, near, strict=True):
        quoted |= {place for place in places if quotation.span.contains(found[place].cue)}
        for place in places:
            found[place] = cut_or_whole(found[place], quotation)
    lone: list[tuple[Quotation, int]] = []
    before: tuple[Quotation, int] | None = None
    for quotation, places in zip(quotations, near, strict=True):
        chosen = governor(found, [place for place in places if place not in quoted], quotation, page.text)
        if chosen is None and before and is_continuation(found[before[1]], before[0], quotation, page):
            chosen = before[1]
        if chosen is not None:
            found[chosen] = widened(found[chosen], quotation)
        elif stands_alone(quotation, page):
            lone.append((quotation, page.touched(quotation.span)[0].index))
        before = (quotation, chosen) if chosen is not None else None
    return Speech(tuple(draft for draft in found if draft.content is not None), tuple(lone))


def outside_speakers(drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """The drafts without sources that stand in a quotation which the cue is outside of.

    In 'He said "they hate us", called for a ban' it is not they who called: whoever is quoted goes on, if anyone is.
    """
    found: list[Draft] = []
    for draft in drafts:
        source = draft.source
        if source is None or not is_quoted_away(source, draft.cue, quotations):
            found.append(draft)
            continue
        before = [o for o in found if o.sentence == draft.sentence and o.act in SPEAKING and o.cue.end <= source.start]
        speaker = before[-1] if before else replace(draft, source=None, speaker=None)
        found.append(replace(draft, source=speaker.source, speaker=speaker.speaker))
    return found


def is_quoted_away(source: Span, cue: Span, quotations: Sequence[Quotation]) -> bool:
    """True for a source that stands in a quotation, with more than itself, which the cue is outside of."""
    around = [quotation.span for quotation in quotations if quotation.span.contains(source)]
    return any(len(span) > len(source) + MOST_MARKS and not span.overlaps(cue) for span in around)


def nearby(drafts: Sequence[Draft], quotations: Sequence[Quotation], page: Page) -> list[list[int]]:
    """For each quotation the places of the drafts in the sentences that it touches."""
    by_sentence: dict[int, list[int]] = {}
    for place, draft in enumerate(drafts):
        by_sentence.setdefault(draft.sentence, []).append(place)
    return [
        [place for sentence in page.touched(quotation.span) for place in by_sentence.get(sentence.index, ())]
        for quotation in quotations
    ]


def cut_or_whole(draft: Draft, quotation: Quotation) -> Draft:
    """The draft with a content that does not break the quotation.

    The content of a cue inside the quotation ends with it; that of a cue outside takes in all of one that it touches.
    """
    span, content = quotation.span, draft.content
    if content is None:
        return draft
    if span.contains(draft.cue):
        start, end = max(span.start + 1, content.start), min(span.end - 1, content.end)
        return draft if span.contains(content) else replace(draft, content=Span(start, end) if start < end else None)
    if span.overlaps(draft.cue) or not content.overlaps(span) or content.contains(span):
        return draft
    return draft if draft.source and draft.source.overlaps(span) else widened(draft, quotation)


def governor(drafts: Sequence[Draft], places: Sequence[int], quotation: Quotation, text: str) -> int | None:
    """The place of the draft whose cue reports the quotation, the outermost first, or None."""
    touching = [(len(content), place) for place, content in contents_of(drafts, places) if content.overlaps(quotation.span)]
    if touching:
        return max(touching)[1]
    beside = [(distance(drafts[place], quotation), place) for place in places if is_beside(drafts[place], quotation, text)]
    return min(beside)[1] if beside else None


def contents_of(drafts: Sequence[Draft], places: Sequence[int]) -> Iterator[tuple[int, Span]]:
    """The contents of the drafts that have one."""
    for place in places:
        content = drafts[place].content
        if content is not None:
            yield place, content


def distance(draft: Draft, quotation: Quotation) -> int:
    """The characters between a cue and a quotation."""
    if draft.cue.end <= quotation.span.start:
        return quotation.span.start - draft.cue.end
    return draft.cue.start - quotation.span.end


def is_beside(draft: Draft, quotation: Quotation, text: str) -> bool:
    """True when a verb of speaking with no content of its own stands next to the quotation in the same sentence."""
    if draft.content is not None or draft.act not in SPEAKING or not 0 <= distance(draft, quotation) <= FARTHEST:
        return False
    between = text[min(draft.cue.end, quotation.span.end) : max(draft.cue.start, quotation.span.start)]
    return not STOPS & set(between)


def stands_alone(quotation: Quotation, page: Page) -> bool:
    """True when the sentences that the quotation is in are, but for a word or two, the quotation."""
    whole = covering((quotation.span, *(sentence.span for sentence in page.touched(quotation.span))))
    before = page.text[whole.start : quotation.span.start].split()
    after = [word for word in page.text[quotation.span.end : whole.end].split() if word.strip(".,;")]
    return len(before) + len(after) <= MOST_OUTSIDE


def is_continuation(draft: Draft, before: Quotation, quotation: Quotation, page: Page) -> bool:
    """True when a quotation goes on with what `draft` reports in the quotation `before` it.

    It does behind the cue in the same sentence ("A," he said, "B"), and when it stands alone in the next sentence or in the
    next paragraph; an empty line more, and it is another story.
    """
    here = page.sentence_at(quotation.span.start)
    end = max(before.span.end, draft.cue.end, draft.source.end if draft.source else 0)
    if here is None or end > quotation.span.start:
        return False
    between = page.text[end : quotation.span.start]
    if draft.sentence == here.index:
        return len(between.split()) <= FARTHEST_WORDS and len(quotation.inner(page.text).split()) > MOST_OUTSIDE
    last = page.sentence_at(before.span.end - 1)
    reached = max(draft.sentence, last.index if last else 0)
    return here.index - reached <= 1 and between.count("\n") <= 2 and stands_alone(quotation, page)


def widened(draft: Draft, quotation: Quotation) -> Draft:
    """The draft with the quotation in its content."""
    content = quotation.span if draft.content is None else covering((draft.content, quotation.span))
    return replace(draft, content=content)
