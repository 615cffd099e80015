"""Documents, pairs and tagged sentences as arrays for the network."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch
from corpora import Annotated, Pair, Tagged
from targets import IGNORE, NONE, Place, Trigger, candidates, find_triggers
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.evaluation.cameo_ner import to_spans
from dragoman.learned.paths import backoff, distance, path
from dragoman.learned.windows import Window, encode_words, mark_pair, pack, to_batch
from dragoman.model.syntax import Parse

TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
STATUSES = ["happened", "ongoing", "planned", "possible", "denied"]
ELSEWHERE = "other"
# So many of the candidates without a part in other sentences are shown, each counting for all.
ELSEWHERE_SHARE = 0.25
SURELY_NONE = 0.9
ONE_ROLE = {0: (1.0, 0.0, 0.0), 1: (0.0, 1.0, 0.0), 2: (0.0, 0.0, 1.0)}


@dataclass
class Vocabulary:
    """The names behind the network's numbers; 0 is what was not seen."""

    tags: list[str]
    deps: list[str]
    paths: list[str]
    coarse: list[str]
    modes: list[str]

    def __post_init__(self) -> None:
        self.index = {name: {word: i for i, word in enumerate(getattr(self, name))} for name in vars(self).copy()}

    def sizes(self) -> dict[str, int]:
        """How many of each there are."""
        return {name: len(words) for name, words in self.index.items()} | {"types": len(TYPES), "statuses": len(STATUSES)}


@dataclass
class Prepared:
    """A document with what its windows are made of, computed once."""

    document: Annotated
    encoded: list[list[list[int]]]
    triggers: list[Trigger]
    options: list[list[int]]
    tags: list[list[int]]
    deps: list[list[int]]
    paths: dict[tuple[Place, int], str]
    # What a teacher believes, for documents that nobody annotated: for each sentence the shares of no event and the types.
    believed: list[np.ndarray] | None = None


def all_paths(parse: Parse, trigger: int, options: list[int]) -> dict[tuple[Place, int], str]:
    return {((parse.sentence, trigger), i): path(parse, trigger, i) for i in options}


def prepare(document: Annotated, tokenizer: Tokenizer) -> Prepared:
    triggers = find_triggers(document)
    options = [candidates(parse) for parse in document.parses]
    paths: dict[tuple[Place, int], str] = {}
    for trigger in triggers:
        sentence, word = trigger.place
        paths |= all_paths(document.parses[sentence], word, options[sentence])
    words = [[t.text for t in parse.tokens] for parse in document.parses]
    return Prepared(document, encode_words(tokenizer, words), triggers, options, [], [], paths)


def build_vocabulary(prepared: list[Prepared]) -> Vocabulary:
    tags, deps, modes, paths, coarse = Counter(), Counter(), Counter(), Counter(), Counter()
    for item in prepared:
        for parse in item.document.parses:
            tags.update(t.tag for t in parse.tokens)
            deps.update(t.dep for t in parse.tokens)
        for trigger in item.triggers:
            modes.update(trigger.modes)
        paths.update(item.paths.values())
        coarse.update(backoff(p) for p in item.paths.values())
    keep = lambda counter, least: ["", *sorted(w for w, n in counter.items() if n >= least)]  # noqa: E731
    return Vocabulary(
        keep(tags, 1), keep(deps, 1), [*keep(paths, 6), ELSEWHERE], [*keep(coarse, 4), ELSEWHERE], keep(modes, 1)[1:]
    )


def number(item: Prepared, vocabulary: Vocabulary) -> None:
    item.tags = [[vocabulary.index["tags"].get(t.tag, 0) for t in p.tokens] for p in item.document.parses]
    item.deps = [[vocabulary.index["deps"].get(t.dep, 0) for t in p.tokens] for p in item.document.parses]


@dataclass
class Events:
    """A batch of windows with its targets."""

    ids: Tensor
    mask: Tensor
    piece_index: Tensor
    word_of_piece: Tensor
    count: int
    tags: Tensor
    deps: Tensor
    types: Tensor
    type_weight: Tensor
    trigger_words: Tensor
    status: Tensor
    trigger_weight: Tensor
    historical: Tensor
    voiced: Tensor
    annotated: Tensor
    modes: Tensor
    mode_mask: Tensor
    pairs: Tensor
    roles: Tensor
    role_weight: Tensor
    where: list[tuple[int, Window, int]]


def window_places(window: Window, first_word: int) -> dict[int, int]:
    """For each sentence of the window the number of its first word in the batch."""
    starts, at = {}, first_word
    for offset, length in enumerate(window.lengths):
        starts[window.first + offset] = at
        at += length
    return starts


def collate(jobs: list[tuple[int, Prepared, Window]], vocabulary: Vocabulary) -> Events:
    batch = to_batch([window for _, _, window in jobs])
    tags, deps = [], []
    types = np.zeros((batch.word_count, len(TYPES) + 1), dtype=np.float32)
    types[:, 0] = 1
    weight = np.ones(batch.word_count, dtype=np.float32)
    trigger_words, trigger_weight, status, historical, voiced, modes, mode_mask, pairs, roles, role_weight = (
        [] for _ in range(10)
    )
    where = []
    for (row, item, window), first_word in zip(jobs, batch.first_word, strict=True):
        starts = window_places(window, first_word)
        where.append((row, window, first_word))
        for offset, length in enumerate(window.lengths):
            tags += item.tags[window.first + offset][:length]
            deps += item.deps[window.first + offset][:length]
            if item.believed is not None:
                start = starts[window.first + offset]
                types[start : start + length] = item.believed[window.first + offset][:length]
        for trigger in item.triggers:
            sentence, word = trigger.place
            if sentence not in starts or word >= window.lengths[sentence - window.first]:
                continue
            at = starts[sentence] + word
            trigger_words.append(at)
            trigger_weight.append(trigger.weight)
            voiced.append(float(trigger.voiced))
            if item.believed is None:
                total = sum(trigger.types.values())
                types[at] = 0
                for name, share in trigger.types.items():
                    types[at, 1 + TYPES.index(name)] = share / total
                weight[at] = trigger.weight
                status.append([float(name == trigger.status) for name in STATUSES])
                historical.append(float(trigger.historical))
                modes.append([float(m in trigger.modes) for m in vocabulary.modes])
            else:
                status.append(trigger.believed_status)
                historical.append(trigger.historical)
                modes.append(trigger.believed_modes)
            mode_mask.append([float(m.split()[0] in trigger.types) for m in vocabulary.modes])
            if trigger.has_actor:
                add_pairs(item, window, starts, trigger, at, vocabulary, (pairs, roles, role_weight))
    tensor = torch.from_numpy
    return Events(
        tensor(batch.ids),
        tensor(batch.mask),
        tensor(batch.piece_index),
        tensor(batch.word_of_piece),
        batch.word_count,
        torch.tensor(tags),
        torch.tensor(deps),
        tensor(types),
        tensor(weight),
        torch.tensor(trigger_words, dtype=torch.long),
        torch.tensor(status).reshape(-1, len(STATUSES)),
        torch.tensor(trigger_weight),
        torch.tensor(historical),
        torch.tensor(voiced),
        torch.tensor([float(jobs[0][1].believed is None)] * len(voiced)),
        torch.tensor(modes),
        torch.tensor(mode_mask),
        torch.tensor(pairs, dtype=torch.long).reshape(-1, 5),
        torch.tensor(roles).reshape(-1, 3),
        torch.tensor(role_weight),
        where,
    )


def pair_features(item: Prepared, vocabulary: Vocabulary, trigger: Place, candidate: Place) -> tuple[int, int, int]:
    index = vocabulary.index
    gap = candidate[0] - trigger[0]
    if gap:
        return index["paths"][ELSEWHERE], index["coarse"][ELSEWHERE], distance(gap, 0)
    word = item.paths[trigger, candidate[1]]
    return index["paths"].get(word, 0), index["coarse"].get(backoff(word), 0), distance(0, candidate[1] - trigger[1])


def add_pairs(item, window, starts, trigger, at, vocabulary, out) -> None:  # noqa: ANN001
    pairs, roles, weights = out
    for sentence, start in starts.items():
        for i in item.options[sentence]:
            if i >= window.lengths[sentence - window.first] or (sentence, i) == trigger.place:
                continue
            role = trigger.roles.get((sentence, i), NONE)
            if role == IGNORE:
                continue
            wanted = ONE_ROLE[role] if isinstance(role, int) else role
            share = 1.0 if wanted[NONE] < SURELY_NONE or sentence == trigger.place[0] else ELSEWHERE_SHARE
            if random.random() > share:  # noqa: S311
                continue
            fine, coarse, far = pair_features(item, vocabulary, trigger.place, (sentence, i))
            pairs.append((at, start + i, fine, coarse, far))
            roles.append(wanted)
            weights.append(trigger.weight / share)


def event_batches(prepared: list[Prepared], vocabulary: Vocabulary, *, size: int, limit: int, rng: random.Random | None):  # noqa: ANN201
    """Batches of windows; in another order, with other borders, at every call where `rng` is given."""
    jobs = []
    for row, item in enumerate(prepared):
        cut = limit if rng is None else rng.randint(limit // 2, limit)
        jobs += [(row, item, window) for window in pack(item.encoded, limit=cut) if window.word_count]
    jobs.sort(key=lambda job: len(job[2].pieces) + (rng.random() * 40 if rng else 0))
    batches = [jobs[i : i + size] for i in range(0, len(jobs), size)]
    if rng:
        rng.shuffle(batches)
    return [lambda batch=batch: collate(batch, vocabulary) for batch in batches]


@dataclass
class Marked:
    """A batch of marked pairs."""

    ids: Tensor
    mask: Tensor
    source: Tensor
    target: Tensor
    origin: Tensor
    types: Tensor
    weight: Tensor


def collate_pairs(pairs: list[Pair], tokenizer: Tokenizer) -> Marked:
    encoded = encode_words(tokenizer, [pair.words for pair in pairs])
    rows = [mark_pair(words, pair.source, pair.target) for words, pair in zip(encoded, pairs, strict=True)]
    width = max(len(pieces) for pieces, _, _ in rows)
    ids = torch.tensor([pieces + [0] * (width - len(pieces)) for pieces, _, _ in rows])
    types = torch.zeros(len(pairs), len(TYPES) + 1)  # the last column: YIELD, which is either of two
    for row, pair in enumerate(pairs):
        for name, share in pair.types.items():
            types[row, -1 if name == "YIELD" else TYPES.index(name)] = share
    return Marked(
        ids,
        (ids > 0).long(),
        torch.tensor([r[1] for r in rows]),
        torch.tensor([r[2] for r in rows]),
        torch.tensor([int(pair.origin == "plv") for pair in pairs]),
        types,
        torch.tensor([pair.weight for pair in pairs]),
    )


@dataclass
class Spans:
    """A batch of tagged sentences."""

    ids: Tensor
    mask: Tensor
    piece_index: Tensor
    word_of_piece: Tensor
    count: int
    tags: Tensor
    deps: Tensor
    gold: list[dict[str, list[tuple[int, int]]]]
    weight: list[float]
    may_be_none: list[bool]
    lengths: list[int]


def collate_tagged(items: list[Tagged], tokenizer: Tokenizer, vocabulary: Vocabulary) -> Spans:
    encoded = encode_words(tokenizer, [item.words for item in items])
    windows = [next(pack([words], limit=192)) for words in encoded]
    batch = to_batch(windows)
    tags, deps, gold, weight = [], [], [], []
    for item, window in zip(items, windows, strict=True):
        tokens = item.parse.tokens[: window.word_count]
        tags += [vocabulary.index["tags"].get(t.tag, 0) for t in tokens]
        deps += [vocabulary.index["deps"].get(t.dep, 0) for t in tokens]
        spans = to_spans(item.tags[: window.word_count])
        gold.append({kind: sorted((a, b) for name, a, b in spans if name == kind) for kind in "ST"})
        weight.append(item.weight)
    tensor = torch.from_numpy
    return Spans(
        tensor(batch.ids),
        tensor(batch.mask),
        tensor(batch.piece_index),
        tensor(batch.word_of_piece),
        batch.word_count,
        torch.tensor(tags),
        torch.tensor(deps),
        gold,
        weight,
        # PLV's sentences were chosen to have both sides: they cannot teach when there is none.
        [item.weight == 1 for item in items],
        [w.word_count for w in windows],
    )
