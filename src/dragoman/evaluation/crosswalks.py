"""What Dragoman codes in the terms of a corpus: rules by type, mode and wording, from `resources/crosswalks`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import ResourceError
from dragoman.model.event_mention import EventMention, RoleName
from dragoman.model.syntax import Parse, Token

NAMES = (RoleName.ACTOR, RoleName.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Rule:
    """What event mentions of a type, mode and wording are in the corpus; `event` is None where they are nothing."""

    type: str
    mode: str | None
    words: frozenset[str]
    event: str | None
    roles: Mapping[RoleName, str]

    def fits(self, mention: EventMention, lemma: str) -> bool:
        """True when the rule speaks of this event mention."""
        return (
            mention.type == self.type
            and (self.mode is None or self.mode in mention.modes)
            and (not self.words or lemma in self.words)
        )


def to_rules(data: Mapping[str, Any], name: str) -> tuple[Rule, ...]:
    """The rules of a crosswalk file in their order.

    Raises:
        ResourceError: when a rule names an event that is not among the events.
    """
    return tuple(to_rule(entry, data["events"], name) for entry in data["rules"])


def to_rule(entry: Mapping[str, Any], events: Collection[str], name: str) -> Rule:
    """One rule of the file."""
    event = entry.get("event")
    if event is not None and event not in events:
        raise ResourceError(f"{name}: a rule of {entry['type']} names '{event}', which is not among the events")
    roles = {role: str(entry[role.value]) for role in NAMES if role.value in entry}
    return Rule(str(entry["type"]), entry.get("mode"), frozenset(entry.get("words", ())), event, roles)


def find_rule(rules: Sequence[Rule], mention: EventMention, lemma: str) -> Rule | None:
    """The first rule that fits an event mention, where it gives an event."""
    rule = next((rule for rule in rules if rule.fits(mention, lemma)), None)
    return rule if rule is not None and rule.event is not None else None


def trigger_word(parse: Parse, mention: EventMention, light_verbs: Collection[str]) -> Token:
    """The one word that tells an event: of "held a rally" the noun."""
    head = parse.tokens[mention.head]
    if head.lemma not in light_verbs:
        return head
    inside = [token for token in parse.tokens[head.index + 1 :] if mention.trigger.contains(token.span)]
    return next((token for token in reversed(inside) if token.pos in {"NOUN", "PROPN"}), head)
