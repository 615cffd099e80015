"""The shipped coder on sentences that leave no doubt, and what it refuses."""

import json
import shutil
from functools import cache

import pytest

from dragoman.errors import ResourceError
from dragoman.learned.coder import FOLDER, load_coder
from dragoman.model.document import Document

load = cache(load_coder)


def candidates(parse):
    return [t.index for t in parse.tokens if t.pos in {"NOUN", "PROPN", "PRON"} and t.dep != "compound"]


def read(parsed, text):
    (reading,) = parsed((Document("x", text),))
    (found,) = load().read([reading.syntax], [[candidates(parse) for parse in reading.syntax]])
    return reading.syntax, found


@pytest.mark.learned
@pytest.mark.parametrize(
    ("text", "word", "kind", "actor", "recipient"),
    [
        ("Police arrested two journalists in the capital on Monday.", "arrested", "COERCE", "Police", "journalists"),
        ("Rebels attacked an army base near the border.", "attacked", "ASSAULT", "Rebels", "base"),
        ("Norway condemned Iran for the raid.", "condemned", "ACCUSE", "Norway", "Iran"),
    ],
)
def test_plain_events(parsed, text, word, kind, actor, recipient):
    (parse,), (found,) = read(parsed, text)
    trigger = next(each for each in found.triggers if parse.tokens[each.word].text == word)
    assert trigger.best[0] == kind
    assert max(trigger.status, key=trigger.status.__getitem__) == "happened"
    assert parse.tokens[max(trigger.roles, key=lambda role: role.actor).word].text == actor
    assert parse.tokens[max(trigger.roles, key=lambda role: role.recipient).word].text == recipient


@pytest.mark.learned
def test_a_sentence_without_event_has_no_likely_trigger(parsed):
    _, (found,) = read(parsed, "The river is long and its water is cold.")
    assert all(trigger.best[1] < 0.5 for trigger in found.triggers)


@pytest.mark.learned
def test_the_order_of_documents_does_not_matter(parsed):
    texts = ["Troops shelled the town.\nThe mayor fled.", "Peru and Chile signed a treaty.", "Workers went on strike."]
    readings = parsed(tuple(Document(str(i), text) for i, text in enumerate(texts)))
    trees = [reading.syntax for reading in readings]
    heads = [[candidates(parse) for parse in each] for each in trees]
    one = load().read(trees, heads)
    other = load().read(trees[::-1], heads[::-1])[::-1]
    assert [[[t.word for t in s.triggers] for s in d] for d in one] == [
        [[t.word for t in s.triggers] for s in d] for d in other
    ]


@pytest.mark.learned
def test_no_documents_and_empty_documents():
    assert load().read([], []) == []
    assert load().read([[]], [[]]) == [[]]


@pytest.mark.learned
def test_classify_takes_the_marked_pair():
    sentence = "Police arrested a journalist who had accused the minister of fraud."
    arrest = load().classify(sentence, (0, 6), (16, 28))
    assert max(arrest, key=arrest.__getitem__) == "COERCE"
    assert sum(arrest.values()) == pytest.approx(1, abs=1e-4)
    assert load().classify(sentence, None, (16, 28)).keys() == arrest.keys()


@pytest.mark.learned
def test_files_of_another_model_are_refused(tmp_path):
    for name in ("coder.json", "encoder.onnx", "heads.npz", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    described = json.loads((tmp_path / "coder.json").read_text(encoding="utf-8"))
    described["sha256"]["heads.npz"] = "0" * 64
    (tmp_path / "coder.json").write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(ResourceError, match="different models"):
        load_coder(tmp_path)


def test_a_missing_model_says_how_to_make_it(tmp_path):
    with pytest.raises(ResourceError, match="make train"):
        load_coder(tmp_path)
