"""The tellings of one event put together: of each field the most specific that any of them gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model.status import EventStatus
from dragoman.model.when import EventTime, Grain
from dragoman.model.where import PlaceMention
from dragoman.stages.parties import Identities, Side, best_sides
from dragoman.stages.sizes import SizeWords, Toll, find_tolls
from dragoman.stages.tellings import Telling
from dragoman.stages.testimony import Testimony, testimony_of

# Which tolls belong to which type of event.
COUNTED = {"ASSAULT": ("dead", "injured"), "COERCE": ("arrested",), "PROTEST": ("dead", "injured", "arrested")}
GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR, Grain.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Merged:
    """One event of a document.

    Its tellings in text order, its parties (each the mentions of one actor, the best first), and the one status, date, place
    and chain of voices, and the tolls, that its record gives.
    """

    tellings: tuple[Telling, ...]
    actors: tuple[tuple[Side, ...], ...]
    recipients: tuple[tuple[Side, ...], ...]
    status: EventStatus
    time: EventTime | None
    place: PlaceMention | None
    testimony: Testimony
    tolls: tuple[Toll, ...]

    @property
    def first(self) -> Telling:
        """The first telling."""
        return self.tellings[0]


def merge(context: Identities, group: Sequence[Telling], size_words: SizeWords) -> Merged:
    """The tellings of one event as one; a mutual event has all its parties as actors."""
    tellings = tuple(sorted(group, key=lambda telling: telling.mention.id))
    actors = best_sides(telling.actors for telling in tellings)
    known = frozenset(name for party in actors for side in party for name in side.names)
    recipients = [
        party
        for party in best_sides(telling.recipients for telling in tellings)
        if not any(side.names & known for side in party)
    ]
    if any(telling.is_mutual for telling in tellings):
        actors, recipients = actors + recipients, []
    return Merged(
        tellings=tellings,
        actors=tuple(tuple(party) for party in actors),
        recipients=tuple(tuple(party) for party in recipients),
        status=status_of(tellings),
        time=most_exact(tellings),
        place=place_of(context, tellings),
        testimony=testimony_of(context, tellings),
        tolls=tuple(toll for telling in tellings for toll in tolls_of(context, telling, size_words)),
    )


def status_of(group: Sequence[Telling]) -> EventStatus:
    """The status that most tellings give, of equals the first."""
    counts = Counter(telling.status.status for telling in group)
    return max((telling.status for telling in group), key=lambda judged: counts[judged.status])


def most_exact(group: Sequence[Telling]) -> EventTime | None:
    """The date of the telling that gives the most exact one."""
    times = [telling.time for telling in group if telling.time is not None]
    return min(times, key=lambda time: (GRAINS.index(time.when.grain), time.event), default=None)


def place_of(context: Identities, group: Sequence[Telling]) -> PlaceMention | None:
    """The place that some telling gives most surely, of equals the most exact."""
    places = context.reading.places
    if places is None:
        return None
    found = [(told.score, places.mentions[told.place_mention]) for telling in group if (told := telling.place)]
    best = max(found, default=None, key=lambda pair: (pair[0], exactness(pair[1]), -pair[1].id))
    return best[1] if best is not None else None


def exactness(mention: PlaceMention) -> int:
    """How exact a place is, from 0 for one that is not settled to 5."""
    return mention.place.resolution if mention.place is not None else 0


def tolls_of(context: Identities, telling: Telling, words: SizeWords) -> list[Toll]:
    """The tolls in the sentence of a telling that its type counts."""
    fields = COUNTED.get(telling.type, ())
    parse = (context.reading.syntax or ())[telling.mention.sentence]
    return [toll for toll in find_tolls(parse, words) if toll.field in fields] if fields else []
