"""Role nouns ("soldiers") and offices ("Foreign Minister"): what a common noun or a title says of its bearer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_tables import OfficeRow, RoleNounRow, items_of, read_rows
from dragoman.knowledge.entry import Office, RoleNoun
from dragoman.knowledge.normal_form import normal_form, pieces_of
from dragoman.model.mention import MentionLabel

IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people"}
SIBILANTS = ("s", "x", "z", "ch", "sh")
FORMER_REACH = 4
OFFICE_KINDS = frozenset({"office", "deputy", "former", "acting", "lesser"})


def plural_of(noun: str) -> str:
    """The plural of a noun phrase by rule, its last word inflected.

    >>> plural_of("riot policeman"), plural_of("army"), plural_of("court"), plural_of("witness")
    ('riot policemen', 'armies', 'courts', 'witnesses')
    """
    for singular, plural in IRREGULAR.items():
        if noun == singular or (noun.endswith(singular) and singular in {"man", "woman"}) or noun.endswith(f" {singular}"):
            return noun.removesuffix(singular) + plural
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(SIBILANTS) else "s")


@dataclass(frozen=True, slots=True)
class RoleNouns:
    """Role nouns by normal form, singular and plural."""

    nouns: Mapping[str, RoleNoun]

    def find(self, phrase: str) -> RoleNoun | None:
        """The entry for the longest end of `phrase` that is in the table, since the head of a phrase stands last."""
        words = normal_form(phrase.split()).split()
        for start in range(len(words)):
            if found := self.nouns.get(" ".join(words[start:])):
                return found
        return None


def read_role_nouns(path: Path) -> RoleNouns:
    """The table of role nouns.

    Raises:
        KnowledgeError: when the table is broken or a label unknown.
    """
    nouns: dict[str, RoleNoun] = {}
    for row in read_rows(path, RoleNounRow):
        try:
            label = MentionLabel(row.label)
        except ValueError as error:
            raise KnowledgeError(f"{path}: unknown label '{row.label}'; labels are {', '.join(MentionLabel)}") from error
        sectors = (*items_of(row.sector), *items_of(row.other_sectors))
        for phrase in items_of(row.nouns):
            noun = RoleNoun(phrase, sectors, label, inherits=row.inherits == "yes")
            for form in (phrase, plural_of(phrase)):
                nouns.setdefault(normal_form(form.split()), noun)
    return RoleNouns(nouns)


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices by the normal form of their phrases, and the words that change them.

    `modifiers` gives for "former", "acting", "shadow" and the like its kind; `reach` is the longest phrase in pieces;
    `ranks` orders roles by weight, the weightiest 0.
    """

    phrases: Mapping[str, Office]
    modifiers: Mapping[str, str]
    reach: int
    ranks: Mapping[str, int]

    def find(self, words: Sequence[str]) -> Office | None:
        """The office that a title or noun phrase names, with what modifies it; None where it names none.

        The longest phrase counts at each place. The first one found is the head, unless a possessive follows it: in "the
        president's spokesman" the spokesman is.
        """
        stream = [(piece.text, index) for index, word in enumerate(words) for piece in pieces_of(word)]
        best: Office | None = None
        place = 0
        while place < len(stream):
            length, office = self.longest([text for text, _ in stream[place : place + self.reach]])
            if office is None:
                if best is not None and stream[place][0] != "'s":
                    break
                place += 1
                continue
            start, end = stream[place][1], stream[place + length - 1][1] + 1
            best = self.modified(replace(office, start=start, end=end), stream[:place])
            place += length
            if place >= len(stream) or stream[place][0] != "'s":
                break
        return best

    def longest(self, texts: Sequence[str]) -> tuple[int, Office | None]:
        """The longest office phrase at the beginning of `texts`, with its length."""
        for length in range(len(texts), 0, -1):
            if office := self.phrases.get(" ".join(texts[:length])):
                return length, office
        return 0, None

    def modified(self, office: Office, before: Sequence[tuple[str, int]]) -> Office:
        """The office as the words before it change it: right before it, or "former" a few words away.

        "The former Russian president" is out of office, but "the deputy Israeli president" is not how deputies are called.
        """
        nearest = True
        for place in range(len(before) - 1, max(len(before) - 1 - FORMER_REACH, -1), -1):
            text, index = before[place]
            if text == "'s":
                return office
            start = before[place - 1][1] if place else index
            word = f"{before[place - 1][0]} {text}" if place else text
            if word not in self.modifiers:
                start, word = index, text
            kind = self.modifiers.get(word)
            if kind == "former":
                office = replace(office, is_former=True, start=start)
            elif kind == "lesser" and nearest:
                office = replace(office, name=f"{word} {office.name}", roles=(), is_deputy=True, start=start)
            elif kind == "acting" and nearest:
                office = replace(office, start=start)
            nearest = nearest and kind is not None
        return office


def read_offices(path: Path) -> Offices:
    """The table of offices.

    Raises:
        KnowledgeError: when the table is broken or a kind unknown.
    """
    phrases: dict[str, Office] = {}
    modifiers: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for row in read_rows(path, OfficeRow):
        if row.kind not in OFFICE_KINDS:
            raise KnowledgeError(
                f"{path}: unknown kind '{row.kind}' of '{row.office}'; kinds are {', '.join(sorted(OFFICE_KINDS))}"
            )
        if row.kind not in {"office", "deputy"}:
            modifiers.update((normal_form(phrase.split()), row.kind) for phrase in items_of(row.phrases))
            continue
        roles = items_of(row.roles)
        for role in roles:
            ranks.setdefault(role, len(ranks))
        office = Office(row.office, roles, row.sector, row.code or None, is_deputy=row.kind == "deputy")
        for form in office_forms((row.office, *items_of(row.phrases))):
            phrases.setdefault(form, office)
    return Offices(phrases, modifiers, max((form.count(" ") + 1 for form in phrases), default=0), ranks)


def office_forms(phrases: Iterable[str]) -> Iterable[str]:
    """The normal forms of office phrases, singular and plural."""
    for phrase in phrases:
        yield normal_form(phrase.split())
        head, of, rest = phrase.partition(" of ")
        yield normal_form((plural_of(head) + of + rest).split())
