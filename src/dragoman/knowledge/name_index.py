"""All names of the actor base in one dictionary, and the longest of them that a sentence holds at each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.knowledge.entry import NamedEntry, NameMatch
from dragoman.knowledge.normal_form import Capitals, Piece, pieces_of, pieces_of_name

# Acronyms that in a headline set in capitals may be the common word.
COMMON_WORDS = frozenset(
    {
        *("am", "app", "art", "cap", "car", "cia", "eta", "fars", "ice", "ira", "is"),
        *("it", "mad", "mod", "pa", "pan", "par", "sad", "sana", "un", "us", "who"),
    }
)
ACRONYM_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write one entry's name: piece `position` must have at least `capitals`."""

    entry: NamedEntry
    position: int
    capitals: Capitals


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by normal form; `reach` is the greatest number of pieces of a name that begins with a piece."""

    forms: Mapping[str, tuple[Form, ...]]
    reach: Mapping[str, int]

    def entries(self, key: str) -> tuple[NamedEntry, ...]:
        """What the normal form `key` can stand for, however it is written."""
        return tuple(form.entry for form in self.forms.get(key, ()))

    def find(self, words: Sequence[str]) -> list[NameMatch]:
        """The names in a sequence of tokens, from left to right, the longest at each place, none inside another."""
        stream: list[Piece] = []
        token_of: list[int] = []
        for index, word in enumerate(words):
            for piece in pieces_of(word):
                stream.append(piece)
                token_of.append(index)
        found: list[NameMatch] = []
        place = 0
        while place < len(stream):
            length, entries = self.longest(stream, place)
            if entries:
                found.append(to_match(token_of, place, length, entries))
            place += max(length, 1)
        return found if not found or not is_all_capitals(words) else [match for match in found if not is_word(words, match)]

    def longest(self, stream: Sequence[Piece], place: int) -> tuple[int, tuple[NamedEntry, ...]]:
        """How many pieces from `place` on make the longest name, and what it can stand for; 0 and () where none does."""
        reach = min(self.reach.get(stream[place].text, 0), len(stream) - place)
        for length in range(reach, 0, -1):
            key = " ".join(piece.text for piece in stream[place : place + length])
            entries = tuple(
                form.entry for form in self.forms.get(key, ()) if stream[place + form.position].capitals >= form.capitals
            )
            if entries:
                return length, entries
        return 0, ()


@dataclass(slots=True)
class NewNames:
    """The index of names while names are still added."""

    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, entry: NamedEntry, *, wins: bool = False) -> None:
        """Lets `name` stand for `entry`; of two forms of one actor under one name the first stays.

        An acronym comes before a word: "SANA" is the news agency, then the city. Else the first comes first, unless a later
        one `wins`.
        """
        pieces = pieces_of_name(name)
        if not pieces:
            return
        key = " ".join(piece.text for piece in pieces)
        known = self.forms.get(key, ())
        form = Form(entry, *demand_of(pieces))
        same = [i for i, other in enumerate(known) if other.entry.actor.key == entry.actor.key]
        if same:
            old = known[same[0]]
            if form.capitals < old.capitals:
                known = (*known[: same[0]], Form(old.entry, form.position, form.capitals), *known[same[0] + 1 :])
                self.forms[key] = known
            return
        both = (form, *known) if wins else (*known, form)
        self.forms[key] = tuple(sorted(both, key=lambda form: (form.entry.is_ambiguous, -form.capitals)))
        first = pieces[0].text
        self.reach[first] = max(self.reach.get(first, 0), len(pieces))

    def index(self) -> NameIndex:
        """The names added so far; it grows with them."""
        return NameIndex(self.forms, self.reach)


def demand_of(pieces: Sequence[Piece]) -> tuple[int, Capitals]:
    """Which piece of a name must have capitals in a text, and which: an acronym all, other names the first capital.

    >>> demand_of(pieces_of_name("al-Qaeda")), demand_of(pieces_of_name("ISIS"))
    ((1, <Capitals.FIRST: 1>), (0, <Capitals.ALL: 2>))
    """
    for position, piece in enumerate(pieces):
        if piece.capitals is Capitals.ALL and 1 < len(piece.text) <= ACRONYM_LENGTH:
            return position, Capitals.ALL
        if piece.capitals is not Capitals.LOWER:
            return position, Capitals.FIRST
    return 0, Capitals.LOWER


def to_match(token_of: Sequence[int], place: int, length: int, entries: tuple[NamedEntry, ...]) -> NameMatch:
    """The match of `length` pieces from `place` on, counted in tokens."""
    after = place + length
    opens = place == 0 or token_of[place - 1] != token_of[place]
    closes = after == len(token_of) or token_of[after] != token_of[after - 1]
    return NameMatch(token_of[place], token_of[after - 1] + 1, entries, is_partial=not (opens and closes))


def is_all_capitals(words: Sequence[str]) -> bool:
    """True for a headline set in capitals."""
    return len(words) > 2 and not any(letter.islower() for word in words for letter in word)


def is_word(words: Sequence[str], match: NameMatch) -> bool:
    """True when a match in a headline set in capitals may be a common word ("IS", "US"), its dots not speaking for it."""
    return match.end - match.start == 1 and words[match.start].lower() in COMMON_WORDS
