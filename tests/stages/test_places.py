"""The places stage on the golden stories, and what holds of whatever it finds."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from dragoman.knowledge.gazetteer import Gazetteer, open_gazetteer
from dragoman.model.actor import Actor, ActorKind, Resolution, ResolvedBy
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention, Role, RoleName
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.where import Places
from dragoman.pipeline import Stage
from dragoman.stages.places import find_country, places_stage
from tests.conftest import stories

STORIES = stories("places")
Reader = Callable[[Sequence[Document]], list[Reading]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def stage(gazetteer: Gazetteer) -> Stage:
    return places_stage(gazetteer)


def with_events(reading: Reading, events: list[dict]) -> Reading:
    """The reading with an event at each trigger, and its sides as resolved actors."""
    found: list[EventMention] = []
    entities: list[EntityMention] = []
    actors: list[Resolution] = []
    text = reading.document.text
    for told in events:
        start = text.index(told["trigger"])
        parse = next(parse for parse in reading.syntax or () if parse.token_at(start))
        head = parse.token_at(start)
        roles = []
        for name, codes in zip((RoleName.ACTOR, RoleName.RECIPIENT), told.get("sides", ([], [])), strict=True):
            for code in codes:
                number = len(entities)
                span = Span(start, start + 1)
                entities.append(EntityMention(number, parse.sentence, 0, span, MentionKind.NAME, MentionLabel.UNKNOWN))
                actor = Actor(ActorKind.STATE, code=code)
                actors.append(Resolution(number, actor, ResolvedBy.KNOWLEDGE_BASE, "told"))
                roles.append(Role(name, number, "told"))
        span = Span(start, start + len(told["trigger"]))
        found.append(EventMention(len(found), parse.sentence, head.index, span, told["type"], (), (), tuple(roles), "told"))
    return replace(reading, events=tuple(found), entities=tuple(entities), actors=tuple(actors), coreference=())


def read(story: dict, parsed: Reader, stage: Stage) -> tuple[Reading, Places]:
    (reading,) = parsed([Document("story", story["text"])])
    (reading,) = stage.run([with_events(reading, story["events"])])
    assert reading.places is not None
    return reading, reading.places


@pytest.mark.learned
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["title"])
def test_story(story, parsed, stage):
    reading, places = read(story, parsed, stage)
    text = reading.document.text
    placed = {event.event: places.mentions[event.place_mention] for event in places.of_events}
    told = set()
    for event, expected in zip(reading.events or (), story["events"], strict=True):
        mention = placed.get(event.id)
        told.add(mention.span if mention else None)
        assert (mention.span.of(text) if mention else None) == expected["place"]
        assert (mention.place.country_code if mention and mention.place else None) == expected["country"]
    named = [mention for mention in places.mentions if "words tell" not in mention.because]
    assert [
        [mention.span.of(text), *((mention.place.name, mention.place.country_code) if mention.place else (None, None))]
        for mention in named
    ] == story["places"]


@pytest.mark.learned
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["title"])
def test_ids_count_and_every_choice_says_why(story, parsed, stage):
    reading, places = read(story, parsed, stage)
    assert [mention.id for mention in places.mentions] == list(range(len(places.mentions)))
    assert all(mention.because for mention in places.mentions)
    assert all(placed.because for placed in places.of_events)
    assert len({placed.event for placed in places.of_events}) == len(places.of_events)
    for mention in places.mentions:
        assert mention.span.of(reading.document.text).strip()


@pytest.mark.learned
def test_a_document_without_events_has_its_places_named(parsed, stage):
    (reading,) = parsed([Document("x", "He flew from Cairo to Rome.")])
    (reading,) = stage.run([replace(reading, events=())])
    assert reading.places is not None
    assert [mention.place.country_code for mention in reading.places.mentions if mention.place] == ["EGY", "ITA"]
    assert reading.places.of_events == ()


@pytest.mark.learned
def test_an_empty_document_has_no_places(parsed, stage):
    (reading,) = parsed([Document("x", "")])
    (reading,) = stage.run([replace(reading, events=())])
    assert reading.places == Places((), ())


@pytest.mark.parametrize("code", ["USA", "KOS", "PSE", "GBR", "TWN", "SSD"])
def test_a_code_is_the_state_and_not_a_territory_of_it(gazetteer, code):
    place = find_country(code, gazetteer)
    assert place is not None
    assert (place.country_code, place.feature_code) == (code, "PCLI")


def test_an_international_code_is_no_country(gazetteer):
    assert find_country("UNO", gazetteer) is None
