"""From records to events: judged in pairs, put into groups, linked. The same records give the same events in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.dedupe.blocking import in_order
from dragoman.dedupe.cluster import MILLION, Pair, Verdicts, cluster, settle
from dragoman.dedupe.judge import Judge, holding
from dragoman.dedupe.links import find_links, load_rules
from dragoman.dedupe.merge import event_id
from dragoman.dedupe.model import load_families, load_model
from dragoman.dedupe.sources import independent
from dragoman.dedupe.table import Numbers, Table
from dragoman.model.event import EventLink
from dragoman.model.judgement import Judgement, Verdict, live

AUTHOR = "same-event model"


@dataclass(frozen=True, slots=True)
class Group:
    """Records that tell one event, by their ids; the event's own id; how many of their sources stand by themselves."""

    id: str
    records: tuple[str, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class SamePair:
    """Two records that the model holds to be one event: how likely, and why."""

    one: str
    other: str
    chance: float
    because: str


@dataclass(frozen=True, slots=True)
class Derived:
    """All groups, the links between their events, and the pairs that hold groups together."""

    groups: tuple[Group, ...]
    links: tuple[EventLink, ...]
    pairs: tuple[SamePair, ...]


def open_judge() -> Judge:
    """The judge that comes with Dragoman."""
    return Judge(load_model(), load_families())


def derive(table: Table, judgements: Sequence[Judgement], judge: Judge) -> Derived:
    """The events of the records of a table, as the model and people's verdicts have them."""
    ordered = in_order(table)
    del table  # a million rows are half a gigabyte
    verdicts = verdicts_of(judgements, {id_: row for row, id_ in enumerate(ordered.ids)})
    chances = judge.chances(ordered)
    joined = cluster(chances, verdicts, judge.least)
    group_of = numbered(joined, len(ordered))
    held = [pair for group in joined for pair in holding(group, chances, verdicts.same)]
    rows = rows_of(joined, group_of)
    alone = independent(ordered, rows)
    groups = tuple(group_of_rows(ordered, some, count) for some, count in zip(rows, alone, strict=True))
    return Derived(groups, tuple(links_of(ordered, group_of, rows)), tuple(told(ordered, held, judge)))


def verdicts_of(judgements: Sequence[Judgement], rows: Mapping[str, int]) -> Verdicts:
    """What people say of pairs, the later against the earlier; the model's word that a person undid counts as "not same"."""
    undone = {judgement.undoes for judgement in judgements if judgement.undoes is not None}
    mine = {judgement.id: judgement for judgement in judgements if judgement.author.startswith(AUTHOR)}
    withdrawn = [mine[id_] for id_ in sorted(undone & set(mine))]
    said = [(judgement, judgement.verdict is Verdict.SAME) for judgement in live(judgements) if judgement.id not in mine]
    pairs = [(judgement.records, same) for judgement, same in said if judgement.verdict in (Verdict.SAME, Verdict.NOT_SAME)]
    pairs = [(judgement.records, False) for judgement in withdrawn] + pairs
    known = [((rows[ids[0]], rows[ids[1]]), same) for ids, same in pairs if ids[0] in rows and ids[1] in rows]
    return settle(reversed(known))


def numbered(joined: Iterable[Sequence[int]], count: int) -> Numbers:
    """For each row the lowest row of its group."""
    found = np.arange(count)
    for group in joined:
        found[list(group)] = min(group)
    return found


def rows_of(joined: Sequence[Sequence[int]], group_of: Numbers) -> list[Sequence[int]]:
    """The rows of all groups, also of those with one, by their first rows."""
    several = {min(group): group for group in joined}
    return [several.get(row, [row]) for row in np.unique(group_of).tolist()]


def group_of_rows(table: Table, rows: Sequence[int], alone: int) -> Group:
    """The group of some rows; its event keeps its id when later reports join."""
    ids = tuple(sorted(table.ids[row] for row in rows))
    return Group(event_id(first_of(table, rows)), ids, alone)


def links_of(table: Table, group_of: Numbers, rows: Sequence[Sequence[int]]) -> Iterator[EventLink]:
    """The links between events, by their ids."""
    by_number = {min(some): some for some in rows}

    def named(row: int) -> str:
        return event_id(first_of(table, by_number[int(group_of[row])]))

    for link in find_links(table, group_of, load_rules()):
        yield EventLink(named(link.source), named(link.target), link.kind, link.because)


def first_of(table: Table, rows: Sequence[int]) -> str:
    """The id of the record that was published first; those of undated reports come last."""
    published = table.story("published", np.array(rows)).tolist()
    return min((day or 1 << 30, table.ids[row]) for day, row in zip(published, rows, strict=True))[1]


def told(table: Table, pairs: Sequence[Pair], judge: Judge) -> Iterator[SamePair]:
    """The pairs with their reasons."""
    for (one, other), (chance, because) in zip(pairs, judge.reasons(table, pairs), strict=True):
        ids = sorted((table.ids[one], table.ids[other]))
        yield SamePair(ids[0], ids[1], round(round(chance * MILLION) / MILLION, 4), because)
