"""Where each sentence and headline begins and ends.

Lines are borders before anything else, since a headline that runs into the next line ruins the parse; lines that were
wrapped in the middle of a sentence are put together again. What the words of a sentence are is left to the syntax stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.bundled import read_bundled
from dragoman.model.document import Document
from dragoman.model.span import Span
from dragoman.model.syntax import Sentence
from dragoman.pipeline import Stage, each

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# A full stop, its closing quotes and brackets, white space, and something that can open a sentence.
BORDER = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)\s+(?=[\"'“‘«(\[]*[^\W_a-z])")
LAST_WORD = re.compile(r"[\w.&’'-]+$")
ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
SPEECH_FOLLOWS = re.compile(r"(?:[\w.’'-]+\s+){0,5}(?:said|says|asked|told|wrote|added|tweeted|shouted|chanted|replied)\b")
MAX_HEADLINE = 200
MAX_SENTENCE = 1200
WRAP_WIDTH = 50


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """The lists of resources/lexicons/sentences.yml."""

    abbreviations: frozenset[str]
    openers: frozenset[str]


def load_sentence_words() -> SentenceWords:
    """The bundled lists."""
    data = read_bundled("lexicons/sentences.yml")
    return SentenceWords(frozenset(data["abbreviations"]), frozenset(data["openers"]))


def find_blocks(text: str) -> list[Span]:
    """The paragraphs and headlines of a text: its lines, those put together that break off in mid-sentence."""
    blocks: list[Span] = []
    for match in LINE.finditer(text):
        line = trimmed(text, match.start(), match.end())
        if line is None:
            continue
        if blocks and is_wrapped(text, blocks[-1], line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def is_wrapped(text: str, before: Span, line: Span) -> bool:
    """True when `line` goes on with the sentence that breaks off at the end of `before`."""
    between = text[before.end : line.start]
    last_line = text[before.start : before.end].rpartition("\n")[2]
    return (
        between.count("\n") <= 1
        and between.count("\r") <= 1
        and len(last_line) >= WRAP_WIDTH
        and not ENDS_SENTENCE.search(last_line)
        and text[line.start].islower()
    )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None where nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def split_block(text: str, block: Span, words: SentenceWords) -> Iterator[Span]:
    """The sentences of one block."""
    start = block.start
    for match in BORDER.finditer(text, block.start, block.end):
        if is_border(text, start, match, words):
            yield from shortened(text, start, match.end("close"))
            start = match.end()
    yield from shortened(text, start, block.end)


def is_border(text: str, start: int, match: re.Match[str], words: SentenceWords) -> bool:
    """True when the stop that `match` found closes a sentence that began at `start`."""
    following = text[match.end() : match.end() + 80].lstrip("\"'“‘«([")
    if match["stop"] != ".":
        return not (match["close"] and SPEECH_FOLLOWS.match(following))
    word = LAST_WORD.search(text[max(start, match.start() - 20) : match.start()])
    if word is None or match["close"]:
        return True
    last = word.group().lower()
    next_word = re.match(r"\w*", following)
    opens = next_word is not None and next_word.group().lower() in words.openers
    if last in words.abbreviations:
        return False
    if len(last) == 1 and last.isalpha() and last != "i":
        return opens
    if re.fullmatch(r"(?:\w\.)+\w", last):
        return opens
    return True


def shortened(text: str, start: int, end: int) -> Iterator[Span]:
    """The span itself; one with no end in sight (a table, a dump) in pieces that a parser can take."""
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        if piece := trimmed(text, start, cut):
            yield piece
        start = cut
    if piece := trimmed(text, start, end):
        yield piece


def find_sentences(document: Document, words: SentenceWords) -> tuple[Sentence, ...]:
    """The sentences of a document in text order.

    A line with no full stop is a headline: the title, a heading, a caption. Its present tense means the past.
    """
    text = document.text
    found: list[Sentence] = []
    for number, block in enumerate(find_blocks(text)):
        pieces = list(split_block(text, block, words))
        headline = len(pieces) == 1 and len(block) <= MAX_HEADLINE and not ENDS_SENTENCE.search(block.of(text))
        first = len(found)
        found.extend(Sentence(first + i, number, piece, headline) for i, piece in enumerate(pieces))
    return tuple(found)


def sentences_stage(words: SentenceWords | None = None) -> Stage:
    """The stage that writes `sentences`."""
    lists = words or load_sentence_words()
    return Stage("sentences", (), "sentences", each("sentences", lambda reading: find_sentences(reading.document, lists)))
