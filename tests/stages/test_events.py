"""Events as worded, by the stories and by the examples that the lexicon files carry themselves."""

from pathlib import Path

import pytest
import yaml

from dragoman.knowledge.actor_base import open_actor_base
from dragoman.model.document import Document
from dragoman.model.event_mention import RoleName
from dragoman.stages.entities import find_mentions
from dragoman.stages.events import events_stage, find_events, load_event_lexicon
from dragoman.stages.triggers.lexicon import FOLDER, TYPES
from tests.conftest import stories

pytestmark = pytest.mark.learned

FILES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
TOLD = [
    pytest.param(data["type"], example, id=example["text"])
    for data in FILES.values()
    for example in data.get("examples", ())
]
MISSES = [pytest.param(data["type"], text, id=text) for data in FILES.values() for text in data.get("near_misses", ())]


@pytest.fixture(scope="session")
def told(parsed):
    """The events of a text, each as (mention, actor texts, recipient texts)."""
    base, lexicon = open_actor_base(), load_event_lexicon()

    def tell(text):
        reading = parsed([Document("story", text)])[0]
        mentions = find_mentions(reading.syntax, base)
        events = find_events(reading.sentences, reading.syntax, mentions, lexicon)
        return [
            (event, *([mentions[i].span.of(text) for i in event.of_role(name)] for name in RoleName)) for event in events
        ]

    return tell


def names(found, wanted):
    """Each of the wanted names is in another of the phrases found, and no phrase is left over."""
    return len(found) == len(wanted) and all(any(name in phrase for phrase in found) for name in wanted)


@pytest.mark.parametrize(("kind", "example"), TOLD)
def test_example_is_read(told, kind, example):
    assert any(
        event.type == kind
        and (example.get("mode") is None or example["mode"] in event.modes)
        and names(actors, example["actor"])
        and all(any(name in phrase for phrase in recipients) for name in example["recipient"])
        for event, actors, recipients in told(example["text"])
    )


@pytest.mark.parametrize(("kind", "text"), MISSES)
def test_near_miss_is_not_read(told, kind, text):
    assert kind not in [event.type for event, _, _ in told(text)]


@pytest.mark.parametrize("story", [pytest.param(story, id=story["title"]) for story in stories("events")])
def test_story(told, story):
    found = told(story["text"])
    for wanted in story["expected"]:
        assert any(
            event.type == wanted["type"]
            and names(actors, wanted["actor"])
            and all(any(name in phrase for phrase in recipients) for name in wanted["recipient"])
            and set(wanted.get("modes", ())) <= set(event.modes)
            for event, actors, recipients in found
        ), found
    assert not {event.type for event, _, _ in found} & set(story.get("absent", ()))
    assert len(found) == story.get("count", len(found))


def test_every_event_has_its_place_words_and_reason(told):
    text = "Turkey condemned Greece. The rebels, backed by Iran, attacked Aden and threatened to shell Taiz."
    for number, (event, actors, recipients) in enumerate(told(text)):
        assert event.id == number
        assert event.trigger.of(text).strip() == event.trigger.of(text) != ""
        assert event.type in TYPES
        assert 0 < event.score <= 1
        assert event.because
        assert not set(actors) & set(recipients)


def test_stage_reads_three_layers_and_writes_events():
    stage = events_stage(load_event_lexicon())
    assert (stage.reads, stage.writes) == (("sentences", "syntax", "entities"), "events")


def test_each_type_has_a_file_with_examples():
    with_examples = {data["type"]: Path(stem) for stem, data in FILES.items() if data.get("examples")}
    assert set(with_examples) == TYPES
