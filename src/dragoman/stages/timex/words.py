"""A sentence as words, each with one letter for the part that it can play in a date.

The letters of a sentence make a string, its signature, and the rules are patterns over signatures: "by May 3, 2014" is
`x M d , y`. A word of no use to a date has the letter `x`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model.span import Span
from dragoman.stages.timex.lexicon import Entry, TimeLexicon

WORD = re.compile(
    r"""
    (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?!\d))
  | (?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]))
  | (?P<year_first>\d{4}[/.]\d\d?[/.]\d\d?(?![\d/]|\.\d))
  | (?P<dotted>\d{1,2}\.\d{1,2}\.\d{4}(?!\.?\d))
  | (?P<quarter>[Qq][1-4](?!\w))
  | (?P<fraction>\d/\d(?![\d/]))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))
  | (?P<decade>(?:1\d|20)\d0['’]?s\b|['’`]\d0s\b)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<number>\d[\d,]*(?:\.\d+)?(?<!,))
  | (?P<possessive>['’]s\b|(?<=s)['’](?!\w))
  | (?P<letters>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<hyphen>[-–](?![-–]))
  | (?P<comma>,)
  | (?P<other>[^\s\w])
    """,
    re.VERBOSE,
)
YEARS = range(1000, 2200)
# The letter of what is no word of the lexicon and no plain number.
LETTERS = {
    "iso": "I",
    "slash": "L",
    "dotted": "L",
    "year_first": "L",
    "decade": "D",
    "ordinal": "o",
    "quarter": "4",
    "fraction": "k",
    "clock": "c",
    "possessive": "'",
    "hyphen": "-",
    "comma": ",",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `start` and `end` count in the sentence, `text` is in small letters, the rest is as in the lexicon."""

    letter: str
    text: str
    start: int
    end: int
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence read for its dates: its words and their letters."""

    words: tuple[Word, ...]
    signature: str

    def span(self, first: int, last: int) -> Span:
        """The characters of the sentence from word `first` up to, not including, word `last`."""
        return Span(self.words[first].start, self.words[last - 1].end)


def read_line(text: str, lexicon: TimeLexicon) -> Line:
    """The words of a sentence and its signature."""
    words = []
    position = 0
    starts_word = True
    while match := WORD.search(text, position):
        begin = match.start()
        phrase = lexicon.phrases.match(text, begin) if starts_word else None
        if phrase and not (phrase.group()[-1].isalnum() and text[phrase.end() : phrase.end() + 1].isalnum()):
            word = to_phrase(phrase, lexicon)
        else:
            word = to_word(match, lexicon)
        words.append(word)
        position = word.end
        starts_word = True
    return Line(tuple(words), "".join(word.letter for word in words))


def to_phrase(match: re.Match[str], lexicon: TimeLexicon) -> Word:
    """The word for a phrase of the lexicon, or for an abbreviation with its full stop."""
    text = match.group().lower()
    entry = lexicon.entries.get(text)
    if entry is None:
        entry = lexicon.capitalised[text] if match.group()[0].isupper() else Entry("x")
    return Word(entry.letter, text, match.start(), match.end(), entry.number, entry.name)


def to_word(match: re.Match[str], lexicon: TimeLexicon) -> Word:
    """The word for one match of WORD."""
    kind, text = match.lastgroup, match.group()
    start, end = match.span()
    lower = text.lower()
    if kind == "letters":
        entry = lexicon.entries.get(lower)
        if entry is None and text[0].isupper():
            entry = lexicon.capitalised.get(lower)
        if entry is None:
            return Word("x", lower, start, end)
        return Word(entry.letter, lower, start, end, entry.number, entry.name)
    if kind == "number":
        return to_number(text, start, end)
    letter, digits = LETTERS.get(kind or "", "x"), int(re.sub(r"\D", "", text) or 0)
    numbers = {"D": digits // 10, "o": digits, "4": digits}
    return Word(letter, lower, start, end, numbers.get(letter, 0), {"I": text, "o": "digits"}.get(letter, ""))


def to_number(text: str, start: int, end: int) -> Word:
    """The word for a number in digits: `d` where it can be a day or an hour, `y` where it can be a year."""
    plain = text.replace(",", "")
    if not plain.isdecimal():
        return Word("n", text, start, end, 0, plain)
    number = int(plain)
    if len(text) <= 2 and number <= 31:
        letter = "d"
    elif len(text) == 4 and number in YEARS:
        letter = "y"
    else:
        letter = "n"
    return Word(letter, text, start, end, number)
