"""Where a document names places: by the parser's labels, by a preposition before a known name, and in datelines.

Words for nationalities are no places, nor are persons and organisations that are called like one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.knowledge.gazetteer import FIRST_OWN_ID, Row, fold_name
from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Sentence, Token
from dragoman.stages.toponyms.candidates import DESIGNATORS, find_rows
from dragoman.stages.toponyms.knowledge import PlaceKnowledge

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LOCATIVE = re.compile(
    "in|at|near|from|outside|inside|to|into|around|across|throughout|towards?|through|via|within|beyond|off|above|over|along|"
    "between|amid|against|on|for|of",
    re.IGNORECASE,
)
# After these a name is a place even where the parser takes it for a person or a body.
CLOSE = re.compile("in|at|near|outside|inside|into|around|across|throughout", re.IGNORECASE)
# "BEIRUT (Reuters) -", "WASHINGTON, D.C. -", "Jerusalem (CNN)": the place, then an agency or a dash.
DATELINE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
    r"(?:, \w+\.? \d+)?\s*(?:\([^()]{2,40}\))?\s*(?:--|[-–—])\s"
)
AGENCY_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
    r"\s*\((?:CNN|Reuters|REUTERS|AP|AFP|UPI|dpa|DPA|Xinhua|Bloomberg|IANS|PTI|CBS|VOA|RFE/RL)[^()]{0,20}\)"
)
DATELINES_WITHIN = 12
DIRECTION = re.compile(
    r"(?:(?:north|south|east|west|centr)(?:east|west)?(?:ern|al)|upper|lower|downtown|mainland)$", re.IGNORECASE
)
LEAST_KNOWN = 15000
LEAST_DOUBTFUL = 100_000


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name found: the index of its last word in the parse of `sentence`, and whether it is the report's dateline."""

    sentence: int
    span: Span
    head: int
    is_dateline: bool = False


def find_toponyms(
    text: str, sentences: Sequence[Sentence], parses: Sequence[Parse], knowledge: PlaceKnowledge
) -> tuple[Toponym, ...]:
    """The names of places in text order, none overlapping another."""
    found: list[Toponym] = []
    others = find_other_names(parses)
    for sentence, parse in zip(sentences, parses, strict=True):
        here: list[Toponym] = []
        if sentence.index < DATELINES_WITHIN and (dateline := find_dateline(text, sentence, parse, knowledge)):
            here.append(dateline)
        for first, last in find_names(parse, knowledge, others):
            span = Span(parse.tokens[first].span.start, parse.tokens[last].span.end)
            if span and not any(span.overlaps(other.span) for other in here):
                here.append(Toponym(sentence.index, span, last))
        found.extend(sorted(here, key=lambda toponym: toponym.span))
    return tuple(found)


def find_other_names(parses: Sequence[Parse]) -> frozenset[str]:
    """Words that the parser labels as a person or a body more often than as a place."""
    balance: Counter[str] = Counter()
    for parse in parses:
        for token in parse.tokens:
            if token.entity in PLACE_LABELS:
                balance[token.text] -= 1
            elif token.entity in {"PERSON", "ORG"}:
                balance[token.text] += 1
    return frozenset(word for word, count in balance.items() if count > 0)


def find_dateline(text: str, sentence: Sentence, parse: Parse, knowledge: PlaceKnowledge) -> Toponym | None:
    """The place with which a report opens, as agencies give it."""
    words = sentence.span.of(text)
    match = DATELINE.match(words) or AGENCY_DATELINE.match(words)
    if match is None:
        return None
    name = match["place"].split(",")[0]
    if fold_name(name) in knowledge.no_places or not find_rows(knowledge.gazetteer, name):
        return None
    start = sentence.span.start
    span = Span(start, start + len(name))
    head = next((token.index for token in reversed(parse.tokens) if token.span.end <= span.end), 0)
    return Toponym(sentence.index, span, head, is_dateline=True)


def find_names(parse: Parse, knowledge: PlaceKnowledge, others: frozenset[str]) -> Iterator[tuple[int, int]]:
    """First and last token of each name of a place in a sentence; `others` are words that name something else."""
    taken: set[int] = set()
    for first, last in labelled(parse.tokens):
        first, last = widened(parse.tokens, *trimmed(parse.tokens, first, last))  # noqa: PLW2901 - the same name, better bounded
        if first <= last and may_be_place(parse.tokens[first : last + 1], knowledge, others):
            taken.update(range(first, last + 1))
            yield first, last
    for first, last in capitalised(parse.tokens):
        if taken.isdisjoint(range(first, last + 1)) and is_known_place(parse.tokens, first, last, knowledge):
            yield widened(parse.tokens, first, last)


def labelled(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of tokens that the parser labels as one place."""
    first = 0
    while first < len(tokens):
        label, last = tokens[first].entity, first
        if label in PLACE_LABELS:
            while last + 1 < len(tokens) and tokens[last + 1].entity == label and tokens[last + 1].text != ",":
                last += 1
            yield first, last
        first = last + 1


def trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The run without articles before it and possessive endings, commas and brackets after it."""
    while first <= last and (tokens[first].text.lower() in {"the", "a", "an", ","} or not tokens[first].text[0].isalnum()):
        first += 1
    while (
        last >= first and (tokens[last].tag == "POS" or not tokens[last].text[-1].isalnum()) and tokens[last].text[-1] != "."
    ):
        last -= 1
    return first, last


def widened(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The run with "northern" before it and "province" after it."""
    if first > 0 and DIRECTION.match(tokens[first - 1].text):
        first -= 1
    if last + 1 < len(tokens) and tokens[last + 1].text.lower() in DESIGNATORS and tokens[last + 1].tag == "NN":
        last += 1
    return first, last


def may_be_place(tokens: Sequence[Token], knowledge: PlaceKnowledge, others: frozenset[str]) -> bool:
    """False for "Syrian" and "Hamas", which the parser at times takes for places, and for what names someone else.

    What it labels as a place here and as a person elsewhere in the report is one only where the gazetteer knows it well.
    """
    name = " ".join(token.text for token in tokens)
    if name in knowledge.belonging or fold_name(name) in knowledge.no_places:
        return False
    if not any(token.text[0].isupper() for token in tokens):
        return False
    if tokens[-1].text in others:
        return is_known(find_rows(knowledge.gazetteer, name), LEAST_DOUBTFUL)
    return True


def capitalised(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns that a locative preposition governs, with "of" and "the" inside them."""
    for token in tokens:
        if token.tag not in {"IN", "TO", "RB"} or not LOCATIVE.fullmatch(token.text):
            continue
        first = token.index + 1
        while first < len(tokens) and (tokens[first].text.lower() == "the" or DIRECTION.match(tokens[first].text)):
            first += 1
        last = first - 1
        while last + 1 < len(tokens) and is_name_part(tokens[last + 1]):
            last += 1
        if last >= first:
            yield first, last


def is_name_part(token: Token) -> bool:
    """True for a capitalised noun or adjective."""
    is_adjective = token.entity == "NORP" and token.pos == "ADJ"
    return (
        token.text[0].isupper()
        and token.pos in {"PROPN", "NOUN", "ADJ"}
        and token.entity not in {"DATE", "TIME"}
        and not is_adjective
    )


def is_known_place(tokens: Sequence[Token], first: int, last: int, knowledge: PlaceKnowledge) -> bool:
    """True when the gazetteer knows the run, and well enough for how the parser labels it."""
    name = " ".join(token.text for token in tokens[first : last + 1])
    if name in knowledge.belonging or len(name) < 3 or fold_name(name) in knowledge.no_places:
        return False
    rows = find_rows(knowledge.gazetteer, name)
    label = tokens[last].entity
    if label in {"", "ORG", "NORP", "PRODUCT", "EVENT"}:
        return is_known(rows, LEAST_KNOWN)
    is_close = first > 0 and CLOSE.fullmatch(tokens[first - 1].text) is not None
    return label == "PERSON" and is_close and is_known(rows, LEAST_DOUBTFUL)


def is_known(rows: Iterable[Row], least: int) -> bool:
    """True when one of `rows` is a country, a province, a place of Dragoman's own, or has `least` people."""
    return any(row.resolution <= 2 or row.key >= FIRST_OWN_ID or row.population >= least for row in rows)
