"""How many were killed, injured or arrested, as the text gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.knowledge.bundled import read_bundled
from dragoman.model.span import Span, covering
from dragoman.model.syntax import Parse, Token

FIELDS = ("dead", "injured", "arrested")
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
COUNTABLE = ("NOUN", "PROPN", "NUM", "PRON")
ATTACHED = ("acl", "amod", "relcl", "conj", "oprd", "acomp", "ccomp")


@dataclass(frozen=True, slots=True)
class SizeWords:
    """The lists of resources/lexicons/sizes.yml: lemmas of each field, and number words."""

    field_of: Mapping[str, str]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people for one field, or its low and high bound, and the words that say so."""

    field: str
    low: int
    high: int
    span: Span


def load_size_words() -> SizeWords:
    """The bundled lists."""
    data = read_bundled("lexicons/sizes.yml")
    return SizeWords({lemma: name for name in FIELDS for lemma in data[name]}, data["numbers"])


def find_tolls(parse: Parse, words: SizeWords) -> Iterator[Toll]:
    """The tolls that a sentence gives, in text order: "killed 12 people", "30 wounded", "four deaths"."""
    for token in parse.tokens:
        name = words.field_of.get(token.lemma) or words.field_of.get(token.text.lower())
        if name is None or token.pos not in ("VERB", "NOUN", "ADJ"):
            continue
        number = next((toll for near in around(parse, token) if (toll := number_of(parse, near, words)) is not None), None)
        if number is not None:
            low, high, span = number
            yield Toll(name, low, high, covering((span, token.span)) if abs(span.start - token.span.start) < 60 else span)


def around(parse: Parse, token: Token) -> Iterator[Token]:
    """The words whose number can be the toll of `token`: itself, its object, its subject in a passive."""
    yield token
    passive = any(parse.dependants(token.index, "auxpass")) or token.pos == "ADJ" or token.tag == "VBN"
    objects = list(parse.dependants(token.index, "dobj", "dative"))
    wanted = ("nsubjpass", "nsubj", "dobj", "attr", "oprd") if passive or not objects else ("dobj", "dative")
    yield from parse.dependants(token.index, *wanted)
    above = parse.tokens[token.head]
    if above.index != token.index and above.pos in COUNTABLE and token.dep in ATTACHED:
        yield above
    if token.dep in ("oprd", "acomp", "ccomp") and above.pos == "VERB":
        yield from parse.dependants(above.index, "dobj")


def number_of(parse: Parse, token: Token, words: SizeWords) -> tuple[int, int, Span] | None:
    """The number that counts a noun, or that stands in its place, as low and high."""
    numerals = [t for t in (*parse.dependants(token.index, "nummod"), token) if t.pos == "NUM" or t.lemma in words.numbers]
    for numeral in numerals:
        value = to_number(numeral, words)
        if value is None:
            continue
        other = next((v for t in parse.dependants(numeral.index) if (v := to_number(t, words)) is not None), None)
        low, high = (value, value) if other is None or other >= value else (other, value)
        return low, high, numeral.span
    return None


def to_number(token: Token, words: SizeWords) -> int | None:
    """The value of a numeral, in digits or words; None for other words, years and fractions."""
    if DIGITS.fullmatch(token.text):
        return int(token.text.replace(",", ""))
    return words.numbers.get(token.text.lower())
