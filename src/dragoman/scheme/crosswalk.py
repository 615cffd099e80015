"""Between PLOVER and CAMEO 1.1b3, both ways.

CAMEO to PLOVER is a table; PLOVER to CAMEO is the choice that each type and mode of a scheme carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.errors import SchemeError
from dragoman.scheme.entries import EventType, Mode
from dragoman.scheme.scheme import Scheme
from dragoman.scheme.source import read_table


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code: its short title, its Goldstein score (-10 to 10), its root, and what it is in PLOVER.

    `type` is None where PLOVER drops it; `is_swapped` where actor and recipient change places. `note` says where the
    choice departs from the published crosswalk.
    """

    code: str
    label: str
    goldstein: float
    root: str
    type: str | None
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    is_swapped: bool
    note: str | None


@cache
def load_cameo() -> Mapping[str, CameoCode]:
    """All CAMEO 1.1b3 codes, in order; read once."""
    rows = read_table(files("dragoman") / "resources" / "schemes" / "plover" / "cameo.csv")
    codes = {
        row["code"]: CameoCode(
            code=row["code"],
            label=row["label"],
            goldstein=float(row["goldstein"]),
            root=row["root"],
            type=row["type"] or None,
            modes=tuple(filter(None, row["mode"].split(";"))),
            contexts=tuple(filter(None, row["context"].split(";"))),
            is_swapped=row["swap"] == "yes",
            note=row["note"] or None,
        )
        for row in rows
    }
    return MappingProxyType(codes)


def from_cameo(code: str) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """PLOVER type, modes and contexts of a CAMEO code; None for one that PLOVER drops or that does not exist.

    A code that CAMEO 1.1b3 lacks falls to the one above it: other versions have 1213.

    >>> from_cameo("195")
    ('ASSAULT', ('aerial',), ('military',))
    """
    known = load_cameo()
    while code and code not in known:
        code = code[:-1]
    found = known.get(code)
    return None if found is None or found.type is None else (found.type, found.modes, found.contexts)


def to_cameo(scheme: Scheme, event_type: str, modes: Sequence[str], contexts: Sequence[str] = ()) -> str:
    """The CAMEO code that fits a type and its modes best; contexts make it closer (AID with military is 072).

    Of several modes the one whose code has the strongest Goldstein score decides, then the scheme's order.

    Raises:
        SchemeError: when type or mode are not of the scheme, or the scheme gives the type no CAMEO code.
    """
    known = scheme.event_type(event_type)
    given = {mode.code for mode in (scheme.mode(event_type, code) for code in modes)}
    codes = [code for mode in known.modes.values() if mode.code in given and (code := _choice(mode, contexts))]
    if codes:
        return max(codes, key=lambda code: abs(load_cameo()[code].goldstein))
    choice = _choice(known, contexts)
    if choice is None:
        raise SchemeError(f"no CAMEO code for {event_type} in scheme {scheme.codebook}; give the type a 'cameo' code")
    return choice


def _choice(entry: EventType | Mode, contexts: Sequence[str]) -> str | None:
    closer = (code for context, code in entry.cameo_with.items() if context in contexts)
    return next(closer, entry.cameo)
