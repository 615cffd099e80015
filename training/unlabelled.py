"""What a teacher believes of reports that nobody annotated: the student learns from its doubts too."""

from __future__ import annotations

import numpy as np
import torch
from corpora import Annotated
from examples import (
    STATUSES,
    TYPES,
    Events,
    Prepared,
    Vocabulary,
    all_paths,
    event_batches,
    number,
    pair_features,
    window_places,
)
from fit import Coder, type_shares
from targets import Place, Trigger, candidates
from tokenizers import Tokenizer

from dragoman.learned.windows import encode_words

LIKELY = 0.1
ROLE_LIKELY = 0.05
SURELY_NONE = 0.99


def prepare_unlabelled(documents: list[Annotated], tokenizer: Tokenizer, vocabulary: Vocabulary) -> list[Prepared]:
    prepared = []
    for document in documents:
        words = [[t.text for t in parse.tokens] for parse in document.parses]
        options = [candidates(parse) for parse in document.parses]
        item = Prepared(document, encode_words(tokenizer, words), [], options, [], [], {})
        number(item, vocabulary)
        prepared.append(item)
    return prepared


@torch.no_grad()
def believe(coder: Coder, prepared: list[Prepared], vocabulary: Vocabulary) -> None:
    """Writes into each document the shares of types that the teacher gives each word, and its likely triggers."""
    for item in prepared:
        item.triggers = []
        item.believed = [np.zeros((len(p.tokens), len(TYPES) + 1), dtype=np.float32) for p in item.document.parses]
        for rows in item.believed:
            rows[:, 0] = 1
    for make in event_batches(prepared, vocabulary, size=24, limit=192, rng=None):
        believe_batch(coder, prepared, make(), vocabulary)


def believe_batch(coder: Coder, prepared: list[Prepared], batch: Events, vocabulary: Vocabulary) -> None:
    words = coder.words(batch)
    types = coder.heads.types(words).softmax(-1)
    shares = types.numpy()
    status, modes = coder.heads.status(words), coder.heads.modes(words).sigmoid()
    statuses, background = status[:, : len(STATUSES)].softmax(-1), status[:, -1].sigmoid()
    asked: list[tuple[Trigger, Place]] = []
    rows: list[tuple[int, ...]] = []
    for row, window, first in batch.where:
        item = prepared[row]
        starts = window_places(window, first)
        for sentence, at in starts.items():
            length = window.lengths[sentence - window.first]
            item.believed[sentence][:length] = shares[at : at + length]
        places = {
            (sentence, word): at + word
            for sentence, at in starts.items()
            for word in range(window.lengths[sentence - window.first])
        }
        options = [(s, i) for s in starts for i in item.options[s] if (s, i) in places]
        for place, word in places.items():
            if 1 - shares[word, 0] < LIKELY:
                continue
            trigger = Trigger(
                place,
                {name: 1.0 for k, name in enumerate(TYPES) if shares[word, k + 1] >= ROLE_LIKELY},
                historical=float(background[word]),
                weight=float(1 - shares[word, 0]),
                believed_status=statuses[word].tolist(),
                believed_modes=modes[word].tolist(),
            )
            item.triggers.append(trigger)
            item.paths |= all_paths(item.document.parses[place[0]], place[1], item.options[place[0]])
            asked += [(trigger, option) for option in options if option != place]
            rows += [
                (word, places[option], *pair_features(item, vocabulary, place, option))
                for option in options
                if option != place
            ]
    believe_roles(coder, words, types, asked, rows)


def believe_roles(
    coder: Coder, words: torch.Tensor, types: torch.Tensor, asked: list[tuple[Trigger, Place]], rows: list[tuple[int, ...]]
) -> None:
    """Writes into each trigger the shares of roles of the candidates that may play a part."""
    if not rows:
        return
    pairs = torch.tensor(rows)
    roles = coder.heads.roles(words, pairs, type_shares(types, pairs)).softmax(-1).tolist()
    for (trigger, option), (none, actor, recipient) in zip(asked, roles, strict=True):
        if none < SURELY_NONE:
            trigger.roles[option] = (none, actor, recipient)
