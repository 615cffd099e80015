"""Names of parties and places as a briefing says them: with their article, with the office at first mention, as one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.model.actor import ResolvedBy
from dragoman.model.record import Attribution, Entity, Location
from dragoman.store.named import has_words
from dragoman.store.rows import folded

MOST_NAMES = 4
COUNTRY = 1


@dataclass(slots=True)
class Names:
    """How parties are named; `told` are those whose office has been said already."""

    words: Mapping[str, Any]
    told: set[str] = field(default_factory=set)

    def of_all(self, entities: Sequence[Entity]) -> str:
        """Parties in a row: "A, B and C"."""
        return in_a_row([self.of(entity) for entity in distinct(entities)], self.words["others"])

    def of(self, entity: Entity) -> str:
        """A party, with its office when it is first named."""
        name = self.plain(entity)
        office, key = entity.office, entity.identifier_id
        if not office or not key or key in self.told or has_words(name, folded(office)):
            return name
        self.told.add(key)
        return f"{name} ({office})"

    def plain(self, entity: Entity) -> str:
        """A party without its office."""
        text = " ".join(entity.entity_text.split())
        name = entity.identifier_text
        if name is None or (entity.identifier_id is None and name in text):
            return self.described(text, entity)
        return self.with_article(self.words["renamed"].get(name, name))

    def described(self, text: str, entity: Entity) -> str:
        """A party by the words of the text: "the official", an unidentified "they", a lone name in quotation marks."""
        if text.casefold() in self.words["pronouns"]:
            return str(self.words["pronoun"]).format(text=text)
        is_lone = entity.resolved_by is ResolvedBy.NONE and entity.code is None and text[:1].isupper() and " " not in text
        if is_lone and entity.identifier_text is not None:
            return f"“{text}”"
        first, _, rest = text.partition(" ")
        is_noun = entity.identifier_text is None and (not rest or rest.split()[0] in self.words["prepositions"])
        lowered = first.lower() if first in self.words["determiners"] or (is_noun and not first.isupper()) else first
        return f"{lowered} {rest}".strip()

    def with_article(self, name: str) -> str:
        """A name with "the" where it takes it."""
        article = self.words["article"]
        words = name.split()
        first, last, head = words[0], words[-1], name.partition(" of ")[0].split()[-1]
        if first.casefold() == "the":
            return f"the {name[4:]}"
        is_described = last.islower() and "-" not in last
        takes = name in article["names"] or {last, head} & set(article["ends"]) or first in article["begins"] or is_described
        return f"the {name}" if takes else name

    def is_negative(self, entities: Sequence[Entity]) -> bool:
        """True for "neither side", "nobody", which make a negation of the verb one too many."""
        first = entities[0].entity_text.split()[:1] if entities else []
        return bool(first) and first[0].casefold() in self.words["negative"]

    def are_several(self, entities: Sequence[Entity]) -> bool:
        """True where the verb stands in the plural."""
        parties = distinct(entities)
        return len(parties) != 1 or self.is_plural(parties[0])

    def is_plural(self, entity: Entity) -> bool:
        """True for "officials from Iran", not for "the United States"."""
        if entity.identifier_id is not None and entity.office is not None:
            return False
        name = self.plain(entity).removeprefix("the ")
        if name in self.words["singular"] or (entity.identifier_text or "") in self.words["singular"]:
            return False
        parts = re.split(rf" (?:{'|'.join(self.words['prepositions'])})\b", name)
        head = parts[0].split()[-1].strip("“”,.") if parts[0].split() else name
        if head.casefold() in self.words["plural"]:
            return True
        return head.endswith("s") and not head.endswith(("ss", "us", "is", "’s", "'s"))

    def of_place(self, place: Location | None, parties: Iterable[Entity]) -> str | None:
        """The name of a place; None where it is but the country of a party, which the sentence names already."""
        if place is None:
            return None
        is_country = place.resolution is not None and place.resolution <= COUNTRY
        if is_country and place.country_code in {party.code for party in parties}:
            return None
        name = place.resolved_place or " ".join(place.extracted_place.split())
        return self.with_article(self.words["renamed"].get(name, name))

    def of_voice(self, link: Attribution) -> str:
        """A speaker, or that the text names none."""
        return self.of(link.source) if link.source is not None else str(self.words["voice"]["unnamed"])


def distinct(entities: Sequence[Entity]) -> list[Entity]:
    """Each party once, in their order."""
    found: dict[tuple[str | None, ...], Entity] = {}
    for entity in entities:
        name = entity.identifier_text or " ".join(entity.entity_text.split())
        found.setdefault((entity.identifier_id, name), entity)
    return list(found.values())


def in_a_row(names: Sequence[str], others: str) -> str:
    """Names as one phrase.

    >>> in_a_row(["A", "B", "C"], "{count} others")
    'A, B and C'
    """
    if len(names) > MOST_NAMES + 1:
        names = [*names[:MOST_NAMES], others.format(count=len(names) - MOST_NAMES)]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def capitalised(text: str) -> str:
    """The text with a capital at its beginning.

    >>> capitalised("the United Nations"), capitalised("“Zion”")
    ('The United Nations', '“Zion”')
    """
    return text[:1].upper() + text[1:]
