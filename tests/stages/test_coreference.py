"""Which mentions denote the same actor: one story for each rule, and the figures of chains."""

import pytest

from dragoman.knowledge.actor_base import open_actor_base
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.pipeline import Pipeline
from dragoman.stages.actors import actors_stage
from dragoman.stages.chains.speech import QUOTATION
from dragoman.stages.chains.words import Gender, load_chain_words
from dragoman.stages.coreference import coreference_stage
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


def mention_of(reading: Reading, phrase: str) -> int:
    """The id of the last mention that is the phrase, or the longest that lies in its last occurrence."""
    start = reading.document.text.rindex(phrase)
    span = Span(start, start + len(phrase))
    inside = [m for m in reading.entities if span.contains(m.span)]
    assert inside, f"no mention '{phrase}': {[m.span.of(reading.document.text) for m in reading.entities]}"
    return max(inside, key=lambda m: len(m.span)).id


def chain_of(reading: Reading, phrase: str) -> tuple[int, ...]:
    number = mention_of(reading, phrase)
    return next((chain.mentions for chain in reading.coreference if number in chain.mentions), ())


@pytest.mark.learned
@pytest.mark.parametrize("story", stories("coreference"), ids=lambda story: story["title"])
def test_coreference_story(read, story) -> None:
    reading = read([Document("x", story["text"], published=story.get("published"))])[0]
    because = [chain.because for chain in reading.coreference]
    for phrase, other in story.get("same", {}).items():
        assert mention_of(reading, other) in chain_of(reading, phrase), because
    for phrase, other in story.get("not_same", {}).items():
        assert mention_of(reading, other) not in chain_of(reading, phrase), because
    for phrase in story.get("alone", []):
        assert not chain_of(reading, phrase), because


@pytest.mark.learned
def test_every_link_has_a_reason_and_no_mention_two_chains(read) -> None:
    text = "\n".join(story["text"] for story in stories("coreference"))
    reading = read([Document("x", text)])[0]
    seen = [number for chain in reading.coreference for number in chain.mentions]
    assert len(seen) == len(set(seen))
    for chain in reading.coreference:
        assert list(chain.mentions) == sorted(chain.mentions)
        assert len(chain.because) == len(chain.mentions) - 1
        assert chain.representative in chain.mentions
    assert [chain.mentions[0] for chain in reading.coreference] == sorted(c.mentions[0] for c in reading.coreference)


def test_a_name_of_both_tells_no_gender() -> None:
    known = load_chain_words()
    assert known.names["angela"] is Gender.FEMALE
    assert known.names["vladimir"] is Gender.MALE
    assert "nicola" not in known.names
    assert not known.genders.keys() & known.people


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “no” and “never”.", ["“no”", "“never”"]),
        ('He said "no\nand left.', ['"no']),
        ("No word.", []),
    ],
)
def test_quotations_end_with_their_line(text, quoted) -> None:
    assert [match.group() for match in QUOTATION.finditer(text)] == quoted
