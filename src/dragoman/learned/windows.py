"""Sentences packed into the encoder's input: several of one document in a row, so that each is read in its context.

Training and inference share this module, so that a weight always meets the input that it was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

MAX_PIECES = 192
CLS, SEP, PAD = 101, 102, 0
# [unused1] to [unused4] of BERT's vocabulary: around the source, around the target of a marked pair.
OPEN_SOURCE, CLOSE_SOURCE, OPEN_TARGET, CLOSE_TARGET = 2, 3, 4, 5

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences `first` to `first + len(lengths) - 1` of one document as one input.

    `lengths` counts the words of each sentence that are in; `pieces` are the ids with [CLS] and [SEP]; `piece_index` the
    places in `pieces` that belong to words, and `word_of_piece` the word of each, counted through the window.
    """

    first: int
    lengths: tuple[int, ...]
    pieces: tuple[int, ...]
    piece_index: tuple[int, ...]
    word_of_piece: tuple[int, ...]

    @property
    def word_count(self) -> int:
        """The number of words in the window."""
        return sum(self.lengths)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: `ids` and `mask` are [window, piece]; words are counted through the whole batch."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    piece_index: NDArray[np.int64]
    word_of_piece: NDArray[np.int64]
    first_word: tuple[int, ...]
    word_count: int


def encode_words(tokenizer: Tokenizer, sentences: Sequence[Sequence[str]]) -> list[list[list[int]]]:
    """The sub-word ids of every word of every sentence; a word of which the tokenizer leaves nothing is [UNK]."""
    encoded = []
    found = tokenizer.encode_batch([list(words) for words in sentences], is_pretokenized=True, add_special_tokens=False)
    for words, encoding in zip(sentences, found, strict=True):
        pieces: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                pieces[word].append(piece)
        encoded.append([word or [100] for word in pieces])
    return encoded


def pack(encoded: Sequence[Sequence[Sequence[int]]], *, limit: int = MAX_PIECES) -> Iterator[Window]:
    """The windows of a document, each as many sentences as fit into `limit` pieces; a longer sentence is cut off."""
    start, size = 0, 1
    for number, words in enumerate(encoded):
        length = sum(map(len, words)) + 1
        if number > start and size + length > limit:
            yield to_window(encoded[start:number], first=start, limit=limit)
            start, size = number, 1
        size += length
    if start < len(encoded):
        yield to_window(encoded[start:], first=start, limit=limit)


def to_window(sentences: Sequence[Sequence[Sequence[int]]], *, first: int, limit: int) -> Window:
    """One window of the sentences, up to the last word that fits into `limit` pieces."""
    pieces = [CLS]
    places: list[int] = []
    words: list[int] = []
    lengths: list[int] = []
    count = 0
    for sentence in sentences:
        kept = 0
        for word in sentence:
            if len(pieces) + len(word) + 1 > limit:
                break
            places.extend(range(len(pieces), len(pieces) + len(word)))
            words.extend([count] * len(word))
            pieces.extend(word)
            count, kept = count + 1, kept + 1
        lengths.append(kept)
        pieces.append(SEP)
    return Window(first, tuple(lengths), tuple(pieces), tuple(places), tuple(words))


def to_batch(windows: Sequence[Window]) -> Batch:
    """The windows padded to the longest of them."""
    width = max(len(window.pieces) for window in windows)
    ids = np.full((len(windows), width), PAD, dtype=np.int64)
    mask = np.zeros((len(windows), width), dtype=np.int64)
    places, words, first_word = [], [], []
    count = 0
    for row, window in enumerate(windows):
        ids[row, : len(window.pieces)] = window.pieces
        mask[row, : len(window.pieces)] = 1
        places.append(np.asarray(window.piece_index, dtype=np.int64) + row * width)
        words.append(np.asarray(window.word_of_piece, dtype=np.int64) + count)
        first_word.append(count)
        count += window.word_count
    return Batch(ids, mask, np.concatenate(places), np.concatenate(words), tuple(first_word), count)


def mark_pair(
    encoded: Sequence[Sequence[int]], source: Stretch | None, target: Stretch | None, *, limit: int = 128
) -> tuple[list[int], int, int]:
    """The pieces of a sentence with its source and target marked, and the places of the two opening marks.

    A side that is not known has no mark, and its place is that of [CLS]. Of a sentence over `limit` pieces the part
    around the marks is kept.
    """
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for stretch, opening, closing in ((source, OPEN_SOURCE, CLOSE_SOURCE), (target, OPEN_TARGET, CLOSE_TARGET)):
        if stretch is not None:
            before.setdefault(stretch[0], []).append(opening)
            after.setdefault(stretch[1] - 1, []).insert(0, closing)
    pieces: list[int] = []
    for number, word in enumerate(encoded):
        pieces += before.get(number, [])
        pieces += word
        pieces += after.get(number, [])
    if len(pieces) > limit - 2:
        first = min((pieces.index(mark) for mark in (OPEN_SOURCE, OPEN_TARGET) if mark in pieces), default=0)
        low = max(0, min(first - 8, len(pieces) - (limit - 2)))
        pieces = pieces[low : low + limit - 2]
    pieces = [CLS, *pieces, SEP]
    place = {piece: index for index, piece in enumerate(pieces)}
    return pieces, place.get(OPEN_SOURCE, 0), place.get(OPEN_TARGET, 0)
