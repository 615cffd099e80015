from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.document import Document
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.voice import Voice
from dragoman.stages.attribution import attribution_stage, find_voices
from dragoman.stages.voices.nesting import asserts, chain_of
from tests.conftest import stories

Parsed = Callable[[Sequence[Document]], list[Reading]]

pytestmark = pytest.mark.learned


def voices_of(parsed: Parsed, text: str, mentions: Sequence[EntityMention] = ()) -> tuple[Voice, ...]:
    reading = parsed([Document("story", text)])[0]
    return find_voices(reading.document, reading.sentences or (), reading.syntax or (), mentions)


def told(voice: Voice, text: str) -> list[str | None]:
    parts = [span.of(text) if span else None for span in (voice.source, voice.cue, voice.content)]
    return [*parts, voice.kind.value]


@pytest.mark.parametrize("story", stories("attribution"), ids=lambda story: story["title"])
def test_story(parsed: Parsed, story: dict) -> None:
    text = story["text"]
    voices = voices_of(parsed, text)
    if "only" in story:
        assert [told(voice, text) for voice in voices if asserts(voice)] == story["only"]
    for expected in story.get("voices", ()):
        assert expected in [told(voice, text) for voice in voices]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Anna Weiss said the road was closed.", True),
        ("A spokesman for the Danube Group said the road was closed.", True),
        ("Experts said the road was closed.", False),
        ("A source said the road was closed.", False),
        ("Two officials said the road was closed.", False),
        ("She said the road was closed.", False),
        ("“The road is closed.”", False),
    ],
)
def test_a_proper_name_makes_a_source_named(parsed: Parsed, text: str, named: bool) -> None:  # noqa: FBT001 a column of the table
    assert [voice.is_named for voice in voices_of(parsed, text)] == [named]


def test_the_source_is_linked_to_the_mention_with_its_head(parsed: Parsed) -> None:
    mention = EntityMention(7, 0, 1, Span(0, 12), MentionKind.DESCRIPTION, MentionLabel.PERSON)
    assert voices_of(parsed, "The official said the road was closed.", [mention])[0].mention == 7


def test_a_relative_pronoun_is_linked_to_the_mention_it_goes_back_to(parsed: Parsed) -> None:
    text = "The troops detained a general who said the war was lost."
    mention = EntityMention(3, 0, 4, Span(20, 29), MentionKind.DESCRIPTION, MentionLabel.PERSON)
    assert [voice.mention for voice in voices_of(parsed, text, [mention]) if asserts(voice)] == [3]


def test_a_chain_goes_from_the_outermost_voice_inwards(parsed: Parsed) -> None:
    text = "According to the Tass agency, the ministry said that the army shelled the town."
    voices = voices_of(parsed, text)
    start = text.index("shelled")
    chain = chain_of(Span(start, start + len("shelled")), voices)
    assert [voice.source.of(text) for voice in chain if voice.source] == ["the Tass agency", "the ministry"]


def test_a_cue_that_is_itself_the_event_is_not_in_its_own_chain(parsed: Parsed) -> None:
    text = "The president accused the army of bombing the airport."
    voices = voices_of(parsed, text)
    accused, bombing = text.index("accused"), text.index("bombing")
    assert chain_of(Span(accused, accused + 7), voices) == ()
    assert [voice.cue for voice in chain_of(Span(bombing, bombing + 7), voices)] == [Span(accused, accused + 7)]


def test_the_stage_writes_its_layer_without_mentions(parsed: Parsed) -> None:
    readings = parsed([Document("one", "The mayor said the road was closed."), Document("two", "")])
    done = attribution_stage().run(readings)
    assert [len(reading.attribution or ()) for reading in done] == [1, 0]
    assert [reading.syntax for reading in done] == [reading.syntax for reading in readings]


MARKS = ("“", "”", '"', "'", "‘", "’", "(", "]", ": ", ", ", ". ", "\n\n", "…", "é", "😀")
WORDS = (
    " said ",
    " the minister ",
    " he ",
    " that ",
    "according to ",
    " Iran ",
    " claims ",
    " workers’ ",
    " was told ",
    " left",
)
PIECES = st.lists(st.sampled_from((*MARKS, *WORDS, " reportedly ", " citing ")), max_size=24)


@given(PIECES)
def test_spans_lie_in_the_text_and_ids_count_places(parsed: Parsed, pieces: list[str]) -> None:
    text = "".join(pieces)
    voices = voices_of(parsed, text)
    assert [voice.id for voice in voices] == list(range(len(voices)))
    for voice in voices:
        for span in (voice.source, voice.cue, voice.content):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert (voice.source is not None) or not voice.is_named
        assert voice.because
