"""The lists by which mentions are put together: resources/lexicons/coreference.yml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dragoman.knowledge.bundled import read_bundled


class Gender(StrEnum):
    """Whether a pronoun for somebody is "he" or "she"."""

    MALE = "he"
    FEMALE = "she"


@dataclass(frozen=True, slots=True)
class ChainWords:
    """Words that tell of a person's gender, first names that do, and nouns for people, speaking, places, bodies and states.

    `kinds_of_states` gives for a code what its state may be called later on ("kingdom").
    """

    genders: dict[str, Gender]
    names: dict[str, Gender]
    people: frozenset[str]
    locatives: frozenset[str]
    speaking: frozenset[str]
    impersonal_verbs: frozenset[str]
    impersonal_nouns: frozenset[str]
    bodies: frozenset[str]
    states: frozenset[str]
    anybody: frozenset[str]
    quantifiers: frozenset[str]
    kinds_of_states: dict[str, frozenset[str]]


@cache
def load_chain_words() -> ChainWords:
    """The bundled lists; a name that both men and women bear tells nothing."""
    data = read_bundled("lexicons/coreference.yml")
    lists = {key: frozenset(str(words).split()) for key, words in data.items() if isinstance(words, str)}
    kinds: dict[str, set[str]] = {}
    for kind, codes in data["kinds_of_states"].items():
        for code in codes.split():
            kinds.setdefault(code, set()).add(kind)
    return ChainWords(
        genders=by_gender(lists["male_words"], lists["female_words"]),
        names=by_gender(lists["male_names"], lists["female_names"]),
        people=lists["people"],
        locatives=lists["locatives"],
        speaking=lists["speaking"],
        impersonal_verbs=lists["impersonal_verbs"],
        impersonal_nouns=lists["impersonal_nouns"],
        bodies=lists["bodies"],
        states=lists["states"],
        anybody=lists["anybody"],
        quantifiers=lists["quantifiers"],
        kinds_of_states={code: frozenset(names) for code, names in kinds.items()},
    )


def by_gender(male: frozenset[str], female: frozenset[str]) -> dict[str, Gender]:
    """The gender of each word that is in one of the two lists only."""
    return dict.fromkeys(male - female, Gender.MALE) | dict.fromkeys(female - male, Gender.FEMALE)
