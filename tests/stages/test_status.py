"""Whether an event happened: one story for each rule."""

import pytest

from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.span import Span
from dragoman.stages.status import judge_status, load_status_cues
from tests.conftest import stories

CUES = load_status_cues()


@pytest.mark.learned
@pytest.mark.parametrize("story", stories("status"), ids=lambda story: story["title"])
def test_status_story(parsed, story) -> None:
    before, word, after = story["text"].split("*")
    text = before + word + after
    reading = parsed([Document("x", text)])[0]
    head = reading.syntax[0].token_at(len(before))
    trigger = Span(len(before), len(before) + len(word))
    event = EventMention(0, 0, head.index, trigger, story.get("type", "ASSAULT"), (), (), (), "story")
    judged = judge_status(reading.sentences[0], reading.syntax[0], event, CUES)
    assert judged.status == story["is"], judged.because
    assert judged.cue is None or judged.cue.of(text) in judged.because


@pytest.mark.learned
@pytest.mark.parametrize(
    ("text", "word"),
    [("The absence of talks worries Cairo.", "talks"), ("Repeated failures of negotiations hurt.", "negotiations")],
)
def test_an_absence_is_no_event(parsed, text: str, word: str) -> None:
    reading = parsed([Document("x", text)])[0]
    start = text.index(word)
    event = EventMention(
        0, 0, reading.syntax[0].token_at(start).index, Span(start, start + len(word)), "CONSULT", (), (), (), "story"
    )
    assert judge_status(reading.sentences[0], reading.syntax[0], event, CUES).is_absent
