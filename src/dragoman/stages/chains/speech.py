"""Direct quotations and who speaks them, as far as coreference needs it: who says "I", and whom "he" then cannot mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Sentence, Token

QUOTATION = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|«[^»\n]*»?")
SUBJECTS = ("nsubj", "nsubjpass")
SHARING = ("advcl", "conj", "xcomp")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks with the place (sentence, token) of whoever speaks it; None where nobody is seen to."""

    span: Span
    speaker: Place | None


def find_quotations(
    text: str, sentences: Sequence[Sentence], parses: Sequence[Parse], speaking: frozenset[str]
) -> tuple[Quotation, ...]:
    """The quotations of a text in their order; a line's end closes what is open.

    The speaker is the subject of a speaking verb beside the words, or the one of the quotation before in the same paragraph.
    """
    spans = [Span(*match.span()) for match in QUOTATION.finditer(text)]
    found: list[Quotation] = []
    before: tuple[int, Place] | None = None
    for span in spans:
        around = [s for s in sentences if s.span.overlaps(span)]
        speaker = next((place for s in around for place in speakers_beside(parses[s.index], spans, speaking)), None)
        if speaker is None and around and before is not None and before[0] == around[0].block:
            speaker = before[1]
        if speaker is not None and around:
            before = around[-1].block, speaker
        found.append(Quotation(span, speaker))
    return tuple(found)


def speakers_beside(parse: Parse, quoted: Sequence[Span], speaking: frozenset[str]) -> Iterator[Place]:
    """The subjects of speaking verbs in a sentence, those in quotation marks left out."""
    for token in parse.tokens:
        if token.lemma in speaking and token.pos == "VERB" and not is_inside(token, quoted):
            for subject in subjects_of(parse, token):
                if not is_inside(subject, quoted):
                    yield parse.sentence, subject.index


def subjects_of(parse: Parse, verb: Token) -> Iterator[Token]:
    """The subjects of a verb, its own or those of the verb that it shares them with ("he smiled, saying")."""
    own = list(parse.dependants(verb.index, *SUBJECTS))
    while not own and verb.dep in SHARING and verb.head != verb.index:
        verb = parse.tokens[verb.head]
        own = list(parse.dependants(verb.index, *SUBJECTS))
    yield from own


def is_inside(token: Token, spans: Sequence[Span]) -> bool:
    """True for a token in one of the spans."""
    return any(span.contains(token.span) for span in spans)
