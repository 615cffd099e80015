"""Parses by hand, for tests that need no parser."""

from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token


def parse_of(text, *arcs):
    """The parse of words between blanks, each its own lemma; `arcs` give each (pos, dep, head), a noun root else."""
    tokens, start = [], 0
    for index, word in enumerate(text.split()):
        pos, dep, head = arcs[index] if arcs else ("NOUN", "ROOT", index)
        tokens.append(Token(index, Span(start, start + len(word)), word, word.lower(), "", pos, dep, head))
        start += len(word) + 1
    return Parse(0, tuple(tokens))
