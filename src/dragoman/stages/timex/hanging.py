"""On which word of the sentence an expression of time hangs, the parser's usual slip put right."""

from __future__ import annotations

from dragoman.model.syntax import Parse, Token
from dragoman.stages.timex.lexicon import TimeLexicon

VERBS = ("VERB", "AUX")
LINKS = ("ADP", "SCONJ", "ADV", "PART", "DET", "PUNCT")


def top_token(parse: Parse, first: int, last: int) -> Token:
    """The word of an expression (tokens `first` up to, not including, `last`) that hangs on a word outside it."""
    for token in parse.tokens[first:last]:
        if not first <= token.head < last or token.head == token.index:
            return token
    return parse.tokens[first]


def hanging_word(parse: Parse, first: int, last: int, lexicon: TimeLexicon) -> Token | None:
    """The verb or noun that an expression belongs to, prepositions passed over; None where it stands alone.

    In "said on Tuesday he would go" parsers hang Tuesday on "go"; a verb of saying right before has it.
    """
    before = first - 1
    while before >= 0 and parse.tokens[before].pos in ("ADP", "ADV") and parse.tokens[before].tag != "RP":
        before -= 1
    if before >= 0 and parse.tokens[before].pos in VERBS and parse.tokens[before].lemma in lexicon.reporting:
        return parse.tokens[before]
    for above in parse.ancestors(top_token(parse, first, last).index):
        if above.pos not in LINKS and not first <= above.index < last:
            return above
    return None
