"""Derives the events of the archive: all anew, or those to which new records and verdicts make a difference.

What a person said of two records stands; what the model says of two is entered as a judgement of its own, with its reasons,
and can be undone like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dragoman.dedupe.derive import AUTHOR, Derived, Group, SamePair, derive, open_judge
from dragoman.dedupe.judge import Judge
from dragoman.dedupe.merge import merge
from dragoman.dedupe.sources import load_agencies, root_of
from dragoman.dedupe.table import Story, Table, TableBuilder
from dragoman.dedupe.words import load_words
from dragoman.model.event import Event, EventLink, LinkKind
from dragoman.model.judgement import Judgement, Verdict
from dragoman.model.query import Query
from dragoman.model.status import Status
from dragoman.store import Store, same
from dragoman.store.events import find_links
from dragoman.store.same import Days

GROUPS_AT_ONCE = 1000
JUDGEMENTS_AT_ONCE = 5000
AROUND = timedelta(days=14)
BEFORE = timedelta(days=45)
BULK = 0.5  # where more of the archive than this is new, all is derived anew


@dataclass(frozen=True, slots=True)
class Derivation:
    """What was derived: events written, those of several records, records that they hold, links."""

    events: int = 0
    joined: int = 0
    records: int = 0
    links: int = 0


def derive_events(store: Store, *, anew: bool = False) -> Derivation:
    """Brings the events in line with records and verdicts.

    Only what new records, verdicts and withdrawn records bear on is derived; all of it with `anew`, or where most is new.

    Raises:
        StoreError: when the archive cannot be read or written.
    """
    with store.database.reading() as connection:
        judgements = same.find_pair_verdicts(connection, AUTHOR)
        touched = same.find_without_event(connection) | same.find_stale(connection)
        named = {id_ for judgement in judgements if len(judgement.records) == 2 for id_ in judgement.records}
        touched |= same.find_days(connection, contested(judgements, same.find_members(connection, named)))
    if not touched and not anew:
        return Derivation()
    if anew or len(touched) > BULK * store.counts()["records"]:
        return derive_all(store, judgements)
    return derive_some(store, judgements, touched)


def contested(judgements: Sequence[Judgement], events: Mapping[str, set[str]]) -> set[str]:
    """The records of pairs with which the events as they are do not agree, or of which a verdict was undone."""
    event_of = {record: event for event, records in events.items() for record in records}
    undone = {judgement.undoes for judgement in judgements}
    found: set[str] = set()
    for judgement in judgements:
        if len(judgement.records) != 2:
            continue
        together = len({event_of.get(id_, id_) for id_ in judgement.records}) == 1
        wanted = (judgement.verdict is Verdict.SAME) != (judgement.id in undone)
        if together != wanted:
            members = [events[event_of[id_]] for id_ in judgement.records if id_ in event_of]
            found.update(judgement.records, *members)
    return found


def derive_all(store: Store, judgements: Sequence[Judgement]) -> Derivation:
    """All events anew."""
    judge = open_judge()
    found = derive(read_table(store, None), judgements, judge)
    count = store.replace_events(merged_events(store, found.groups), found.links)
    enter(store, found.pairs, judge)
    return told(found.groups, count, len(found.links))


def derive_some(store: Store, judgements: Sequence[Judgement], touched: Mapping[str, str]) -> Derivation:
    """The events to which the records touched belong or may belong, by what the days around them hold."""
    judge = open_judge()
    found = derive(read_table(store, windows(touched.values())), judgements, judge)
    groups = affected(store, found, set(touched), judgements)
    ids = {group.id for group in groups}
    links = [link for link in found.links if link.source in ids or link.target in ids]
    links = kept_links(store, groups, links)
    count = store.append_events(merged_events(store, groups), links)
    inside = {id_ for group in groups for id_ in group.records}
    enter(store, [pair for pair in found.pairs if pair.one in inside], judge)
    return told(groups, count, len(links))


def read_table(store: Store, days: Sequence[Days] | None) -> Table:
    """The records shown, all or those of some days, as a table."""
    builder, agencies = TableBuilder(load_words()), load_agencies()
    with store.database.reading() as connection:
        for report, records in same.each_report(connection, days):
            root = root_of(report.text, report.publication, report.id, agencies)
            builder.add(Story(report.id, report.origin, root, report.published, report.text), records)
    return builder.table()


def windows(days: Iterable[str]) -> list[Days]:
    """The days around some, put together where they meet, and the weeks before them for what was planned or threatened.

    A record without a day stands with those that have none; months and years are told by their first days.
    """
    known = sorted({date.fromisoformat(day) for day in days if day})
    stretches: list[tuple[date, date]] = []
    for day in known:
        first, last = day - AROUND, day + AROUND
        if stretches and first <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], last
        else:
            stretches.append((first, last))
    near = [Days(first.isoformat(), last.isoformat()) for first, last in stretches]
    vague = {day for stretch in stretches for end in stretch for day in (end.replace(day=1), end.replace(month=1, day=1))}
    single = [Days(day.isoformat(), day.isoformat()) for day in sorted(vague)]
    ahead = [Days((first - BEFORE).isoformat(), first.isoformat(), ahead=True) for first, _ in stretches]
    return [*near, *single, *ahead, Days("", "")]


def affected(store: Store, found: Derived, touched: set[str], judgements: Sequence[Judgement]) -> list[Group]:
    """The groups that take in a record touched, and those of records that change their event for that."""
    group_of = {id_: group for group in found.groups for id_ in group.records}
    chosen: dict[str, Group] = {}
    waiting = [group_of[id_] for id_ in sorted(touched) if id_ in group_of]
    while waiting:
        fresh = {group.id: group for group in waiting if group.id not in chosen}
        chosen |= fresh
        with store.database.reading() as connection:
            before = same.find_members(connection, [id_ for group in fresh.values() for id_ in group.records])
            left = {id_ for members in before.values() for id_ in members}
            left -= {id_ for group in chosen.values() for id_ in group.records}
            shown = same.find_days(connection, left)
        waiting = [group_of[id_] for id_ in sorted(shown) if id_ in group_of]
        if not waiting and shown:
            chosen |= {group.id: group for group in derive_left(store, shown, judgements)}
    return list(chosen.values())


def derive_left(store: Store, left: Mapping[str, str], judgements: Sequence[Judgement]) -> list[Group]:
    """Groups of records too far off to have been read, whose event is dissolved: as they are among themselves."""
    table = read_table(store, [Days(day, day) for day in sorted(set(left.values()))])
    groups = derive(table, judgements, open_judge()).groups
    return [group for group in groups if set(group.records) <= set(left)]


def kept_links(store: Store, groups: Sequence[Group], links: Sequence[EventLink]) -> list[EventLink]:
    """The links to be written: new ones, and those that the events had before and whose ends are still there."""
    found = {(link.source, link.target, link.kind): link for link in links}
    ids = {group.id for group in groups}
    with store.database.reading() as connection:
        gone = set(same.find_members(connection, [id_ for group in groups for id_ in group.records])) - ids
        for id_ in sorted(ids):
            for link in find_links(connection, id_):
                if link.source not in gone and link.target not in gone:
                    found.setdefault((link.source, link.target, link.kind), link)
    return list(found.values())


def merged_events(store: Store, groups: Sequence[Group]) -> Iterator[Event]:
    """The events of groups, read as they are used."""
    with store.database.reading() as connection:
        printers = same.find_printers(connection)
        for start in range(0, len(groups), GROUPS_AT_ONCE):
            some = groups[start : start + GROUPS_AT_ONCE]
            records = same.find_shown(connection, [id_ for group in some for id_ in group.records])
            for group in some:
                members = [records[id_] for id_ in group.records if id_ in records]
                if members:
                    papers = {paper for record in members for paper in printers.get(record.doc_id, ())}
                    yield merge(group.id, members, group.independent, papers)


def enter(store: Store, pairs: Sequence[SamePair], judge: Judge) -> None:
    """Stores what the model says of the pairs that hold events together; the same said again is one."""
    author = f"{AUTHOR} {judge.model.version}"
    time = datetime.now(UTC).isoformat(timespec="seconds")
    judgements = [judgement_of(pair, author, time) for pair in pairs]
    for start in range(0, len(judgements), JUDGEMENTS_AT_ONCE):
        store.append_judgements(judgements[start : start + JUDGEMENTS_AT_ONCE])


def judgement_of(pair: SamePair, author: str, time: str) -> Judgement:
    """A pair as a judgement; its id leaves the time out, so that it is entered once."""
    content = f"{Verdict.SAME.value}\x1f{pair.one}\x1f{pair.other}\x1f{author}"
    id_ = hashlib.sha256(content.encode()).hexdigest()[:16]
    return Judgement(id_, Verdict.SAME, (pair.one, pair.other), author, time, f"{pair.chance:.2f}: {pair.because}")


def told(groups: Sequence[Group], events: int, links: int) -> Derivation:
    """What was derived."""
    return Derivation(
        events, sum(len(group.records) > 1 for group in groups), sum(len(group.records) for group in groups), links
    )


def planned_not_held(store: Store, query: Query) -> Iterator[Event]:
    """The planned events that match and that no event of the archive fulfils, one after the other."""
    with store.database.reading() as connection:
        held = same.find_targets(connection, LinkKind.FULFILS.value)
    for event in store.each_event(replace(query, status=(Status.PLANNED.value,), limit=None)):
        if event.id not in held:
            yield event
