"""Derived events: stored, found by the same filters, replaced and joined."""

from dataclasses import replace

import pytest

from dragoman.model.event import Disagreement, Event, EventLink, LinkKind
from dragoman.model.query import Query
from tests.store.made import CODER, batch, document, reading

DOCUMENTS = [
    document("a", "RUS CONSULT USA"),
    document("b", "RUS CONSULT USA 1", source="The Other"),
    document("c", "FJI AID USA"),
]
RECORDS = [reading(of).records[0] for of in DOCUMENTS]


def event(id_: str, *places: int, disputed: bool = False) -> Event:
    told = tuple(RECORDS[place] for place in places)
    dates = tuple(Disagreement("date", record.date, (record.id,)) for record in told) if disputed else ()
    sources = tuple(sorted({record.cite_info.publication for record in told}))
    return Event(id_, tuple(record.id for record in told), sources, replace(told[0], id=id_), dates, len(sources))


MEETING, AID = event("e1", 0, 1, disputed=True), event("e2", 2)
LINK = EventLink("e2", "e1", LinkKind.PART_OF, "made")


@pytest.fixture
def filled(store):
    store.append(batch(*DOCUMENTS), CODER)
    assert store.replace_events([MEETING, AID], [LINK]) == 2
    return store


def test_events_come_back_whole(filled):
    assert filled.event("e1") == MEETING
    assert filled.event_of(RECORDS[1].id) == "e1"
    assert filled.links("e1") == filled.links("e2") == [LINK]
    assert filled.event("none") is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), {"e1", "e2"}),
        (Query(pair=("USA", "RUS")), {"e1"}),
        (Query(country=("FJI",)), {"e2"}),
        (Query(disputed=True), {"e1"}),
        (Query(disputed=False), {"e2"}),
        (Query(source=("The Other",)), {"e1"}),
        (Query(words="consult"), {"e1"}),
        (Query(document=("c",)), {"e2"}),
        (Query(type=("AID",), quad=(2,)), {"e2"}),
    ],
)
def test_events_are_found_by_the_same_filters(filled, query, expected):
    assert {found.id for found in filled.events(query).items} == expected
    assert filled.count(query, of="events") == len(expected)


def test_events_are_tables_and_groups(filled):
    assert filled.events(Query(sort="stored"), as_="arrow").column("sources").to_pylist() == [
        ["The Other", "The Paper"],
        ["The Paper"],
    ]
    assert [group.keys for group in filled.groups(Query(group=("pair",)), of="events")] == [("FJI", "USA"), ("RUS", "USA")]


def test_a_new_event_takes_the_place_of_those_that_share_a_record(filled):
    assert filled.append_events([event("e3", 1, 2)]) == 1
    assert [found.id for found in filled.events(Query()).items] == ["e3"]
    assert filled.event_of(RECORDS[0].id) is None
    assert filled.links("e1") == []


def test_replacing_leaves_nothing_of_the_old(filled):
    filled.replace_events([AID])
    assert [found.id for found in filled.events(Query()).items] == ["e2"]
    assert filled.links("e2") == []
    assert filled.event_of(RECORDS[0].id) is None
