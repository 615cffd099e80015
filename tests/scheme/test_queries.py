"""What the rest of the system asks of a scheme."""

import doctest
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman.scheme.crosswalk
import dragoman.scheme.scheme
import dragoman.scheme.source
from dragoman.errors import SchemeError
from dragoman.scheme import Scheme, load_scheme

PLOVER = load_scheme()
TYPES = st.sampled_from(sorted(PLOVER.types))


@st.composite
def typed_modes(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    event_type = draw(TYPES)
    modes = sorted(PLOVER.types[event_type].modes)
    return event_type, tuple(draw(st.lists(st.sampled_from(modes), unique=True))) if modes else ()


@pytest.mark.parametrize(
    ("event_type", "modes", "score"),
    [
        ("CONSULT", (), 2.5),
        ("CONSULT", ("visit",), 4),
        ("CONSULT", ("visit", "multilateral"), 2.5),
        ("PROTEST", ("vandalize",), -5),
        ("PROTEST", ("vandalize", "riot"), -7),
        ("ASSAULT", ("unconventional",), -10),
        ("REQUEST", ("assist",), 0.5),
        ("COERCE", ("martial-law",), -7.5),
    ],
)
def test_score(plover: Scheme, event_type: str, modes: tuple[str, ...], score: float) -> None:
    assert plover.score(event_type, modes) == score


@pytest.mark.parametrize(
    ("event_type", "modes", "aux", "expected"),
    [
        ("CONSULT", ("visit",), "future", ("AGREE", ())),
        ("SUPPORT", (), "future", ("AGREE", ())),
        ("COOPERATE", (), "future", ("AGREE", ())),
        ("AID", (), "future", ("AGREE", ())),
        ("RETREAT", ("withdraw",), "future", ("CONCEDE", ())),
        ("CONCEDE", (), "future", ("CONCEDE", ())),
        ("CONSULT", ("visit",), "", ("CONSULT", ("visit",))),
        ("CONSULT", ("visit",), "historical", ("CONSULT", ("visit",))),
        ("ASSAULT", ("drone",), "future", ("ASSAULT", ("drone",))),
        ("ASSAULT", ("drone",), "hypothetical", ("ASSAULT", ("drone",))),
        ("REJECT", ("meet", "demo"), "negation", ("REJECT", ("meet",))),
    ],
)
def test_retype(
    plover: Scheme, event_type: str, modes: tuple[str, ...], aux: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    assert plover.retype(event_type, modes, aux) == expected


@given(typed_modes(), st.sampled_from(["", *PLOVER.auxiliary]))
def test_retyping_again_changes_nothing(pair: tuple[str, tuple[str, ...]], aux: str) -> None:
    event_type, modes = PLOVER.retype(*pair, aux)
    assert PLOVER.retype(event_type, modes, aux) == (event_type, modes)
    assert all(PLOVER.is_mode(event_type, mode) for mode in modes)


@pytest.mark.parametrize(
    ("event_type", "modes", "contexts"),
    [
        ("COERCE", ("cyber",), ("cyber",)),
        ("COERCE", ("misinformation", "cyber"), ("misinformation", "cyber")),
        ("COERCE", ("arrest",), ()),
        ("AID", (), ()),
    ],
)
def test_implied_contexts(plover: Scheme, event_type: str, modes: tuple[str, ...], contexts: tuple[str, ...]) -> None:
    assert plover.implied_contexts(event_type, modes) == contexts


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("FRA", ("FRA", ())),
        ("UNO", ("UNO", ())),
        ("PRI", ("USA", ())),
        ("FLK", ("GBR", ())),
        ("GUF", ("FRA", ())),
        ("MAC", ("CHN", ())),
        ("HKG", ("HKG", ())),
        ("TWN", ("TWN", ())),
        ("PSE", ("PSE", ())),
        ("VAT", ("VAT", ())),
        ("ATA", ("ATA", ())),
        ("KOS", ("KOS", ())),
        ("XKX", ("KOS", ())),
        ("XK", ("KOS", ())),
        ("ESH", ("MAR", ("PRE",))),
        ("Abkhazia", ("GEO", ("PRE",))),
        ("south ossetia", ("GEO", ("PRE",))),
        ("Donetsk People's Republic", ("UKR", ("PRE",))),
        ("Luhansk People's Republic", ("UKR", ("PRE",))),
        ("Nagorno-Karabakh", ("AZE", ("PRE",))),
        ("Northern Cyprus", ("CYP", ("PRE",))),
        ("Transnistria", ("MDA", ("PRE",))),
        ("Somaliland", ("SOM", ("PRE",))),
        ("Western Sahara", ("MAR", ("PRE",))),
    ],
)
def test_fold_country(plover: Scheme, code: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert plover.fold_country(code) == expected


def test_folding_ends_at_a_country(plover: Scheme) -> None:
    for territory in plover.territories:
        state, sectors = plover.fold_country(territory.code or territory.name)
        assert plover.fold_country(state) == (state, ())
        assert set(sectors) <= set(plover.sectors)


def test_dependencies_are_those_of_iso(plover: Scheme) -> None:
    dependencies = [t.code for t in plover.territories if t.code not in (None, "XKX")]
    assert len(dependencies) == 51
    assert not set(dependencies) & set(plover.countries)


def test_codes_of_countries_are_unique(plover: Scheme) -> None:
    for codes in (
        [country.cow for country in plover.countries.values() if country.cow],
        [country.fips for country in plover.countries.values() if country.fips],
        [country.name for country in plover.countries.values()],
    ):
        assert len(codes) == len(set(codes))
    assert sum(country.cow is not None for country in plover.countries.values()) == 195
    assert all(len(code) == 3 for code in plover.countries)
    assert (plover.countries["RUS"].fips, plover.countries["RUS"].cow) == ("RS", 365)
    assert (plover.countries["GBR"].fips, plover.countries["GBR"].cow) == ("UK", 200)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda scheme: scheme.quad_code("PROTST"),
            "unknown event code 'PROTST' in scheme plover-2.0; did you mean 'PROTEST'?",
        ),
        (
            lambda scheme: scheme.score("AID", ("visit",)),
            "unknown mode of AID 'visit' in scheme plover-2.0; allowed are none",
        ),
        (lambda scheme: scheme.retype("AID", (), "futur"), "unknown auxiliary mode 'futur' in .*'future'"),
        (lambda scheme: scheme.fold_country("FRNA"), "unknown country code 'FRNA' in .*'FRA'"),
        (lambda scheme: scheme.fold_country(""), "unknown country code ''"),
    ],
)
def test_unknown_codes_are_refused(plover: Scheme, ask: Callable[[Scheme], object], message: str) -> None:
    with pytest.raises(SchemeError, match=message.replace("?", r"\?")):
        ask(plover)


@pytest.mark.parametrize("module", [dragoman.scheme.scheme, dragoman.scheme.source, dragoman.scheme.crosswalk])
def test_documented_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
