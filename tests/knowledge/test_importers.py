"""Actor files of others: what each format comes to, and what cannot be used."""

import json

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_base import open_actor_base
from dragoman.knowledge.importers import read_actors
from dragoman.knowledge.importers.dictionary import spell_of, to_name

DICTIONARY = """# A comment
ZORKA_FRONT_(ZKF)_ [SRBREB] # abc
+FRONT_OF_ZORKA_
ANA_BETA_  # Source.txt
+MINISTER_ANA_BETA
+BETA
	[PERGOV >20180402] # Minister of Defence
	[PERELI 100101-180401]
	[PERELI]
PERU_ [PER]
"""
ENTITIES = [
    {
        "id": "NK-1",
        "schema": "Person",
        "properties": {"name": ["Zed Alphan"], "alias": ["Zedd Alphan", "Alphan"], "country": ["sy"], "wikidataId": ["Q42"]},
    },
    {"id": "p", "schema": "Position", "properties": {"name": ["Minister of Finance"], "country": ["sy"]}},
    {"id": "o", "schema": "Occupancy", "properties": {"holder": ["NK-1"], "post": ["p"], "startDate": ["2014-01-03"]}},
    {"id": "NK-2", "schema": "Person", "properties": {"name": ["Zed Alphan"], "topics": ["crime"]}},
    {"id": "NK-3", "schema": "Organization", "properties": {"name": ["Blue Wolves"], "country": ["tr"], "topics": ["mil"]}},
]
BINDINGS = {
    "head": {"vars": ["person", "personLabel", "positionLabel", "countryLabel", "start"]},
    "results": {
        "bindings": [
            {
                "person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q123"},
                "personLabel": {"value": "Ana Beta"},
                "positionLabel": {"value": "Minister of Defence"},
                "countryLabel": {"value": "Peru"},
                "start": {"value": "2018-04-02T00:00:00Z"},
            }
        ]
    },
}


@pytest.fixture(scope="module")
def base():
    return open_actor_base()


@pytest.fixture
def read(tmp_path, base):
    def read_text(text: str, name: str = "actors.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_actors(path, base)

    return read_text


def test_a_dictionary(read) -> None:
    found = read(DICTIONARY)
    (body,) = found.bodies
    assert (body.key, body.code, body.sector, body.aliases) == ("zorka-front", "SRB", "REB", "ZKF;Front of Zorka")
    assert [(row.name, row.country, row.sector, row.start, row.end) for row in found.persons] == [
        ("Ana Beta", "PER", "GOV", "2018-04-02", ""),
        ("Ana Beta", "PER", "ELI", "2010-01-01", "2018-04-01"),
    ]
    assert found.persons[0].role == "defence_minister"
    assert found.persons[0].aliases == ""


def test_a_dictionary_of_agents_has_no_actor(read) -> None:
    with pytest.raises(KnowledgeError, match="no actor"):
        read("SOLDIER_ [~MIL]\nPOLICE_OFFICER_ [~COP]\n")


def test_entities_with_their_posts(read) -> None:
    found = read("\n".join(map(json.dumps, ENTITIES)), "entities.ftm.json")
    first, second = found.persons
    assert (first.key, first.country, first.role, first.start, first.wikidata) == (
        "zed-alphan",
        "SYR",
        "finance_minister",
        "2014-01-03",
        "Q42",
    )
    assert first.aliases == "Zedd Alphan"
    assert (second.key, second.sector) == ("zed-alphan-2", "CRM")
    assert [(row.name, row.code, row.sector) for row in found.bodies] == [("Blue Wolves", "TUR", "MIL")]


def test_nested_entities(read) -> None:
    person, position, occupancy = (json.loads(json.dumps(entity)) for entity in ENTITIES[:3])
    occupancy["properties"] = {**occupancy["properties"], "post": [position]}
    person["properties"] = {**person["properties"], "positionOccupancies": [occupancy]}
    (row,) = read(json.dumps(person), "nested.json").persons
    assert row.office == "Minister of Finance"


@pytest.mark.parametrize("as_csv", [False, True])
def test_the_results_of_a_query(read, as_csv) -> None:
    text = (
        "person,personLabel,positionLabel,countryLabel,start\n"
        "http://www.wikidata.org/entity/Q123,Ana Beta,Minister of Defence,Peru,2018-04-02T00:00:00Z\n"
    )
    (row,) = read(text if as_csv else json.dumps(BINDINGS), "query.csv" if as_csv else "query.json").persons
    assert (row.key, row.country, row.role, row.start, row.wikidata) == (
        "ana-beta",
        "PER",
        "defence_minister",
        "2018-04-02",
        "Q123",
    )


def test_a_plain_table(read) -> None:
    found = read(
        "name;country;sector;aliases\nZorka Front;Serbia;REB PTY;Front Z|ZF\n;Serbia;;\nX Y;Atlantis;;\n", "plain.csv"
    )
    assert [(row.name, row.code, row.aliases) for row in found.bodies] == [
        ("Zorka Front", "SRB", "Front Z;ZF"),
        ("X Y", "", ""),
    ]
    assert found.remarks == ["row 2 has no name", "row 3: 'X Y': no country 'Atlantis'"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("a,b\n1,2\n", "no column tells the name"), ('{"a": 1}\n{"b"\n', "no JSON"), ("[]", "no actor"), ("", "name")],
)
def test_what_is_no_actor_file_is_refused(read, text, message) -> None:
    with pytest.raises(KnowledgeError, match=message):
        read(text)


@pytest.mark.parametrize("dates", ["soon", "20130803-20050803", "20041301", ">1"])
def test_what_is_no_spell(dates) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the importer catches them all
        spell_of(dates)


def test_names_in_capitals() -> None:
    assert to_name("U.N._SECRETARY_GENERAL") == "U.N. Secretary General"
    assert to_name("BAN_KI-MOON_") == "Ban Ki-Moon"
