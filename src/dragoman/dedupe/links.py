"""How one event bears on another.

A meeting fulfils a plan, a deed carries out a threat, a denial answers a claim, a meeting is part of a trip. Links are
found between records that share parties, in the order of their days, and hold between their events.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import yaml

from dragoman.dedupe.features import Pairs, like_sentence, same_actors, same_parties, same_recipients, same_words
from dragoman.dedupe.model import resource
from dragoman.dedupe.table import SIDE, Numbers, Table
from dragoman.dedupe.words import number_of
from dragoman.model.event import LinkKind

DONE, PLANNED, DENIED = 0, 1, 3
EXACT_DAYS, LOOSE_DAYS = 1, 4
ALIKE, SURELY = 0.6, 0.9
LIKE_WORDS = 0.12
MOST_COMPARED = 40


# For each party days and rows, side by side.
Days = Mapping[int, tuple[list[int], list[int]]]


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What may fulfil or carry out what, as numbers of types and modes, and within how many days."""

    fulfils: Mapping[int, frozenset[int]]
    carries_out: Mapping[int, frozenset[int]]
    any_threat: frozenset[int]
    trip: int
    days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Row `source` bears on row `target`."""

    source: int
    target: int
    kind: LinkKind
    because: str


def load_rules() -> LinkRules:
    """The rules that come with Dragoman."""
    fields = yaml.safe_load(resource("links.yml"))

    def numbers(table: Mapping[str, Sequence[str]]) -> dict[int, frozenset[int]]:
        return {number_of(name): frozenset(map(number_of, values)) for name, values in table.items()}

    threats = numbers(fields["carries_out"])
    return LinkRules(
        numbers(fields["fulfils"]), threats, threats[number_of("any")], number_of(fields["trip"]), fields["days"]
    )


def find_links(table: Table, group_of: Numbers, rules: LinkRules) -> list[Link]:
    """The links between groups of rows, each once; `group_of` numbers the group of each row."""
    found: dict[tuple[int, int, LinkKind], Link] = {}
    for link in all_links(table, rules):
        groups = int(group_of[link.source]), int(group_of[link.target])
        if groups[0] != groups[1]:
            found.setdefault((*groups, link.kind), link)
    return list(found.values())


def all_links(table: Table, rules: LinkRules) -> Iterator[Link]:
    """The links between rows, in the order of the rows that they come from."""
    type_, status, modes = table["type"], table["status"], table["modes"]
    is_trip = (type_ == number_of("CONSULT")) & (modes == rules.trip).any(axis=1) & (status == DONE)
    by_party = rows_by_party(table, np.flatnonzero((status == DONE) & (table["precision"] > 1)))
    plans = np.flatnonzero((status == PLANNED) & (table["precision"] > 1))
    threats = np.flatnonzero((type_ == number_of("THREATEN")) & (status == DONE) & (table["precision"] > 1))
    yield from judged(
        table, matches(table, plans, by_party, lambda row: plan_window(table, row, rules)), LinkKind.FULFILS, rules
    )
    days = rules.days["threat"]
    window = lambda row: (int(table["first"][row]), int(table["first"][row]) + days)  # noqa: E731 - a window
    yield from judged(table, matches(table, threats, by_party, window), LinkKind.CARRIES_OUT, rules)
    denials = np.flatnonzero((status == DENIED) & (table["precision"] > 1))
    around = lambda row: (int(table["low"][row]), int(table["high"][row]))  # noqa: E731 - a window
    yield from judged(table, matches(table, denials, by_party, around), LinkKind.DENIES, rules)
    trips = rules.days["trip"]
    stay = lambda row: (int(table["first"][row]), int(table["last"][row]) + trips)  # noqa: E731 - a window
    yield from judged(table, matches(table, np.flatnonzero(is_trip), by_party, stay), LinkKind.PART_OF, rules)


def rows_by_party(table: Table, rows: Numbers) -> Days:
    """For each party the rows in which it takes part, by their first days."""
    order = rows[np.argsort(table["first"][rows], kind="stable")]
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    whos, days = table["who"][order].tolist(), table["first"][order].tolist()
    for row, parties, day in zip(order.tolist(), whos, days, strict=True):
        for party in {who for who in parties if who}:
            found[party][0].append(day)
            found[party][1].append(row)
    return found


def plan_window(table: Table, row: int, rules: LinkRules) -> tuple[int, int]:
    """The days on which a plan may be fulfilled: around its own where it names one, else for some weeks."""
    first, last, precision = int(table["first"][row]), int(table["last"][row]), int(table["precision"][row])
    published = int(table.story("published", np.array([row]))[0])
    if precision == 3 and published and first > published:
        return first - EXACT_DAYS, last + EXACT_DAYS
    return first, max(last + LOOSE_DAYS, (published or first) + rules.days["plan"])


def matches(
    table: Table, rows: Iterable[int], by_party: Days, window: Callable[[int], tuple[int, int]]
) -> list[tuple[int, int]]:
    """Rows that share a party with one of some and lie in its window, the rarest parties first, some at most."""
    found = []
    whos = table["who"]
    for row in map(int, rows):
        near: list[int] = []
        first, last = window(row)
        for party in sorted(
            {who for who in whos[row].tolist() if who in by_party}, key=lambda who: (len(by_party[who][0]), who)
        ):
            days, others = by_party[party]
            begin = bisect_left(days, first)
            near += others[begin : min(bisect_left(days, last + 1), begin + MOST_COMPARED - len(near))]
        found += [(other, row) for other in dict.fromkeys(near) if other != row]
    return found


def judged(table: Table, pairs: Sequence[tuple[int, int]], kind: LinkKind, rules: LinkRules) -> Iterator[Link]:
    """The pairs that are linked."""
    if not pairs:
        return
    source, target = np.array(pairs).T
    both = Pairs(table, source, target)
    parties, words = same_parties(both), (like_sentence(both) >= LIKE_WORDS) | (same_words(both) > 0)
    actors, recipients = same_actors(both), same_recipients(both)
    two = (table["who"][source] != 0).sum(axis=1) > 1
    fits = {
        LinkKind.FULFILS: (parties >= ALIKE) & words & two & may_fulfil(table, source, target, rules),
        LinkKind.CARRIES_OUT: (actors >= ALIKE) & (recipients >= ALIKE) & may_carry_out(table, source, target, rules),
        LinkKind.DENIES: (parties >= ALIKE) & words & (table["type"][source] == table["type"][target]),
        LinkKind.PART_OF: (parties > 0) & is_stage(table, source, target, rules),
    }[kind]
    text = {
        LinkKind.FULFILS: "the same parties do what was planned",
        LinkKind.CARRIES_OUT: "who threatened does it to whom they threatened",
        LinkKind.DENIES: "the same deed of the same parties, claimed and denied",
        LinkKind.PART_OF: "a meeting of the traveller where the journey leads, within its days",
    }[kind]
    for place in np.flatnonzero(fits).tolist():
        one, other = int(source[place]), int(target[place])
        ends = (other, one) if kind is LinkKind.DENIES else (one, other)
        yield Link(*ends, kind, text)


def may_fulfil(table: Table, source: Numbers, target: Numbers, rules: LinkRules) -> Numbers:
    """True where the deed is of the plan's type, or of one that such a plan announces."""
    deeds, plans = table["type"][source].tolist(), table["type"][target].tolist()
    return np.array([deed == plan or deed in rules.fulfils.get(plan, ()) for deed, plan in zip(deeds, plans, strict=True)])


def may_carry_out(table: Table, source: Numbers, target: Numbers, rules: LinkRules) -> Numbers:
    """True where the deed is of a type that the threat's mode announces."""
    deeds, modes = table["type"][source].tolist(), table["modes"][target].tolist()
    wanted = [
        frozenset().union(*(rules.carries_out.get(mode, ()) for mode in some if mode)) or rules.any_threat for some in modes
    ]
    return np.array([deed in types for deed, types in zip(deeds, wanted, strict=True)])


def is_stage(table: Table, source: Numbers, target: Numbers, rules: LinkRules) -> Numbers:
    """True for a meeting of the one who travels, in the country of the journey."""
    traveller = table["who"][target][:, 0]
    takes_part = (table["who"][source][:, : 2 * SIDE] == traveller[:, None]).any(axis=1)
    is_person = traveller != table["group"][target][:, 0]
    here = table["country"][source] == table["country"][target]
    meets = (table["type"][source] == number_of("CONSULT")) & ~(table["modes"][source] == rules.trip).any(axis=1)
    found: Numbers = takes_part & is_person & here & (table["country"][target] != 0) & meets
    return found
