"""Terrorist incidents in news reports, against MUC-4 (1992) in the lowercase JSON Lines form that is common today.

An item has `docid`, `doctext` and `templates`: an incident type, and slots of entities, each a list of the strings that
name it with their offsets. What PLOVER calls an event and what the templates call it is told by
`resources/crosswalks/muc4.yml`. Predicted is one template for each incident type that a document tells, with all its fills.
Weapons are not predicted; human victims only by name, as the corpus has them.

Scored is, for each document: whether it tells an incident at all (`relevant`), which incident types (`incident`), and the
fills of each slot over all templates of the document, since which of several like incidents a fill belongs to is another
question. A predicted entity stands for its first string. It is right when that string is one of those of a gold entity
(`SLOT_exact`), or has the head noun of one of them (`SLOT`), as is usual for MUC-4 since Patwardhan and Riloff (2007).
Each gold entity counts once. `fills` is the sum over the slots.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.coder import Coder
from dragoman.evaluation.crosswalks import Rule, find_rule, to_rules, trigger_word
from dragoman.evaluation.items import Item, read_items
from dragoman.evaluation.polnear import Tally
from dragoman.knowledge.bundled import read_bundled
from dragoman.model.actor import ActorKind, Resolution
from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.model.reading import Reading
from dragoman.stages.coreference import identities
from dragoman.stages.triggers.lexicon import load_event_lexicon

CROSSWALK = "crosswalks/muc4.yml"
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim")
ALL_SLOTS = (*SLOTS, "Weapon")
GAP = re.compile(r"(?<=[.?!)\"]) ( +)(?=\S)")
OPENING = re.compile(r"(?:\A|\n *)[\"(]*[a-z]")
DETERMINER = re.compile(r"(?:the|a|an|this|that|these|those|his|her|its|their|some|several) +")
TAIL = re.compile(r"\W+(?:of|in|from|at|on|for|with|by|near|who|which|that|belonging|and)\b.*|\s*[,(;].*|\W+\Z")
Fill = list[tuple[str, int]]


def to_text(doctext: str) -> str:
    r"""The text with a line break where the corpus has several spaces after a sentence, and each line's first letter large.

    The length stays, so offsets hold.

    >>> to_text("two men died.  an officer fled.")
    'Two men died.\n An officer fled.'
    """
    lines = GAP.sub(
        lambda gap: ("\n\n" if len(gap.group(1)) > 2 else "\n") + gap.group(1)[int(len(gap.group(1)) > 2) :], doctext
    )
    return OPENING.sub(lambda opening: opening.group().upper(), lines)


def head_noun(words: str) -> str:
    """The head of a noun phrase, found by its words alone.

    >>> head_noun("members of the 8th front"), head_noun("4-wheel drive vehicle")
    ('members', 'vehicle')
    """
    return TAIL.sub("", words).split(" ")[-1] or words


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of a reading with the strings by which the corpus would name their bearers."""

    reading: Reading
    doctext: str

    def mentions(self, number: int) -> list[EntityMention]:
        """The mentions of one bearer that are no pronouns, names first, then in text order."""
        entities = self.reading.entities or ()
        chain = next((chain.mentions for chain in self.reading.coreference or () if number in chain.mentions), (number,))
        found = [entities[each] for each in chain if entities[each].kind is not MentionKind.PRONOUN]
        return sorted(found, key=lambda mention: (mention.name is None, mention.id))

    def inside(self, mentions: Sequence[EntityMention]) -> list[EntityMention]:
        """The names of bodies that stand inside mentions: whose members perpetrators are."""
        return [
            inner
            for inner in self.reading.entities or ()
            if inner.kind is MentionKind.NAME
            and inner.label not in {MentionLabel.PLACE, MentionLabel.PERSON}
            and any(outer is not inner and outer.span.contains(inner.span) for outer in mentions)
        ]

    def string(self, mention: EntityMention) -> tuple[str, int]:
        """A mention as the corpus writes it: the name without title, the phrase without determiner; and its offset."""
        span = mention.name if mention.name is not None else mention.span
        words = span.of(self.doctext)
        cut = DETERMINER.match(words)
        start = span.start + (cut.end() if cut else 0)
        return self.doctext[start : span.end], start

    def fill(self, mentions: Iterable[EntityMention]) -> Fill:
        """The distinct strings of mentions."""
        found: dict[str, int] = {}
        for words, start in map(self.string, mentions):
            found.setdefault(words, start)
        return list(found.items())


def slot_of(role: RoleName, mentions: Sequence[EntityMention], kind: ActorKind | None) -> str:
    """The slot of a party: perpetrators are organisations by name or individuals, who is hit is human or a thing."""
    labels = {mention.label for mention in mentions}
    is_organisation = MentionLabel.ORGANISATION in labels or kind in {ActorKind.ORGANISATION, ActorKind.STATE}
    if role is RoleName.ACTOR:
        is_named = any(mention.kind is MentionKind.NAME for mention in mentions)
        return "PerpOrg" if is_organisation or (is_named and kind is ActorKind.GROUP) else "PerpInd"
    is_human = labels & {MentionLabel.PERSON, MentionLabel.GROUP} or kind in {ActorKind.PERSON, ActorKind.GROUP}
    return "Victim" if is_human else "Target"


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the reading of a document into templates."""

    events: Sequence[str]
    rules: tuple[Rule, ...]
    light_verbs: Collection[str]
    least_score: float
    armed: frozenset[str]

    def templates(self, reading: Reading, doctext: str) -> list[Item]:
        """One template for each incident type that the document tells, in the order of the crosswalk."""
        names = Names(reading, doctext)
        known = identities(reading.actors or (), reading.coreference or ())
        found: dict[str, dict[str, list[Fill]]] = {}
        for mention in reading.events or ():
            word = trigger_word((reading.syntax or ())[mention.sentence], mention, self.light_verbs)
            rule = find_rule(self.rules, mention, word.lemma.lower())
            if rule is not None and rule.event is not None and self.is_incident(mention, known):
                slots = found.setdefault(rule.event, {slot: [] for slot in ALL_SLOTS})
                for slot, fill in fills_of(names, mention, known):
                    add(slots[slot], fill)
        return [{"incident_type": event, **to_slots(found[event])} for event in self.events if event in found]

    def is_incident(self, mention: EventMention, known: Mapping[int, Resolution]) -> bool:
        """True when the event is sure enough and hits somebody or something that does not bear arms."""
        hit = mention.of_role(RoleName.RECIPIENT)
        sectors = [known[number].actor.sectors[:1] if number in known else () for number in hit]
        return mention.score >= self.least_score and any(not self.armed.intersection(some) for some in sectors)


def fills_of(names: Names, mention: EventMention, known: Mapping[int, Resolution]) -> Iterator[tuple[str, Fill]]:
    """Slot and strings of each party of an event that is more than a pronoun; of human victims those that have a name."""
    for role in mention.roles:
        mentions = names.mentions(role.mention)
        kind = known[role.mention].actor.kind if role.mention in known else None
        slot = slot_of(role.name, mentions, kind) if mentions else None
        if slot == "Victim":
            mentions = [each for each in mentions if each.name is not None]
        if slot is not None and mentions:
            yield slot, names.fill(mentions)
        if slot == "PerpInd":
            yield from (("PerpOrg", names.fill([each])) for each in names.inside(mentions))


def add(fills: list[Fill], fill: Fill) -> None:
    """Puts a party among the others, unless it shares a string with one of them."""
    words = {words for words, _ in fill}
    if not any(words & {other for other, _ in known} for known in fills):
        fills.append(fill)


def to_slots(slots: Mapping[str, Sequence[Fill]]) -> Item:
    """Slots in the form of the corpus: strings and offsets as lists."""
    return {slot: [[list(pair) for pair in fill] for fill in fills] for slot, fills in slots.items()}


def load_reader() -> Reader:
    """The reader with the bundled crosswalk."""
    data = read_bundled(CROSSWALK)
    rules, light_verbs = to_rules(data, CROSSWALK), load_event_lexicon().light_verbs
    return Reader(tuple(data["events"]), rules, light_verbs, float(data["least_score"]), frozenset(data["armed"]))


def predict(items: Sequence[Item], coder: Coder) -> list[Item]:
    """The items with predicted templates in place of the gold ones, from the raw text alone."""
    reader = load_reader()
    documents = (Document(str(item["docid"]), to_text(item["doctext"])) for item in items)
    return [
        {"docid": item["docid"], "doctext": item["doctext"], "templates": reader.templates(reading, item["doctext"])}
        for item, reading in zip(items, coder.read_stream(documents), strict=True)
    ]


def entities_of(templates: Sequence[Item], slot: str) -> list[list[str]]:
    """The entities of a slot over all templates, each as its strings; those that share a string are one."""
    found: list[list[str]] = []
    for template in templates:
        for fill in template[slot]:
            words = [pair[0] for pair in fill]
            known = next((entity for entity in found if set(entity) & set(words)), None)
            if known is None:
                found.append(words)
            else:
                known += [each for each in words if each not in known]
    return found


def match(gold: Sequence[Sequence[str]], got: Sequence[Sequence[str]], key: Callable[[str], str]) -> Tally:
    """How many predicted entities have in their first string what a gold one has in any; each gold one counts once."""
    left = [{key(words) for words in entity} for entity in gold]
    right = 0
    for entity in got:
        hit = next((words for words in left if key(entity[0]) in words), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Tally(len(got), len(gold), right)


def types_of(templates: Sequence[Item]) -> set[str]:
    """The incident types; of "bombing / attack" the first."""
    return {template["incident_type"].split(" / ")[0] for template in templates}


def compare(gold: Sequence[Item], got: Sequence[Item]) -> dict[str, Tally]:
    """The tallies of one document."""
    wanted, found = types_of(gold), types_of(got)
    tallies = {
        "relevant": Tally(bool(found), bool(wanted), bool(found and wanted)),
        "incident": Tally(len(found), len(wanted), len(found & wanted)),
    }
    for slot in SLOTS:
        entities = entities_of(gold, slot), entities_of(got, slot)
        tallies[slot] = match(*entities, head_noun)
        tallies[f"{slot}_exact"] = match(*entities, str)
    for suffix in ("", "_exact"):
        tallies[f"fills{suffix}"] = sum((tallies[slot + suffix] for slot in SLOTS), Tally())
    for name in sorted(wanted | found):
        tallies[f"incident.{name}"] = Tally(name in found, name in wanted, name in found and name in wanted)
    return tallies


def score(gold: Sequence[Item], got: Sequence[Item]) -> dict[str, float]:
    """The figures over all documents."""
    total: dict[str, Tally] = {}
    for one, other in zip(gold, got, strict=True):
        for name, tally in compare(one["templates"], other["templates"]).items():
            total[name] = total.get(name, Tally()) + tally
    figures: dict[str, float] = {"documents": len(gold)}
    for name in sorted(total, key=lambda name: ("." in name, name)):
        figures |= total[name].figures(name)
    return figures


def score_muc4(path: Path, coder: Coder, predictions: Path | None = None) -> dict[str, float]:
    """The figures on the corpus in `path`; what was predicted goes to `predictions` in the corpus's own form."""
    items = read_items(path, keys=("docid", "doctext", "templates"))
    got = predict([{"docid": item["docid"], "doctext": item["doctext"]} for item in items], coder)
    if predictions is not None:
        predictions.write_text("".join(json.dumps(item) + "\n" for item in got), encoding="utf-8")
    return score(items, got)
