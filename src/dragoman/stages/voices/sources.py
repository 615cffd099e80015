"""The phrase that names who says it: its borders, and whether a name is in it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token
from dragoman.stages.voices.frames import Frame, Part, find_subject

NAME_TAGS = frozenset({"NNP", "NNPS"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
EMPTY = frozenset({"it", "there", "what"})


def find_source(parse: Parse, frame: Frame) -> int | None:
    """The token that heads the phrase of the speaker, or None where the sentence names nobody."""
    head = source_head(parse, frame)
    if head is None:
        return None
    token = parse.tokens[head]
    if token.text.lower() in EMPTY and not is_antecedent(parse, token):
        return None
    return head


def is_antecedent(parse: Parse, token: Token) -> bool:
    """True for an "it" that stands for a report or a body; one that only fills the subject has a clause to follow."""
    verb = parse.tokens[token.head]
    return token.text.lower() == "it" and token.dep == "nsubj" and verb.lemma not in {"be", "seem", "appear"}


def source_head(parse: Parse, frame: Frame) -> int | None:
    """The subject, the agent of a passive, the owner of a noun."""
    if frame.part is Part.PASSIVE:
        return agent_of(parse, frame.head)
    if frame.part is Part.NOUN:
        return owner_of(parse, frame)
    if frame.part is Part.ADJECTIVE and frame.verb is None:
        token = parse.tokens[frame.head]
        above = parse.tokens[token.head]
        return find_subject(parse, above.index) if above.pos in {"VERB", "AUX"} else None
    return find_subject(parse, frame.verb if frame.verb is not None else frame.head)


def agent_of(parse: Parse, verb: int) -> int | None:
    """The one by whom it was said."""
    for by in parse.dependants(verb, "agent", "prep"):
        if by.lemma in {"by", "among"}:
            return next((below.index for below in parse.dependants(by.index, "pobj")), None)
    return None


def owner_of(parse: Parse, frame: Frame) -> int | None:
    """Whose claim it is: the possessor, who it is by, from or among, the subject of the light verb."""
    for owner in parse.dependants(frame.head, "poss"):
        return owner.index
    for link in parse.dependants(frame.head, "prep", "agent"):
        if link.lemma in {"by", "among", "from"} and link.index != frame.link:
            return next((below.index for below in parse.dependants(link.index, "pobj")), None)
    noun = parse.tokens[frame.head]
    if frame.verb is not None and noun.dep in {"dobj", "attr", "pobj"}:
        return find_subject(parse, frame.verb)
    if noun.dep == "appos":
        return noun.head
    return None


def source_span(parse: Parse, head: int, barred: frozenset[int]) -> Span:
    """The noun phrase headed by `head`, with titles, appositions and what identifies the speaker.

    A relative clause after a comma before the cue tells of him in passing and is left out, with all that follows it.
    `barred` are the tokens of the cue and content, where the phrase ends.
    """
    token = parse.tokens[head]
    if token.dep == "poss":
        return possessor_span(parse, token)
    kept = [index for index in parse.subtree(head) if index not in barred]
    cut = incidental_clause(parse, head) if not barred or head < max(barred) else None
    if cut is not None:
        kept = [index for index in kept if index < cut]
    run = contiguous(kept, head)
    return trimmed_tokens(parse, run)


def possessor_span(parse: Parse, token: Token) -> Span:
    """The phrase without its mark of possession: "Damascus" of "Damascus's claim"."""
    kept = [index for index in parse.subtree(token.index) if parse.tokens[index].dep != "case"]
    return trimmed_tokens(parse, contiguous(kept, token.index))


def incidental_clause(parse: Parse, head: int) -> int | None:
    """The comma that opens a relative or participle clause in passing, or None."""
    for child in parse.dependants(head, "relcl", "acl"):
        first = parse.subtree(child.index)[0]
        if first > head and parse.tokens[first - 1].text in {",", "-", "--", "—", "–"}:
            return first - 1
    return None


def contiguous(indexes: Sequence[int], around: int) -> list[int]:
    """The unbroken run of `indexes` that holds `around`."""
    kept = set(indexes)
    first = last = around
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return list(range(first, last + 1))


def trimmed_tokens(parse: Parse, indexes: Sequence[int]) -> Span:
    """The span of a run of tokens without commas, dashes, quotation marks and conjunctions at its ends."""
    first, last = indexes[0], indexes[-1]
    while first < last and is_edge(parse.tokens[first]):
        first += 1
    while last > first and is_edge(parse.tokens[last]):
        last -= 1
    return Span(parse.tokens[first].span.start, parse.tokens[last].span.end)


def is_edge(token: Token) -> bool:
    """True for what belongs to no noun phrase at its edge; a closing bracket does."""
    return (token.pos == "PUNCT" and token.text not in {"(", ")", "[", "]", "%"}) or token.dep in {"cc", "preconj"}


def is_named(parse: Parse, source: Span) -> bool:
    """True when a proper name is in the phrase."""
    return any(token.tag in NAME_TAGS for token in parse.tokens if source.contains(token.span))


def antecedent(parse: Parse, head: int) -> int | None:
    """The noun that a relative pronoun goes back to, or None where `head` is none."""
    if parse.tokens[head].text.lower() not in RELATIVES:
        return None
    for above in parse.ancestors(head):
        if above.dep == "relcl":
            return above.head
    return None
