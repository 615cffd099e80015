"""Which place a name means, from the words beside it, the other names and the publication."""

import pytest

from dragoman.knowledge.gazetteer import open_gazetteer
from dragoman.model.document import Document
from dragoman.model.span import Span
from dragoman.stages.toponyms.candidates import find_rows
from dragoman.stages.toponyms.knowledge import PlaceKnowledge, load_place_knowledge
from dragoman.stages.toponyms.resolve import resolve_places


@pytest.fixture(scope="module")
def knowledge() -> PlaceKnowledge:
    return load_place_knowledge(open_gazetteer())


def resolve(text: str, names: list[str], knowledge: PlaceKnowledge, domain: str | None = None):
    spans, start = [], 0
    for name in names:
        at = text.index(name, start)
        spans.append(Span(at, at + len(name)))
        start = at + len(name)
    home = knowledge.home_of_domain(domain) if domain else None
    return [found.place for found in resolve_places(text, spans, knowledge, home)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The ministers met in Paris.", "Paris", ("FRA", "Île-de-France")),
        ("A truck overturned in Paris, Texas, overnight.", "Paris", ("USA", "Texas")),
        ("Fire crews in Aurora, Colo., were called.", "Aurora", ("USA", "Colorado")),
        ("Police in London, Ontario, made an arrest.", "London", ("CAN", "Ontario")),
        ("Tens of thousands fled Tripoli, Lebanon's second city.", "Tripoli", ("LBN", "Ash Shimāl")),
        ("Talks between the envoys resume in Washington next week.", "Washington", ("USA", "District of Columbia")),
        ("The Syrian army shelled Hama.", "Hama", ("SYR", "Ḩamāh")),
    ],
)
def test_words_beside_a_name_and_size_decide(knowledge, text, name, expected):
    (place,) = resolve(text, [name], knowledge)
    assert place is not None
    assert (place.country_code, place.province) == expected


def test_other_names_decide(knowledge):
    text = "The governor of Georgia spoke in Athens, then in Macon and Savannah."
    _, athens, *_ = resolve(text, ["Georgia", "Athens", "Macon", "Savannah"], knowledge)
    assert athens is not None
    assert athens.province == "Georgia"


def test_nationalities_decide(knowledge):
    text = "Canadian police arrested the Chinese executive in Vancouver, Canadian officials said."
    (place,) = resolve(text, ["Vancouver"], knowledge)
    assert place is not None
    assert place.country_code == "CAN"


@pytest.mark.parametrize(
    ("domain", "province"),
    [("theparisnews.com", "Texas"), ("parispi.net", "Tennessee"), ("lemonde.fr", "Île-de-France")],
)
def test_the_home_of_the_publication_decides(knowledge, domain, province):
    (place,) = resolve("Paris council votes on new road", ["Paris"], knowledge, domain)
    assert place is not None
    assert place.province == province


def test_one_name_has_one_sense_unless_told_otherwise(knowledge):
    text = "Paris, Texas, is far from Paris, France. In Paris, Texas, they know."
    first, second, third = resolve(text, ["Paris", "Paris", "Paris"], knowledge)
    assert first == third
    assert [place.country_code for place in (first, second) if place] == ["USA", "FRA"]


def test_states_in_a_list_are_states(knowledge):
    text = "Cases rose in Oregon, Washington, Idaho and Montana."
    places = resolve(text, ["Oregon", "Washington", "Idaho", "Montana"], knowledge)
    assert [place.feature_code for place in places if place] == ["ADM1"] * 4


def test_a_name_that_is_not_known_stays_unresolved(knowledge):
    assert resolve("He was born in Brobdingnagia.", ["Brobdingnagia"], knowledge) == [None]


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("Homs province", "ADM1"),
        ("the city of Homs", "PPL"),
        ("northern Iraq", "PCLI"),
        ("Rapides Parish", "ADM2"),
        ("Syria's", "PCLI"),
    ],
)
def test_a_described_name_is_what_it_says(knowledge, name, feature):
    assert {row.feature for row in find_rows(knowledge.gazetteer, name)} == {feature}


def test_a_part_of_a_site_has_the_home_of_the_site(knowledge):
    document = Document("x", "", url="https://news.postbulletin.com/a/b")
    home = knowledge.home_of(document)
    assert home is not None
    assert home.is_local
    assert knowledge.home_of(Document("x", "", source="The Guardian")) == knowledge.home_of_domain("theguardian.com")
    assert knowledge.home_of(Document("x", "", source="An unknown sheet")) is None
