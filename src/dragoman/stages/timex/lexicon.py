"""The vocabulary of dates, read from `resources/lexicons/times.yml`.

Every word that can stand in a date gets one letter for the part that it plays there. What the letters mean together is
the business of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import ResourceError
from dragoman.knowledge.bundled import read_bundled

RESOURCE = "lexicons/times.yml"
UNIT_LETTERS = {"year": "Y", "quarter": "G"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word's letter, its number (month, weekday, count, days from today) and its name (unit, season, TIMEX3 value)."""

    letter: str
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year: fixed (`day`), by weekday and which of its month (`weekday`, `nth`), or by days from `easter`.

    A fixed day can be one of another calendar ("hijri", "persian").
    """

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class DurationForm:
    """How so many units are written as a TIMEX3 duration: `prefix`, number times `factor`, `letter`."""

    prefix: str
    factor: int
    letter: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A month and day that means one year when one of `nouns` follows, and no word of `unless` is in the sentence."""

    year: int
    nouns: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """All words of dates, and the words around them that decide what they are."""

    entries: Mapping[str, Entry]
    capitalised: Mapping[str, Entry]
    phrases: re.Pattern[str]
    holidays: Mapping[str, Holiday]
    durations: Mapping[str, DurationForm]
    reference_adjectives: Mapping[str, str]
    anniversaries: Mapping[tuple[int, int], Anniversary]
    ambiguous: frozenset[str]
    date_openers: frozenset[str]
    not_before_season: frozenset[str]
    forward_signals: frozenset[str]
    backward_signals: frozenset[str]
    forward_words: frozenset[str]
    forward_with_for: frozenset[str]
    heading_words: frozenset[str]
    future_auxiliaries: frozenset[str]
    tense_through: frozenset[str]
    reporting: frozenset[str]


def load_time_lexicon() -> TimeLexicon:
    """The lexicon that comes with Dragoman.

    Raises:
        ResourceError: when an entry lacks a key or has one too many.
    """
    raw = read_bundled(RESOURCE)
    try:
        return to_lexicon(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise ResourceError(f"{RESOURCE} does not hold together: {error!r}") from error


def to_lexicon(raw: Mapping[str, Any]) -> TimeLexicon:
    """The lexicon from the parsed YAML."""
    entries = dict(plain_entries(raw))
    capitalised = dict(capitalised_entries(raw))
    phrases = [word for word in (*entries, *capitalised) if not re.fullmatch(r"[a-z]+", word)]
    phrases.sort(key=lambda word: (-len(word), word))
    return TimeLexicon(
        entries=entries,
        capitalised=capitalised,
        phrases=re.compile("|".join(re.escape(word) for word in phrases), re.IGNORECASE),
        holidays={name: Holiday(**rule) for name, rule in raw["holidays"].items()},
        durations={name: DurationForm(**form) for name, form in raw["durations"].items()},
        reference_adjectives=dict(raw["reference_adjectives"]),
        anniversaries=dict(anniversaries(raw["named_day_events"])),
        **{
            name: frozenset(raw[name])
            for name in (
                "ambiguous",
                "date_openers",
                "not_before_season",
                "forward_signals",
                "backward_signals",
                "forward_words",
                "forward_with_for",
                "heading_words",
                "future_auxiliaries",
                "tense_through",
                "reporting",
            )
        },
    )


def plain_entries(raw: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Words that may be written in small letters; where two sections share a word the later one has it."""
    for letter, words in raw["words"].items():
        yield from ((str(word), Entry(letter)) for word in words)
    for section, letter in (("seasons", "S"), ("parts_of_day", "P"), ("sets", "V"), ("references", "R")):
        yield from ((word, Entry(letter, name=str(name))) for word, name in raw[section].items())
    yield from ((word, Entry("R", 1, str(name))) for word, name in raw["weak_references"].items())
    for word, unit in raw["units"].items():
        name, number = unit["name"], unit["number"]
        yield word, Entry(UNIT_LETTERS.get(name, "U"), 2 if number == "plural" else 1, name)
    for section, letter in (("numbers", "w"), ("ordinals", "o"), ("decades", "D"), ("days", "X"), ("nights", "N")):
        yield from ((word, Entry(letter, number)) for word, number in raw[section].items())
    yield from ((word, Entry("7", name=name)) for word, name in raw["eras"].items())
    yield from ((word, Entry("I", name=str(name))) for word, name in raw["named_days"].items())
    yield from ((word, Entry("H", name=word)) for word in raw["holidays"])


def capitalised_entries(raw: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Words that are dates only with a capital: months, weekdays and what is short for them."""
    for section, letter in (("months", "M"), ("weekdays", "W")):
        yield from ((word, Entry(letter, number)) for word, number in raw[section].items())
    for section, letter, name in (("hijri_months", "5", "hijri"), ("persian_months", "6", "persian")):
        yield from ((word, Entry(letter, number, name)) for word, number in raw[section].items())
    for word, number in raw["month_abbreviations"].items():
        yield word, Entry("J", number)
        yield f"{word}.", Entry("M", number)
    for word, number in raw["weekday_abbreviations"].items():
        yield f"{word}.", Entry("W", number)


def anniversaries(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], Anniversary]]:
    """Month and day of each named day, with its year."""
    for key, rule in raw.items():
        month, day = key.split("-")
        nouns, unless = frozenset(rule["nouns"]), frozenset(rule["unless"])
        yield (int(month), int(day)), Anniversary(int(str(rule["year"])), nouns, unless)
