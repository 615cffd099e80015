"""How an event was done: the entry's own modes, else those that words at the trigger tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.stages.triggers.proposal import Proposal
    from dragoman.stages.triggers.roles import Scene

ARGUMENTS = ("dobj", "prep", "pobj", "compound", "amod", "nmod", "agent", "nsubjpass", "npadvmod", "pcomp", "xcomp")


def find_modes(scene: Scene, proposal: Proposal) -> tuple[str, ...]:
    """The modes of an event: what the wording means by itself, and the tool or setting that its arguments name."""
    cues = scene.lexicon.mode_cues.get(proposal.type, ())
    if not cues:
        return proposal.modes
    lemmas = {scene.parse.tokens[index].lemma for index in nearby(scene, proposal)}
    told = tuple(cue.mode for cue in cues if cue.mode not in proposal.modes and not lemmas.isdisjoint(cue.words))
    return proposal.modes or told[:1]


def nearby(scene: Scene, proposal: Proposal) -> Iterator[int]:
    """The tokens of a trigger and of its arguments, two steps down, its subject if it acts by itself."""
    for word in proposal.words:
        yield word
        for child in scene.parse.dependants(word):
            if child.dep in ARGUMENTS or (child.dep == "nsubj" and child.pos == "NOUN"):
                yield child.index
                yield from (below.index for below in scene.parse.dependants(child.index, *ARGUMENTS))
