"""Reports in files, whose words say what comes of them."""

import json
import random

import pytest

TEXTS = ["RUS CONSULT USA", "USA ASSAULT RUS said", "FJI+USA CONSULT -", "nothing here", "Minister says no"]


def lines(count, seed=0, **odd):
    """Reports as JSON Lines; `odd` gives texts for some places."""
    choose = random.Random(seed)  # noqa: S311 - reports, no secrets
    words = {int(place[1:]): text for place, text in odd.items()}
    made = []
    for place in range(count):
        text = words.get(place, f"{choose.choice(TEXTS)}\nline {place} of {seed}")
        made.append(json.dumps({"id": f"{seed}-{place}", "text": text, "published": "2015-08-04"}) if text else "{broken")
    return "".join(line + "\n" for line in made)


@pytest.fixture
def folder(tmp_path):
    """Three files, in one of which something goes wrong in each way that a coder can be told of."""
    source = tmp_path / "reports"
    source.mkdir()
    (source / "a.jsonl").write_text(lines(23, 1))
    (source / "b.jsonl").write_text(lines(17, 2, _3="poison here", _4="", _9="killer here"))
    (source / "c.txt").write_text("RUS AID USA\nand no more")
    return source
