"""Each event mention with all that the stages say of it, after PLOVER's rules for its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.status import EventStatus, Status
from dragoman.model.syntax import Parse
from dragoman.model.when import EventTime
from dragoman.model.where import EventPlace
from dragoman.scheme import Scheme
from dragoman.stages.parties import Identities, Side, sides

AUX = {Status.PLANNED: "future", Status.POSSIBLE: "hypothetical", Status.DENIED: "negation"}
# What is accepted or rejected, with the stem that the words of its making share ("invites", "invitation").
ANSWERED = {"invitation": "invit", "offer": "offer", "proposal": "propos", "request": "request", "demand": "demand"}
ANSWERS = ("AGREE", "REJECT")


@dataclass(frozen=True, slots=True)
class Telling:
    """One event mention with all that the stages say of it.

    `type`, `modes` and parties are after PLOVER's rules for its status: "A will meet B" is an AGREE of A with B.
    """

    mention: EventMention
    type: str
    modes: tuple[str, ...]
    status: EventStatus
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    time: EventTime | None
    place: EventPlace | None
    lemma: str
    is_headline: bool
    is_mutual: bool = False


def tellings_of(context: Identities, scheme: Scheme) -> list[Telling]:
    """The event mentions that have an actor, in text order, with what the other stages say of them."""
    reading = context.reading
    status = {judged.event: judged for judged in reading.status or ()}
    times = {dated.event: dated for dated in (reading.times.of_events if reading.times else ())}
    places = {placed.event: placed for placed in (reading.places.of_events if reading.places else ())}
    found: list[Telling] = []
    for event in reading.events or ():
        actors = sides(context, event, RoleName.ACTOR)
        judged = status.get(event.id) or EventStatus(event.id, Status.HAPPENED, None, "told as done")
        if not actors or judged.is_absent:
            continue
        kind, modes = scheme.retype(event.type, event.modes, AUX.get(judged.status, ""))
        parse = (reading.syntax or ())[event.sentence]
        telling = Telling(
            mention=event,
            type=kind,
            modes=modes,
            status=judged,
            actors=actors,
            recipients=others(sides(context, event, RoleName.RECIPIENT), actors),
            time=times.get(event.id),
            place=places.get(event.id),
            lemma=parse.tokens[event.head].lemma,
            is_headline=(reading.sentences or ())[event.sentence].is_headline,
            is_mutual=event.is_mutual,
        )
        telling = one_sided(telling) if kind != event.type and event.is_mutual else telling
        found.append(answered(telling, parse, found))
    return found


def others(parties: Sequence[Side], actors: Sequence[Side]) -> tuple[Side, ...]:
    """The parties that are none of the actors."""
    return tuple(party for party in parties if not any(party.names & actor.names for actor in actors))


def one_sided(telling: Telling) -> Telling:
    """A mutual event that has become a promise of its subjects to the rest; unchanged where there are only subjects."""
    subjects = tuple(side for side in telling.actors if side.because.startswith("subject"))
    rest = others(telling.actors, subjects)
    if not subjects or not rest:
        return telling
    return replace(telling, actors=subjects, recipients=(*rest, *telling.recipients), is_mutual=False)


def answered(telling: Telling, parse: Parse, before: Sequence[Telling]) -> Telling:
    """A telling that accepts or rejects "the invitation" is directed at whoever made it earlier in the document."""
    if telling.type not in ANSWERS or telling.recipients:
        return telling
    nouns = [token.lemma for token in parse.tokens if telling.mention.trigger.contains(token.span)]
    nouns += [token.lemma for token in parse.dependants(telling.mention.head, "dobj")]
    stems = tuple(ANSWERED[noun] for noun in nouns if noun in ANSWERED)
    for earlier in reversed(before):
        if (
            stems
            and earlier.lemma.startswith(stems)
            and not any(a.names & b.names for a in earlier.actors for b in telling.actors)
        ):
            asked = tuple(replace(side, because=f"made what is answered: {earlier.lemma}") for side in earlier.actors)
            return replace(telling, recipients=asked)
    return telling
