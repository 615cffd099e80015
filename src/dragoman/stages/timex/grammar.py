"""All rules for expressions of time, and how a sentence is searched with them.

At each word the rule with the longest match wins, the earlier rule where two match as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dragoman.stages.timex import absolute, clock, durations, foreign_dates, narrative, periods, relative
from dragoman.stages.timex.context import Context, Found, Lean, Rule, Value
from dragoman.stages.timex.words import Line

RULES: tuple[Rule, ...] = (
    *absolute.RULES,
    *periods.RULES,
    *foreign_dates.RULES,
    *relative.RULES,
    *narrative.RULES,
    *durations.RULES,
    *clock.RULES,
)
FINDING = tuple(rule for rule in RULES if not rule.loose)
ANY = re.compile("|".join(f"(?:{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', rule.pattern.pattern)})" for rule in FINDING))
HOLDS_DATE = re.compile("[MJWSHIDXNRVYGUPLcyvszT~456]|w-?w|hu|n[7Z]")
WITHOUT_ARTICLE = re.compile(r"[ta](?:F?y$|.*-[YGU]$|[^YGU]*-[YGU])")


@dataclass(frozen=True, slots=True)
class Match:
    """Words from `first` up to, not including, `last` that a rule reads as `value`."""

    first: int
    last: int
    value: Value
    rule: Rule


def find_matches(
    line: Line,
    context: Context,
    lean: Callable[[int, int], Lean],
    accept: Callable[[Match], bool],
) -> Iterator[tuple[Match, Context]]:
    """The expressions of a sentence from left to right, each with the context after it.

    `lean` tells the direction of the words in a range, `accept` whether a match is a date in its surroundings.
    """
    position = 0
    if not HOLDS_DATE.search(line.signature):
        return
    while hit := ANY.search(line.signature, position):
        position = hit.start()
        match = longest_match(line, position, context, lean, accept)
        if match is None:
            position += 1
            continue
        context = context.after(match.value)
        yield match, context
        position = match.last


def longest_match(
    line: Line,
    position: int,
    context: Context,
    lean: Callable[[int, int], Lean],
    accept: Callable[[Match], bool],
) -> Match | None:
    """The longest acceptable match that begins at a word."""
    hits = [(hit.end(), rule, hit) for rule in FINDING if (hit := rule.pattern.match(line.signature, position))]
    for end, rule, hit in sorted(hits, key=lambda entry: -entry[0]):
        value = evaluate(rule, Found(line, hit), context, lean)
        if value is not None and accept(match := Match(position, end, value, rule)):
            return replace(match, first=after_article(line, match))
    return None


def after_article(line: Line, match: Match) -> int:
    """The first word of a match as TimeML marks it: without what belongs to a noun that follows ("a two-day visit").

    "Over" and "about" belong to the expression where they count, not in "over the weekend" and "about the 2012 attack".
    """
    first = match.first
    if line.words[first].text in ("over", "about") and line.signature[first + 1] in "tzleTU":
        first += 1
    signature = line.signature[first : match.last]
    return first + 1 if len(signature) > 1 and WITHOUT_ARTICLE.match(signature) else first


def evaluate(rule: Rule, found: Found, context: Context, lean: Callable[[int, int], Lean]) -> Value | None:
    """What a rule makes of its match."""
    if rule.needs_lean:
        context = replace(context, lean=lean(*found.match.span()))
    return rule.build(found, context)


def value_of(line: Line, context: Context, lean: Callable[[int, int], Lean], first: int, last: int) -> Match | None:
    """The value of words that are known to be an expression: by the rule that covers most of them.

    An "ago" or "earlier" that was left out is read with them.
    """
    if line.signature[last : last + 1] in ("b", "g") and line.signature[last - 1] in "YGU":
        last += 1
    hits = [
        (hit.end() - hit.start(), rule, hit)
        for rule in RULES
        for start in range(first, last)
        if (hit := rule.pattern.match(line.signature, start, last))
    ]
    for _, rule, hit in sorted(hits, key=lambda entry: (-entry[0], entry[1].loose)):
        value = evaluate(rule, Found(line, hit), context, lean)
        if value is not None:
            return Match(hit.start(), hit.end(), value, rule)
    return None
