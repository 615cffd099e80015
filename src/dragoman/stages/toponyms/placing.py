"""Where each event takes place: the ways in which a country or place can be tied to an event, weighed against none.

The options of an event are no place, and every country that a place named in the report lies in or that one of its
parties is of. Each is tied to the event by named relations: a preposition at the trigger, at one of its arguments, at a
verb above it; a place in the trigger's own phrase ("the Geneva talks"); a country that is acted on; a dateline. The
weights of the relations are in `resources/places/placing.csv`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.model.event_mention import EventMention
from dragoman.model.syntax import Parse, Token
from dragoman.model.where import PlaceMention

STATIC = re.compile("in|at|near|outside|inside|across|throughout|around|within|off|along|above|aboard", re.IGNORECASE)
GOAL = re.compile("to|into|towards?|onto", re.IGNORECASE)
SOURCE = re.compile("from|through|via", re.IGNORECASE)
OTHER_PREPOSITION = re.compile("on|over|against|of|with|for|by", re.IGNORECASE)
JOURNEY = re.compile("trip|visit|tour|journey|stop|stopover")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
# Words that stand between a preposition and its place without changing what it says ("in the streets of Hama").
PART_WORD = re.compile(
    "city|town|village|capital|province|district|region|part|area|outskirts|suburb|border|coast|north|south|east|west|street|"
    "centre|center|heart|state|country|port|neighbou?rhood|territory|island|waters|airspace|soil"
)
# Through these an event is told, not placed: what is said in Cairo happened elsewhere.
TELLING = re.compile("say|tell|report|add|announce|write|note|state|claim|accuse|ask|warn|quote|describe")
MATERIAL = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "PROTEST", "ASSAULT", "COERCE", "SANCTION", "AID"})
MODIFIERS = frozenset({"compound", "nmod", "poss", "amod"})
NONE = ""
# A place whose relation weighs less tells the country at most.
CLOSE = 0.4
# What a place that is said outright weighs more than none.
CERTAIN = 9.0
# How far an event's sentence lies behind the one that names the place.
BESIDE = {1: "before", -1: "after", 2: "two_before"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A resolved or unresolved place mention with the index of its last word in its sentence's parse."""

    mention: PlaceMention
    head: int
    is_dateline: bool = False

    @property
    def country(self) -> str | None:
        """The country that the place lies in."""
        return self.mention.place.country_code if self.mention.place else None


@dataclass(frozen=True, slots=True)
class Parties:
    """The country codes of an event's sides, and the tokens of its sentence that name them."""

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    heads: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Report:
    """What of a report bears on each of its events.

    `anchors` are the places named, `nationalities` the words for them by sentence and token with the country that each
    stands for, `parties` the sides of every event by its id, `home` the country of the publication.
    """

    parses: Sequence[Parse]
    anchors: Sequence[Anchor]
    nationalities: Mapping[tuple[int, int], str]
    parties: Mapping[int, Parties]
    home: str | None = None

    @cached_property
    def named(self) -> Counter[str]:
        """How often each country is named by a place in it."""
        return Counter(anchor.country for anchor in self.anchors if anchor.country)

    @cached_property
    def exact(self) -> frozenset[str]:
        """The countries of which a place is named and not only the country."""
        return frozenset(anchor.country for anchor in self.anchors if anchor.country and resolution(anchor) >= 2)

    @cached_property
    def acting(self) -> Counter[str]:
        """In how many events each country has a side."""
        return Counter(c for sides in self.parties.values() for c in {*sides.actors, *sides.recipients})

    @cached_property
    def resting(self) -> frozenset[int]:
        """The ids of the place mentions that a preposition of rest governs."""
        parses = self.parses
        return frozenset(a.mention.id for a in self.anchors if in_static_phrase(parses[a.mention.sentence], a.head))

    def parse(self, sentence: int) -> Parse:
        """The parse of a sentence."""
        return self.parses[sentence]


@dataclass(frozen=True, slots=True)
class Choice:
    """A country chosen for an event, the relation that weighed most, and the mention that gives the place, if one does."""

    country: str
    relation: str
    anchor: Anchor | None
    score: float


def choose_place(event: EventMention, report: Report, weights: Mapping[str, float]) -> Choice | None:
    """Where `event` takes place; None where no country outweighs none."""
    ties = tie_anchors(event, report)
    met = meeting_place(event, ties, report)
    if met is not None:
        return Choice(met.country or "", "where they met", met, CERTAIN)
    options = describe(event, ties, report)
    scores = {option: weigh(features, weights) for option, features in options.items()}
    best = max(scores, key=lambda option: (scores[option], option))
    if best == NONE:
        return None
    strongest = max(options[best], key=lambda name: (weights.get(name, 0.0) * options[best][name], name))
    return Choice(best, strongest, choose_anchor(best, event, ties, weights), scores[best] - scores[NONE])


def meeting_place(event: EventMention, ties: Sequence[tuple[Anchor, str]], report: Report) -> Anchor | None:
    """Where a meeting is said to be: at the verb, or behind one of those who meet ("meets the Hamas leader in Qatar")."""
    if event.type != "CONSULT":
        return None
    parse = report.parse(event.sentence)
    heads = report.parties.get(event.id, Parties()).heads
    found = [
        anchor
        for anchor, relation in ties
        if anchor.country and anchor.mention.sentence == event.sentence and not anchor.is_dateline
        if relation == "static_at_trigger" or hangs_on(parse, anchor, heads) or is_journey(parse, anchor, event.head)
    ]
    return max(found, default=None, key=lambda anchor: (resolution(anchor), -anchor.mention.id))


def hangs_on(parse: Parse, anchor: Anchor, heads: frozenset[int]) -> bool:
    """True for a place that a preposition of rest ties to one of the words `heads`, or to an apposition of it."""
    governor, _ = climb(parse, anchor.head)
    if governor is None or not STATIC.fullmatch(governor.text):
        return False
    host = parse.tokens[governor.head]
    while host.dep == "appos" and host.index not in heads and host.head != host.index:
        host = parse.tokens[host.head]
    return host.index in heads


def is_journey(parse: Parse, anchor: Anchor, trigger: int) -> bool:
    """True for the goal of the journey on which they meet: "will confer with him during his trip to Doha"."""
    governor, _ = climb(parse, anchor.head)
    if governor is None or not GOAL.fullmatch(governor.text):
        return False
    host = parse.tokens[governor.head]
    return JOURNEY.fullmatch(host.lemma) is not None and parse.tokens[trigger] in parse.ancestors(host.index)


def choose_anchor(
    country: str, event: EventMention, ties: Sequence[tuple[Anchor, str]], weights: Mapping[str, float]
) -> Anchor | None:
    """The mention in `country` that is tied closest to the event, the more exact of two; None where none is close."""
    kind = kind_of(event)
    close = [
        (weights.get(relation, 0.0) + weights.get(f"{relation}:{kind}", 0.0), resolution(anchor), -anchor.mention.id, anchor)
        for anchor, relation in ties
        if anchor.country == country
    ]
    best = max(close, default=None, key=lambda tie: tie[:3])
    return best[3] if best is not None and best[0] >= CLOSE else None


def kind_of(event: EventMention) -> str:
    """Whether an event is of deeds, of words, or a meeting, which like a deed has a place of its own."""
    if event.type == "CONSULT":
        return "meeting"
    return "material" if event.type in MATERIAL else "verbal"


def resolution(anchor: Anchor) -> int:
    """How exact an anchor's place is."""
    return anchor.mention.place.resolution if anchor.mention.place else 0


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of an option's features; one without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def describe(event: EventMention, ties: Sequence[tuple[Anchor, str]], report: Report) -> dict[str, dict[str, float]]:
    """The features of each option: no place, and every country in question."""
    parties = report.parties.get(event.id, Parties())
    tied: dict[str, set[str]] = defaultdict(set)
    for anchor, relation in ties:
        if anchor.country:
            tied[anchor.country].add(relation)
    for country, relation in tie_nationalities(event, report):
        tied[country].add(relation)
    named, acting = report.named, report.acting
    kind = kind_of(event)
    sides = {*parties.actors, *parties.recipients}
    options: dict[str, dict[str, float]] = {NONE: {f"none:{event.type}": 1.0, "none": 1.0, f"none:{len(sides)}": 1.0}}
    for country in sorted({*tied, *sides, *named}):
        relations = tied[country]
        features = dict.fromkeys(relations, 1.0)
        features |= {f"{relation}:{kind}": 1.0 for relation in relations}
        features |= {f"party:{role}:{event.type}": 1.0 for role in party_roles(country, sides, parties)}
        features |= {f"party:{role}:{kind}": 1.0 for role in party_roles(country, sides, parties)}
        features["share"] = named[country] / max(named.total(), 1)
        features["acting"] = acting[country] / max(len(report.parties), 1)
        features["leading"] = float(named[country] == max(named.values(), default=0) > 0)
        features["exact"] = float(country in report.exact)
        if country == report.home:
            features["home"] = 1.0
            features |= {f"home:{role}:{kind}": 1.0 for role in party_roles(country, sides, parties)}
        options[country] = features
    return options


def tie_nationalities(event: EventMention, report: Report) -> Iterator[tuple[str, str]]:
    """The countries whose adjective stands at the trigger ("the Syrian war") or in its sentence."""
    parse = report.parse(event.sentence)
    for (sentence, index), country in report.nationalities.items():
        if sentence != event.sentence:
            continue
        token = parse.tokens[index]
        if token.head == event.head and token.index != event.head:
            yield country, f"nationality_at_trigger_{'subject' if token.dep in SUBJECTS else 'other'}"
        else:
            below = parse.tokens[event.head] in parse.ancestors(index)
            yield country, f"nationality_{'below' if below else 'elsewhere'}"


def party_roles(country: str, sides: set[str], parties: Parties) -> Iterator[str]:
    """Which parts a country's own play in the event: all of them, the actor's, the recipient's."""
    acts, receives = country in parties.actors, country in parties.recipients
    if sides == {country}:
        yield "all" if parties.actors and parties.recipients else "only"
    elif acts and receives:
        yield "both"
    elif acts:
        yield "actor"
    elif receives:
        yield "recipient"


def tie_anchors(event: EventMention, report: Report) -> list[tuple[Anchor, str]]:
    """The relations between an event and the places named in its report."""
    ties: list[tuple[Anchor, str]] = []
    parse = report.parse(event.sentence)
    for anchor in report.anchors:
        gap = event.sentence - anchor.mention.sentence
        if anchor.is_dateline:
            ties.append((anchor, "dateline_here" if gap == 0 else "dateline"))
        elif gap == 0:
            ties.append((anchor, relate(parse, event, anchor)))
        elif gap in BESIDE:
            rests = anchor.mention.id in report.resting
            ties.append((anchor, f"{BESIDE[gap]}_{'static' if rests else 'other'}"))
        else:
            rests = anchor.mention.id in report.resting
            ties.append((anchor, f"far_{'title' if anchor.mention.sentence == 0 else 'static' if rests else 'other'}"))
    return ties


def in_static_phrase(parse: Parse, index: int) -> bool:
    """True for a place that a preposition of rest governs."""
    governor, _ = climb(parse, index)
    return governor is not None and STATIC.fullmatch(governor.text) is not None


def climb(parse: Parse, index: int) -> tuple[Token | None, Token]:
    """The preposition that governs a place, through appositions, lists and words for parts, and the top of its phrase."""
    token = parse.tokens[index]
    if index > 0 and parse.tokens[index - 1].lemma == "capital":
        token = parse.tokens[index - 1]  # "the Qatari capital Doha", however it was parsed
    for _ in range(8):
        if token.dep == "pobj":
            governor = parse.tokens[token.head]
            above = parse.tokens[governor.head]
            if governor.text.lower() in {"of", "between", "and"} and PART_WORD.fullmatch(above.lemma):
                token = above
                continue
            return governor, token
        above = parse.tokens[token.head]
        if token.head == token.index or token.dep not in {"appos", "conj", "compound", "nmod", "amod", "poss", "npadvmod"}:
            return None, token
        if (
            token.dep in {"compound", "nmod", "amod", "poss"}
            and not PART_WORD.fullmatch(above.lemma)
            and above.pos != "PROPN"
        ):
            return None, token
        token = above
    return None, token


def relate(parse: Parse, event: EventMention, anchor: Anchor) -> str:
    """How a place in the event's own sentence is tied to its trigger."""
    trigger = parse.tokens[event.head]
    governor, top = climb(parse, anchor.head)
    if governor is not None:
        return preposition_relation(parse, trigger, governor)
    if top.index == trigger.index:
        return "is_trigger"
    above = parse.tokens[top.head]
    if top.dep in MODIFIERS:
        return modifier_relation(parse, trigger, top)
    part = "subject" if top.dep in SUBJECTS else "object" if top.dep in {"dobj", "obj", "attr"} else "loose"
    return part if part == "loose" else f"{part}_{'of_trigger' if above.index == trigger.index else 'elsewhere'}"


def modifier_relation(parse: Parse, trigger: Token, top: Token) -> str:
    """The tie of a name that modifies a noun: the trigger, an argument of it, or another."""
    above = parse.tokens[top.head]
    if above.index == trigger.index:
        return f"{'poss' if top.dep == 'poss' else 'compound'}_of_trigger"
    return "modifier_below" if trigger in parse.ancestors(above.index) else "modifier_elsewhere"


def preposition_relation(parse: Parse, trigger: Token, governor: Token) -> str:
    """The tie of a prepositional phrase: what the preposition says, and where it hangs."""
    sort = sort_of_preposition(governor.text)
    host = parse.tokens[governor.head]
    if host.dep in {"prep", "agent"}:
        host = parse.tokens[host.head]
    if host.index == trigger.index:
        return f"{sort}_at_trigger"
    if trigger in parse.ancestors(host.index):
        return f"{sort}_below_{'near' if parse.tokens[host.head].index == trigger.index else 'far'}"
    if host in parse.ancestors(trigger.index):
        return f"{sort}_{'told' if TELLING.fullmatch(host.lemma) else 'above'}"
    return f"{sort}_elsewhere"


def sort_of_preposition(word: str) -> str:
    """Whether a preposition tells of rest, a goal or a source; else itself, or "other" for a rare one."""
    for sort, words in (("static", STATIC), ("goal", GOAL), ("source", SOURCE), (word.lower(), OTHER_PREPOSITION)):
        if words.fullmatch(word):
            return sort
    return "other"
