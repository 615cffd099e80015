"""Headlines that name their source with a mark alone: "Poll: voters turn away", "Bomb kills 12 in Baghdad - police"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token
from dragoman.stages.voices.cues import CueLexicon
from dragoman.stages.voices.drafts import Draft
from dragoman.stages.voices.phrases import span_of_tokens

LONGEST_SPEAKER = 9
LONGEST_TAG = 4
MARKS = frozenset({":", "-", "–", "—"})
QUOTES = frozenset("\"“‘'") | {"``", "''"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
SPEAKERS = frozenset({"", "PERSON", "ORG", "GPE", "NORP"})


def find_headline_drafts(parse: Parse, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The drafts of one sentence that are built on a colon or a dash."""
    for token in parse.tokens:
        if token.text == ":":
            yield from after_colon(parse, token, text, lexicon)
        if token.text in MARKS:
            yield from before_tag(parse, token, text, lexicon)


def after_colon(parse: Parse, colon: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The draft of "Poll: voters turn away": who stands before the colon says what follows it."""
    before, after = parse.tokens[: colon.index], parse.tokens[colon.index + 1 :]
    if not 0 < len(before) <= LONGEST_SPEAKER or len(after) < 2:
        return
    if any(token.text in QUOTES or token.text == ":" or token.tag in FINITE for token in before):
        return
    head = speaker_before(parse, colon.index)
    if head is None or not can_speak(parse, head, after, lexicon):
        return
    content = span_of_tokens(after, text)
    if content is not None:
        source = Span(before[0].span.start, before[-1].span.end)
        yield Draft(
            parse.sentence, colon.index, colon.span, head, source, content, "says", "says: a colon after the speaker"
        )


def before_tag(parse: Parse, mark: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The draft of "Bomb kills 12 in Baghdad: police": a headline that ends with its source."""
    before, tag = parse.tokens[: mark.index], parse.tokens[mark.index + 1 :]
    if not 1 <= len(tag) <= LONGEST_TAG or len(before) < 3:
        return
    if mark.text != ":" and not text[mark.span.start - 1].isspace():
        return
    last = tag[-1]
    if last.lemma not in lexicon.speakers and last.entity not in {"ORG", "GPE"}:
        return
    content = span_of_tokens(before, text)
    if content is not None and any(token.tag in FINITE for token in before) and all(token.pos in NOMINAL for token in tag):
        source = Span(tag[0].span.start, last.span.end)
        because = "says: a headline's source after its text"
        yield Draft(parse.sentence, mark.index, mark.span, last.index, source, content, "says", because)


def can_speak(parse: Parse, head: int, after: Sequence[Token], lexicon: CueLexicon) -> bool:
    """True for a person and for "poll" and "officials", for any name before a clause or a quotation.

    Parsers take a lone surname that opens a headline for a common noun, hence the capital.
    """
    token = parse.tokens[head]
    if len(token.text) < 2 or token.pos not in {"NOUN", "PROPN", "PRON"}:
        return False
    if token.lemma in lexicon.speakers or token.entity == "PERSON":
        return True
    if after[0].text in QUOTES:
        return token.pos != "NOUN" or token.text.istitle()
    is_surname = parse.sentence == 0 and head == 0 and token.text.istitle()
    is_name = token.tag in {"NNP", "NNPS"} and token.entity in SPEAKERS
    return (is_surname or is_name) and any(word.tag in FINITE for word in after)


def speaker_before(parse: Parse, colon: int) -> int | None:
    """The token that heads the phrase before a colon: the last that hangs from nothing else in it."""
    heads = [token.index for token in parse.tokens[:colon] if token.head >= colon or token.head == token.index]
    return heads[-1] if len(heads) == 1 else None
