"""Which proposals stand: the fullest reading of each word, one event for a verb and its noun, no event of mere content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.stages.triggers.lexicon import Governor
from dragoman.stages.triggers.roles import carrier
from dragoman.stages.triggers.walk import is_infinitive

if TYPE_CHECKING:
    from dragoman.model.syntax import Parse
    from dragoman.stages.triggers.lexicon import EventLexicon
    from dragoman.stages.triggers.proposal import Proposal
from dragoman.stages.triggers.roles import Scene

CONTENT = ("xcomp", "ccomp", "dobj", "pcomp", "attr", "nsubjpass")
CONTENT_PREPOSITIONS = frozenset(("for", "to", "of", "on", "against", "from", "with"))


def decide(scene: Scene, proposals: Sequence[Proposal], *, least_score: float) -> tuple[Proposal, ...]:
    """The proposals that stand, in text order, with the type and modes that their content gives them."""
    chosen = one_per_word(scene, [proposal for proposal in proposals if proposal.score > 0])
    contents = {proposal.head: list(content_of(scene.parse, proposal, chosen)) for proposal in chosen}
    swallowed = {
        inner.head
        for outer in chosen
        if outer.governs and outer.type in scene.lexicon.governors
        for inner in contents[outer.head]
    }
    return tuple(
        governed(proposal, contents[proposal.head], scene.lexicon)
        for proposal in chosen
        if proposal.head not in swallowed and proposal.score * doubt(scene, proposal.head) >= least_score
    )


def doubt(scene: Scene, head: int) -> float:
    """How much of a proposal's score its place in the sentence leaves: less for purposes, negations, mere prospects."""
    token = scene.parse.tokens[head]
    discounts = scene.lexicon.discounts
    left = discounts["modifier"] if token.dep in ("amod", "compound") else 1.0
    below = list(scene.parse.dependants(head))
    if any(child.dep == "neg" for child in below):
        left *= discounts["negated"]
    if token.dep in ("advcl", "acl", "relcl") and is_infinitive(scene.parse, head):
        left *= discounts["purpose"]
    if is_absent(scene, head):
        left *= discounts["absent"]
    return left


def is_absent(scene: Scene, head: int) -> bool:
    """True for an event that only fails or is hoped for: "the lack of talks", "the prospect of a strike"."""
    parse = scene.parse
    above = parse.tokens[parse.tokens[head].head]
    return parse.tokens[head].dep == "pobj" and parse.tokens[above.head].lemma in scene.lexicon.absences


def one_per_word(scene: Scene, proposals: Sequence[Proposal]) -> list[Proposal]:
    """For each word the proposal that asks for most, then the likeliest; words of one wording carry one event."""
    taken: set[int] = set()
    chosen: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda p: (-p.specificity, -p.score, p.head, p.type)):
        verb = carrier(scene, proposal.head)
        if proposal.head in taken or (verb is not None and verb in taken and verb_is_own(chosen, verb)):
            continue
        taken.update(proposal.words)
        chosen.append(proposal)
    return sorted(chosen, key=lambda proposal: proposal.head)


def verb_is_own(chosen: Sequence[Proposal], verb: int) -> bool:
    """True when a light verb already stands for an event with a noun of its own."""
    return any(proposal.head == verb and len(proposal.words) > 1 for proposal in chosen)


def content_of(parse: Parse, outer: Proposal, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The events that are the content of another: what is asked, promised, refused, threatened."""
    inside = set(content_tokens(parse, outer))
    for inner in proposals:
        if inner.head in inside and inner.head != outer.head:
            yield inner


def content_tokens(parse: Parse, outer: Proposal) -> Iterator[int]:
    """The heads of an event's complements, with all that is coordinated with them and their own complements."""
    queue = list(outer.words)
    seen: set[int] = set()
    while queue:
        index = queue.pop()
        if index in seen:
            continue
        seen.add(index)
        if index not in outer.words:
            yield index
        for child in parse.dependants(index):
            if (child.dep in CONTENT and not is_quoted_before(child.dep, child.index, index)) or (
                child.dep == "conj" and index not in outer.words
            ):
                queue.append(child.index)
            elif child.dep == "prep" and child.lemma in CONTENT_PREPOSITIONS:
                queue += [below.index for below in parse.dependants(child.index, "pobj", "pcomp")]
            elif child.dep in ("acl", "advcl") and is_infinitive(parse, child.index):
                queue.append(child.index)


def is_quoted_before(dep: str, child: int, head: int) -> bool:
    """True for a clause before its verb, which the parser may only have hung there: "X extended an offer, Y accepted"."""
    return dep == "ccomp" and child < head


def governed(outer: Proposal, contents: Sequence[Proposal], lexicon: EventLexicon) -> Proposal:
    """The event with the type and mode that its content gives it."""
    governor = lexicon.governors.get(outer.type)
    if governor is None or not contents or not outer.governs:
        return outer
    inner = contents[0]
    outer = replace(outer, content=inner)
    because = f"{outer.because}; content {inner.type}"
    if kind := governor.becomes.get(inner.type):
        outer = replace(outer, type=kind, modes=())
        governor = lexicon.governors.get(kind, Governor({}, {}))
    mode = governor.modes.get(f"{inner.type} {inner.modes[0]}") if inner.modes else None
    mode = mode or governor.modes.get(inner.type)
    modes = outer.modes if outer.modes or mode is None else (mode,)
    return replace(outer, modes=modes, because=because)
