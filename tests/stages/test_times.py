"""When: expressions of time and their values, and the date of each event; one story for each rule."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.status import EventStatus, Status
from dragoman.model.syntax import Parse, Token
from dragoman.model.when import Grain, When
from dragoman.stages.times import date_events, find_times, read_times, times_stage
from dragoman.stages.timex.lexicon import load_time_lexicon
from tests.conftest import stories

LEXICON = load_time_lexicon()
WEDNESDAY = date(2014, 8, 13)


def published(story: dict) -> date | None:
    """The day on which the report of a story is published."""
    day = story.get("published", WEDNESDAY)
    return None if day == "never" else day


@pytest.mark.learned
@pytest.mark.parametrize("story", stories("times"), ids=lambda story: story["title"])
def test_times_story(parsed, story) -> None:
    reading = parsed([Document("x", story["text"], published=published(story))])[0]
    found = find_times(reading.document, reading.syntax, LEXICON)
    assert {one.span.of(story["text"]): one.value for one in found} == story["is"], [one.because for one in found]


@pytest.mark.learned
@pytest.mark.parametrize("story", stories("times_of_events"), ids=lambda story: story["title"])
def test_event_date_story(parsed, story) -> None:
    before, word, after = story["text"].split("*")
    trigger = Span(len(before), len(before) + len(word))
    reading = parsed([Document("x", before + word + after, published=published(story))])[0]
    parse = next(one for one in reading.syntax if one.token_at(trigger.start))
    event = EventMention(0, parse.sentence, parse.token_at(trigger.start).index, trigger, "ASSAULT", (), (), (), "story")
    status = EventStatus(0, Status(story.get("status", "happened")), None, "story")
    expressions = find_times(reading.document, reading.syntax, LEXICON)
    dated = date_events(reading.document, reading.syntax, [event], [status], expressions, LEXICON)
    if "from" not in story:
        assert not dated
        return
    expected = When(story["from"], story.get("to", story["from"]), Grain(story["grain"]))
    assert [one.when for one in dated] == [expected], dated[0].because


def plain(text: str, day: date | None) -> Reading:
    """A reading of one sentence whose words all hang on the first: enough for what needs no parse."""
    tokens, position = [], 0
    for index, word in enumerate(text.split(" ")):
        span = Span(position, position + len(word))
        tokens.append(Token(index, span, word, word.lower(), "NN", "NOUN", "dep", 0))
        position = span.end + 1
    return Reading(Document("x", text, published=day), syntax=(Parse(0, tuple(tokens)),))


TIME_WORDS = sorted(
    {*LEXICON.entries, *(word.title() for word in LEXICON.capitalised), "31", "1999", "10:30", "2/3/99", ",", "x"}
)


@given(
    words=st.lists(st.sampled_from(TIME_WORDS), min_size=1, max_size=7),
    day=st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_any_words_give_expressions_in_order_and_in_the_text(words, day) -> None:
    text = " ".join(words)
    reading = plain(text, day)
    found = find_times(reading.document, reading.syntax or (), LEXICON)
    assert [one.id for one in found] == list(range(len(found)))
    assert all(one.value for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(one.span.end <= len(text) for one in found)
    assert all(one.kind in ("DATE", "TIME", "DURATION", "SET") for one in found)


@given(words=st.lists(st.sampled_from(TIME_WORDS), min_size=1, max_size=5))
def test_marked_words_get_one_expression_each(words) -> None:
    text = " ".join(words)
    reading = plain(text, WEDNESDAY)
    spans = [Span(0, len(text))]
    found = read_times(reading.document, reading.syntax or (), spans, LEXICON)
    assert [one.span for one in found] == spans


def test_an_empty_document_has_no_times() -> None:
    assert find_times(Document("x", ""), (), LEXICON) == ()


@pytest.mark.learned
def test_stage_writes_expressions_and_dates(parsed) -> None:
    text = "Rebels attacked the town on Monday."
    reading = parsed([Document("x", text, published=WEDNESDAY)])[0]
    event = EventMention(0, 0, 1, Span(7, 15), "ASSAULT", (), (), (), "story")
    status = EventStatus(0, Status.HAPPENED, None, "story")
    ready = Reading(reading.document, reading.sentences, reading.syntax, events=(event,), status=(status,))
    times = times_stage().run([ready])[0].times
    assert times is not None
    assert [one.span.of(text) for one in times.expressions] == ["Monday"]
    assert times.of_events[0].expression == 0
    assert times.of_events[0].when == When(date(2014, 8, 11), date(2014, 8, 11), Grain.DAY)
