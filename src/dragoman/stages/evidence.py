"""The words behind every field of a record, and the reasons for them."""

from __future__ import annotations

from dragoman.model.reading import Reading
from dragoman.model.record import Evidence
from dragoman.model.span import Span
from dragoman.stages.merged import Merged


def evidence_of(reading: Reading, merged: Merged) -> tuple[Evidence, ...]:
    """The words behind every field, in the order of the fields and of the text."""
    spans: list[tuple[str, Span]] = [("event", telling.mention.trigger) for telling in merged.tellings]
    for name, parties in (("actor", merged.actors), ("recipient", merged.recipients)):
        spans += [(f"{name}[{i}]", side.mention.span) for i, party in enumerate(parties) for side in party]
    spans += [("mode", telling.mention.trigger) for telling in merged.tellings if telling.modes]
    if merged.status.cue is not None:
        spans.append(("status", merged.status.cue))
    if merged.time is not None and merged.time.expression is not None and reading.times is not None:
        spans.append(("date", reading.times.expressions[merged.time.expression].span))
    if merged.place is not None:
        spans.append(("event_loc", merged.place.span))
    spans += merged.testimony.spans
    spans += [(f"size.{toll.field}", toll.span) for toll in merged.tolls]
    text = reading.document.text
    return tuple(Evidence(name, span, span.of(text)) for name, span in dict.fromkeys(spans))


def because_of(merged: Merged) -> tuple[str, ...]:
    """Why each field says what it says, a line a field."""
    lines = [f"event {telling.type}: {telling.mention.because}" for telling in merged.tellings]
    for name, parties in (("actor", merged.actors), ("recipient", merged.recipients)):
        for i, party in enumerate(parties):
            resolution = party[0].resolution
            whom = f"; {resolution.because}" if resolution is not None else ""
            lines.append(f"{name}[{i}] {party[0].because}{whom}")
    lines.append(f"status {merged.status.status}: {merged.status.because}")
    if merged.time is not None:
        lines.append(f"date {merged.time.when.first}: {merged.time.because}")
    if merged.place is not None:
        lines.append(f"event_loc: {merged.place.because}")
    return tuple(dict.fromkeys(lines))
