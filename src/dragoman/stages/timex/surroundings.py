"""Whether words that look like a date are one, and which way they look, by the words around them and the parse."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from dragoman.model.span import Span
from dragoman.model.syntax import Parse, Token
from dragoman.stages.timex.context import Lean
from dragoman.stages.timex.direction import find_lean
from dragoman.stages.timex.grammar import Match
from dragoman.stages.timex.lexicon import TimeLexicon
from dragoman.stages.timex.words import Line

AMOUNTS = ("MONEY", "PERCENT", "QUANTITY")


@dataclass(frozen=True)
class Surroundings:
    """A sentence with its parse, the words of both brought together."""

    line: Line
    parse: Parse
    offset: int
    lexicon: TimeLexicon

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins in the sentence."""
        return tuple(token.span.start - self.offset for token in self.parse.tokens)

    def words_in(self, span: Span) -> tuple[int, int] | None:
        """The range of words that overlap a span of the document, None where there is none."""
        inside = [
            index
            for index, word in enumerate(self.line.words)
            if word.start + self.offset < span.end and span.start < word.end + self.offset
        ]
        return (inside[0], inside[-1] + 1) if inside else None

    def tokens(self, first: int, last: int) -> tuple[int, int]:
        """The range of tokens that a range of words covers."""
        begin, end = self.line.words[first].start, self.line.words[last - 1].end
        left = max(bisect_right(self.starts, begin) - 1, 0)
        right = bisect_right(self.starts, end - 1)
        return left, max(right, left + 1)

    def lean(self, first: int, last: int) -> Lean:
        """The direction of the date made of a range of words."""
        if not self.parse.tokens:
            return Lean.NONE
        return find_lean(self.parse, *self.tokens(first, last), self.lexicon)

    def before(self, index: int) -> str:
        """The word before, in small letters."""
        return self.line.words[index - 1].text if index else ""

    def after(self, index: int) -> str:
        """The word at `index`, in small letters, "" at the end."""
        return self.line.words[index].text if index < len(self.line.words) else ""

    def token(self, index: int) -> Token | None:
        """The token of one word."""
        return self.parse.tokens[self.tokens(index, index + 1)[0]] if self.parse.tokens else None

    def is_in_name(self, index: int) -> bool:
        """True for the first half of a name such as "Winter Olympics"."""
        token = self.token(index)
        return token is not None and token.dep == "compound" and self.parse.tokens[token.head].pos == "PROPN"

    def is_date_entity(self, first: int, last: int) -> bool:
        """True when the parser's model takes one of the words for a date."""
        left, right = self.tokens(first, last)
        return any(token.entity in ("DATE", "TIME") for token in self.parse.tokens[left:right])

    def accepts(self, match: Match) -> bool:
        """False for a modal "may", a number of things that could be a year, a quarter of something, and the like."""
        check = CHECKS.get(match.rule.name)
        return check is None or check(self, match)

    def opens_date(self, match: Match) -> bool:
        """True when the match has a word before it that only a date takes, or more words than one."""
        return match.last - match.first > 1 or self.before(match.first) in self.lexicon.date_openers


def is_month(around: Surroundings, match: Match) -> bool:
    """A month that is no modal verb and no one's name."""
    word = around.line.words[match.last - 1]
    token = around.token(match.last - 1)
    if word.text not in around.lexicon.ambiguous:
        return token is None or token.entity not in ("PERSON", "ORG", "FAC") or around.opens_date(match)
    if token is not None and token.tag == "MD":
        return False
    return around.is_date_entity(match.last - 1, match.last) or (
        around.opens_date(match) and (token is None or token.entity != "PERSON")
    )


def is_season(around: Surroundings, match: Match) -> bool:
    """A season that is no verb and no "Arab Spring"."""
    words = around.line.words[match.first : match.last]
    index = match.first + next(i for i, word in enumerate(words) if word.letter == "S")
    if around.before(index) in around.lexicon.not_before_season:
        return False
    token = around.token(index)
    if token is not None and (token.pos not in ("NOUN", "PROPN") or around.is_in_name(index)):
        return False
    return words[index - match.first].text not in around.lexicon.ambiguous or around.opens_date(match)


def is_year(around: Surroundings, match: Match) -> bool:
    """A number that is a year: the model says date, or a date's preposition stands before it and no counted thing after."""
    index = match.last - 1
    token = around.token(index)
    if token is None:
        return True
    if token.entity == "DATE":
        return not 1000 <= around.line.words[index].number < 1400 or around.opens_date(match)
    if token.entity in AMOUNTS or (
        token.dep == "nummod" and token.head > token.index and around.after(match.last) not in ("", ",")
    ):
        return around.parse.tokens[token.head].tag in ("NN", "NNP") and token.entity not in AMOUNTS
    return 1400 <= around.line.words[index].number <= 2100 and around.opens_date(match)


def is_weekday(around: Surroundings, match: Match) -> bool:
    """A weekday that is not in a newspaper's name or a nickname ("Sunday Times", "Black Friday")."""
    token = around.token(match.last - 1)
    return token is None or token.entity not in ("ORG", "WORK_OF_ART", "PERSON", "EVENT") or around.opens_date(match)


def is_bare_unit(around: Surroundings, match: Match) -> bool:
    """A plural such as "days" after a word that makes a stretch of it ("for days")."""
    if around.line.words[match.last - 1].text == "old":
        return False
    return around.before(match.first) in (
        "for",
        "in",
        "within",
        "after",
        "over",
        "of",
        "took",
        "take",
        "takes",
    ) and around.line.words[match.first].name not in ("second", "night")


def is_duration(around: Surroundings, match: Match) -> bool:
    """No age, no quarter of a thing."""
    words = around.line.words[match.first : match.last]
    if words[-1].text == "old" or around.after(match.last) == "old":
        return False
    return not (words[-1].letter == "G" and around.after(match.last) == "of" and words[-2].text in ("a", "three"))


def is_reference(around: Surroundings, match: Match) -> bool:
    """A word for now, the past or the future that is not part of something else ("as soon as", "previously announced")."""
    word = around.line.words[match.first]
    token = around.token(match.last) if match.last < len(around.line.words) else None
    if word.number:
        return False
    if word.text == "soon":
        return around.before(match.first) != "as" and around.after(match.last) != "after"
    return not (word.text == "previously" and token is not None and token.tag in ("VBN", "JJ"))


def is_adverb(around: Surroundings, match: Match) -> bool:
    """No quarterly dividend."""
    token = around.token(match.first)
    return around.line.words[match.first].text in ("daily", "weekly") or (token is not None and token.pos == "ADV")


def is_foreign_month(around: Surroundings, match: Match) -> bool:
    """A month of another calendar that is no one's name."""
    token = around.token(match.last - 1)
    if token is None or match.last - match.first > 1:
        return True
    is_last_name = token.index > 0 and around.parse.tokens[token.index - 1].pos == "PROPN"
    return not is_last_name and (token.entity not in ("PERSON", "ORG", "FAC") or around.opens_date(match))


CHECKS = {
    "month": is_month,
    "foreign month": is_foreign_month,
    "season": is_season,
    "year": is_year,
    "weekday": is_weekday,
    "bare units": is_bare_unit,
    "duration": is_duration,
    "a unit long": is_duration,
    "reference": is_reference,
    "adverb": is_adverb,
}
