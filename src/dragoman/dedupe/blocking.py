"""Which pairs of records are worth comparing: those that share a key, never all.

A key is made of something that reports of one event have in common (the two parties, a person, a town, a word and a party,
a wire story), the family of the event type, and a stretch of days that both may lie in. Where many records have one key,
each is compared with its nearest neighbours in the order of the table: the number of pairs grows with that of records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dragoman.dedupe.table import SIDE, Numbers, Table
from dragoman.dedupe.words import number_of

BUCKET_DAYS = 4
SLACK_DAYS = 1
ROWS_IN_SLICE = 60_000
NEIGHBOURS = {"parties": 24, "who": 24, "place": 24, "words": 16, "wire": 48}
FINE_PLACE = 3
ORDINAL_1970 = 719_163
PLANNED, DONE = 1, 0
MULTIPLIER, MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
COUPLES = ((0, SIDE), (0, SIDE + 1), (1, SIDE), (1, SIDE + 1), (0, 1), (0, 2), (1, 2))
Families = Mapping[str, Sequence[str]]


def in_order(table: Table) -> Table:
    """The same table with rows in an order that their content gives: alike ones near to one another."""
    ids = np.array(table.ids, dtype="U")
    keys = (ids, table["first"], table["place"], table["triggers"][:, 0], table["type"])
    order = np.lexsort(keys) if len(table) else np.empty(0, np.int64)
    return Table(
        tuple(table.ids[row] for row in order),
        {name: column[order] for name, column in table.columns.items()},
        table.stories,
    )


def candidate_pairs(table: Table, families: Families) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of rows, the lower first, each once; in slices of some days, so that few are in memory at a time."""
    family = family_of(table["type"], families)
    dated = table["precision"] > 1
    low, high = bucket_of(table["low"] - SLACK_DAYS), bucket_of(table["high"] + SLACK_DAYS)
    for first, last in slices(low[dated]):
        rows = np.flatnonzero(dated & (low < last) & (high >= first))
        yield from found_in(table, rows, keyed(table, family, rows, low, high), first, last)
    undated = np.flatnonzero(table["precision"] == 0)
    none = np.zeros(len(table), np.int64)
    yield from found_in(table, undated, keyed(table, family, undated, none, none), 0, 1)
    yield from vague_pairs(table, family)


def bucket_of(days: Numbers) -> Numbers:
    """The stretch of days in which a day lies."""
    found: Numbers = days.astype(np.int64) // BUCKET_DAYS
    return found


def slices(low: Numbers) -> list[tuple[int, int]]:
    """Stretches of buckets, end exclusive, each with about so many records as are compared at a time."""
    if not len(low):
        return []
    buckets, counts = np.unique(low, return_counts=True)
    number = np.cumsum(counts) // ROWS_IN_SLICE
    starts = buckets[np.flatnonzero(np.diff(number, prepend=-1))]
    return list(zip(starts.tolist(), [*starts[1:].tolist(), int(buckets[-1]) + 1], strict=True))


Keyed = Iterator[tuple[str, Numbers, Numbers, Numbers]]


def keyed(table: Table, family: Numbers, rows: Numbers, low: Numbers, high: Numbers) -> Keyed:
    """For each kind of key: its name, the keys, the rows that have them, and the buckets of which they are."""
    reach = int((high[rows] - low[rows]).max(initial=-1)) + 1
    for kind, values in key_values(table, rows):
        for step in range(reach):
            bucket = low[rows] + step
            here = (values != 0) & (bucket <= high[rows])
            yield kind, mixed(values[here], family[rows][here], bucket[here]), rows[here], bucket[here]


def key_values(table: Table, rows: Numbers) -> Iterator[tuple[str, Numbers]]:
    """What records may have in common, one number a row; 0 for none."""
    who, group, code = table["who"][rows], table["group"][rows], table["code"][rows]
    party = np.where(code != 0, code, who).astype(np.uint64)
    for one, other in COUPLES:
        less, more = np.minimum(party[:, one], party[:, other]), np.maximum(party[:, one], party[:, other])
        yield "parties", np.where(less != 0, mixed(less, more, number_of("parties")), np.uint64(0))
    for place in (0, 1, SIDE, SIDE + 1):
        named = (who[:, place] != group[:, place]) | (code[:, place] == 0)
        yield "who", np.where(named & (who[:, place] != 0), mixed(who[:, place], number_of("who")), np.uint64(0))
    town, level = table["place"][rows], table["level"][rows]
    yield "place", np.where((town != 0) & (level >= FINE_PLACE), mixed(town, number_of("place")), np.uint64(0))
    triggers = table["triggers"][rows]
    for column in (0, 1):
        for place in (0, SIDE):
            both = (triggers[:, column] != 0) & (party[:, place] != 0)
            yield "words", np.where(both, mixed(triggers[:, column], party[:, place]), np.uint64(0))
    yield "wire", mixed(table.story("origin", rows), number_of("wire"))


def mixed(*parts: Numbers | int) -> Numbers:
    """Numbers hashed to one."""
    found: Numbers = np.uint64(1)  # type: ignore[assignment]
    with np.errstate(over="ignore"):
        for part in parts:
            found = (found ^ np.asarray(part).astype(np.uint64)) * MULTIPLIER
            found = (found ^ (found >> np.uint64(29))) * MIX
    return found


def family_of(types: Numbers, families: Families) -> Numbers:
    """The number of the family of each event type; a type of no family is one of its own."""
    found = types.astype(np.int64)
    for name, members in families.items():
        found[np.isin(types, [number_of(member) for member in members])] = number_of(f"family {name}")
    return found


def found_in(table: Table, rows: Numbers, keys: Keyed, first: int, last: int) -> Iterator[tuple[Numbers, Numbers]]:
    """The pairs of a slice that may be of one time, each once: of those buckets that they share the first."""
    found = [np.empty(0, np.int64)]
    by_kind: dict[str, list[tuple[Numbers, Numbers, Numbers]]] = {}
    for kind, *values in keys:
        by_kind.setdefault(kind, []).append((values[0], values[1], values[2]))
    for kind, parts in by_kind.items():
        codes, owners, buckets = (np.concatenate([part[place] for part in parts]) for place in range(3))
        inside = (buckets >= first) & (buckets < last)
        left, right, shared = neighbours(codes[inside], owners[inside], buckets[inside], NEIGHBOURS[kind])
        home = bucket_of(np.maximum(table["low"][left], table["low"][right]) - SLACK_DAYS)
        fits = ((home == shared) | (shared == 0)) & may_be_one(table, left, right)
        found.append(left[fits] * len(table) + right[fits])
    del rows
    pairs = np.unique(np.concatenate(found))
    if len(pairs):
        yield pairs // len(table), pairs % len(table)


def neighbours(codes: Numbers, rows: Numbers, buckets: Numbers, reach: int) -> tuple[Numbers, Numbers, Numbers]:
    """Rows with one key that lie at most `reach` apart among all that have it, with the bucket of the key."""
    order = np.lexsort((rows, codes))
    codes, rows, buckets = codes[order], rows[order].astype(np.int64), buckets[order]
    left, right, shared = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    places = np.arange(len(codes))
    for step in range(1, reach + 1):
        places = places[places + step < len(codes)]
        places = places[codes[places] == codes[places + step]]
        if not len(places):
            break
        other = rows[places] != rows[places + step]
        left.append(rows[places][other])
        right.append(rows[places + step][other])
        shared.append(buckets[places][other])
    return np.concatenate(left), np.concatenate(right), np.concatenate(shared)


def may_be_one(table: Table, left: Numbers, right: Numbers) -> Numbers:
    """True for pairs whose days meet and of which not one is planned and the other done: plan and deed are two events."""
    low, high, status = table["low"], table["high"], table["status"]
    meet = (low[left] - SLACK_DAYS <= high[right] + SLACK_DAYS) & (low[right] - SLACK_DAYS <= high[left] + SLACK_DAYS)
    one, other = np.minimum(status[left], status[right]), np.maximum(status[left], status[right])
    found: Numbers = meet & ~((one == DONE) & (other == PLANNED))
    return found


def vague_pairs(table: Table, family: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of which one is dated to a month and the other lies in it, or both are dated to one year."""
    first, precision = table["first"], table["precision"]
    is_year = (precision == 1) & (table["high"] - table["low"] > 31)
    is_month = (precision == 1) & ~is_year
    day = (first.astype(np.int64) - ORDINAL_1970).astype("datetime64[D]")
    month, year = day.astype("datetime64[M]").astype(np.int64) + 1, day.astype("datetime64[Y]").astype(np.int64) + 10_000_000
    found = [np.empty(0, np.int64)]
    for vague, rows, bucket in (
        (is_month, np.flatnonzero((precision > 1) | is_month), month),
        (is_year, np.flatnonzero(is_year), year),
    ):
        for kind, values in key_values(table, rows):
            if kind not in ("parties", "who") or not vague.any():
                continue
            codes = np.where(values != 0, mixed(values, family[rows], bucket[rows]), np.uint64(0))
            kept = (codes != 0) & np.isin(codes, codes[vague[rows]])
            left, right, _ = neighbours(codes[kept], rows[kept], rows[kept], NEIGHBOURS[kind])
            fits = (vague[left] | vague[right]) & may_be_one(table, left, right)
            found.append(left[fits] * len(table) + right[fits])
    pairs = np.unique(np.concatenate(found))
    if len(pairs):
        yield pairs // len(table), pairs % len(table)
