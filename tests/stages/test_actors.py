"""Who a phrase denotes: one story for each rule of the entities, actors and coreference stages."""

import pytest

from dragoman.knowledge.actor_base import open_actor_base
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.pipeline import Pipeline
from dragoman.stages.actors import actors_stage
from dragoman.stages.coreference import coreference_stage, identities
from dragoman.stages.entities import entities_stage
from dragoman.stages.sentences import sentences_stage
from dragoman.stages.syntax import load_parser, syntax_stage
from tests.conftest import stories


@pytest.fixture(scope="module")
def read():
    base = open_actor_base()
    stages = (
        sentences_stage(),
        syntax_stage(load_parser()),
        entities_stage(base),
        actors_stage(base),
        coreference_stage(base),
    )
    return Pipeline(stages).read


def resolved(reading: Reading) -> dict[str, str]:
    """Code, sector and name by phrase; a later mention of the same words wins."""
    known = identities(reading.actors, reading.coreference)
    found = {}
    for mention in reading.entities:
        if mention.id in known:
            actor = known[mention.id].actor
            sector = actor.sectors[0] if actor.sectors else "-"
            found[mention.span.of(reading.document.text)] = f"{actor.code or '-'} {sector} {actor.name or '-'}"
    return found


@pytest.mark.learned
@pytest.mark.parametrize("story", stories("actors"), ids=lambda story: story["title"])
def test_actor_story(read, story) -> None:
    found = resolved(read([Document("x", story["text"], published=story["published"])])[0])
    for phrase, who in story.get("who", {}).items():
        assert found.get(phrase) == who, found
    for phrase, name in story.get("nobody_is", {}).items():
        assert not found.get(phrase, "").endswith(name), found
    for phrase in story.get("nobody", []):
        assert phrase not in found, found


@pytest.mark.learned
def test_mentions_are_in_text_order_and_their_parts_inside(read) -> None:
    text = "\n".join(story["text"] for story in stories("actors"))
    reading = read([Document("x", text)])[0]
    assert [mention.id for mention in reading.entities] == list(range(len(reading.entities)))
    for mention in reading.entities:
        for part in (mention.name, mention.title, mention.affiliation):
            assert part is None or part.overlaps(reading.sentences[mention.sentence].span)
