"""Near copies: a wire story that many papers print is coded once and counted as many sources.

A document's signature is the set of its shingles (three words in a row, as hashes) and 16 band keys of its MinHash.
Documents that share a band key are compared by exact Jaccard similarity. Of near copies the one published first, then the
one with the smallest id, is the original. A copy is as near to its original as the threshold says: copies of copies make
no chain.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from rensa import RMinHash  # type: ignore[import-untyped]

THRESHOLD = 0.8
WORDS_IN_SHINGLE = 3
BANDS = 16
ROWS = 4  # with 16 bands, 9998 of 10000 pairs at the threshold share a band
SEED = 1
VERSION = bytes((1, RMinHash.ALGORITHM_VERSION))  # of this module, and of the library whose keys these are
BAND_BYTES = 8
WORD = re.compile(r"\w+")
MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells near copies of a text: keys that a store can index, and the shingles.

    `bands` are signed 64-bit integers, each good for one band alone; `shingles` are sorted hashes of 4 bytes,
    little-endian. Both are empty for a text without words.
    """

    bands: tuple[int, ...]
    shingles: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """The form in which a store keeps it: a version, the band keys, the shingles."""
        return VERSION + b"".join(key.to_bytes(BAND_BYTES, "little", signed=True) for key in self.bands) + self.shingles

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """The signature that `to_bytes` wrote.

        Raises:
            ValueError: when another version wrote it; sign the text again.
        """
        version, rest = data[: len(VERSION)], data[len(VERSION) :]
        if version != VERSION:
            raise ValueError(f"signature of version {version.hex() or 'none'}, not {VERSION.hex()}; sign the text again")
        if not rest:
            return cls((), b"")
        end = BANDS * BAND_BYTES
        keys = (rest[start : start + BAND_BYTES] for start in range(0, end, BAND_BYTES))
        return cls(tuple(int.from_bytes(key, "little", signed=True) for key in keys), rest[end:])


@dataclass(frozen=True, slots=True)
class Signed:
    """A document as near copies are found: its id, its day, its signature."""

    doc_id: str
    published: date | None
    signature: Signature

    @property
    def order(self) -> tuple[date, str]:
        """By this the original is the first: undated documents come last."""
        return self.published or date.max, self.doc_id


def sign(text: str) -> Signature:
    """The signature of a text; case, punctuation and white space do not count."""
    shingles = shingles_of(text)
    if not len(shingles):
        return Signature((), b"")
    minhash = RMinHash.digest_matrix_from_token_hash_sets([shingles.tolist()], BANDS * ROWS, SEED)
    digest = np.asarray(minhash.to_rows()[0], "<u4")
    bands = tuple(band_key(band, rows.tobytes()) for band, rows in enumerate(digest.reshape(BANDS, ROWS)))
    return Signature(bands, shingles.tobytes())


def shingles_of(text: str) -> NDArray[np.uint32]:
    """The distinct shingles of a text as sorted hashes; a shorter text is one shingle."""
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return np.empty(0, "<u4")
    words += [""] * (WORDS_IN_SHINGLE - len(words))
    hashes = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint64)
    mixed = sliding_window_view(hashes, WORDS_IN_SHINGLE) @ MULTIPLIERS  # modulo 2**64
    mixed = (mixed ^ (mixed >> np.uint64(29))) * MIX
    return np.unique((mixed >> np.uint64(32)).astype("<u4"))


def band_key(band: int, rows: bytes) -> int:
    """A key for the rows of one band, which those of no other band have."""
    return int.from_bytes(blake2b(rows, digest_size=BAND_BYTES, salt=bytes([band])).digest(), "little", signed=True)


def jaccard(first: Signature, second: Signature) -> float:
    """The share of shingles that two texts have in common, 0 where one has none."""
    one, other = np.frombuffer(first.shingles, "<u4"), np.frombuffer(second.shingles, "<u4")
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common) if common else 0.0


def is_near_copy(text: str, other: str, *, threshold: float = THRESHOLD) -> bool:
    """True for two texts that share so many of their shingles."""
    return jaccard(sign(text), sign(other)) >= threshold


def link_copies(documents: Iterable[Signed], *, threshold: float = THRESHOLD) -> dict[str, str]:
    """The original of each document that is a near copy; the order of the documents does not matter."""
    index = CopyIndex(threshold)
    for document in documents:
        index.add_signed(document)
    return index.links()


@dataclass(slots=True)
class Text:
    """One set of shingles, the documents that have it, and the other sets near to it."""

    signature: Signature
    documents: dict[str, Signed] = field(default_factory=dict)
    near: set[bytes] = field(default_factory=set)

    @property
    def first(self) -> Signed:
        """The document that is the original of the others."""
        return min(self.documents.values(), key=lambda document: document.order)


class CopyIndex:
    """Documents that come one after the other, and which of them are near copies.

    What it says of a document depends on those that it knows, not on the order in which they came: where an earlier
    report comes late, it becomes the original from then on.
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold
        self.texts: dict[bytes, Text] = {}  # by shingles
        self.by_band: defaultdict[int, set[bytes]] = defaultdict(set)
        self.by_id: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self.by_id)

    def add(self, doc_id: str, text: str, published: date | None = None) -> str | None:
        """Takes a document and gives the id of its original, None where it is one itself."""
        return self.add_signed(Signed(doc_id, published, sign(text)))

    def add_signed(self, document: Signed) -> str | None:
        """As `add`, for a signature that was stored; a document known by its id is replaced."""
        self.remove(document.doc_id)
        signature = document.signature
        if not signature.shingles:
            return None
        key = signature.shingles
        if key not in self.texts:
            self.texts[key] = Text(signature, near=set(self.find_near(signature)))
            for other in self.texts[key].near:
                self.texts[other].near.add(key)
            for band in signature.bands:
                self.by_band[band].add(key)
        self.texts[key].documents[document.doc_id] = document
        self.by_id[document.doc_id] = key
        return self.original_of(document.doc_id)

    def remove(self, doc_id: str) -> None:
        """Forgets a document, if it is known."""
        key = self.by_id.pop(doc_id, None)
        if key is None:
            return
        text = self.texts[key]
        del text.documents[doc_id]
        if not text.documents:
            for other in text.near:
                self.texts[other].near.discard(key)
            for band in text.signature.bands:
                self.by_band[band].discard(key)
            del self.texts[key]

    def original_of(self, doc_id: str) -> str | None:
        """The original of a document, None where it is one itself or is not known."""
        key = self.by_id.get(doc_id)
        if key is None:
            return None
        original = self.originals(self.earlier(key))[key]
        return original if original != doc_id else None

    def links(self) -> dict[str, str]:
        """The original of each document that is a near copy."""
        originals = self.originals(self.texts)
        return {doc_id: originals[key] for doc_id, key in sorted(self.by_id.items()) if originals[key] != doc_id}

    def find_near(self, signature: Signature) -> Iterator[bytes]:
        """The other texts whose similarity reaches the threshold."""
        size = len(signature.shingles)
        for key in set().union(*(self.by_band.get(band, ()) for band in signature.bands)):
            shorter, longer = sorted((size, len(key)))
            if shorter >= self.threshold * longer and jaccard(signature, self.texts[key].signature) >= self.threshold:
                yield key

    def earlier(self, key: bytes) -> set[bytes]:
        """The texts that decide whether this one is a copy: those near and earlier, those near to them and earlier ..."""
        found, open_ends = {key}, [key]
        while open_ends:
            text = self.texts[open_ends.pop()]
            nearer = {other for other in text.near if self.texts[other].first.order < text.first.order}
            open_ends += nearer - found
            found |= nearer
        return found

    def originals(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """The original for each text: the earliest near one that is no copy itself, else its own first document."""
        chosen: dict[bytes, str] = {}
        own: set[bytes] = set()
        for first, key in sorted((self.texts[key].first.order, key) for key in keys):
            before = [(self.texts[other].first.order, other) for other in self.texts[key].near if other in own]
            if before:
                chosen[key] = min(before)[0][1]
            else:
                own.add(key)
                chosen[key] = first[1]
        return chosen
