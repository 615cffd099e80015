"""Which marked mentions of a topic tell the same event: pairs by named features, weighed as fitted, then groups."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

import numpy as np
import yaml
from numpy.typing import NDArray

from dragoman.dedupe.cluster import MILLION, Verdicts, cluster
from dragoman.dedupe.model import resource
from dragoman.dedupe.words import WORD, names_of, stem_of
from dragoman.evaluation.topics import Topics

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Mention:
    """A marked event mention.

    `number` is its place in the corpus, `head` the lemma of its head, `around` the lemmas that depend on it or on what
    governs it, `line` its sentence, `lemmas` those of its own words.
    """

    number: int
    document: str
    sentence: int
    head: str
    kind: str
    around: frozenset[str]
    line: str
    lemmas: str

    @cached_property
    def stem(self) -> str:
        """The stem of the head."""
        return stem_of(self.head) if WORD.match(self.head) else self.head

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its own words."""
        return frozenset(stem_of(word) for word in WORD.findall(self.lemmas))

    @cached_property
    def context(self) -> frozenset[str]:
        """The stems of its sentence but for its own."""
        return frozenset(stem_of(word) for word in WORD.findall(self.line)) - self.stems

    @cached_property
    def names(self) -> frozenset[str]:
        """Names and numbers of its sentence."""
        return frozenset(names_of(self.line)) - self.stems


@dataclass(frozen=True, slots=True)
class Topic:
    """The mentions of one group of documents."""

    mentions: tuple[Mention, ...]
    topics: Topics


@dataclass(frozen=True, slots=True)
class MentionModel:
    """Bias, weights and threshold of the pair model; `alike` are pairs of stems that told one event in the training data."""

    bias: float
    weights: Mapping[str, float]
    least: float
    alike: Mapping[tuple[str, str], float]


@cache
def load_mention_model() -> MentionModel:
    """The model that comes with Dragoman."""
    fields = yaml.safe_load(resource("same_mention.yml"))
    rows = [line.split(",") for line in resource("alike.csv").split("\n") if line and not line.startswith(("#", "one,"))]
    alike = {(one, other): float(share) for one, other, share in rows}
    return MentionModel(float(fields["bias"]), fields["features"], float(fields["least"]), alike)


def overlap(one: Iterable[str], other: Iterable[str], rarity: Mapping[str, float]) -> float:
    """How much of the rare words of two sets is in both: the cosine of their weights."""
    these, those = set(one), set(other)
    shared = sum(rarity.get(word, 1.0) ** 2 for word in these & those)
    norm = math.sqrt(weight(these, rarity) * weight(those, rarity))
    return shared / norm if norm else 0.0


def weight(words: Iterable[str], rarity: Mapping[str, float]) -> float:
    """The sum of squared weights."""
    return sum(rarity.get(word, 1.0) ** 2 for word in words)


def likeness_of(one: str, other: str) -> float:
    """How much of the shorter of two words begins the longer: "explode" and "explosion"."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return same / max(len(one), len(other), 1) if same >= 4 else 0.0


def features_of(one: Mention, other: Mention, topics: Topics, alike: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """What speaks for and against two mentions telling the same event."""
    rarity = topics.rarity
    pair = (min(one.stem, other.stem), max(one.stem, other.stem))
    same_head = float(one.head == other.head or one.stem == other.stem)
    words = overlap(one.stems, other.stems, rarity)
    context = overlap(one.context, other.context, rarity)
    documents = topics.alike(one.document, other.document)
    around = overlap(
        {stem_of(w) for w in one.around if WORD.match(w)}, {stem_of(w) for w in other.around if WORD.match(w)}, rarity
    )
    names = overlap(one.names, other.names, rarity)
    rare = rarity.get(one.stem, 5.0) / 6 if same_head else 0.0
    crossed = max(float(one.stem in other.context), float(other.stem in one.context))
    return {
        "same_head": same_head,
        "rare_head": rare,
        "same_words": words,
        "like_head": (1 - same_head) * likeness_of(one.head, other.head),
        "known_alike": (1 - same_head) * alike.get(pair, 0.0),
        "known": float(pair in alike or one.stem == other.stem),
        "known_apart": (1 - same_head) * float(pair in alike and alike[pair] < 0.2),
        "around": around,
        "context": context,
        "names": names,
        "documents": documents,
        "same_document": float(one.document == other.document),
        "same_sentence": float(one.document == other.document and one.sentence == other.sentence),
        "same_kind": float(one.kind == other.kind),
        "crossed": (1 - same_head) * crossed,
        "head_and_context": same_head * context,
        "head_and_documents": same_head * documents,
        "head_and_around": same_head * around,
        "head_and_names": same_head * names,
        "alike_and_context": (1 - same_head) * alike.get(pair, 0.0) * context,
        "alike_and_documents": (1 - same_head) * alike.get(pair, 0.0) * documents,
        "words_and_context": words * context,
    }


def cluster_mentions(topic: Topic, model: MentionModel | None = None) -> list[list[int]]:
    """The groups of a topic's mentions, by their places in the corpus, those of one mention too."""
    chosen = model or load_mention_model()
    names = tuple(chosen.weights)
    values = np.array([chosen.weights[name] for name in names])
    pairs = list(combinations(range(len(topic.mentions)), 2))
    if not pairs:
        return [[mention.number] for mention in topic.mentions]
    figures = np.array([row_of(topic.mentions[a], topic.mentions[b], topic.topics, chosen.alike, names) for a, b in pairs])
    chances = 1 / (1 + np.exp(-(figures @ values + chosen.bias)))
    known = {pair: round(float(chance) * MILLION) for pair, chance in zip(pairs, chances, strict=True)}
    return with_single(cluster(known, Verdicts(), round(chosen.least * MILLION)), topic.mentions)


def row_of(
    one: Mention, other: Mention, topics: Topics, alike: Mapping[tuple[str, str], float], names: Sequence[str]
) -> list[float]:
    """The features named, in their order."""
    found = features_of(one, other, topics, alike)
    return [found[name] for name in names]


def lemma_clusters(topic: Topic) -> list[list[int]]:
    """The baseline: mentions of a topic are one event where the lemmas of their heads are the same."""
    by_head: dict[str, list[int]] = defaultdict(list)
    for mention in topic.mentions:
        by_head[mention.head].append(mention.number)
    return list(by_head.values())


def with_single(groups: Iterable[Sequence[int]], mentions: Sequence[Mention]) -> list[list[int]]:
    """Groups of rows as places in the corpus, and each mention of none by itself."""
    found = [[mentions[row].number for row in group] for group in groups]
    taken = {number for group in found for number in group}
    return sorted(found + [[mention.number] for mention in mentions if mention.number not in taken])


def alike_table(groups: Iterable[Iterable[Sequence[Mention]]], least: int = 2) -> dict[tuple[str, str], float]:
    """For topics, each as chains of mentions: of the pairs of mentions with two stems the share that is one event."""
    same: Counter[tuple[str, str]] = Counter()
    all_: Counter[tuple[str, str]] = Counter()
    for chains in groups:
        counts = [Counter(mention.stem for mention in chain) for chain in chains]
        total = sum(counts, Counter())
        for pair in combinations(sorted(total), 2):
            together = sum(count[pair[0]] * count[pair[1]] for count in counts)
            if together:
                same[pair] += together
            all_[pair] += total[pair[0]] * total[pair[1]]
    return {pair: number / all_[pair] for pair, number in same.items() if number >= least}
