"""The merged event: of each field the most specific value with the widest support, and what records disagree on."""

from dataclasses import replace

import pytest

from dragoman.dedupe.differ import disagreements_of
from dragoman.dedupe.merge import merge, merged_record
from dragoman.model.record import Size
from dragoman.model.status import Status
from dragoman.model.when import Grain
from tests.dedupe.telling import tell


def records(*told):
    return [record for _, record in told]


def disputed(*told):
    return {(item.field, item.value): len(item.records) for item in disagreements_of(records(*told))}


def strike(doc, **fields):
    return tell(doc, ["Israel"], "ASSAULT", ["Syria"], words="bombed", **fields)


def test_one_record_is_its_own_event():
    (record,) = records(strike("a", dead=3))
    assert merged_record([record]) == record
    event = merge("e", [record], 1)
    assert event.id == event.merged.id == "e"
    assert event.records == (record.id,)
    assert event.disagreements == ()


def test_the_most_exact_date_is_taken_and_of_equal_ones_the_most_frequent():
    told = records(
        strike("a", day="2015-08-01", grain=Grain.MONTH),
        strike("b", day="2015-08-03"),
        strike("c", day="2015-08-04"),
        strike("d", day="2015-08-04"),
    )
    merged = merged_record(told)
    assert (merged.date, merged.date_resolution) == ("2015-08-04", Grain.DAY)


def test_a_named_person_takes_the_place_of_the_state():
    told = records(tell("a", ["Russia", "Mashaal"], "CONSULT"), tell("b", ["Lavrov", "Mashaal"], "CONSULT"))
    assert [entity.entity_text for entity in merged_record(told).actor] == ["Mashaal", "Lavrov"]


def test_a_party_stands_on_the_side_where_most_have_it():
    told = records(strike("a"), strike("b"), tell("c", ["Syria"], "ASSAULT", ["Israel"], words="bombed"))
    merged = merged_record(told)
    assert [entity.code for entity in merged.actor] == ["ISR"]
    assert [entity.code for entity in merged.recipient] == ["SYR"]


def test_the_finest_place_is_taken():
    told = records(strike("a"), strike("b", town="Doha"), strike("c", town="Doha"), strike("d", town="Geneva"))
    assert merged_record(told).event_loc.resolved_place == "Doha"


def test_sources_are_papers_and_those_that_printed_copies():
    assert merge("e", records(strike("a"), strike("b")), 2, ["The Copyist"]).sources == ("Paper a", "Paper b", "The Copyist")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([strike("a", day="2015-08-03"), strike("b"), strike("c")], {("date", "2015-08-04"): 2, ("date", "2015-08-03"): 1}),
        ([strike("a", day="2015-08-01", grain=Grain.WEEK), strike("b")], {}),
        ([strike("a", dead=3), strike("b", dead=5)], {("dead", "3"): 1, ("dead", "5"): 1}),
        ([strike("a", dead=3), strike("b", dead=(2, 4)), strike("c")], {}),
        ([strike("a", town="Doha"), strike("b", town="Geneva")], {("event_loc", "Doha"): 1, ("event_loc", "Geneva"): 1}),
        ([strike("a"), strike("b", status=Status.DENIED)], {("status", "happened"): 1, ("status", "denied"): 1}),
        ([strike("a"), strike("b", status=Status.ONGOING)], {}),
        (
            [strike("a"), tell("b", ["Russia"], "ASSAULT", ["Syria"], words="bombed")],
            {("actor", "Israel"): 1, ("actor", "Russia"): 1},
        ),
        ([tell("a", ["Russia"], "CONSULT"), tell("b", ["Lavrov"], "CONSULT")], {}),
        ([strike("a"), tell("b", ["Israel"], "SANCTION", ["Syria"])], {("event", "ASSAULT"): 1, ("event", "SANCTION"): 1}),
    ],
)
def test_only_what_excludes_one_another_is_disputed(told, expected):
    assert disputed(*told) == expected


def test_the_toll_that_most_give_is_taken():
    first, second, third = records(strike("a", dead=3), strike("b", dead=5), strike("c", dead=5))
    assert merged_record([first, second, third]).size.dead == 5
    assert merged_record([first, second, replace(third, size=Size())]).size.dead == 5
