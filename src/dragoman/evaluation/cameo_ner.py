"""The CAMEO source and target corpus: one word and its BIO tag on each line, an empty line after each sentence.

Tags are B-S and I-S (source), B-T and I-T (target), B-R and I-R (a side of something mutual) and O.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from dragoman.errors import CorpusError
from dragoman.stages.syntax import to_parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spacy.language import Language

    from dragoman.learned.coder import LearnedCoder, PairReading

KINDS = {"S": "source", "T": "target", "R": "mutual"}


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """The words of a sentence and the tag of each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def load_cameo_ner(path: Path) -> list[TaggedSentence]:
    """The sentences of a tagged file.

    Raises:
        CorpusError: when a line does not end in a tag.
    """
    found: list[TaggedSentence] = []
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], start=1):
        if line.strip():
            word, space, tag = line.rstrip("\r").rpartition(" ")
            if not space or not (tag == "O" or tag[:2] in {"B-", "I-"}):
                raise CorpusError(f"{path}:{number}: '{line}' is not a word and a BIO tag")
            words.append(word)
            tags.append(tag)
        elif words:
            found.append(TaggedSentence(tuple(words), tuple(tags)))
            words, tags = [], []
    return found


def to_text(sentences: Sequence[TaggedSentence], tags: Sequence[Sequence[str]]) -> str:
    """The file again with other tags."""
    blocks = (
        "\n".join(f"{word} {tag}" for word, tag in zip(each.words, some, strict=True))
        for each, some in zip(sentences, tags, strict=True)
    )
    return "\n\n".join(blocks) + "\n"


def to_spans(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """Kind, first word and end of each entity; an I- after another kind opens one, as conlleval has it.

    >>> sorted(to_spans(["B-S", "I-S", "O", "B-T"]))
    [('S', 0, 2), ('T', 3, 4)]
    """
    spans: set[tuple[str, int, int]] = set()
    start, kind = -1, ""
    for place, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            spans.add((kind, start, place))
            kind = ""
        if tag != "O" and not kind:
            start, kind = place, tag[2:]
    return spans


def score(gold: Sequence[Sequence[str]], got: Sequence[Sequence[str]]) -> dict[str, float]:
    """Entity F1, precision and recall of sources, targets and mutual sides, exact borders."""
    figures: dict[str, float] = {}
    for kind, name in KINDS.items():
        wanted = [{span for span in to_spans(tags) if span[0] == kind} for tags in gold]
        found = [{span for span in to_spans(tags) if span[0] == kind} for tags in got]
        hits = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
        all_wanted, all_found = sum(map(len, wanted)), sum(map(len, found))
        figures[f"{name}.f1"] = 2 * hits / max(1, all_wanted + all_found)
        figures[f"{name}.precision"] = hits / max(1, all_found)
        figures[f"{name}.recall"] = hits / max(1, all_wanted)
    return figures


def predict(sentences: Sequence[TaggedSentence], coder: LearnedCoder, parser: Language) -> list[list[str]]:
    """The tags of each sentence, from its words alone: the likeliest source and the likeliest target."""
    docs = parser.pipe((Doc(parser.vocab, words=list(each.words)) for each in sentences), batch_size=128)
    pairs = coder.find_pairs([to_parse(doc, number, 0) for number, doc in enumerate(docs)])
    return [to_tags(len(each.words), pair) for each, pair in zip(sentences, pairs, strict=True)]


def to_tags(count: int, pair: PairReading) -> list[str]:
    """BIO tags of `count` words.

    >>> from dragoman.learned.coder import PairReading
    >>> from dragoman.learned.stretches import Side
    >>> to_tags(3, PairReading(Side(0, 2, 0.9), None))
    ['B-S', 'I-S', 'O']
    """
    tags = ["O"] * count
    for side, kind in ((pair.source, "S"), (pair.target, "T")):
        for word in range(side.start, side.end) if side else ():
            tags[word] = ("B-" if side and word == side.start else "I-") + kind
    return tags
