"""The tables of codes hold together, and with the scheme."""

from importlib.resources import files

import pytest
import yaml

from tests.exports.made import CODES, KERRY, SCHEME, UN, entity


def test_every_sector_and_code_has_its_row():
    assert set(CODES.sectors) == set(SCHEME.sectors)
    assert set(CODES.international) == set(SCHEME.international)
    assert set(CODES.countries) == set(SCHEME.countries)


def test_every_root_has_its_quad():
    assert {code.root for code in CODES.cameo.values()} == set(CODES.quads)


def test_types_named_are_types():
    assert CODES.mutual | CODES.ahead <= set(SCHEME.types)


def test_alpha_2_codes_are_each_their_own():
    codes = [row["alpha2"] for row in CODES.countries.values()]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 2 for code in codes)


def test_every_type_has_a_code_of_cameo():
    assert all(kind.cameo in CODES.cameo for kind in SCHEME.types.values())


@pytest.mark.parametrize(
    ("party", "code", "types"),
    [
        (KERRY, "USAGOV", ("GOV",)),
        (UN, "IGOUNO", ("IGO",)),
        (entity("EU leaders", "EUR", "GOV"), "IGOEUREECGOV", ("IGO", "GOV")),
        (entity("reporters", "GBR", "JRN"), "GBRMED", ("MED",)),
        (entity("doctors", "GBR", "MED"), "GBRHLH", ("HLH",)),
        (entity("somebody"), "", ()),
    ],
)
def test_actor_codes(party, code, types):
    actor = CODES.actor(party)
    assert (actor.code, actor.types) == (code, types)


def test_followthemoney_references_lead_to_schemata():
    text = (files("dragoman") / "resources" / "exports" / "followthemoney.yml").read_text(encoding="utf-8")
    schemata = yaml.safe_load(text)["schemata"]
    for schema in schemata.values():
        assert set(schema["needs"]) <= set(schema["properties"])
        for kind in schema["properties"].values():
            assert (
                set(kind) <= set(schemata)
                if isinstance(kind, list)
                else kind in {"text", "date", "url", "country", "language"}
            )
