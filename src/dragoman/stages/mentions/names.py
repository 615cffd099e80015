"""Names in a parsed sentence: those that the actor base knows, and those that only the parser's model saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.entry import How, NameMatch
from dragoman.model.actor import ActorKind
from dragoman.model.mention import MentionLabel
from dragoman.model.syntax import Parse

LABELS = {
    "PERSON": MentionLabel.PERSON,
    "ORG": MentionLabel.ORGANISATION,
    "GPE": MentionLabel.PLACE,
    "NORP": MentionLabel.GROUP,
    "FAC": MentionLabel.PLACE,
    "LOC": MentionLabel.PLACE,
}
KINDS = {
    ActorKind.STATE: MentionLabel.PLACE,
    ActorKind.ORGANISATION: MentionLabel.ORGANISATION,
    ActorKind.PERSON: MentionLabel.PERSON,
    ActorKind.GROUP: MentionLabel.GROUP,
}
PEOPLES = (How.ADJECTIVE, How.DEMONYM)


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` up to, not including, `end` of a sentence that name somebody; `match` is what the base knows."""

    start: int
    end: int
    label: MentionLabel
    match: NameMatch | None = None

    @property
    def is_people(self) -> bool:
        """True for an adjective or demonym ("Israeli", "Israelis")."""
        return self.match is not None and self.match.entries[0].how in PEOPLES

    @property
    def is_capital(self) -> bool:
        """True for a capital that can stand for its state."""
        return self.match is not None and self.match.entries[0].how is How.CAPITAL

    def covers(self, index: int) -> bool:
        """True when the token with this index is part of the name."""
        return self.start <= index < self.end


def find_names(parse: Parse, base: ActorBase) -> list[Name]:
    """All names of a sentence in text order; they do not overlap.

    The base wins over the model, except that a country inside a person's name ("Jordan" in "Michael Jordan") is none.
    """
    seen = list(model_names(parse))
    persons = [name for name in seen if name.label is MentionLabel.PERSON]
    known = [
        Name(match.start, match.end, KINDS[match.entries[0].actor.kind], match)
        for match in base.find_names([token.text for token in parse.tokens])
        if is_credible(parse, match, persons)
    ]
    taken = {index for name in known for index in range(name.start, name.end)}
    rest = [left for name in seen for left in outside(name, taken)]
    return sorted((*known, *rest), key=lambda name: name.start)


def is_credible(parse: Parse, match: NameMatch, persons: list[Name]) -> bool:
    """False for a part of a longer person's name, and for an ambiguous word that the model takes for no name."""
    entry = match.entries[0]
    if entry.is_ambiguous and not any(parse.tokens[i].entity in LABELS for i in range(match.start, match.end)):
        return False
    if entry.actor.kind is ActorKind.PERSON:
        return True
    return not any(
        name.start <= match.start and match.end <= name.end and name.end - name.start > match.end - match.start
        for name in persons
        if entry.how not in PEOPLES
    )


def model_names(parse: Parse) -> Iterator[Name]:
    """Runs of tokens that the parser's model labels as one sort of entity, without a leading article or trailing "'s"."""
    index, count = 0, len(parse.tokens)
    while index < count:
        label, end = parse.tokens[index].entity, index + 1
        while end < count and parse.tokens[end].entity == label:
            end += 1
        if label in LABELS:
            start = index + (parse.tokens[index].pos == "DET")
            while end - 1 > start and parse.tokens[end - 1].pos in ("PART", "PUNCT"):
                end -= 1
            if start < end and any(token.pos in ("PROPN", "ADJ", "NOUN") for token in parse.tokens[start:end]):
                yield Name(start, end, LABELS[label])
        index = max(end, index + 1)


def outside(name: Name, taken: set[int]) -> Iterator[Name]:
    """The longest run of a model's name that no known name has taken, if a proper name is left."""
    run: list[int] = []
    best: list[int] = []
    for index in range(name.start, name.end):
        run = [*run, index] if index not in taken else []
        best = run if len(run) >= len(best) else best
    if best:
        yield Name(best[0], best[-1] + 1, name.label)
