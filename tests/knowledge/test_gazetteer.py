"""The gazetteer's file: what is written is found again, by any spelling, and broken files are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.knowledge.gazetteer import FIRST_OWN_ID, Gazetteer, fold_name, open_gazetteer
from dragoman.knowledge.gazetteer_build import Contents, Entry, write_gazetteer

COUNTRIES = (("", ""), ("FRA", "France"), ("USA", "United States"))
ENTRIES = (
    Entry(30, "Île-de-France", 48.5, 2.5, 12_000_000, 1, "ADM1", 2),
    Entry(20, "Paris", 48.85, 2.35, 2_100_000, 1, "PPLC", 4, province=30, other_names=("Lutetia",)),
    Entry(10, "Paris", 33.66, -95.56, 25_000, 2, "PPL", 4),
    Entry(FIRST_OWN_ID, "Bay of Biscay", 45.0, -4.0, 0, 0, "BAY", 0, names=("Golfe de Gascogne",), note="shared"),
)


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return Gazetteer(write_gazetteer(Contents(ENTRIES, COUNTRIES, "Data of nobody.")))


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "saint louis"),
        ("Sharm el-Sheikh", "SHARM EL SHEIKH"),
        ("Ḩamāh", "Hamah"),
        ("The Hague", "hague"),
        ("N'Djamena", "N’Djamena"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("Łódź", "Lodz"),
        ("U.S.", "US"),
        ("Ft. Worth", "Fort Worth"),
    ],
)
def test_spellings_fold_together(one, other):
    assert fold_name(one) == fold_name(other)


@given(st.text())
def test_folding_twice_changes_nothing_more_than_once(name):
    folded = fold_name(name)
    assert fold_name(folded) == folded or folded.startswith(("the ", "st ", "mt ", "ft ", "ste "))


def test_candidates_come_with_the_most_populous_first(small):
    assert [(place.country_code, place.province) for place in small.candidates("paris")] == [
        ("FRA", "Île-de-France"),
        ("USA", None),
    ]


def test_other_names_find_the_place_and_are_marked(small):
    assert [(row.key, row.is_other_name) for row in small.rows("LUTETIA")] == [(20, True)]


def test_a_place_of_our_own_has_no_geonames_id_and_no_country(small):
    (place,) = small.candidates("Golfe de Gascogne")
    assert (place.geonameid, place.country, place.country_code, place.resolution) == (None, None, None, 0)
    assert small.note(place) == "shared"


def test_places_are_found_by_id(small):
    place = small.by_id(10)
    assert place is not None
    assert place.country == "United States"
    assert small.by_id(11) is None
    assert small.by_id(10_000) is None


def test_an_unknown_name_has_no_candidates(small):
    assert small.candidates("Nephelokokkygia") == ()
    assert small.candidates("") == ()


def test_the_same_places_give_the_same_bytes_in_any_order():
    assert write_gazetteer(Contents(ENTRIES, COUNTRIES)) == write_gazetteer(Contents(ENTRIES[::-1], COUNTRIES))


def test_two_places_of_one_id_are_refused():
    with pytest.raises(ValueError, match="same id"):
        write_gazetteer(Contents((ENTRIES[0], ENTRIES[0]), COUNTRIES))


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path):
    path = tmp_path / "other.index"
    path.write_bytes(b"something else")
    with pytest.raises(KnowledgeError, match="not a gazetteer"):
        open_gazetteer(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(KnowledgeError, match=r"none\.index"):
        open_gazetteer(tmp_path / "none.index")


@pytest.mark.parametrize(
    ("name", "country_code", "feature", "latitude"),
    [
        ("Kiev", "UKR", "PPLC", 50.45),
        ("Rangoon", "MMR", "ADM1", 16.8),
        ("Bombay", "IND", "PPL", 19.07),
        ("Raqqa", "SYR", "ADM1", 35.9),
        ("Zaatari", "JOR", "CMPRF", 32.29),
        ("Strait of Hormuz", None, "STRT", 26.57),
        ("Donbas", "UKR", "RGN", 48.4),
        ("Kosovo", "KOS", "PCLI", 42.58),
        ("Guam", "USA", "PCLD", 13.48),
        ("Hong Kong", "HKG", "PCLI", 22.28),
        ("Colo.", "USA", "ADM1", 39.0),
        ("Clark County", "USA", "ADM2", 36.1),
        ("Oval Office", "USA", "BLDG", 38.9),
    ],
)
def test_the_first_candidate_in_the_world(world, name, country_code, feature, latitude):
    place = world.candidates(name)[0]
    assert (place.country_code, place.feature_code) == (country_code, feature)
    assert place.latitude == pytest.approx(latitude, abs=0.6)


def test_disputed_places_carry_a_note(world):
    for name in ("Golan Heights", "Senkaku Islands", "Taiwan", "Falkland Islands"):
        assert world.note(world.candidates(name)[0]), name


def test_the_index_says_where_its_data_come_from(world):
    assert "GeoNames" in world.attribution
    assert "CC BY 4.0" in world.attribution
