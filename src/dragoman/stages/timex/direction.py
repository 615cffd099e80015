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
ADVERBIAL = ("npadvmod", "pobj")
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
    is_set = before == "for" and verb is not None and verb.tag == "VBN"
    if is_set or (verb is word and top.dep in ADVERBIAL and is_timetable(parse, verb, first, lexicon)):
        return Lean.FORWARD
    return Lean.NONE if tense is Lean.BACK and verb is not word else tense


def is_timetable(parse: Parse, verb: Token, first: int, lexicon: TimeLexicon) -> bool:
    """True for the present of a timetable ("they meet on Monday"), in a whole sentence: headlines have it for the past.

    No other verb stands between it and the date, whose first token is `first`.
    """
    if any(token.pos == "VERB" for token in parse.tokens[verb.index + 1 : first]):
        return False
    is_whole = parse.tokens[-1].text in (".", "?", "!", '"', "”", "''")
    is_present = verb.tag in ("VBP", "VBZ") and verb.pos == "VERB" and verb.lemma not in lexicon.reporting
    return is_whole and is_present and not auxiliaries(parse, verb)


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
    words = auxiliaries(parse, verb)
    if verb.lemma in lexicon.forward_words and "had" not in words:
        return Lean.FORWARD
    prepositions = {child.lemma for child in parse.dependants(verb.index, "prep")}
    if verb.lemma in lexicon.forward_with_for and "for" in prepositions:
        return Lean.FORWARD
    if words & lexicon.future_auxiliaries and "have" not in words:
        return Lean.FORWARD
    if words & PAST_AUXILIARIES or verb.tag == "VBD":
        return Lean.BACK
    if "to" in words:
        return infinitive(parse, verb, lexicon)
    return tense_of_form(parse, verb, lexicon, is_present=bool(words & PRESENT_BE))


def auxiliaries(parse: Parse, word: Token) -> set[str]:
    """The auxiliaries of a verb, or of the "be" that a word such as "due" hangs on, in small letters."""
    above = parse.tokens[word.head]
    bearers = (word.index, above.index) if word.pos not in VERBS and above.lemma == "be" else (word.index,)
    found = {child.text.lower() for bearer in bearers for child in parse.dependants(bearer, *AUXILIARIES)}
    return found | {above.text.lower()} if len(bearers) > 1 and above.tag == "VBD" else found


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
