"""One loaded ontology and the questions that the rest of the system asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.scheme.entries import Context, Country, EventType, Example, Mode, Rule, Sector, Setting, Territory
from dragoman.scheme.source import unknown


@dataclass(frozen=True, slots=True)
class Scheme:
    """An ontology: every mapping is by code, in the order of its files.

    `codebook` is what a record cites. `international` and `auxiliary` give the meaning of each code. `folds` leads from the
    code or lower-case name of each territory to it.
    """

    name: str
    version: str
    codebook: str
    quads: Mapping[int, str]
    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    international: Mapping[str, str]
    auxiliary: Mapping[str, str]
    countries: Mapping[str, Country]
    territories: tuple[Territory, ...]
    folds: Mapping[str, Territory]
    rules: Mapping[str, Rule]
    settings: Mapping[str, Setting]
    examples: tuple[Example, ...]

    def event_type(self, code: str) -> EventType:
        """The type with this code.

        Raises:
            SchemeError: when the scheme has none.
        """
        if code not in self.types:
            raise unknown("event code", code, self.types, f"scheme {self.codebook}")
        return self.types[code]

    def mode(self, event_type: str, code: str) -> Mode:
        """The mode of a type with this code.

        Raises:
            SchemeError: when the scheme has no such type, or the type no such mode.
        """
        modes = self.event_type(event_type).modes
        if code not in modes:
            raise unknown(f"mode of {event_type}", code, modes, f"scheme {self.codebook}")
        return modes[code]

    def is_mode(self, event_type: str, code: str) -> bool:
        """True when `code` is a mode of the type."""
        return code in self.event_type(event_type).modes

    def quad_code(self, event_type: str) -> int:
        """The quadrant of a type: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.event_type(event_type).quad

    def score(self, event_type: str, modes: Sequence[str]) -> float:
        """The score of the one mode that has one; the type's where none or several have.

        PLOVER leaves the score of an event with several modes open.
        """
        scores = [score for code in modes if (score := self.mode(event_type, code).score) is not None]
        return scores[0] if len(scores) == 1 else self.event_type(event_type).score

    def requires_recipient(self, event_type: str) -> bool:
        """True when an event of the type needs somebody at whom it is directed."""
        return self.event_type(event_type).requires_recipient

    def retype(self, event_type: str, modes: Sequence[str], status_aux: str) -> tuple[str, tuple[str, ...]]:
        """Type and modes after the rules that hold whatever the wording; modes of another type are dropped.

        `status_aux` is the auxiliary mode that the event's status gives, "" for none. The first rule that holds decides.

        >>> from dragoman.scheme.load import load_scheme
        >>> load_scheme().retype("CONSULT", ("visit",), "future")
        ('AGREE', ())

        Raises:
            SchemeError: when type or auxiliary mode are not of the scheme.
        """
        self.event_type(event_type)
        if status_aux and status_aux not in self.auxiliary:
            raise unknown("auxiliary mode", status_aux, self.auxiliary, f"scheme {self.codebook}")
        outcomes = (rule.then for rule in self.rules.values() if _holds(rule, event_type, modes, status_aux))
        outcome = next(outcomes, None)
        result = outcome.type if outcome and outcome.type else event_type
        given = (*modes, *(outcome.modes if outcome else ()))
        return result, tuple(code for code in dict.fromkeys(given) if self.is_mode(result, code))

    def implied_contexts(self, event_type: str, modes: Sequence[str]) -> tuple[str, ...]:
        """The contexts that modes add by themselves: COERCE cyber adds cyber."""
        contexts = (context for code in modes for context in self.mode(event_type, code).implies)
        return tuple(dict.fromkeys(contexts))

    def fold_country(self, code: str) -> tuple[str, tuple[str, ...]]:
        """The code that PLOVER gives, with the sectors that come with it.

        Takes a country, dependency or international code, or the name of a disputed entity.

        >>> from dragoman.scheme.load import load_scheme
        >>> load_scheme().fold_country("PRI"), load_scheme().fold_country("Transnistria")
        (('USA', ()), ('MDA', ('PRE',)))

        Raises:
            SchemeError: when the code or name is known nowhere.
        """
        if code in self.countries or code in self.international:
            return code, ()
        territory = self.folds.get(code.casefold())
        if territory is None:
            known = (*self.countries, *self.international, *(t.code or t.name for t in self.territories))
            raise unknown("country code", code, known, f"scheme {self.codebook}")
        return territory.state, territory.sectors


def _holds(rule: Rule, event_type: str, modes: Sequence[str], aux: str) -> bool:
    if rule.wording is not None or event_type not in rule.types or rule.aux not in (None, aux):
        return False
    return not rule.modes or any(mode in rule.modes for mode in modes)
