"""The form in which names are compared: no case, accents, hyphens, dots or apostrophes, but a note of the capitals.

"al-Shabaab", "Al Shabaab" and the tokens "al", "-", "Shabaab" have one normal form, and so have "U.S." and "US"; the
note of the capitals tells "US" from "us" and "Turkey" from "turkey".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

# Letters that Unicode does not take apart into a base letter and an accent.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "ð": "d", "þ": "th"}
)
APOSTROPHES = "'’‘ʼʻ`´"
HYPHENS = re.compile(r"[-‐‑/]")
DROPPED = re.compile(rf"[{APOSTROPHES}.]")
POSSESSIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}]s$")


class Capitals(IntEnum):
    """How a word is written: "us", "Us", "US"."""

    LOWER = 0
    FIRST = 1
    ALL = 2


class Piece(NamedTuple):
    """A part of a word between hyphens: its normal form, its capitals, and whether it is written with dots ("U.S.")."""

    text: str
    capitals: Capitals
    is_dotted: bool


def fold(text: str) -> str:
    """Lower case without accents.

    >>> fold("Erdoğan"), fold("Łukasz")
    ('erdogan', 'lukasz')
    """
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", lowered).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(LETTERS)


@lru_cache(maxsize=1 << 16)
def pieces_of(word: str) -> tuple[Piece, ...]:
    """The pieces of one token; none for a hyphen or an apostrophe that stands alone.

    Other signs are pieces of their own, so that no name runs across them; "'s" is one too.

    >>> [piece.text for piece in pieces_of("Al-Qa'ida")], [piece.text for piece in pieces_of("Lord's")]
    (['al', 'qaida'], ['lord', "'s"])
    """
    if word in {"'s", "’s"}:
        return (Piece("'s", Capitals.LOWER, is_dotted=False),)
    if word == "&":
        return (Piece("and", Capitals.LOWER, is_dotted=False),)
    if possessive := POSSESSIVE.search(word):
        return (*pieces_of(word[: possessive.start()]), *pieces_of("'s"))
    found = []
    for part in HYPHENS.split(word):
        bare = DROPPED.sub("", part)
        if bare:
            found.append(Piece(fold(bare), capitals_of(bare), is_dotted="." in part))
    if not found and not HYPHENS.search(word) and word.strip(APOSTROPHES):
        return (Piece(word, Capitals.LOWER, is_dotted=False),)
    return tuple(found)


def capitals_of(bare: str) -> Capitals:
    """How `bare` is written; letters without case count as capitals of their own kind, so digits ask for nothing.

    >>> capitals_of("YPG").name, capitals_of("Yazidi").name, capitals_of("14th").name
    ('ALL', 'FIRST', 'LOWER')
    """
    if bare.isupper():
        return Capitals.ALL
    return Capitals.FIRST if bare[0].isupper() else Capitals.LOWER


def pieces_of_name(name: str) -> tuple[Piece, ...]:
    """The pieces of a name written as one string."""
    return tuple(piece for word in name.split() for piece in pieces_of(word))


def normal_form(words: Sequence[str]) -> str:
    """The normal form of a sequence of tokens.

    >>> normal_form(["al", "-", "Shabaab"])
    'al shabaab'
    """
    return " ".join(piece.text for word in words for piece in pieces_of(word))
