"""The stretch of text that a voice vouches for, and the words that report it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.model.span import Span, covering
from dragoman.model.syntax import Parse, Token
from dragoman.stages.voices.cues import CueLexicon
from dragoman.stages.voices.frames import HELPERS, SUBJECTS, Frame, Part
from dragoman.stages.voices.sources import contiguous

LONGEST_PLACE = 5
HYPHENATED = re.compile(r"(?:-\w+)+")
PAUSES = frozenset({",", "-", "--", "—", "–"})
OTHER_MARKS = frozenset(
    {"because", "when", "while", "after", "before", "since", "if", "although", "though", "where", "until"}
)
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})


def content_span(parse: Parse, frame: Frame, text: str) -> Span | None:
    """The characters of the complements, without the punctuation that ends the sentence around them."""
    tokens = [index for head in frame.complements for index in content_tokens(parse, head, frame)]
    if frame.part is Part.PASSIVE and frame.construction != "question":
        tokens += passive_subject(parse, frame)
    if not tokens:
        return None
    if max(tokens) < frame.head and frame.part is Part.VERB and frame.construction in {"clause", "bare", "naming"}:
        tokens.append(0)
    found = trim_content(covering(parse.tokens[index].span for index in tokens), text)
    return extended(found, parse, text) if found.start < found.end else None


def extended(span: Span, parse: Parse, text: str) -> Span:
    """The content with what a parser tears off it: the rest of a hyphenated word, what a colon announces."""
    if text[span.end : span.end + 1] == ":" and span.end + 1 < parse.tokens[-1].span.end:
        return trim_content(Span(span.start, parse.tokens[-1].span.end), text)
    rest = HYPHENATED.match(text, span.end)
    return Span(span.start, rest.end()) if rest else span


def passive_subject(parse: Parse, frame: Frame) -> list[int]:
    """The subject of a passive, of whom something is said; "it" says nothing of anyone."""
    for subject in parse.dependants(frame.head, *SUBJECTS):
        if subject.text.lower() != "it":
            return list(parse.subtree(subject.index))
    return []


def content_tokens(parse: Parse, head: int, frame: Frame) -> list[int]:
    """A complement's tokens on the side of the cue where the complement stands, unless they stand around the cue.

    "When in doubt, don't include it in the content" (PolNeAR guidelines): a clause in passing at its end is cut off.
    """
    found = [index for index in parse.subtree(head) if index != frame.head]
    if frame.construction == "agent":
        return [index for index in found if index < frame.head]
    if head > frame.head:
        found = [index for index in found if index > frame.head]
    last = found[-1] if found else head
    while last > head and parse.tokens[last].pos == "PUNCT":
        last -= 1
    cuts = [cut for index in found if (cut := passing_clause(parse, index, last)) is not None and cut > head]
    return [index for index in found if index < min(cuts)] if cuts else found


def passing_clause(parse: Parse, index: int, last: int) -> int | None:
    """The comma before a clause in passing that ends at `last`: ", which ...", ", saying ..."; None where it is none."""
    token = parse.tokens[index]
    if token.dep not in {"relcl", "advcl"}:
        return None
    below = parse.subtree(index)
    first = below[0]
    if first == 0 or below[-1] < last or parse.tokens[first - 1].text not in PAUSES:
        return None
    is_relative = parse.tokens[first].tag in RELATIVE_TAGS if token.dep == "relcl" else parse.tokens[first].tag == "WDT"
    is_participle = token.dep == "advcl" and token.tag == "VBG" and first == index
    return first - 1 if is_relative or is_participle else None


def parenthetical_content(parse: Parse, frame: Frame, text: str) -> Span | None:
    """What a cue set off by commas reports: the clause around it ("The deal, he said, is off", "as he said")."""
    verb = parse.tokens[frame.head]
    if frame.part is not Part.VERB or not any(parse.dependants(verb.index, *SUBJECTS)):
        return None
    below = set(parse.subtree(verb.index))
    if verb.dep in {"parataxis", "ccomp", "advcl", "dep"} and parse.tokens[verb.head].pos in {"VERB", "AUX"}:
        marks = {child.text.lower() for child in parse.dependants(verb.index, "mark", "advmod")}
        around = [index for index in parse.subtree(verb.head) if index not in below]
        if marks - {"as"} or verb.tag == "VBG" or (verb.dep == "advcl" and not is_set_off(parse, min(below), max(below))):
            return None
        return trim_content(covering(parse.tokens[index].span for index in around), text)
    return sentence_around(parse, verb, text)


def sentence_around(parse: Parse, verb: Token, text: str) -> Span | None:
    """The sentence around ", he said," and before ", he said.", where the parser has lost the thread."""
    subject = next(parse.dependants(verb.index, *SUBJECTS))
    first = min(parse.subtree(subject.index)[0], verb.index)
    last = max(parse.subtree(subject.index)[-1], verb.index)
    if first < 3 or parse.tokens[first - 1].text != "," or last + 1 >= len(parse.tokens):
        return None
    if parse.tokens[last + 1].text == "," and any(token.pos == "VERB" for token in parse.tokens[last + 1 :]):
        return trim_content(covering(token.span for token in parse.tokens), text)
    if parse.tokens[last + 1].text == "." and last + 2 >= len(parse.tokens):
        return trim_content(covering(token.span for token in parse.tokens[:first]), text)
    return None


def is_set_off(parse: Parse, first: int, last: int) -> bool:
    """True when a comma, a dash or the sentence's edge stands on both sides."""
    opens = first == 0 or parse.tokens[first].pos == "PUNCT" or parse.tokens[first - 1].pos == "PUNCT"
    closes = last + 1 == len(parse.tokens) or parse.tokens[last].pos == "PUNCT" or parse.tokens[last + 1].pos == "PUNCT"
    return opens and closes


def trim_content(span: Span, text: str) -> Span:
    """The span without white space and commas at its ends, and without a full stop that no quotation holds."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",;:—–-."):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:.—–"):
        end -= 1
    if end < len(text) and text[end] == "." and is_abbreviation(text, end):
        end += 1
    return Span(start, max(start, end))


def is_abbreviation(text: str, end: int) -> bool:
    """True when the full stop at `end` belongs to "U.S."."""
    return end >= 3 and text[end - 2] == "." and text[end - 1].isupper()


def cue_tokens(parse: Parse, frame: Frame, lexicon: CueLexicon) -> list[int]:
    """The cue with its verb group: auxiliaries, negation, particles, adverbs, the verbs it hangs from, its preposition."""
    top = frame.verb if frame.verb is not None else frame.head
    if frame.part in {Part.VERB, Part.PASSIVE} or frame.verb is not None:
        top = highest_verb(parse, top, lexicon.catenatives)
    first, last = min(frame.head, top), max(frame.head, top)
    group = set(range(first, last + 1)) | set(helpers(parse, top)) | set(helpers(parse, frame.head))
    if frame.verb is not None:
        group |= set(helpers(parse, frame.verb))
    if frame.link is not None:
        group.add(frame.link)
    run = contiguous(sorted(group), frame.head)
    return run + speech_place(parse, run[-1], lexicon) if frame.part is Part.VERB else run


def speech_place(parse: Parse, last: int, lexicon: CueLexicon) -> list[int]:
    """The phrase after a verb of speaking that says in what it was said: "in a statement", "on Twitter"."""
    if last + 1 == len(parse.tokens) or parse.tokens[last + 1].text not in {"in", "on"}:
        return []
    for noun in parse.dependants(last + 1, "pobj"):
        if noun.lemma in lexicon.speech_places and noun.index - last <= LONGEST_PLACE:
            return list(range(last + 1, noun.index + 1))
    return []


def highest_verb(parse: Parse, verb: int, catenatives: frozenset[str]) -> int:
    """The verb at the top of a chain that says nothing by itself: "tried to tell", "quoted as saying"."""
    token = parse.tokens[verb]
    preposition = parse.tokens[token.head]
    if token.dep == "pcomp" and preposition.lemma == "as" and preposition.index == token.index - 1:
        return preposition.head if preposition.head == preposition.index - 1 else verb
    while token.dep == "xcomp" and token.head < token.index and token.index - token.head <= 4:
        above = parse.tokens[token.head]
        if above.lemma not in catenatives or any(parse.dependants(above.index, "dobj")):
            break
        token = above
    return token.index


def helpers(parse: Parse, verb: int) -> Iterator[int]:
    """The auxiliaries, negations, particles and adverbs of a verb."""
    for child in parse.dependants(verb):
        if child.dep in HELPERS or child.dep == "prt" or is_plain_adverb(parse, child):
            yield child.index


def is_plain_adverb(parse: Parse, token: Token) -> bool:
    """True for an adverb with nothing below it that asks no question."""
    return token.dep == "advmod" and not parse.children[token.index] and token.tag not in {"WRB", "WP"}
