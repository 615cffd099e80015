"""ECB+: events across documents from marked spans, in the corpus's own format."""

import json
import lzma

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation import ecbplus

SENTENCES = [
    ("1_1", "An earthquake struck Lombok ; the quake killed nine villagers", {"quake": [1, 6], "kill": [7]}),
    ("1_2", "The quake in Lombok killed nine", {"quake": [1], "kill": [4]}),
    ("2_1", "Rossi won the Mugello race before Stoner", {"win": [1], "race": [4]}),
    ("2_2", "At Mugello the race was won by Rossi", {"race": [3], "win": [5]}),
]


@pytest.fixture
def folder(tmp_path):
    lines, items = [], []
    for document, text, mentions in SENTENCES:
        lines += [f"{document}\t0\t{place}\t{word}\t-" for place, word in enumerate(text.split())] + [""]
        items += [
            {"doc_id": document, "sent_id": 0, "tokens_number": [token], "coref_chain": chain}
            for chain, tokens in mentions.items()
            for token in tokens
        ]
    (tmp_path / "X_corpus.txt.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    (tmp_path / "X_Event_gold_mentions.json").write_text(json.dumps(items), encoding="utf-8")
    return tmp_path


def test_the_table_is_read_without_its_answers(folder):
    corpus = ecbplus.load_ecbplus(folder)
    assert [document.text for document in corpus.documents] == [text for _, text, _ in SENTENCES]
    assert corpus.offsets["1_2", 0, 1] == (4, 9)
    assert len(corpus.words) == sum(len(text.split()) for _, text, _ in SENTENCES)


def test_key_has_a_line_for_each_token(folder):
    corpus = ecbplus.load_ecbplus(folder)
    key = ecbplus.to_key(corpus, [[0, 1, 3], [2, 4], [5], [6], [7], [8]]).splitlines()
    assert key[0] == "#begin document (X); part 000"
    assert key[-1] == "#end document"
    assert key[2] == "1_1\t0\t1\tearthquake\t(0)"
    assert sum(line.endswith("(1)") for line in key) == 2


def test_scores_in_parts_are_those_of_the_whole(folder):
    corpus = ecbplus.load_ecbplus(folder)
    right, _ = ecbplus.score(corpus, [[0, 1, 3], [2, 4], [5, 8], [6, 7]])
    assert right["conll_f1"] == 1.0
    single, without = ecbplus.score(corpus, [[number] for number in range(9)])
    assert single["muc_f1"] == 0.0
    assert without == 0.0


def test_a_mention_outside_the_table_is_named(folder):
    path = folder / "X_Event_gold_mentions.json"
    items = json.loads(path.read_text("utf-8"))
    items[1]["tokens_number"] = [99]
    path.write_text(json.dumps(items), encoding="utf-8")
    with pytest.raises(CorpusError, match="mention 2: no token 99"):
        ecbplus.load_ecbplus(folder)


def test_a_folder_of_two_splits_is_refused(folder):
    (folder / "Y_Event_gold_mentions.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CorpusError, match="not one split"):
        ecbplus.load_ecbplus(folder)


@pytest.mark.learned
def test_same_words_of_one_topic_are_one_event(folder):
    corpus = ecbplus.load_ecbplus(folder)
    clusters, baseline = ecbplus.predict(corpus)
    assert sorted(number for cluster in clusters for number in cluster) == list(range(9))
    together = {frozenset(cluster) for cluster in clusters}
    assert any({1, 3} <= cluster for cluster in together)
    assert not any({3, 6} <= cluster for cluster in together)
    assert sorted(number for cluster in baseline for number in cluster) == list(range(9))
