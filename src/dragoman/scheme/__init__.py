"""Ontologies as data: load, check and query them, and cross between PLOVER and CAMEO.

PLOVER 2.0 is bundled; a user's own scheme is a YAML file that extends it. Nothing is read before `load_scheme` is called.
"""

from dragoman.scheme.check import check_scheme
from dragoman.scheme.crosswalk import CameoCode, from_cameo, load_cameo, to_cameo
from dragoman.scheme.entries import Context, Country, EventType, Example, Mode, Rule, Sector, Setting, Territory
from dragoman.scheme.load import load_scheme
from dragoman.scheme.scheme import Scheme

__all__ = [
    "CameoCode",
    "Context",
    "Country",
    "EventType",
    "Example",
    "Mode",
    "Rule",
    "Scheme",
    "Sector",
    "Setting",
    "Territory",
    "check_scheme",
    "from_cameo",
    "load_cameo",
    "load_scheme",
    "to_cameo",
]
