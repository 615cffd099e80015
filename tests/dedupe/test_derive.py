"""Records to events: what is one, what is not, whatever the order, and as people have it."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dedupe.cluster import settle
from dragoman.dedupe.derive import AUTHOR, derive, open_judge
from dragoman.dedupe.merge import merge
from dragoman.model.event import LinkKind
from dragoman.model.judgement import Judgement, Verdict, identified
from dragoman.model.status import Status
from dragoman.model.when import Grain
from tests.dedupe.telling import table_of, tell

JUDGE = open_judge()
MEETING = [
    tell("a", ["Lavrov", "Mashaal"], "CONSULT", town="Doha", words="meets"),
    tell("b", ["Lavrov", "Mashaal"], "CONSULT", town="Doha", words="met", day="2015-08-03", published="2015-08-05"),
    tell("c", ["Russia", "Mashaal"], "CONSULT", town="Doha", words="meeting"),
]
OTHERS = [
    tell("d", ["Kerry", "Fidan"], "CONSULT", town="Geneva", words="summit", sentence="summit"),
    tell("e", ["Israel"], "ASSAULT", ["Syria"], words="bombed", sentence="strike", dead=3),
    tell("f", ["Israel"], "ASSAULT", ["Syria"], words="bombed", sentence="strike", dead=5),
    tell("g", ["Israel"], "ASSAULT", ["Syria"], words="bombed", sentence="strike", day="2015-09-20", published="2015-09-20"),
    tell("h", ["Lavrov"], "ACCUSE", ["Kerry"], words="blamed", grain=Grain.WEEK),
]
ALL = MEETING + OTHERS


def groups(told, judgements=()):
    return {group.records for group in derive(table_of(told), list(judgements), JUDGE).groups}


def together(told, *items):
    wanted = {record.id for _, record in items}
    return any(wanted <= set(group) for group in groups(told))


def says(verdict, one, other, author="Ada", time="2020-01-01T00:00:00+00:00"):
    return identified(Judgement("", verdict, (one[1].id, other[1].id), author, time, "seen"))


def undo(judgement):
    return identified(Judgement("", Verdict.UNDONE, (), "Ada", "2020-01-02T00:00:00+00:00", "no", undoes=judgement.id))


def test_a_meeting_told_three_times_is_one_event():
    assert together(ALL, *MEETING)
    assert len(groups(MEETING)) == 1


def test_its_two_dates_are_told_with_who_gives_them():
    (group,) = derive(table_of(MEETING), [], JUDGE).groups
    event = merge(group.id, [record for _, record in MEETING], group.independent)
    dates = {item.value: item.records for item in event.disagreements if item.field == "date"}
    assert dates == {
        "2015-08-03": (MEETING[1][1].id,),
        "2015-08-04": tuple(sorted((MEETING[0][1].id, MEETING[2][1].id))),
    }
    assert event.merged.date == "2015-08-04"
    assert {entity.entity_text for entity in event.merged.actor} == {"Lavrov", "Mashaal"}
    assert event.sources == ("Paper a", "Paper b", "Paper c")


def test_other_parties_and_other_days_are_other_events():
    assert not together(ALL, MEETING[0], OTHERS[0])
    assert together(ALL, OTHERS[1], OTHERS[2])
    assert not together(ALL, OTHERS[1], OTHERS[3])


def test_every_record_is_in_one_group():
    found = [id_ for group in groups(ALL) for id_ in group]
    assert sorted(found) == sorted(record.id for _, record in ALL)


@given(st.permutations(range(len(ALL))))
@settings(max_examples=25)
def test_order_does_not_matter(order):
    assert derive(table_of([ALL[place] for place in order]), [], JUDGE) == derive(table_of(ALL), [], JUDGE)


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_order_does_not_matter_for_drawn_records(seed):
    dice = random.Random(seed)  # noqa: S311 - the same for the same seed
    told = [drawn(dice, f"x{number}") for number in range(30)]
    shuffled = dice.sample(told, len(told))
    assert derive(table_of(told), [], JUDGE) == derive(table_of(shuffled), [], JUDGE)


def drawn(dice, doc):
    names = dice.sample(["Lavrov", "Mashaal", "Kerry", "Fidan", "Russia"], 2)
    day = f"2015-08-{dice.randint(1, 9):02}"
    grain = dice.choice([Grain.DAY, Grain.DAY, Grain.WEEK, Grain.MONTH])
    words, sentence = dice.choice([("meets", "meeting"), ("summit", "summit")])
    return tell(
        doc,
        names,
        "CONSULT",
        day=day,
        grain=grain,
        words=words,
        sentence=sentence,
        town=dice.choice(["Doha", "Geneva", None]),
    )


def test_people_can_split_what_the_model_joins():
    split = [says(Verdict.NOT_SAME, MEETING[0], other) for other in MEETING[1:]]
    assert (MEETING[0][1].id,) in groups(ALL, split)


def test_people_can_join_what_the_model_does_not():
    joined = says(Verdict.SAME, MEETING[0], OTHERS[0])
    assert any({MEETING[0][1].id, OTHERS[0][1].id} <= set(group) for group in groups(ALL, [joined]))


def test_what_people_join_leaves_none_behind():
    joined = says(Verdict.SAME, MEETING[0], OTHERS[0])
    wanted = {record.id for _, record in (*MEETING, OTHERS[0])}
    assert any(wanted <= set(group) for group in groups(ALL, [joined]))


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.NOT_SAME])
def test_an_undone_verdict_leaves_no_trace(verdict):
    given_ = says(verdict, MEETING[0], OTHERS[0] if verdict is Verdict.SAME else MEETING[1])
    assert groups(ALL, [given_]) != groups(ALL)
    assert groups(ALL, [given_, undo(given_)]) == groups(ALL)


def test_the_later_verdict_wins():
    same, apart = (says(verdict, MEETING[0], OTHERS[0]) for verdict in (Verdict.SAME, Verdict.NOT_SAME))
    assert groups(ALL, [same, apart]) == groups(ALL)
    assert groups(ALL, [apart, same]) == groups(ALL, [same])


def test_what_the_model_said_can_be_undone():
    said = [says(Verdict.SAME, MEETING[0], other, author=f"{AUTHOR} 1") for other in MEETING[1:]]
    assert groups(ALL, said) == groups(ALL)
    assert (MEETING[0][1].id,) in groups(ALL, [*said, *map(undo, said)])


verdicts = st.lists(st.tuples(st.sampled_from(list(combinations(range(6), 2))), st.booleans()), max_size=12)


@given(verdicts)
def test_settled_verdicts_do_not_contradict_and_the_latest_stands(said):
    found = settle(said)
    assert not found.same & found.apart
    if said:
        pair, same = said[0]
        assert pair in (found.same if same else found.apart)


@given(verdicts)
@settings(max_examples=25)
def test_what_people_say_holds_in_the_groups(said):
    ids = [record.id for _, record in ALL]
    given_ = [
        says(
            Verdict.SAME if same else Verdict.NOT_SAME,
            ALL[pair[0]],
            ALL[pair[1]],
            time=f"2020-01-01T00:{number:02}:00+00:00",
        )
        for number, (pair, same) in enumerate(said)
    ]
    found = groups(ALL, given_)
    group_of = {id_: group for group in found for id_ in group}
    settled = settle(reversed(said))
    assert all(group_of[ids[one]] == group_of[ids[other]] for one, other in settled.same)
    assert all(group_of[ids[one]] != group_of[ids[other]] for one, other in settled.apart)


def test_a_plan_and_its_fulfilment_are_two_events_linked():
    plan = tell(
        "p",
        ["Lavrov", "Mashaal"],
        "AGREE",
        status=Status.PLANNED,
        words="will meet",
        published="2015-08-01",
        day="2015-08-01",
    )
    found = derive(table_of([plan, *MEETING]), [], JUDGE)
    assert (plan[1].id,) in {group.records for group in found.groups}
    (link,) = [link for link in found.links if link.kind is LinkKind.FULFILS]
    by_id = {group.id: group.records for group in found.groups}
    assert by_id[link.target] == (plan[1].id,)
    assert MEETING[0][1].id in by_id[link.source]


def test_a_threat_and_its_deed_are_linked():
    threat = tell(
        "t", ["Israel"], "THREATEN", ["Syria"], words="warned", mode=["violence"], day="2015-08-01", published="2015-08-01"
    )
    found = derive(table_of([threat, OTHERS[1]]), [], JUDGE)
    assert [link.kind for link in found.links] == [LinkKind.CARRIES_OUT]


def test_a_meeting_is_part_of_a_trip():
    trip = tell(
        "v", ["Lavrov"], "CONSULT", ["Israel"], mode=["visit"], town="Doha", words="travelled", sentence="He travelled."
    )
    found = derive(table_of([trip, MEETING[0]]), [], JUDGE)
    assert LinkKind.PART_OF in {link.kind for link in found.links}


def test_copies_of_one_agency_are_one_source():
    papers = [
        tell(name, ["Lavrov", "Mashaal"], "CONSULT", town="Doha", paper=paper)
        for name, paper in (("a", "Reuters"), ("b", "Reuters"))
    ]
    (group,) = derive(table_of(papers), [], JUDGE).groups
    assert group.independent == 1


def test_each_pair_that_holds_an_event_together_has_its_reasons():
    pairs = derive(table_of(ALL), [], JUDGE).pairs
    assert len(pairs) == sum(len(group) - 1 for group in groups(ALL))
    assert all(pair.because and 0 < pair.chance <= 1 for pair in pairs)
