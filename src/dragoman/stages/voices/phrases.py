"""Reporting without a verb: "according to X", "in X's view", "reportedly", and "X: ..." at the head of a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model.span import Span, covering
from dragoman.model.syntax import Parse, Token
from dragoman.stages.voices.contents import trim_content
from dragoman.stages.voices.cues import CueLexicon
from dragoman.stages.voices.drafts import Draft
from dragoman.stages.voices.sources import source_span

LONGEST_SPEAKER = 9
TAG_MARKS = frozenset({":", "-", "–", "—"})
LONGEST_TAG = 4
QUOTES = frozenset("\"“‘'") | {"``", "''"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
SPEAKERS = frozenset({"", "PERSON", "ORG", "GPE", "NORP"})


def find_phrase_drafts(parse: Parse, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The drafts of one sentence that are built on a preposition, an adverb or a colon."""
    for token in parse.tokens:
        word = token.text.lower()
        if word == "according":
            yield from according_to(parse, token, text)
        elif word == "per" and token.dep == "prep":
            yield from by_preposition(parse, token, text, "per")
        elif word == "in" and token.dep == "prep":
            yield from in_view_of(parse, token, text, lexicon)
        elif word in lexicon.hearsay_adverbs and token.dep == "advmod":
            yield from by_adverb(parse, token, text)
        elif token.text == ":":
            yield from after_colon(parse, token, text, lexicon)
        if token.text in TAG_MARKS:
            yield from before_tag(parse, token, text, lexicon)


def according_to(parse: Parse, according: Token, text: str) -> Iterator[Draft]:
    """"According to the ministry, ...": the clause around the phrase is the content."""
    to = next((token for token in parse.tokens[according.index + 1 : according.index + 2] if token.text.lower() == "to"), None)
    if to is None:
        return
    speaker = next(parse.dependants(to.index, "pobj"), None) or next(parse.dependants(according.index, "pobj"), None)
    if speaker is None:
        return
    yield from around_phrase(parse, (according, to), speaker, text, "'according to'")


def by_preposition(parse: Parse, preposition: Token, text: str, rule: str) -> Iterator[Draft]:
    """"Per the ministry, ..."."""
    speaker = next(parse.dependants(preposition.index, "pobj"), None)
    if speaker is not None and speaker.tag in {"NNP", "NNPS"} and is_apart(parse, preposition.index):
        yield from around_phrase(parse, (preposition,), speaker, text, f"'{rule}'")


def in_view_of(parse: Parse, preposition: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """"In Smith's view", "in the eyes of most", "in a new poll"."""
    noun = next(parse.dependants(preposition.index, "pobj"), None)
    if noun is None:
        return
    if noun.lemma in lexicon.views:
        owner = next(parse.dependants(noun.index, "poss"), None) or below_of(parse, noun)
        if owner is not None:
            yield from around_phrase(parse, (preposition, noun), owner, text, f"'in {noun.lemma}'")
    elif noun.lemma in lexicon.surveys and parse.tokens[preposition.head].pos in {"VERB", "AUX"} and finite(parse, preposition.head):
        yield from around_phrase(parse, (preposition,), noun, text, f"'in' a {noun.lemma}")


def finite(parse: Parse, verb: int) -> bool:
    """True when a verb has a subject, so that something can be reported of it."""
    return any(parse.dependants(verb, "nsubj", "nsubjpass"))


def below_of(parse: Parse, noun: Token) -> Token | None:
    """The noun under "of"."""
    for of in parse.dependants(noun.index, "prep"):
        if of.lemma == "of":
            return next(parse.dependants(of.index, "pobj"), None)
    return None


def is_apart(parse: Parse, index: int) -> bool:
    """True when a comma or the edge of the sentence stands before the token."""
    return index == 0 or parse.tokens[index - 1].pos == "PUNCT"


def around_phrase(
    parse: Parse, cue: tuple[Token, ...], speaker: Token, text: str, rule: str
) -> Iterator[Draft]:
    """The draft of an adverbial phrase: its content is the clause that it hangs from, itself left out."""
    first = cue[0]
    phrase = set(parse.subtree(first.index)) | set(parse.subtree(cue[-1].index))
    source = source_span(parse, speaker.index, frozenset(token.index for token in cue))
    content = clause_around(parse, first, phrase, text)
    if content is None:
        return
    words = cue if speaker.dep != "poss" else cue[1:] if cue[1:] else cue
    span = Span(words[0].span.start, words[-1].span.end)
    if span.overlaps(source):
        span = Span(first.span.start, first.span.end)
    yield Draft(parse.sentence, first.index, span, speaker.index, source, content, "says", f"says: phrase {rule}")


def clause_around(parse: Parse, first: Token, phrase: set[int], text: str) -> Span | None:
    """The clause that the phrase belongs to: all of the sentence after it when it opens the sentence, else all before."""
    tokens = parse.tokens
    last = max(phrase)
    if first.index <= 1 or all(token.pos in {"PUNCT", "CCONJ", "ADV"} for token in tokens[: first.index]):
        rest = [token for token in tokens[last + 1 :]]
        return span_of_tokens(rest, text)
    above = first
    while above.head != above.index and (above.index == first.index or above.pos not in {"VERB", "AUX"}):
        above = tokens[above.head]
    clause = [tokens[index] for index in parse.subtree(above.index) if index not in phrase]
    before = [token for token in clause if token.index < first.index]
    after = [token for token in clause if token.index > last and token.pos != "PUNCT"]
    if after and before and after[0].dep in {"cc", "conj"}:
        after = []
    return span_of_tokens(before if not after or is_new_clause(parse, after) else before + after, text)


def is_new_clause(parse: Parse, after: list[Token]) -> bool:
    """True when what follows the phrase begins with a conjunction or a relative and tells something else."""
    return after[0].tag in {"CC", "IN", "WDT", "WP", "WRB"} or after[0].pos == "PUNCT"


def span_of_tokens(tokens: list[Token], text: str) -> Span | None:
    """The trimmed span of some tokens; None where no word is among them."""
    if not any(token.pos != "PUNCT" for token in tokens):
        return None
    return trim_content(covering(token.span for token in tokens), text)


def by_adverb(parse: Parse, adverb: Token, text: str) -> Iterator[Draft]:
    """"Has reportedly left": the clause of the verb is the content, and nobody is named."""
    verb = parse.tokens[adverb.head]
    tokens = [parse.tokens[index] for index in parse.subtree(verb.index) if index != adverb.index]
    content = span_of_tokens(tokens, text)
    if content is not None:
        yield Draft(
            parse.sentence, adverb.index, adverb.span, None, None, content, "says", f"says: adverb '{adverb.text.lower()}'"
        )


def after_colon(parse: Parse, colon: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """"Poll: voters turn away", "Lynch: no influence on probe": who stands before the colon says what follows it."""
    before, after = parse.tokens[: colon.index], parse.tokens[colon.index + 1 :]
    if not 0 < len(before) <= LONGEST_SPEAKER or len(after) < 2:
        return
    if any(token.text in QUOTES or token.text == ":" or token.tag in FINITE for token in before):
        return
    head = speaker_before(parse, colon.index)
    if head is None or not can_speak(parse, head, after, lexicon):
        return
    content = span_of_tokens(list(after), text)
    if content is not None:
        source = Span(before[0].span.start, before[-1].span.end)
        yield Draft(parse.sentence, colon.index, colon.span, head, source, content, "says", "says: a colon after the speaker")


def before_tag(parse: Parse, mark: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """"Bomb kills 12 in Baghdad: police", "No attack planned - Kremlin": a headline that ends with its source."""
    before, tag = parse.tokens[: mark.index], parse.tokens[mark.index + 1 :]
    if not 1 <= len(tag) <= LONGEST_TAG or len(before) < 3:
        return
    if mark.text != ":" and not text[mark.span.start - 1].isspace():
        return
    last = tag[-1]
    if last.lemma not in lexicon.speakers and last.entity not in {"ORG", "GPE"}:
        return
    content = span_of_tokens(list(before), text)
    if content is not None and any(token.tag in FINITE for token in before) and all(token.pos in NOMINAL for token in tag):
        source = Span(tag[0].span.start, last.span.end)
        because = "says: a headline's source after its text"
        yield Draft(parse.sentence, mark.index, mark.span, last.index, source, content, "says", because)


def can_speak(parse: Parse, head: int, after: Sequence[Token], lexicon: CueLexicon) -> bool:
    """True for a person and for "poll" and "officials", for any name before a clause, for any noun before a quotation.

    Parsers take a lone surname that opens a headline for a common noun, hence the capital.
    """
    token = parse.tokens[head]
    if len(token.text) < 2 or token.pos not in {"NOUN", "PROPN", "PRON"}:
        return False
    if after[0].text in QUOTES or token.lemma in lexicon.speakers or token.entity == "PERSON":
        return True
    is_surname = parse.sentence == 0 and head == 0 and token.text.istitle()
    is_name = token.tag in {"NNP", "NNPS"} and token.entity in SPEAKERS
    return (is_surname or is_name) and any(word.tag in FINITE for word in after)


def speaker_before(parse: Parse, colon: int) -> int | None:
    """The token that heads the phrase before a colon: the last that hangs from nothing else in it."""
    heads = [token.index for token in parse.tokens[:colon] if token.head >= colon or token.head == token.index]
    return heads[-1] if len(heads) == 1 else None
