"""Which tellings are one event, by hand-built values."""

from datetime import date

import pytest

from dragoman.model.event_mention import EventMention
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.span import Span
from dragoman.model.status import EventStatus, Status
from dragoman.model.when import EventTime, Grain, When
from dragoman.stages.grouping import group_tellings
from dragoman.stages.parties import Side
from dragoman.stages.tellings import Telling

DAY = date(2015, 8, 3)


def side(name: str) -> Side:
    span = Span(0, len(name))
    mention = EntityMention(0, 0, 0, span, MentionKind.NAME, MentionLabel.PERSON)
    return Side(mention, None, frozenset({name}))


def telling(
    number: int,
    kind: str = "CONSULT",
    actors: str = "a",
    recipients: str = "b",
    status: Status = Status.HAPPENED,
    day: date | None = None,
    *,
    mutual: bool = False,
) -> Telling:
    trigger = Span(number * 10, number * 10 + 3)
    event = EventMention(number, number, 0, trigger, kind, (), (), (), "story")
    time = EventTime(number, When(day or DAY, day or DAY, Grain.DAY if day else Grain.DOCUMENT), None, "story")
    return Telling(
        event,
        kind,
        (),
        EventStatus(number, status, None, "story"),
        tuple(map(side, actors)),
        tuple(map(side, recipients)),
        time,
        None,
        "meet",
        is_headline=False,
        is_mutual=mutual,
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (telling(0), telling(1), True),
        (telling(0), telling(1, kind="ASSAULT"), False),
        (telling(0), telling(1, actors="c"), False),
        (telling(0), telling(1, recipients="c"), False),
        (telling(0), telling(1, recipients=""), True),
        (telling(0), telling(1, status=Status.PLANNED), False),
        (telling(0), telling(1, status=Status.ONGOING), True),
        (telling(0, day=DAY), telling(1, day=date(2012, 1, 1)), False),
        (telling(0, day=DAY), telling(1), True),
        (telling(0, actors="ab", recipients="", mutual=True), telling(1, actors="b", recipients="a"), True),
        (telling(0, actors="ab", recipients="", mutual=True), telling(1, actors="bc", recipients="", mutual=True), False),
        (telling(0, actors="ab", recipients="", mutual=True), telling(1, actors="a", recipients="", mutual=True), True),
    ],
)
def test_pair_is_one_event_or_not(one: Telling, other: Telling, *, same: bool) -> None:
    assert (len(group_tellings([one, other])) == 1) is same


def test_every_telling_is_in_one_group_only() -> None:
    tellings = [telling(i, recipients=r) for i, r in enumerate("bcbbc")]
    groups = group_tellings(tellings)
    assert sorted(t.mention.id for group in groups for t in group) == [0, 1, 2, 3, 4]
    assert [[t.mention.id for t in group] for group in groups] == [[0, 2, 3], [1, 4]]
