"""The organisation tables: what names stand for, and that the rows can be trusted."""

import csv
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import dragoman
from dragoman.knowledge.actor_base import ActorBase, open_actor_base
from dragoman.knowledge.actor_tables import parse_day

FOLDER = Path(dragoman.__file__).parent / "resources" / "actors" / "organisations"
FILES = [FOLDER / f"{name}.csv" for name in ("armed_forces", "armed_groups", "igos", "ngos", "security_services", "usa")]
COLUMNS = ["key", "name", "code", "sector", "other_sectors", "aliases", "kinds", "start", "end"]
INTERNATIONAL = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
SECTORS = {
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"),
    *("EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC"),
}
# Only international bodies may go without a sector.
SECTORLESS = {"IGO", "UNO", "EUR", "NGO"}
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SINGULAR_IN_S = ("caucus", "corps", "congress", "headquarters")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


ROWS = [(path.stem, row) for path in FILES for row in read(path)]


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return open_actor_base()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_states_its_source_and_licence_and_has_the_columns(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written for Dragoman")
    assert "CC0-1.0" in lines[0]
    assert next(line for line in lines if not line.startswith("#")).split(",") == COLUMNS


def test_a_key_stands_in_one_file_and_several_times_only_as_spells_that_follow_each_other():
    spells = defaultdict(list)
    for stem, row in ROWS:
        spells[row["key"]].append((stem, parse_day(row["start"], is_end=False), parse_day(row["end"], is_end=True)))
    for key, rows in spells.items():
        assert KEY.fullmatch(key), key
        assert len({stem for stem, _, _ in rows}) == 1, key
        for (_, _, end), (_, start, _) in pairwise(rows):
            assert end is not None, key
            assert start is not None, key
            assert end < start, key


def test_codes_and_sectors_are_those_of_plover(base):
    states = {row[0].actor.code for key, row in base.spells.items() if key.isupper()}
    for _, row in ROWS:
        assert row["code"] in states | INTERNATIONAL, row
        assert {row["sector"], *filter(None, row["other_sectors"].split(";"))} - {""} <= SECTORS, row
        assert row["sector"] or row["code"] in SECTORLESS, row
        assert row["sector"] not in row["other_sectors"].split(";") or not row["sector"], row


def test_no_cell_has_blanks_around_it_and_no_list_an_empty_item():
    assert not [row for _, row in ROWS for cell in row.values() if cell != cell.strip() or ";;" in cell]
    assert not [row for _, row in ROWS for cell in row.values() if cell.startswith(";") or cell.endswith(";")]


def test_kinds_are_nouns_in_the_singular_and_in_lower_case():
    for _, row in ROWS:
        kinds = [kind for kind in row["kinds"].split(";") if kind]
        assert len(kinds) == len(set(kinds)), row
        for kind in kinds:
            assert re.fullmatch(r"[a-zé]+([ -][a-zé]+)*", kind), row
            assert not kind.endswith("s") or kind.endswith(SINGULAR_IN_S), row


def test_no_name_of_several_letters_stands_for_two_organisations_of_these_files():
    bearers = defaultdict(set)
    for _, row in ROWS:
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            if len(name.rstrip("?")) > len("SDF"):
                bearers[name.rstrip("?").casefold()].add(row["key"])
    assert not {name: keys for name, keys in bearers.items() if len(keys) > 1}


def test_the_whole_base_opens_without_problems(base):
    assert not base.problems


@pytest.mark.parametrize(
    ("text", "code", "sector"),
    [
        ("Hamas", "PSE", "REB"),
        ("the Izz ad-Din al-Qassam Brigades", "PSE", "REB"),
        ("Hizbullah", "LBN", "REB"),
        ("Islamic State of Iraq and Syria", "IMG", "REB"),
        ("Daesh", "IMG", "REB"),
        ("al - Qaida in the Arabian Peninsula", "IMG", "REB"),
        ("Jabhat al-Nusra", "SYR", "REB"),
        ("the Houthi movement", "YEM", "REB"),
        ("Lord 's Resistance Army", "UGA", "REB"),
        ("Tamil Tigers", "LKA", "REB"),
        ("Kurdistan Workers’ Party", "TUR", "REB"),
        ("Kata'ib Hezbollah", "IRQ", "PRM"),
        ("Popular Mobilization Units", "IRQ", "PRM"),
        ("the peshmerga", "IRQ", "MIL"),
        ("Boko Haram", "NGA", "REB"),
        ("al-Shabaab", "SOM", "REB"),
        ("Sinaloa cartel", "MEX", "CRM"),
        ("U.N. Security Council", "UNO", None),
        ("UN peacekeepers", "UNO", "MIL"),
        ("International Court of Justice", "UNO", "JUD"),
        ("IAEA", "UNO", None),
        ("E.U.", "EUR", None),
        ("European Parliament", "EUR", "LEG"),
        ("Europol", "EUR", "COP"),
        ("NATO", "IGO", None),
        ("ICC", "IGO", "JUD"),
        ("the P5 + 1", "IGO", "GOV"),
        ("Saudi-led coalition", "SAU", "MIL"),
        ("Pentagon", "USA", "MIL"),
        ("State Department", "USA", "GOV"),
        ("Congress", "USA", "LEG"),
        ("Senate Intelligence Committee", "USA", "LEG"),
        ("House Republicans", "USA", "LEG"),
        ("Democrats", "USA", "PTY"),
        ("the Trump campaign", "USA", "PTY"),
        ("the Obama administration", "USA", "GOV"),
        ("C.I.A.", "USA", "SPY"),
        ("F.B.I.", "USA", "COP"),
        ("the Fed", "USA", "GOV"),
        ("Ninth Circuit", "USA", "JUD"),
        ("Amnesty International", "NGO", "SOC"),
        ("WikiLeaks", "NGO", "SOC"),
        ("White Helmets", "SYR", "SOC"),
        ("National Rifle Association", "USA", "SOC"),
        ("Muslim Brotherhood", "EGY", "PTY"),
        ("Israeli military", "ISR", "MIL"),
        ("Shin Bet", "ISR", "SPY"),
        ("Scotland Yard", "GBR", "COP"),
        ("Iran 's Revolutionary Guards", "IRN", "MIL"),
        ("Quds Force", "IRN", "MIL"),
        ("Inter-Services Intelligence", "PAK", "SPY"),
        ("People 's Liberation Army", "CHN", "MIL"),
        ("the Royal Navy", "GBR", "MIL"),
        ("Indian Army", "IND", "MIL"),
        ("Hong Kong police", "HKG", "COP"),
    ],
)
def test_a_name_stands_for_a_body_of_this_code_and_sector(base, text, code, sector):
    (match,) = base.find_names(text.split())
    actor = match.entries[0].actor
    assert match.end == len(text.split())
    assert (actor.code, actor.sectors[0] if actor.sectors else None) == (code, sector)


@pytest.mark.parametrize(
    "text", ["Let us go", "a lasting peace now", "on November 17", "the Sea of Azov", "who is it", "a house of cards"]
)
def test_common_words_dates_and_places_are_no_bodies(base, text):
    assert not [match for match in base.find_names(text.split()) if match.entries[0].actor.key in KEYS]


KEYS = {row["key"] for _, row in ROWS}


@pytest.mark.parametrize("word", ["Senate", "House", "Army", "Navy", "Republican", "Anonymous", "Brotherhood", "Quartet"])
def test_a_word_that_other_countries_share_counts_only_where_the_parser_sees_a_name(base, word):
    (match,) = base.find_names([word])
    assert all(entry.is_ambiguous for entry in match.entries if entry.actor.key in KEYS)


@pytest.mark.parametrize(
    ("key", "day", "code", "sector"),
    [
        ("taliban", date(2019, 6, 1), "AFG", "REB"),
        ("taliban", date(2022, 6, 1), "AFG", "GOV"),
        ("farc", date(2012, 6, 1), "COL", "REB"),
        ("farc", date(2019, 6, 1), "COL", "PTY"),
        ("spla", date(2005, 6, 1), "SDN", "REB"),
        ("spla", date(2015, 6, 1), "SSD", "MIL"),
        ("rsf-sudan", date(2019, 6, 3), "SDN", "PRM"),
        ("rsf-sudan", date(2023, 6, 3), "SDN", "REB"),
    ],
)
def test_a_body_that_changed_sides_is_what_it_was_on_the_day(base, key, day, code, sector):
    actor = base.actor(key, day)
    assert actor is not None
    assert (actor.code, actor.sectors[0]) == (code, sector)


@pytest.mark.parametrize(
    ("key", "noun"),
    [
        ("hamas", "movement"),
        ("islamic-state", "group"),
        ("nato", "alliance"),
        ("european-union", "bloc"),
        ("cia", "agency"),
        ("fbi", "bureau"),
        ("un-security-council", "council"),
        ("senate-judiciary", "committee"),
        ("obama-administration", "administration"),
        ("trump-campaign", "campaign"),
    ],
)
def test_a_text_takes_a_body_up_again_by_its_kind(base, key, noun):
    assert noun in base.kind_nouns(key)


@pytest.mark.parametrize(
    ("key", "words", "day", "name"),
    [
        ("hamas", "Hamas leader", date(2015, 8, 4), "Khaled Meshaal"),
        ("hezbollah", "Hezbollah leader", date(2015, 8, 4), "Hassan Nasrallah"),
        ("taliban", "Taliban leader", date(2016, 1, 4), "Akhtar Mansour"),
        ("nato", "NATO chief", date(2018, 1, 1), "Jens Stoltenberg"),
        ("united-nations", "U.N. secretary-general", date(2016, 1, 1), "Ban Ki-moon"),
        ("european-union", "EU foreign policy chief", date(2016, 1, 1), "Federica Mogherini"),
        ("iaea", "IAEA chief", date(2012, 1, 1), "Yukiya Amano"),
    ],
)
def test_the_holder_of_an_office_of_a_body_is_found_by_its_key(base, key, words, day, name):
    holder = base.holder(key, base.office(words.split()), day)
    assert holder is not None
    assert holder.actor.name == name
