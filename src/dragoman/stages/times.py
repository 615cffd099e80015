"""When: the expressions of time in a text, and the date of each event.

Finding and reading expressions is the business of the `timex` package; this stage goes through the text with it, so that
"the next day" can count from the day last named, and then decides which expression dates which event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.span import Span
from dragoman.model.syntax import Parse
from dragoman.model.when import EventTime, Grain, TimeExpression, Times, When
from dragoman.pipeline import Stage, each
from dragoman.stages.timex.attachment import BECAUSE, Link, Way, find_link
from dragoman.stages.timex.calendar import days_of
from dragoman.stages.timex.context import Context
from dragoman.stages.timex.grammar import Match, find_matches, value_of
from dragoman.stages.timex.lexicon import TimeLexicon
from dragoman.stages.timex.surroundings import Surroundings
from dragoman.stages.timex.words import read_line


def find_times(document: Document, parses: Sequence[Parse], lexicon: TimeLexicon) -> tuple[TimeExpression, ...]:
    """The expressions of time of a document, in text order."""
    context = Context(lexicon, document.published)
    found: list[TimeExpression] = []
    for around in sentences_of(document, parses, lexicon):
        for match, after in find_matches(around.line, context, around.lean, around.accepts):
            context = after
            found.append(to_expression(match, around, len(found)))
    return tuple(found)


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
    """The date of each event: that of the expression which dates it, else the day of publication, if that is known."""
    by_sentence = {parse.sentence: parse for parse in parses}
    found = []
    for event in events:
        parse = by_sentence[event.sentence]
        near = [one for one in expressions if one.sentence == event.sentence and one.when is not None]
        others = frozenset(other.head for other in events if other.sentence == event.sentence and other.id != event.id)
        time = best_time(parse, event, near, others, lexicon) or published_time(document, event)
        if time is not None:
            found.append(time)
    return tuple(found)
