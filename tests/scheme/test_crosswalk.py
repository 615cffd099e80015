"""PLOVER to CAMEO and back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import SchemeError
from dragoman.scheme import Scheme, from_cameo, load_cameo, load_scheme, to_cameo

# CAMEO's code says less than PLOVER's mode: 0871 is a truce declared, 0831 yields to a demand for new leaders.
NO_RETURN = {("RETREAT", "ceasefire"), ("RETREAT", "resign")}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("010", None),
        ("0233", None),
        ("030", ("AGREE", (), ("diplomatic",))),
        ("0333", ("AGREE", (), ("human_security",))),
        ("042", ("CONSULT", ("visit",), ())),
        ("043", ("CONSULT", ("visit",), ())),
        ("055", ("CONCEDE", (), ("diplomatic",))),
        ("057", ("SUPPORT", (), ("diplomatic",))),
        ("080", ("CONCEDE", (), ())),
        ("0811", ("CONCEDE", (), ("pro_democracy",))),
        ("0813", ("CONCEDE", (), ("legal",))),
        ("0842", ("RETREAT", (), ("legal",))),
        ("085", ("RETREAT", (), ("economic",))),
        ("0871", ("CONCEDE", (), ("military",))),
        ("092", ("ACCUSE", ("investigate",), ("human_rights",))),
        ("1053", ("REQUEST", ("yield",), ("legal",))),
        ("112", ("ACCUSE", ("allege",), ())),
        ("116", ("SANCTION", ("convict",), ("legal",))),
        ("1322", ("THREATEN", ("restrict",), ("legal",))),
        ("145", ("PROTEST", ("riot",), ())),
        ("155", ("MOBILIZE", (), ("cyber",))),
        ("163", ("SANCTION", ("discontinue",), ("diplomatic",))),
        ("1712", ("ASSAULT", ("destroy",), ("legal",))),
        ("175", ("ASSAULT", (), ("repression",))),
        ("176", ("COERCE", ("cyber",), ("cyber",))),
        ("1834", ("ASSAULT", ("explosives",), ())),
        ("186", ("ASSAULT", ("targeted",), ())),
        ("191", ("COERCE", ("restrict",), ("military",))),
        ("192", ("COERCE", ("seize",), ("military",))),
        ("1952", ("ASSAULT", ("drone",), ("military",))),
        ("201", ("ASSAULT", (), ("legal",))),
        ("202", ("ASSAULT", ("targeted",), ("military",))),
        ("2042", ("ASSAULT", ("unconventional",), ("cbrn",))),
        ("19", ("ASSAULT", (), ())),
        ("1213", ("REJECT", ("assist",), ())),
        ("99", None),
        ("", None),
    ],
)
def test_from_cameo(code: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]] | None) -> None:
    assert from_cameo(code) == expected


@pytest.mark.parametrize(
    ("event_type", "modes", "contexts", "code"),
    [
        ("CONSULT", (), (), "040"),
        ("CONSULT", ("phone",), (), "041"),
        ("AID", (), (), "070"),
        ("AID", (), ("military",), "072"),
        ("AID", (), ("economic", "human_security"), "073"),
        ("COOPERATE", (), ("legal",), "063"),
        ("SANCTION", ("convict",), (), "116"),
        ("ACCUSE", ("investigate",), ("corruption",), "091"),
        ("PROTEST", ("hunger",), (), "142"),
        ("PROTEST", ("vandalize", "riot"), (), "145"),
        ("COERCE", ("cyber",), (), "176"),
        ("ASSAULT", (), (), "190"),
        ("ASSAULT", ("beat", "primitive"), (), "182"),
        ("ASSAULT", ("targeted", "firearms"), (), "186"),
        ("ASSAULT", ("firearms", "targeted"), (), "186"),
    ],
)
def test_to_cameo(plover: Scheme, event_type: str, modes: tuple[str, ...], contexts: tuple[str, ...], code: str) -> None:
    assert to_cameo(plover, event_type, modes, contexts) == code


def test_every_type_and_mode_has_a_cameo_code_that_leads_back(plover: Scheme) -> None:
    for event_type in plover.types.values():
        for modes in ((), *((mode,) for mode in event_type.modes)):
            code = to_cameo(plover, event_type.code, modes)
            back = from_cameo(code)
            assert back is not None
            assert back[0] == event_type.code or (event_type.code, *modes) in NO_RETURN


def test_closer_codes_lead_back_too(plover: Scheme) -> None:
    for event_type in plover.types.values():
        for closer in (event_type.cameo_with, *(mode.cameo_with for mode in event_type.modes.values())):
            for code in closer.values():
                back = from_cameo(code)
                assert back is not None
                assert back[0] == event_type.code


def test_every_cameo_code_is_plover_or_dropped(plover: Scheme) -> None:
    for code in load_cameo().values():
        assert code.root == code.code[:2]
        assert -10 <= code.goldstein <= 10
        assert (code.type is None) == (code.root in ("01", "02"))
        if code.type is not None:
            assert all(plover.is_mode(code.type, mode) for mode in code.modes)
            assert set(code.contexts) <= set(plover.contexts)
    assert len(load_cameo()) == 316
    assert [code.code for code in load_cameo().values() if code.is_swapped] == ["043"]


def test_a_type_without_a_cameo_code_is_named(own: Callable[[str], Path]) -> None:
    scheme = load_scheme(own("types:\n  TALK: {quad: 1, score: 0, meaning: Talks.}\n"))
    with pytest.raises(SchemeError, match="no CAMEO code for TALK in scheme my-1"):
        to_cameo(scheme, "TALK", ())
