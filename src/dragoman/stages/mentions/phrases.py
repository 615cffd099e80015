"""Noun phrases: where one begins and ends around its head, and which "of" phrase belongs to it."""

from __future__ import annotations

from dragoman.model.syntax import Parse, Token

LEFT = ("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "case", "predet", "neg", "advmod", "punct")
HEADS = ("NOUN", "PROPN", "PRON")
MODIFIERS = ("compound", "amod", "nmod", "npadvmod", "nummod", "quantmod")
INSIDE = ("-", "–", "‐", "‑", "[", "]", "(", ")", "“", "”", '"')
NO_ACTORS = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")
# "The former" and "the latter" are adjectives by their form.
PAIR = ("former", "latter")
NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "attr")
LINKS = ("of", "from", "for")


def is_phrase_head(parse: Parse, token: Token) -> bool:
    """True when a noun, name or pronoun heads a phrase of its own, and modifies no other noun behind it."""
    if token.lemma in PAIR and token.dep in NOMINAL:
        return True
    if token.pos not in HEADS or token.dep == "punct" or token.entity in NO_ACTORS:
        return False
    modifies = token.dep in MODIFIERS and token.head > token.index
    return not (modifies and parse.tokens[token.head].pos in ("NOUN", "PROPN"))


def phrase_start(parse: Parse, head: int) -> int:
    """The index of the first token of the phrase before and with `head`, possessors and their modifiers included."""
    start = head
    for child in reversed([below for below in parse.children[head] if below < head]):
        token, branch = parse.tokens[child], parse.subtree(child)
        fits = token.dep in LEFT and (token.dep != "punct" or token.text in INSIDE)
        if not fits or branch[-1] != start - 1 or branch[-1] - branch[0] + 1 != len(branch):
            break
        start = branch[0]
    while start < head and (parse.tokens[start].dep == "punct" or not any(map(str.isalnum, parse.tokens[start].text))):
        start += 1
    return start


def linked_noun(parse: Parse, head: int) -> Token | None:
    """The noun that "of", "from" and the like tie to `head`: Ukraine in "the president of Ukraine"."""
    for preposition in parse.dependants(head, "prep"):
        if preposition.index > head and preposition.lemma in LINKS:
            return next(parse.dependants(preposition.index, "pobj"), None)
    return None
