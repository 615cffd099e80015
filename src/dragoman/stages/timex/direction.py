"""Which way a date looks: back where the verb that governs it tells of the past, forward where it tells of the future."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model.syntax import Parse, Token
from dragoman.stages.timex.context import Lean
from dragoman.stages.timex.hanging import VERBS, hanging_word, top_token
from dragoman.stages.timex.lexicon import TimeLexicon

PAST_AUXILIARIES = {"has", "have", "had", "was", "were", "did"}
PRESENT_BE = {"is", "are", "'s", "'re", "am", "’s", "’re", "be"}
NOUN_MODIFIERS = ("poss", "compound", "nmod", "amod", "nummod")
UNTIL = ("until", "till")
AUXILIARIES = ("aux", "auxpass")


def find_lean(parse: Parse, first: int, last: int, lexicon: TimeLexicon) -> Lean:
    """The direction of the date made of the tokens from `first` up to, not including, `last`.

    A date that belongs to a noun takes no past from the verb above: "the accord of Dec. 7 was welcomed" leaves it open.
    """
    before = parse.tokens[first - 1].text.lower() if first else ""
    if before in lexicon.backward_signals:
        return Lean.BACK
    top = top_token(parse, first, last)
    word = hanging_word(parse, first, last, lexicon)
    if top.dep in NOUN_MODIFIERS or word is None:
        return Lean.NONE
    verb = governor(parse, word, lexicon)
    tense = tense_of(parse, verb, lexicon) if verb else Lean.NONE
    if before in lexicon.forward_signals and (tense is not Lean.BACK or (before in UNTIL and not is_perfect(parse, verb))):
        return Lean.FORWARD
    if before == "for" and verb is not None and verb.tag == "VBN":
        return Lean.FORWARD
    if tense is Lean.BACK and verb is not word:
        return Lean.NONE
    return tense


def is_perfect(parse: Parse, verb: Token | None) -> bool:
    """True for "had called", "has been held"."""
    return verb is not None and any(child.lemma == "have" for child in parse.dependants(verb.index, *AUXILIARIES))


def governor(parse: Parse, token: Token, lexicon: TimeLexicon) -> Token | None:
    """The nearest verb at or above a word, or a word such as "due" that looks ahead."""
    for above in (token, *parse.ancestors(token.index)):
        if above.pos in VERBS or above.lemma in lexicon.forward_words:
            return above
    return None


def tense_of(parse: Parse, verb: Token, lexicon: TimeLexicon) -> Lean:
    """Past or future of a verb as its auxiliaries, its form and the verbs above it have it."""
    words = {child.text.lower() for child in parse.dependants(verb.index, *AUXILIARIES)}
    if verb.lemma in lexicon.forward_words and "had" not in words:
        return Lean.FORWARD
    if words & lexicon.future_auxiliaries and "have" not in words:
        return Lean.FORWARD
    if words & PAST_AUXILIARIES or verb.tag == "VBD":
        return Lean.BACK
    if "to" in words:
        return infinitive(parse, verb, lexicon)
    return tense_of_form(parse, verb, lexicon, is_present=bool(words & PRESENT_BE))


def tense_of_form(parse: Parse, verb: Token, lexicon: TimeLexicon, *, is_present: bool) -> Lean:
    """Past or future of a participle; `is_present` where "is" or the like goes with it."""
    if verb.tag == "VBG" and is_present:
        return Lean.FORWARD
    if verb.tag == "VBG":
        return next((tense_of(parse, above, lexicon) for above in verbs_above(parse, verb)), Lean.NONE)
    return Lean.BACK if verb.tag == "VBN" and not is_present else Lean.NONE


def infinitive(parse: Parse, verb: Token, lexicon: TimeLexicon) -> Lean:
    """The direction of "to meet": ahead, unless the verb above is one whose infinitive happens with it ("had to")."""
    for above in parse.ancestors(verb.index):
        if above.lemma in lexicon.tense_through or above.lemma in lexicon.forward_words or verb.dep == "advcl":
            return tense_of(parse, above, lexicon)
        if verb.dep in ("relcl", "acl"):
            return next((tense_of(parse, one, lexicon) for one in verbs_above(parse, above)), Lean.FORWARD)
        break
    return Lean.FORWARD


def verbs_above(parse: Parse, token: Token) -> Iterator[Token]:
    """The verbs among the ancestors of a word, nearest first."""
    return (above for above in parse.ancestors(token.index) if above.pos in VERBS)
