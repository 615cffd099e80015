"""What speaks for and against two records telling the same event: named figures, each for many pairs at once.

A feature is a function from pairs to numbers, mostly from 0 to 1, and 0 where one of the two says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.dedupe.table import SIDE, TOLLS, Numbers, Table
from dragoman.dedupe.words import number_of

Figures = NDArray[Any]
GROUP_ALIKE, COUNTRY_ALIKE, PEOPLE_ALIKE = 0.7, 0.35, 0.15
CITY = 3  # a place as fine as a district
FAR_KM = 150.0
NEAR_KM = 40.0
EARTH_KM = 6371.0
SAID = [number_of(name) for name in ("ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE")]
MOST_DAYS = 5.0


@dataclass(frozen=True)
class Pairs:
    """Rows `left` and `right` of a table, pair by pair; `known` are figures that several features use."""

    table: Table
    left: Numbers
    right: Numbers
    known: dict[str, Figures] = field(default_factory=dict, repr=False)

    def both(self, name: str) -> tuple[Numbers, Numbers]:
        """A column of both."""
        return self.table[name][self.left], self.table[name][self.right]

    def stories(self, name: str) -> tuple[Numbers, Numbers]:
        """A column of the stories of both."""
        return self.table.story(name, self.left), self.table.story(name, self.right)

    @cached_property
    def likeness(self) -> Figures:
        """How far each party of the one is each of the other: pairs, parties, parties; actors before recipients."""
        (who, other_who), (group, other_group), (code, other_code) = map(self.both, ("who", "group", "code"))
        same = (who[:, :, None] == other_who[:, None, :]) & (who[:, :, None] != 0)
        is_plain, other_plain = (who == group)[:, :, None], (other_who == other_group)[:, None, :]
        grouped = (group[:, :, None] == other_group[:, None, :]) & (group[:, :, None] != 0)
        country = (code[:, :, None] == other_code[:, None, :]) & (code[:, :, None] != 0)
        alike = np.where(country, np.where(is_plain | other_plain, COUNTRY_ALIKE, PEOPLE_ALIKE), 0.0)
        alike = np.where(grouped & (is_plain | other_plain), GROUP_ALIKE, alike)
        return np.where(same, 1.0, alike).astype(np.float32)


def remembered(feature: Callable[[Pairs], Figures]) -> Callable[[Pairs], Figures]:
    """The same feature, which is told once for the same pairs."""

    @wraps(feature)
    def once(pairs: Pairs) -> Figures:
        if feature.__name__ not in pairs.known:
            pairs.known[feature.__name__] = feature(pairs)
        return pairs.known[feature.__name__]

    return once


def figures(values: Any) -> Figures:
    """Numbers in single precision."""
    found: Figures = np.asarray(values, np.float32)
    return found


def covered(likeness: Figures, these: Numbers, those: Numbers) -> Figures:
    """How far the shorter of two lists of parties is found in the other; 0 where one is empty."""
    here, there = (these != 0), (those != 0)
    forth = (likeness.max(axis=2) * here).sum(axis=1) / np.maximum(here.sum(axis=1), 1)
    back = (likeness.max(axis=1) * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    shorter = np.where(here.sum(axis=1) <= there.sum(axis=1), forth, back)
    return figures(np.where(here.any(axis=1) & there.any(axis=1), shorter, 0.0))


def sides(pairs: Pairs, one: slice, other: slice) -> Figures:
    """How far the parties of a side of the left are those of a side of the right."""
    who, others = pairs.both("who")
    return covered(pairs.likeness[:, one, other], who[:, one], others[:, other])


ACTORS, RECIPIENTS, ALL = slice(0, SIDE), slice(SIDE, 2 * SIDE), slice(0, 2 * SIDE)


@remembered
def same_actors(pairs: Pairs) -> Figures:
    """The actors of the one are those of the other."""
    return sides(pairs, ACTORS, ACTORS)


@remembered
def same_recipients(pairs: Pairs) -> Figures:
    """The recipients of the one are those of the other."""
    return sides(pairs, RECIPIENTS, RECIPIENTS)


@remembered
def same_parties(pairs: Pairs) -> Figures:
    """Who takes part is the same, in whatever part."""
    return sides(pairs, ALL, ALL)


@remembered
def shared_names(pairs: Pairs) -> Figures:
    """Persons, bodies and groups, not states, that take part in both: none, one, two."""
    who, others = pairs.both("who")
    group = pairs.table["group"][pairs.left]
    named = ((who[:, :, None] == others[:, None, :]) & ((who != group) & (who != 0))[:, :, None]).any(axis=2)
    return figures(np.minimum(named.sum(axis=1), 2) / 2)


def apart(pairs: Pairs, side: slice) -> Figures:
    """Both name somebody on a side, and nobody of the one is like anybody of the other."""
    who, others = pairs.both("who")
    named = (who[:, side] != 0).any(axis=1) & (others[:, side] != 0).any(axis=1)
    return figures(named & (pairs.likeness[:, side, side].max(axis=(1, 2)) <= 0))


def other_actors(pairs: Pairs) -> Figures:
    """Quite other actors."""
    return apart(pairs, ACTORS)


def other_recipients(pairs: Pairs) -> Figures:
    """Quite other recipients."""
    return apart(pairs, RECIPIENTS)


def parts_exchanged(pairs: Pairs) -> Figures:
    """Who acts here is acted on there."""
    crossed = np.minimum(sides(pairs, ACTORS, RECIPIENTS), sides(pairs, RECIPIENTS, ACTORS))
    straight = np.maximum(sides(pairs, ACTORS, ACTORS), sides(pairs, RECIPIENTS, RECIPIENTS))
    return figures(np.maximum(crossed - straight, 0))


@remembered
def same_type(pairs: Pairs) -> Figures:
    """One event type."""
    return equal(*pairs.both("type"))


def same_mode(pairs: Pairs) -> Figures:
    """A mode in common."""
    return shares_any(*pairs.both("modes"))


def other_mode(pairs: Pairs) -> Figures:
    """Both have modes, none in common."""
    one, other = pairs.both("modes")
    return (one.any(axis=1) & other.any(axis=1)).astype(np.float32) * (1 - shares_any(one, other))


@remembered
def same_words(pairs: Pairs) -> Figures:
    """A word that tells the event in both."""
    return shares_any(*pairs.both("triggers"))


def same_day(pairs: Pairs) -> Figures:
    """The same day, told in both."""
    (first, other), (precision, other_precision) = pairs.both("first"), pairs.both("precision")
    return figures((first == other) & (np.minimum(precision, other_precision) == 3))


def likely_day(pairs: Pairs) -> Figures:
    """The same day, though one does not say so outright."""
    (first, other), (precision, other_precision) = pairs.both("first"), pairs.both("precision")
    return figures((first == other) & (np.minimum(precision, other_precision) == 2))


def days_apart(pairs: Pairs) -> Figures:
    """Days between the two, both told to the day; 1 for five and more."""
    precision, other = pairs.both("precision")
    return figures(np.where(np.minimum(precision, other) == 3, gap(pairs), 0))


def likely_days_apart(pairs: Pairs) -> Figures:
    """Days between the two, one of them not told to the day."""
    precision, other = pairs.both("precision")
    return figures(np.where(np.minimum(precision, other) == 2, gap(pairs), 0))


def vague_date(pairs: Pairs) -> Figures:
    """One is dated to a month or a year, or not at all."""
    precision, other = pairs.both("precision")
    return figures(np.minimum(precision, other) < 2)


def published_apart(pairs: Pairs) -> Figures:
    """Days between the two publications; 1 for five and more."""
    one, other = pairs.stories("published")
    known = (one != 0) & (other != 0)
    return figures(np.where(known, np.minimum(np.abs(one - other), MOST_DAYS) / MOST_DAYS, 0))


def gap(pairs: Pairs) -> Numbers:
    """Days between the last day of the earlier and the first of the later, as a share of the most that is counted."""
    (first, other_first), (last, other_last) = pairs.both("first"), pairs.both("last")
    between = np.maximum(np.maximum(other_first - last, first - other_last), 0)
    found: Numbers = np.minimum(between, MOST_DAYS) / MOST_DAYS
    return found


@remembered
def kilometres(pairs: Pairs) -> Numbers:
    """How far apart the places are; infinite where one is not known as finely as a district."""
    (lat, other_lat), (lon, other_lon), (level, other_level) = map(pairs.both, ("lat", "lon", "level"))
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half = (
        np.sin((phi - other_phi) / 2) ** 2 + np.cos(phi) * np.cos(other_phi) * np.sin(np.radians(lon - other_lon) / 2) ** 2
    )
    distance = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    found: Numbers = np.where(np.minimum(level, other_level) >= CITY, distance, np.inf)
    return found


def same_place(pairs: Pairs) -> Figures:
    """The same town, or one near by."""
    return figures(np.exp(-kilometres(pairs) / NEAR_KM))


def other_place(pairs: Pairs) -> Figures:
    """Towns far from one another."""
    distance = kilometres(pairs)
    return figures(np.isfinite(distance) & (distance > FAR_KM))


def same_country(pairs: Pairs) -> Figures:
    """In the same country, as far as is said."""
    return equal(*pairs.both("country"))


def other_country(pairs: Pairs) -> Figures:
    """In different countries."""
    one, other = pairs.both("country")
    return figures((one != 0) & (other != 0) & (one != other))


def same_toll(pairs: Pairs) -> Figures:
    """A number of dead, injured or arrested in common."""
    return tolls(pairs, agree=True)


def other_toll(pairs: Pairs) -> Figures:
    """Numbers of dead, injured or arrested that do not meet."""
    return tolls(pairs, agree=False)


def tolls(pairs: Pairs, *, agree: bool) -> Figures:
    """1 where some toll that both tell is, or is not, the same."""
    one, other = pairs.both("toll")
    found = np.zeros(len(one), bool)
    for place in range(len(TOLLS)):
        low, high, other_low, other_high = (
            one[:, 2 * place],
            one[:, 2 * place + 1],
            other[:, 2 * place],
            other[:, 2 * place + 1],
        )
        known = (low >= 0) & (other_low >= 0)
        meet = (low <= other_high) & (other_low <= high)
        found |= known & (meet == agree)
    return figures(found)


@remembered
def like_sentence(pairs: Pairs) -> Figures:
    """Rare words in common in the sentences that tell it."""
    return cosine(*pairs.both("terms"), *pairs.both("term_weights"))


def like_names(pairs: Pairs) -> Figures:
    """Names and numbers in common in the sentences that tell it."""
    return cosine(*pairs.both("names"), *pairs.both("name_weights"))


def like_story(pairs: Pairs) -> Figures:
    """Rare words in common at the beginning of the reports."""
    return cosine(*pairs.stories("lead"), *pairs.stories("lead_weights"))


@remembered
def same_report(pairs: Pairs) -> Figures:
    """Both stand in one report, which tells them apart."""
    return equal(*pairs.both("story"), zero=True)


def same_wire(pairs: Pairs) -> Figures:
    """Two reports that are copies of one."""
    return figures(equal(*pairs.stories("origin")) * (1 - same_report(pairs)))


def other_status(pairs: Pairs) -> Figures:
    """The one has it that it happened, the other that it may, or did not."""
    return 1 - equal(*pairs.both("status"), zero=True)


@remembered
def same_deed(pairs: Pairs) -> Figures:
    """One type, told with one word, of the same parties: all three at once."""
    return same_type(pairs) * same_words(pairs) * same_parties(pairs)


def same_sides(pairs: Pairs) -> Figures:
    """Both actors and recipients are the same."""
    return same_actors(pairs) * same_recipients(pairs)


def alike_throughout(pairs: Pairs) -> Figures:
    """Parties and sentence are alike at once."""
    return same_parties(pairs) * like_sentence(pairs)


def equal(one: Numbers, other: Numbers, *, zero: bool = False) -> Figures:
    """1 where two numbers are the same; 0 stands for none unless `zero` says otherwise."""
    return figures((one == other) & (zero | (one != 0)))


def shares_any(one: Numbers, other: Numbers) -> Figures:
    """1 where two lists have a number in common."""
    return figures(((one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)).any(axis=(1, 2)))


def cosine(one: Numbers, other: Numbers, weights: Numbers, other_weights: Numbers) -> Figures:
    """How alike two lists of weighed words are."""
    met = (one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)
    matched = (met * other_weights[:, None, :]).sum(axis=2)
    return figures(np.minimum((matched * weights).sum(axis=1), 1))


@remembered
def only_said(pairs: Pairs) -> Figures:
    """Both are words: accusations, refusals, demands, threats, praise, of which a day has many between the same parties."""
    one, other = pairs.both("type")
    return figures(np.isin(one, SAID) & np.isin(other, SAID))


def said_alike(pairs: Pairs) -> Figures:
    """Words whose sentences are alike."""
    return only_said(pairs) * like_sentence(pairs)


def same_deed_and_day(pairs: Pairs) -> Figures:
    """The same deed, on days that are or may be the same."""
    return same_deed(pairs) * np.maximum(same_day(pairs), likely_day(pairs))


def named_deed(pairs: Pairs) -> Figures:
    """One type, with persons or bodies in common."""
    return same_type(pairs) * shared_names(pairs)


FEATURES: Mapping[str, Callable[[Pairs], Figures]] = {
    feature.__name__: feature
    for feature in (
        same_actors, same_recipients, same_parties, shared_names, other_actors, other_recipients, parts_exchanged,
        same_type, same_mode, other_mode, same_words, same_day, likely_day, days_apart, likely_days_apart, vague_date,
        published_apart, same_place, other_place, same_country, other_country, same_toll, other_toll, like_sentence,
        like_names, like_story, same_report, same_wire, other_status, same_deed, same_sides, alike_throughout, only_said,
        said_alike, same_deed_and_day, named_deed,
    )
}  # fmt: skip

# What costs most to tell, and is told only of pairs that the rest leaves in doubt.
COSTLY = ("like_sentence", "like_names", "like_story", "alike_throughout", "said_alike")


def feature_matrix(pairs: Pairs, names: Sequence[str]) -> Figures:
    """The figures of the features named: a row for each pair, a column for each feature."""
    if not names:
        return np.zeros((len(pairs.left), 0), np.float32)
    return figures(np.column_stack([FEATURES[name](pairs) for name in names]))
