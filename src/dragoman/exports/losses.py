"""What a format cannot hold: which facts of the records are lost in it, and which records have no place there at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.exports.codes import Codes
from dragoman.exports.reported import Reported
from dragoman.model.status import Status
from dragoman.model.when import Grain

Has = Callable[[Reported], bool]
FACTS: Mapping[str, tuple[str, Has]] = {
    "status": ("whether it happened", lambda it: it.merged.status is not Status.HAPPENED),
    "history": ("that it is told as history", lambda it: "historical" in it.merged.aux),
    "attribution": ("who says so", lambda it: bool(it.merged.attribution)),
    "evidence": ("the words behind each field", lambda it: bool(it.merged.evidence)),
    "records": ("which records report it", lambda it: not it.is_alone),
    "disagreements": ("where records disagree", lambda it: bool(it.event.disagreements)),
    "mode": ("modes", lambda it: bool(it.merged.mode)),
    "context": ("contexts", lambda it: bool(it.merged.context)),
    "size": ("tolls", lambda it: it.merged.size != type(it.merged.size)()),
    "enddate": ("the last day", lambda it: it.merged.enddate is not None),
    "date_resolution": ("how exact the date is", lambda it: it.merged.date_resolution is not Grain.DAY),
    "place": ("the place", lambda it: it.merged.event_loc is not None),
    "coordinates": ("coordinates", lambda it: it.merged.event_loc is not None and it.merged.event_loc.lat is not None),
    "sides": (
        "several actors or recipients as one side",
        lambda it: max(len(it.merged.actor), len(it.merged.recipient)) > 1,
    ),
    "entity_text": ("the words for the actors", lambda it: any(entity.identifier_text for entity in it.merged.actor)),
    "identity": ("ids of actors", lambda it: any(entity.identifier_id for entity in it.merged.actor)),
    "office": ("offices", lambda it: any(entity.office for entity in it.merged.actor)),
    "event_text": ("the words for the event", lambda it: bool(it.merged.event_text)),
    "url": ("the address", lambda it: it.merged.cite_info.url is not None),
    "title": ("the title", lambda it: it.merged.cite_info.title is not None),
    "confidence": ("confidence", lambda _: True),
    "text_info": ("where in the text it stands", lambda _: True),
    "coder": ("what coded it", lambda _: True),
}


@dataclass(slots=True)
class Tally:
    """What became of an export while it was written: how many were taken, what they lost, and why others were left out."""

    taken: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def announcement(self, name: str, notes: Iterable[str] = ()) -> list[str]:
        """Sentences for the user: what is left out, what the format cannot hold, and how it is to be read."""
        said = [f"{name}: {count} left out: {why}" for why, count in self.left_out.items()]
        lost = [f"{FACTS[fact][0]} ({self.lost[fact]})" for fact in FACTS if self.lost[fact]]
        if lost:
            said.append(f"{name} cannot hold, of {self.taken}: {', '.join(lost)}")
        return said + ([f"{name}: {note}" for note in notes] if self.taken else [])


@dataclass(frozen=True, slots=True)
class Needs:
    """What a record needs for a format: a date, a CAMEO code, and, where status cannot be told, to have happened."""

    date: bool = False
    cameo: bool = False
    happened: bool = False


def fitting(
    items: Iterable[Reported], needs: Needs, holds: frozenset[str], codes: Codes, tally: Tally
) -> Iterator[Reported]:
    """What a format can take, counted while it passes."""
    for item in items:
        why = why_left_out(item, needs, codes)
        if why is not None:
            tally.left_out[why] += 1
            continue
        tally.taken += 1
        tally.lost.update(fact for fact, (_, has) in FACTS.items() if fact not in holds and has(item))
        yield item


def why_left_out(item: Reported, needs: Needs, codes: Codes) -> str | None:
    """Why something has no place in a format, None where it has."""
    merged = item.merged
    if needs.date and merged.date is None:
        return "no date, and the format wants one (the documents stated none; dragoman ingest --date gives one)"
    if needs.cameo and codes.event_code(merged) is None:
        return f"no CAMEO code for {' '.join((merged.event[0], *merged.mode))} in scheme {codes.scheme.codebook}"
    if needs.happened and not may_count(item, codes):
        status = merged.status.value
        return f"{status}, and the format would count it as done (with --status what it names is taken all the same)"
    return None


def may_count(item: Reported, codes: Codes) -> bool:
    """True for what may stand where everything counts as done: a promise is done when it is made."""
    if item.merged.status in (Status.HAPPENED, Status.ONGOING):
        return True
    return item.merged.status is Status.PLANNED and bool(codes.ahead.intersection(item.merged.event))
