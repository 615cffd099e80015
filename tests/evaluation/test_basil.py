"""BASIL: articles put into stories, whatever annotators wrote beside them."""

import json

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation import basil

STORIES = {
    "ferry": ("2015-03-01", "The ferry Aurora sank off Samsun harbour; divers searched the hull for passengers."),
    "bakers": ("2015-03-02", "Bakers in Lisbon marched against the flour tax and threw dough at the ministry."),
    "comet": ("2016-07-09", "Astronomers in Chile photographed a comet with two tails above the desert observatory."),
}


def articles():
    for place, (story, (day, text)) in enumerate(list(STORIES.items()) * 3):
        words = text.split()
        turn = place % len(words)
        yield {
            "uuid": f"u{place}", "triplet-uuid": story, "title": " ".join(words[1:5]), "date": day, "source": "x",
            "body-paragraphs": [[" ".join(words[turn:] + words[:turn])], ["It was said on the day."]],
        }  # fmt: skip


def test_stories_are_found(tmp_path):
    path, out = tmp_path / "articles.json", tmp_path / "out.jsonl"
    path.write_text(json.dumps(list(articles())), encoding="utf-8")
    figures = basil.score_basil(path, out)
    assert figures == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "articles": 9, "stories": 3}
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["uuid"] for line in lines] == [f"u{place}" for place in range(9)]
    assert [line["story"] for line in lines] == [0, 1, 2] * 3


def test_answers_are_not_read():
    without = [{key: value for key, value in article.items() if key != "triplet-uuid"} for article in articles()]
    assert basil.predict(without) == basil.predict(list(articles()))


def test_what_is_no_day_is_named():
    wrong = [{**article, "date": "yesterday"} for article in articles()]
    with pytest.raises(CorpusError, match="article u0: 'yesterday' is no day"):
        basil.predict(wrong)


@pytest.mark.parametrize(
    ("stories", "expected"),
    [([0, 0, 1, 1], (1.0, 1.0, 1.0)), ([0, 0, 0, 0], (0.3333, 1.0, 0.5)), ([0, 1, 2, 3], (0.0, 0.0, 0.0))],
)
def test_pairs_are_scored(stories, expected):
    gold = [{"triplet-uuid": story} for story in "aabb"]
    figures = basil.score(gold, stories)
    assert (figures["precision"], figures["recall"], figures["f1"]) == expected
