import pytest

from dragoman.stages.voices.cues import load_cues
from dragoman.stages.voices.frames import Part

ACTS = {"says", "asks", "thinks", "wants", "judges", "decides", "sees", "shows"}


def test_every_word_has_an_act_and_a_construction() -> None:
    for words in load_cues().words.values():
        for lemma, entry in words.items():
            assert entry.act in ACTS, lemma
            assert entry.constructions, lemma
            assert entry.doubtful <= set(entry.constructions), lemma


@pytest.mark.parametrize(
    ("part", "lemma", "act", "construction"),
    [
        (Part.VERB, "say", "says", "clause"),
        (Part.VERB, "accuse", "says", "object-of"),
        (Part.VERB, "urge", "asks", "object-infinitive"),
        (Part.VERB, "condemn", "judges", "object"),
        (Part.VERB, "believe", "thinks", "clause"),
        (Part.PASSIVE, "believe", "thinks", "infinitive"),
        (Part.PASSIVE, "report", "says", "infinitive"),
        (Part.ADJECTIVE, "confident", "thinks", "clause"),
        (Part.NOUN, "claim", "says", "clause"),
    ],
)
def test_words_of_the_trade(part: Part, lemma: str, act: str, construction: str) -> None:
    entry = load_cues().entry(part, lemma)
    assert entry is not None
    assert entry.act == act
    assert entry.takes(construction)


def test_verbs_that_only_act_are_no_cues() -> None:
    assert load_cues().entry(Part.VERB, "arrive") is None
    assert load_cues().entry(Part.VERB, "kill") is None
