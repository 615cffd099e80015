"""Proposals from the lexicon: each word of a parse is looked up, and what must hang on it is sought in the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.stages.triggers.proposal import Proposal
from dragoman.stages.triggers.walk import is_infinitive, is_passive, preposition_objects, surface_subjects

if TYPE_CHECKING:
    from dragoman.model.syntax import Parse, Token
    from dragoman.stages.triggers.entry import Entry
    from dragoman.stages.triggers.lexicon import EventLexicon

POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
NOT_PART = frozenset(("relcl", "advcl", "ccomp", "punct", "appos", "parataxis", "csubj", "acl"))


def find_proposals(parse: Parse, lexicon: EventLexicon) -> tuple[Proposal, ...]:
    """Every reading of every word of a parse that the lexicon allows."""
    return tuple(
        Proposal(
            head=token.index,
            words=words,
            type=entry.type,
            modes=entry.modes,
            pattern=entry.pattern,
            score=entry.score,
            because=f"lexicon: {entry.wording} ({entry.pos.lower()})",
            specificity=entry.specificity,
            governs=entry.governs,
        )
        for token in parse.tokens
        for entry in looked_up(token, lexicon)
        if (words := match(parse, token.index, entry, lexicon))
    )


def looked_up(token: Token, lexicon: EventLexicon) -> Iterator[Entry]:
    """The entries that may fit a token; a name in a headline is tried without its plural ending."""
    pos = POS.get(token.pos)
    if pos is None:
        return
    lemma = token.lemma
    if token.pos == "PROPN" and token.tag == "NNPS" and (lemma, pos) not in lexicon.entries:
        lemma = lemma.removesuffix("s")
    yield from lexicon.entries.get((lemma, pos), ())


def match(parse: Parse, head: int, entry: Entry, lexicon: EventLexicon) -> tuple[int, ...]:
    """The tokens that make up `entry` at `head`; empty where something is missing or forbidden."""
    found = [head]
    wanted = [spec for spec in entry.others if spec[0][0] != "+"]
    if any(spec[0][0] == "+" and not any(has_complement(parse, head, word[1:]) for word in spec) for spec in entry.others):
        return ()
    while wanted:
        hit = next(
            (
                (spec, index)
                for spec in wanted
                for anchor in found
                for index in hanging(parse, anchor, lexicon)
                if index not in found and any(fits(parse, index, word, lexicon) for word in spec)
            ),
            None,
        )
        if hit is None:
            return ()
        wanted.remove(hit[0])
        found.append(hit[1])
    if entry.needs and not any(has(parse, found, word, lexicon, with_subject=True) for word in entry.needs):
        return ()
    if any(has(parse, found, word, lexicon, with_subject=False) for word in entry.unless):
        return ()
    return tuple(sorted(found))


def has(parse: Parse, found: Sequence[int], word: str, lexicon: EventLexicon, *, with_subject: bool) -> bool:
    """True when `word` hangs on one of the tokens found so far, by itself or after a preposition, or is their complement."""
    if word[0] == "+":
        return has_complement(parse, found[0], word[1:])
    return any(
        fits(parse, index, word, lexicon)
        for anchor in found
        for index in (*around(parse, anchor, lexicon), *(surface_subjects(parse, anchor) if with_subject else ()))
    )


def around(parse: Parse, index: int, lexicon: EventLexicon) -> Iterator[int]:
    """What hangs on a token, with the nouns after its prepositions."""
    for below in hanging(parse, index, lexicon):
        if parse.tokens[below].lemma == "accord":
            continue  # "according to Reuters" names who says so, and no part of what happens
        yield below
        if parse.tokens[below].dep in ("prep", "agent"):
            yield from preposition_objects(parse, below)


def fits(parse: Parse, index: int, word: str, lexicon: EventLexicon) -> bool:
    """True when the token is the word or belongs to the class."""
    if word[0] == "@":
        return lexicon.classes[word[1:]].has(parse.tokens[index])
    token = parse.tokens[index]
    return token.lemma == word or (token.pos == "PROPN" and token.lemma == f"{word}s")


def has_complement(parse: Parse, head: int, name: str) -> bool:
    """True when a verb has an object, an infinitive, a clause with its own subject, or a "by" agent."""
    below = parse.dependants(head)
    if name == "object":
        return any(child.dep in ("dobj", "nsubjpass") for child in below) or parse.tokens[head].dep in ("acl", "relcl")
    if name == "agent":
        return any(child.dep == "agent" for child in below)
    clauses = [child.index for child in below if child.dep in ("xcomp", "ccomp")]
    if name == "to":
        return any(is_infinitive(parse, clause) for clause in clauses)
    return any(child.dep.startswith("nsubj") for clause in clauses for child in parse.dependants(clause))


def hanging(parse: Parse, index: int, lexicon: EventLexicon) -> Iterator[int]:
    """What may be part of a wording headed by a token: its arguments and modifiers, seen through "a series of".

    The subject of an active verb is no part of it; the noun that a participle or a relative clause modifies is its
    object.
    """
    token = parse.tokens[index]
    if token.pos in ("VERB", "AUX"):
        passive = is_passive(parse, index)
        if token.dep == "relcl" or (token.dep == "acl" and passive):
            yield token.head
        if token.dep == "xcomp":
            yield from (child.index for child in parse.dependants(token.head, "dobj"))
    else:
        passive = True
    for child in parse.dependants(index):
        if child.dep in NOT_PART or (child.dep in ("nsubj", "conj") and token.pos in ("VERB", "AUX")):
            continue
        if child.dep == "nsubj" and not passive:
            continue
        yield child.index
        if child.dep in ("dobj", "pobj", "nsubjpass"):
            yield from parse.conjuncts(child.index)
        if child.lemma in lexicon.partitives:
            for of in parse.dependants(child.index, "prep"):
                yield from (noun.index for noun in parse.dependants(of.index, "pobj"))
