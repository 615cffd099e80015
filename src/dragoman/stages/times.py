"""When: the expressions of time in a text, and the date of each event.

Finding and reading expressions is the business of the `timex` package; this stage goes through the text with it, so that
"the next day" can count from the day last named, and then decides which expression dates which event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.status import EventStatus, Status
from dragoman.model.syntax import Parse
from dragoman.model.when import EventTime, Grain, TimeExpression, Times, When
from dragoman.pipeline import Stage, each
from dragoman.stages.timex.attachment import BECAUSE, Link, Way, find_link
from dragoman.stages.timex.calendar import days_of
from dragoman.stages.timex.context import Context
from dragoman.stages.timex.grammar import Match, find_matches, value_of
from dragoman.stages.timex.lexicon import TimeLexicon, load_time_lexicon
from dragoman.stages.timex.offsets import find_offset, moved
from dragoman.stages.timex.parts import days_of_parts, heading_day
from dragoman.stages.timex.stand_ins import StandIns
from dragoman.stages.timex.surroundings import Surroundings
from dragoman.stages.timex.words import read_line

RANGE_LINKS = ("to", "through", "until", "till", "-", "–", "—")


def find_times(document: Document, parses: Sequence[Parse], lexicon: TimeLexicon) -> tuple[TimeExpression, ...]:
    """The expressions of time of a document, in text order."""
    context = Context(lexicon, document.published)
    found: list[TimeExpression] = []
    for around in sentences_of(document, parses, lexicon):
        inside, after = read_sentence(document, around, context, len(found))
        day = heading_day(document.text, around.parse, inside, document.published, lexicon)
        if day is not None and day != context.published:
            inside, after = read_sentence(document, around, replace(context, published=day), len(found))
        context = after
        found += inside
    return tuple(found)


def read_sentence(
    document: Document, around: Surroundings, context: Context, first: int
) -> tuple[list[TimeExpression], Context]:
    """The expressions of a sentence, numbered from `first`, and the context after them."""
    found: list[TimeExpression] = []
    for match, after in find_matches(around.line, context, around.lean, around.accepts):
        expression = to_expression(match, around, first + len(found))
        if not is_in_name(document.text, expression.span):
            context = after
            found.append(expression)
    return found, context


def is_in_name(text: str, span: Span) -> bool:
    """True for words in capitals that go on with a name in capitals: the newspaper USA TODAY."""
    words = span.of(text)
    return words.isupper() and len(words) > 3 and text[: span.start].rstrip().endswith("USA")


def read_times(
    document: Document, parses: Sequence[Parse], spans: Sequence[Span], lexicon: TimeLexicon
) -> tuple[TimeExpression, ...]:
    """An expression for each of `spans`, words that somebody has marked; one that no rule can read has an empty value."""
    context = Context(lexicon, document.published)
    found: list[TimeExpression] = []
    sentences = list(sentences_of(document, parses, lexicon))
    for span in spans:
        around = next((one for one in reversed(sentences) if one.offset <= span.start), None)
        words = around.words_in(span) if around else None
        if around is None or words is None:
            found.append(TimeExpression(len(found), 0, span, "DATE", "", None, "no word of a date in it"))
            continue
        match = value_of(around.line, context, around.lean, *words)
        if match is None:
            found.append(TimeExpression(len(found), around.parse.sentence, span, "DATE", "", None, "no rule reads it"))
            continue
        context = context.after(match.value)
        found.append(replace(to_expression(match, around, len(found)), span=span))
        if day := heading_day(document.text, around.parse, found[-1:], document.published, lexicon):
            context = replace(context, published=day)
    return tuple(found)


def sentences_of(document: Document, parses: Sequence[Parse], lexicon: TimeLexicon) -> Iterator[Surroundings]:
    """Each sentence that has words, read for its dates."""
    for parse in parses:
        if parse.tokens:
            start, end = parse.tokens[0].span.start, parse.tokens[-1].span.end
            yield Surroundings(read_line(document.text[start:end], lexicon), parse, start, lexicon)


def to_expression(match: Match, around: Surroundings, number: int) -> TimeExpression:
    """The expression for a match, its span counted in the document."""
    span = around.line.span(match.first, match.last)
    return TimeExpression(
        id=number,
        sentence=around.parse.sentence,
        span=Span(around.offset + span.start, around.offset + span.end),
        kind=match.value.kind,
        value=match.value.value,
        when=days_of(match.value.value) if match.value.kind in ("DATE", "TIME") else None,
        because=f"rule: {match.rule.name}",
    )


def date_events(
    document: Document,
    parses: Sequence[Parse],
    events: Sequence[EventMention],
    status: Sequence[EventStatus],
    expressions: Sequence[TimeExpression],
    lexicon: TimeLexicon,
) -> tuple[EventTime, ...]:
    """The date of each event: that of the expression which dates it, else one that stands in, if there is any."""
    by_sentence = {parse.sentence: parse for parse in parses}
    ahead = frozenset(one.event for one in status if one.status in (Status.PLANNED, Status.POSSIBLE))
    said = {parse.sentence: [one for one in expressions if one.sentence == parse.sentence] for parse in parses}
    days = days_of_parts(document.text, parses, said, document.published, lexicon)
    linked: dict[int, EventTime] = {}
    for event in events:
        parse = by_sentence[event.sentence]
        near = [one for one in expressions if one.sentence == event.sentence and one.when is not None]
        others = frozenset(other.head for other in events if other.sentence == event.sentence and other.id != event.id)
        best = best_link(parse, event, with_ranges(near, document.text), others, lexicon)
        if best is not None:
            linked[event.id] = dated_by(*best, event, told_by=days[event.sentence] if event.id in ahead else None)
    stand_ins = StandIns(days, expressions, by_sentence, ahead)
    told = [(event, linked[event.id]) for event in events if event.id in linked]
    times = (linked.get(event.id) or stand_ins.date_of(event, told) for event in events)
    return tuple(
        beside_another(by_sentence[event.sentence], event, time, lexicon) or time
        for event, time in zip(events, times, strict=True)
        if time is not None
    )


def best_link(
    parse: Parse,
    event: EventMention,
    expressions: Sequence[TimeExpression],
    others: frozenset[int],
    lexicon: TimeLexicon,
) -> tuple[Link, TimeExpression, When] | None:
    """The surest link of an expression to the event, that of the shorter stretch where two are linked alike."""
    trigger = frozenset(token_range(parse, event.trigger)) | {event.head}
    links: list[tuple[Link, TimeExpression, When]] = []
    for expression in expressions:
        words = token_range(parse, expression.span)
        link = find_link(parse, trigger, (words[0], words[-1] + 1), others - trigger, lexicon) if words else None
        if link is not None and expression.when is not None:
            links.append((link, expression, expression.when))
    return min(links, key=lambda one: (one[0].way, one[0].length, one[2].last - one[2].first, one[1].id), default=None)


def dated_by(link: Link, expression: TimeExpression, when: When, event: EventMention, *, told_by: date | None) -> EventTime:
    """The date that a link gives.

    The day of a verb of saying stands in for the document's date. So does, for an event still ahead at `told_by`, the day
    of the verb above it: in "announced on Tuesday the withdrawal of its troops" that is the day of the announcement.
    """
    is_ahead = link.way is Way.ABOVE and told_by is not None and when.last <= told_by
    if link.way is Way.SAYING or is_ahead:
        when = replace(when, grain=Grain.DOCUMENT)
    return EventTime(event.id, when, expression.id, BECAUSE[link.way])


def beside_another(parse: Parse, event: EventMention, time: EventTime, lexicon: TimeLexicon) -> EventTime | None:
    """The date of an event that another is said to follow or precede by so many days, counted from that other's date."""
    if time.because in (BECAUSE[Way.OWN], BECAUSE[Way.BELOW]):
        return None
    offset = find_offset(parse, event.head, lexicon)
    when = moved(time.when, offset) if offset is not None else None
    if offset is None or when is None:
        return None
    return replace(time, when=when, because=f"{abs(offset.days)} days from the clause that governs it; {time.because}")


def token_range(parse: Parse, span: Span) -> list[int]:
    """The indexes of the tokens that a span overlaps."""
    return [token.index for token in parse.tokens if token.span.overlaps(span)]


def with_ranges(expressions: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """The expressions, the first of "from May 3 to May 6" made to last until the second, which is left out."""
    joined: list[TimeExpression] = []
    for expression in expressions:
        last = joined[-1] if joined else None
        if last is not None and (when := spanning(last, expression, text)) is not None:
            joined[-1] = replace(last, when=when)
        else:
            joined.append(expression)
    return joined


def spanning(one: TimeExpression, other: TimeExpression, text: str) -> When | None:
    """The days from one expression to the other where the words around them make a range of the two."""
    between = text[one.span.end : other.span.start].strip().lower()
    opening = text[: one.span.start].rstrip()[-8:].lower()
    ranges = between in RANGE_LINKS or (between == "and" and opening.endswith("between"))
    if not ranges or one.when is None or other.when is None or other.when.last < one.when.first:
        return None
    return When(one.when.first, other.when.last, one.when.grain)


def times_of(reading: Reading, lexicon: TimeLexicon) -> Times:
    """The layer of one reading."""
    parses = reading.syntax or ()
    expressions = find_times(reading.document, parses, lexicon)
    dated = date_events(reading.document, parses, reading.events or (), reading.status or (), expressions, lexicon)
    return Times(expressions, dated)


def times_stage() -> Stage:
    """The stage that writes `times`."""
    lexicon = load_time_lexicon()
    return Stage("times", ("syntax", "events", "status"), "times", each("times", lambda reading: times_of(reading, lexicon)))
