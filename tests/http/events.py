"""Events for pages to show: one of every record, but the first two records of the first report together, which disagree."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.exports.reported import alone
from dragoman.model.event import Disagreement, Event, EventLink, LinkKind
from dragoman.model.record import Record


def derived(records: Sequence[Record]) -> list[Event]:
    """The events of some records."""
    first, second = records[0], next(record for record in records if record.doc_id != records[0].doc_id)
    both = Event(
        id=f"e{first.id[1:]}",
        records=(first.id, second.id),
        sources=tuple(dict.fromkeys((*alone(first).event.sources, *alone(second).event.sources))),
        merged=replace(first, id=f"e{first.id[1:]}"),
        disagreements=(Disagreement("date", str(first.date), (first.id,)), Disagreement("date", "2001-01-01", (second.id,))),
        independent=2,
    )
    rest = [record for record in records if record.id not in both.records]
    return [
        both,
        *(replace(alone(one).event, id=f"e{one.id[1:]}", merged=replace(one, id=f"e{one.id[1:]}")) for one in rest),
    ]


def link(source: Event, target: Event) -> EventLink:
    """One event that bears on another."""
    return EventLink(source.id, target.id, LinkKind.FULFILS, "the same meeting")
