"""Which expression of a sentence dates which event, by where the two stand in the parse.

The ways are ordered by how often the date was right on annotated leads of news reports: an expression on the event's own
word, on a word below it, on a word above it, on the verb of saying above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from dragoman.model.syntax import Parse, Token
from dragoman.stages.timex.hanging import VERBS, hanging_word, top_token
from dragoman.stages.timex.lexicon import TimeLexicon

CLAUSES = ("ccomp", "advcl", "relcl", "acl", "xcomp", "conj", "pcomp", "parataxis", "csubj")
# Clauses below an event whose time is also the event's: "troops deployed in May", "began firing on Tuesday".
SHARED_BELOW = ("acl", "xcomp", "pcomp")
# Prepositions of the occasion on which something is done: "voted in a June referendum".
SETTINGS = ("in", "during", "at", "amid")
SAME_TIME = ("when", "as", "while")
MODIFIERS = ("nummod", "compound", "poss", "amod", "nmod")


class Way(IntEnum):
    """How an expression reaches an event, the surest first."""

    OWN = 1
    BELOW = 2
    ABOVE = 3
    SAYING = 4


BECAUSE = {
    Way.OWN: "the expression hangs on the event's word",
    Way.BELOW: "the expression hangs on a word that belongs to the event",
    Way.ABOVE: "the expression dates the verb that governs the event",
    Way.SAYING: "the day on which it was said",
}


@dataclass(frozen=True, slots=True)
class Link:
    """An expression that dates an event; of two links of one `way` the shorter holds."""

    way: Way
    length: int


def find_link(
    parse: Parse, event: frozenset[int], words: tuple[int, int], others: frozenset[int], lexicon: TimeLexicon
) -> Link | None:
    """How the expression of the tokens `words` (a half-open range) dates the event of the tokens `event`, if it does.

    `others` are the heads of the sentence's other events.
    """
    first, last = words
    word = hanging_word(parse, first, last, lexicon)
    if word is None or event & set(range(first, last)):
        return None
    if word.index in event:
        return Link(Way.OWN, 0)
    below = path(parse, word.index, event)
    if below is not None:
        if top_token(parse, first, last).dep in MODIFIERS and not is_setting(parse, below, event):
            return None
        return link_below(parse, below, others)
    if link := find_link_above(parse, event, word, others, lexicon):
        return link
    occasion = occasion_of(parse, word)
    return find_link_above(parse, event, occasion, others, lexicon) if occasion else None


def find_link_above(
    parse: Parse, event: frozenset[int], word: Token, others: frozenset[int], lexicon: TimeLexicon
) -> Link | None:
    """The link of an expression that hangs on `word` above the event."""
    for head in event:
        above = path(parse, head, frozenset({word.index}))
        if above is not None:
            return link_above(parse, above, word, others, lexicon)
    return None


def occasion_of(parse: Parse, word: Token) -> Token | None:
    """The verb whose occasion a noun is: "threatened" for the call in "threatened, in a call on Monday, to leave"."""
    preposition = parse.tokens[word.head]
    if word.dep == "pobj" and preposition.dep == "prep" and preposition.lemma in SETTINGS:
        verb = parse.tokens[preposition.head]
        return verb if verb.pos in VERBS else None
    return None


def is_setting(parse: Parse, steps: list[int], event: frozenset[int]) -> bool:
    """True for the noun in which an event takes place: "meddled in the 2016 vote", but not "praised the 2016 vote"."""
    if len(steps) != 2 or parse.tokens[steps[1]].dep != "prep":
        return False
    is_nominal = all(parse.tokens[index].pos == "NOUN" or parse.tokens[index].tag == "VBG" for index in event)
    return is_nominal or parse.tokens[steps[1]].lemma in SETTINGS


def path(parse: Parse, start: int, goals: frozenset[int]) -> list[int] | None:
    """The tokens from `start` up to the last one below a goal; None where no goal lies above."""
    steps = [start]
    for above in parse.ancestors(start):
        if above.index in goals:
            return steps
        steps.append(above.index)
    return None


def is_shared(parse: Parse, index: int) -> bool:
    """False for the head of a clause whose time is its own."""
    token = parse.tokens[index]
    if token.dep == "advcl":
        return any(child.lemma in SAME_TIME for child in parse.dependants(index, "mark", "advmod"))
    return token.dep not in CLAUSES or token.dep in SHARED_BELOW


def clauses(parse: Parse, steps: list[int]) -> list[str]:
    """The dependencies on a path that lead into another clause."""
    return [parse.tokens[index].dep for index in steps if parse.tokens[index].dep in CLAUSES]


def link_below(parse: Parse, steps: list[int], others: frozenset[int]) -> Link | None:
    """The link of an expression below the event: none where another event or a clause of its own lies between."""
    if others & set(steps) or any(not is_shared(parse, index) for index in steps):
        return None
    return Link(Way.BELOW, len(steps))


def link_above(parse: Parse, steps: list[int], word: Token, others: frozenset[int], lexicon: TimeLexicon) -> Link | None:
    """The link of an expression above the event; `steps` lead from the event up to the word that the expression hangs on."""
    crossed = clauses(parse, steps)
    if others & set(steps) or len(crossed) > 2:
        return None
    if word.lemma in lexicon.reporting and word.pos in VERBS and crossed:
        return Link(Way.SAYING, len(steps))
    return Link(Way.ABOVE, len(steps))
