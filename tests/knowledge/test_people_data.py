"""The people files: office holders with their dates, as tables that can be trusted."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import dragoman

FOLDER = Path(dragoman.__file__).parent / "resources" / "actors" / "people"
FILES = sorted(FOLDER.glob("*.csv"))
COLUMNS = ["key", "name", "aliases", "country", "office", "role", "sector", "start", "end", "wikidata"]
ROLES = {
    *("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "interior_minister"),
    *("party_leader", "group_leader", "legislature_leader", "intelligence_chief", "military_chief"),
    *("spokesperson", "envoy", "igo_head", "other"),
}
SECTORS = {
    *("GOV", "LEG", "MIL", "SPY", "COP", "JUD", "PRM", "PTY", "OPP", "REB", "CRM", "BUS", "CVL", "ELI", "REL"),
}
BODIES = frozenset({"UNO", "EUR", "IGO", "IMG"})
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LAST_DAY = "2025-12-31"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


ROWS = [row for path in FILES for row in read(path)]


def on(row: dict[str, str], day: str) -> bool:
    return row["start"] <= day and (not row["end"] or day < row["end"])


def holders(country: str, role: str, day: str) -> set[str]:
    return {row["name"] for row in ROWS if row["country"] == country and row["role"] == role and on(row, day)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_states_its_source_and_licence_and_has_the_columns(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written for Dragoman")
    assert "CC0-1.0" in lines[0]
    assert next(line for line in lines if not line.startswith("#")).split(",") == COLUMNS


def test_every_row_has_a_key_a_name_an_office_a_start_and_a_known_country_form():
    odd = [
        row
        for row in ROWS
        if not (KEY.fullmatch(row["key"]) and row["name"] and row["office"] and row["start"])
        or not re.fullmatch(r"[A-Z]{3}", row["country"])
    ]
    assert not odd


def test_no_cell_has_blanks_around_it_and_no_list_an_empty_item():
    assert not [row for row in ROWS for cell in row.values() if cell != cell.strip() or ";;" in cell]
    assert not [row for row in ROWS for alias in row["aliases"].split(";") if row["aliases"] and alias != alias.strip()]


def test_dates_are_days_months_or_years_of_the_calendar():
    for day in {day for row in ROWS for day in (row["start"], row["end"]) if day}:
        assert len(day) in {len("2001"), len("2001-02"), len("2001-02-03")}
        assert date.fromisoformat(day + "-01-01"[len(day) - len("2001") :]).isoformat().startswith(day)


def test_a_spell_ends_no_sooner_than_it_starts_and_within_what_the_files_cover():
    def comparable(row):
        length = min(len(row["start"]), len(row["end"]))
        return row["start"][:length], row["end"][:length]

    assert not [row for row in ROWS if row["end"] and comparable(row)[1] < comparable(row)[0]]
    assert not [row for row in ROWS if max(row["start"], row["end"]) > LAST_DAY]


def test_roles_and_sectors_are_known():
    assert {row["role"] for row in ROWS} <= ROLES
    assert {row["sector"] for row in ROWS} <= SECTORS | {""}


def test_only_international_bodies_and_private_posts_go_without_a_sector():
    bare = {row["office"] for row in ROWS if not row["sector"] and row["country"] not in BODIES}
    assert bare <= {"Personal lawyer of the President of the United States"}


def test_a_key_has_one_name_one_list_of_aliases_and_one_wikidata_item():
    known = defaultdict(set)
    for row in ROWS:
        known[row["key"]].add((row["name"], row["aliases"], row["wikidata"]))
    assert not {key: names for key, names in known.items() if len(names) > 1}


def test_a_person_stands_in_one_file_only():
    files = Counter(key for path in FILES for key in {row["key"] for row in read(path)})
    assert not [key for key, times in files.items() if times > 1]


def test_a_wikidata_item_is_of_one_person():
    items = defaultdict(set)
    for row in ROWS:
        if row["wikidata"]:
            assert re.fullmatch(r"Q\d+", row["wikidata"])
            items[row["wikidata"]].add(row["key"])
    assert not {item: keys for item, keys in items.items() if len(keys) > 1}


def test_no_spell_stands_twice_and_spells_in_one_post_do_not_overlap():
    spells = defaultdict(list)
    for row in ROWS:
        spells[row["key"], row["office"]].append((row["start"], row["end"] or "9999"))
    several = {post: sorted(dates) for post, dates in spells.items() if len(dates) > 1 and post[1] not in SEVERAL_POSTS}
    assert not [post for post, dates in several.items() for one, next_ in pairwise(dates) if one[1] > next_[0]]
    assert not [post for post, dates in spells.items() if len(set(dates)) < len(dates)]


SEVERAL_POSTS = frozenset({"Ambassador of the United States", "Special Envoy of the United States"})


def test_a_name_with_first_name_is_of_one_person_but_for_known_namesakes():
    bearers = defaultdict(set)
    for row in ROWS:
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            bearers[name.casefold()].add(row["key"])
    assert {name for name, keys in bearers.items() if len(keys) > 1} <= NAMESAKES


NAMESAKES = frozenset({"andris berzins", "mohamed abdelaziz", "mohammed abdelaziz", "mohamed nasheed", "david johnston"})


@pytest.mark.parametrize(
    ("country", "role", "day", "name"),
    [
        ("USA", "foreign_minister", "2017-06-01", "Rex Tillerson"),
        ("USA", "head_of_state", "2009-01-19", "George W. Bush"),
        ("USA", "defence_minister", "2020-02-01", "Mark Esper"),
        ("GBR", "foreign_minister", "2018-03-12", "Boris Johnson"),
        ("GBR", "head_of_government", "2016-07-13", "Theresa May"),
        ("DEU", "head_of_government", "2015-09-04", "Angela Merkel"),
        ("RUS", "head_of_state", "2010-04-08", "Dmitry Medvedev"),
        ("RUS", "head_of_government", "2010-04-08", "Vladimir Putin"),
        ("IRN", "foreign_minister", "2015-07-14", "Mohammad Javad Zarif"),
        ("SYR", "foreign_minister", "2013-09-09", "Walid al-Moualem"),
        ("TUR", "foreign_minister", "2010-06-01", "Ahmet Davutoglu"),
        ("EGY", "head_of_state", "2013-01-25", "Mohamed Morsi"),
        ("SAU", "foreign_minister", "2018-10-20", "Adel al-Jubeir"),
        ("KOR", "head_of_state", "2018-04-27", "Moon Jae-in"),
        ("JPN", "head_of_government", "2011-03-11", "Naoto Kan"),
        ("PAK", "head_of_government", "2018-06-15", "Nasirul Mulk"),
        ("UKR", "head_of_state", "2014-03-18", "Oleksandr Turchynov"),
        ("EUR", "foreign_minister", "2015-07-14", "Federica Mogherini"),
        ("UNO", "igo_head", "2016-06-01", "Ban Ki-moon"),
        ("IGO", "igo_head", "2018-07-11", "Jens Stoltenberg"),
        ("PSE", "group_leader", "2014-07-10", "Khaled Meshaal"),
        ("LBN", "group_leader", "2015-01-28", "Hassan Nasrallah"),
    ],
)
def test_a_post_has_the_holder_whom_the_news_of_that_day_named(country, role, day, name):
    assert name in holders(country, role, day)


@pytest.mark.parametrize("country", ["USA", "FRA", "RUS", "CHN", "EGY", "ZAF", "BRA", "MEX", "IRN", "PHL", "COL", "NGA"])
@pytest.mark.parametrize("year", range(2000, 2026))
def test_a_large_state_has_one_head_of_state_on_the_last_of_june(country, year):
    assert len(holders(country, "head_of_state", f"{year}-06-29")) == 1


@pytest.mark.parametrize(
    "country", ["GBR", "DEU", "FRA", "ITA", "CAN", "JPN", "IND", "AUS", "ISR", "POL", "NLD", "GRC", "NOR"]
)
@pytest.mark.parametrize("year", range(2000, 2026))
def test_a_state_with_a_prime_minister_has_one_on_the_last_of_june(country, year):
    assert len(holders(country, "head_of_government", f"{year}-06-29")) == 1
