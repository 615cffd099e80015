"""Which places a document names, and where each of its events takes place.

A place is one of the gazetteer's; a name that it does not know is kept without one. An event is placed by the words that say
where it happens, and only in a country where the report says no more. Whether the place is of interest, as an event
abroad is, is left to the records stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model.actor import Resolution
from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.mention import EntityMention
from dragoman.model.reading import Reading
from dragoman.model.span import Span
from dragoman.model.syntax import Parse
from dragoman.model.where import EventPlace, Place, PlaceMention, Places
from dragoman.pipeline import Stage, each
from dragoman.stages.coreference import identities
from dragoman.stages.toponyms.find import find_toponyms
from dragoman.stages.toponyms.knowledge import PlaceKnowledge, load_place_knowledge
from dragoman.stages.toponyms.placing import Anchor, Choice, Parties, Report, choose_place
from dragoman.stages.toponyms.resolve import resolve_places


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show a country where no place in it is named: a sentence and a span."""

    sentence: int
    span: Span


def find_places(reading: Reading, knowledge: PlaceKnowledge) -> Places:
    """The places layer of a reading that has sentences, syntax and events; actors and coreference help where they are."""
    anchors = find_anchors(reading, knowledge)
    return place_events(reading, anchors, knowledge)


def find_anchors(reading: Reading, knowledge: PlaceKnowledge) -> tuple[Anchor, ...]:
    """The place mentions of a reading, resolved, with the words that head them."""
    document = reading.document
    toponyms = find_toponyms(document.text, reading.sentences or (), reading.syntax or (), knowledge)
    spans = [toponym.span for toponym in toponyms]
    resolved = resolve_places(document.text, spans, knowledge, knowledge.home_of(document))
    return tuple(
        Anchor(
            PlaceMention(number, toponym.sentence, toponym.span, found.place, found.because),
            toponym.head,
            is_dateline=toponym.is_dateline,
        )
        for number, (toponym, found) in enumerate(zip(toponyms, resolved, strict=True))
    )


def place_events(reading: Reading, anchors: Sequence[Anchor], knowledge: PlaceKnowledge) -> Places:
    """The mentions of `anchors` with the events that take place there.

    Where only the country of an event is known, the mention is the one that names it; a country that is told by a
    nationality or a party alone gets a mention of those words, so that the event has its evidence.
    """
    known = identities(reading.actors or (), reading.coreference or ())
    report = to_report(reading, anchors, knowledge, known)
    mentions = [anchor.mention for anchor in anchors]
    placed: list[EventPlace] = []
    of_country: dict[tuple[str, Span], int] = {}
    for event in reading.events or ():
        choice = choose_place(event, report, knowledge.placing)
        if choice is None:
            continue
        because = f"{choice.relation.replace('_', ' ')} ({choice.score:.1f} above no place)"
        if choice.anchor is not None:
            placed.append(EventPlace(event.id, choice.anchor.mention.id, because, choice.score))
            continue
        evidence = next(find_evidence(event, choice, reading, report, known), None)
        place = find_country(choice.country, knowledge.gazetteer)
        if evidence is None or place is None:
            continue
        number = of_country.setdefault((choice.country, evidence.span), len(mentions))
        if number == len(mentions):
            mentions.append(PlaceMention(number, evidence.sentence, evidence.span, place, "the country that the words tell"))
        placed.append(EventPlace(event.id, number, because, choice.score))
    return Places(tuple(mentions), tuple(placed))


def to_report(
    reading: Reading, anchors: Sequence[Anchor], knowledge: PlaceKnowledge, known: Mapping[int, Resolution]
) -> Report:
    """What of a reading bears on where its events take place."""
    home = knowledge.home_of(reading.document)
    return Report(
        parses=reading.syntax or (),
        anchors=anchors,
        nationalities=dict(find_nationalities(reading.syntax or (), knowledge)),
        parties={event.id: parties_of(event, known, reading.entities or ()) for event in reading.events or ()},
        home=home.country_code if home else None,
    )


def find_nationalities(parses: Sequence[Parse], knowledge: PlaceKnowledge) -> Iterator[tuple[tuple[int, int], str]]:
    """Sentence and token of each word for a nationality, with its country; "North Korean" at its second word."""
    for parse in parses:
        before = ""
        for token in parse.tokens:
            country = knowledge.demonyms.get(f"{before} {token.text}") or knowledge.demonyms.get(token.text)
            if country:
                yield (parse.sentence, token.index), country
            before = token.text


def parties_of(event: EventMention, known: Mapping[int, Resolution], mentions: Sequence[EntityMention]) -> Parties:
    """The countries of an event's actors and recipients, as far as they are known, and the words that name them."""
    named = [mentions[role.mention] for role in event.roles]
    heads = frozenset(mention.head for mention in named if mention.sentence == event.sentence)
    codes = [
        tuple(
            resolution.actor.code
            for mention in event.of_role(role)
            if (resolution := known.get(mention)) and resolution.actor.code
        )
        for role in (RoleName.ACTOR, RoleName.RECIPIENT)
    ]
    return Parties(
        tuple(code for code in codes[0] if code is not None),
        tuple(code for code in codes[1] if code is not None),
        heads,
    )


def find_evidence(
    event: EventMention, choice: Choice, reading: Reading, report: Report, known: Mapping[int, Resolution]
) -> Iterator[Evidence]:
    """Words that show the country of an event, nearest first: its name, a nationality, a party of it, a place in it."""
    by_distance = sorted(
        report.anchors, key=lambda anchor: (abs(anchor.mention.sentence - event.sentence), anchor.mention.id)
    )
    inside = [anchor.mention for anchor in by_distance if anchor.country == choice.country]
    for mention in inside:
        if mention.place is not None and mention.place.resolution == 1:
            yield Evidence(mention.sentence, mention.span)
    words = sorted(
        (place for place, country in report.nationalities.items() if country == choice.country),
        key=lambda place: (abs(place[0] - event.sentence), place),
    )
    for sentence, index in words:
        yield Evidence(sentence, report.parse(sentence).tokens[index].span)
    for role in event.roles:
        resolution = known.get(role.mention)
        if resolution is not None and resolution.actor.code == choice.country:
            mention_of_party = entity(reading, role.mention)
            yield Evidence(
                mention_of_party.sentence, mention_of_party.affiliation or mention_of_party.name or mention_of_party.span
            )
    for mention in inside:
        yield Evidence(mention.sentence, mention.span)


def entity(reading: Reading, number: int) -> EntityMention:
    """The entity mention with this id."""
    return (reading.entities or ())[number]


def find_country(code: str, gazetteer: Gazetteer) -> Place | None:
    """The state with an alpha-3 code, as a place."""
    for country in gazetteer.countries:
        if country.code == code:
            for row in gazetteer.rows(country.name):
                if row.feature == "PCLI" and gazetteer.countries[row.country].code == code:
                    return gazetteer.place(row)
    return None


def places_stage(gazetteer: Gazetteer) -> Stage:
    """The stage that writes `places`; it uses the actors and coreference layers where earlier stages have filled them."""
    knowledge = load_place_knowledge(gazetteer)
    reads = ("sentences", "syntax", "events")
    return Stage("places", reads, "places", each("places", lambda reading: find_places(reading, knowledge)))
