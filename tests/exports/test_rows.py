"""What each format says of records whose rows are known."""

import json

import pytest

from dragoman.exports import followthemoney, gdelt, geojson, gexf, icews, plover, polecat, spreadsheet
from dragoman.exports.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from dragoman.exports.reported import alone, pairs_of
from dragoman.store.bodies import record_from_json
from tests.exports.made import (
    AUSTIN,
    BOTH,
    CLASH,
    CODES,
    GAZA,
    GUNMEN,
    KERRY,
    LAVROV,
    LONDON,
    RAMALLAH,
    RUSSIA,
    UN,
    VISIT,
    items,
)


def cells(line):
    return line.decode().rstrip("\n").split("\t")


def events(*found):
    """Rows of Events by column, and of Mentions."""
    tables = list(gdelt.table_lines(found, CODES))
    rows = [dict(zip(EVENT_COLUMNS, cells(line), strict=True)) for lines, _ in tables for line in lines]
    return rows, [dict(zip(MENTION_COLUMNS, cells(line), strict=True)) for _, told in tables for line in told]


def filled(row):
    return {name: cell for name, cell in row.items() if cell not in ("", "0")}


def test_gdelt_has_its_columns():
    assert len(EVENT_COLUMNS) == 61
    assert len(MENTION_COLUMNS) == 16
    assert (EVENT_COLUMNS[26], EVENT_COLUMNS[52], EVENT_COLUMNS[60]) == ("EventCode", "ActionGeo_FullName", "SOURCEURL")


def test_gdelt_event():
    rows, _ = events(alone(VISIT))
    number = rows[0]["GLOBALEVENTID"]
    assert number.isdigit()
    assert int(number) < 2**53
    assert [filled(row) for row in rows] == [
        {
            "GLOBALEVENTID": number, "SQLDATE": "20150804", "MonthYear": "201508", "Year": "2015",
            "FractionDate": "2015.5863", "Actor1Code": "USAGOV", "Actor1Name": "JOHN KERRY", "Actor1CountryCode": "USA",
            "Actor1Type1Code": "GOV",
            "Actor2Code": "RUSGOVMIL", "Actor2Name": "SERGEY LAVROV", "Actor2CountryCode": "RUS", "Actor2Type1Code": "GOV",
            "Actor2Type2Code": "MIL", "IsRootEvent": "1", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04",
            "QuadClass": "1", "GoldsteinScale": "1.9", "NumMentions": "1", "NumSources": "2", "NumArticles": "1",
            "ActionGeo_Type": "1", "ActionGeo_FullName": "Russia", "ActionGeo_CountryCode": "RS", "ActionGeo_ADM1Code": "RS",
            "ActionGeo_Lat": "60", "ActionGeo_Long": "100", "ActionGeo_FeatureID": "RS", "DATEADDED": "20150805000000",
            "SOURCEURL": "https://www.example.org/kerry",
        }
    ]  # fmt: skip


def test_gdelt_mention():
    rows, mentions = events(alone(VISIT))
    assert list(mentions[0].values()) == [
        rows[0]["GLOBALEVENTID"], "20150805000000", "20150805000000", "1", "example.org", "https://www.example.org/kerry",
        "1", "0", "14", "6", "1", "80", "0", "0", "", "",
    ]  # fmt: skip


def test_gdelt_counts_the_records_of_an_event():
    rows, mentions = events(BOTH)
    assert [(row["NumMentions"], row["NumSources"], row["NumArticles"]) for row in rows] == [("2", "2", "2")]
    assert [mention["MentionIdentifier"] for mention in mentions] == ["https://www.example.org/kerry", "https://b.example/x"]
    assert {mention["GLOBALEVENTID"] for mention in mentions} == {rows[0]["GLOBALEVENTID"]}


def test_gdelt_has_both_directions_of_a_clash():
    rows, mentions = events(alone(CLASH))
    assert [(row["Actor1Code"], row["Actor2Code"], row["Actor2KnownGroupCode"]) for row in rows] == [
        ("UAF", "IGOUNO", "UNO"),
        ("IGOUNO", "UAF", ""),
    ]
    assert len({row["GLOBALEVENTID"] for row in rows}) == 2
    assert [mention["MentionType"] for mention in mentions] == ["2", "2"]
    assert mentions[0]["MentionIdentifier"] == "The Other, Clash"
    assert (mentions[0]["Actor1CharOffset"], mentions[0]["Actor2CharOffset"]) == ("200", "-1")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (RUSSIA, (1, "Russia", "RS", "RS")),
        (LONDON, (4, "London, England, United Kingdom", "UK", "")),
        (AUSTIN, (3, "Austin, Texas, United States", "US", "USTX")),
        (GAZA, (4, "Rafah, Palestinian Territory", "GZ", "")),
        (RAMALLAH, (4, "Ramallah, West Bank, Palestinian Territory", "WE", "")),
        (None, (0, "", "", "")),
    ],
)
def test_places_have_fips_codes(place, expected):
    assert gdelt.place_cells(place, CODES)[:4] == expected


@pytest.mark.parametrize(("code", "expected"), [("ROU", "ROM"), ("TLS", "TMP"), ("MNE", "MTN"), ("RUS", "RUS"), (None, "")])
def test_actors_have_countries_of_cameo(code, expected):
    assert CODES.cameo_country(code) == expected


def test_icews_rows():
    header, visit, clash, back = (cells(line) for line in icews.lines(items(VISIT, CLASH), CODES))
    assert header == list(icews.COLUMNS)
    assert len(header) == 20
    assert visit[1:11] == [
        "2015-08-04", "John Kerry", "Government", "United States", "Make a visit", "042", "1.9", "Sergey Lavrov",
        "Government,Military", "Russian Federation",
    ]  # fmt: skip
    assert visit[12:] == ["1", "The Paper", "", "", "", "Russian Federation", "60", "100"]
    assert clash[2:5] == ["gunmen", "Unidentified Forces", ""]
    assert clash[8:11] == ["United Nations", "International Government Organization,Global", ""]
    assert (back[2], back[8]) == ("United Nations", "gunmen")
    assert clash[14:18] == ["Rafah", "", "Rafah", "Occupied Palestinian Territory"]


def test_polecat_rows():
    header, visit, clash = (cells(line) for line in polecat.lines(items(VISIT, CLASH), CODES))
    assert header == list(polecat.COLUMNS)
    assert len(header) == 40
    row = dict(zip(header, visit, strict=True))
    assert row["Quad Code"] == "VERBAL COOPERATION"
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("CONSULT", "visit", "4")
    assert [row[f"Recipient {name}"] for name in ("Name", "Country", "COW", "Sectors", "Title", "Name Raw")] == [
        "Sergey Lavrov", "RUS", "365", "GOV; MIL", "Foreign Minister of Russia", "Sergei Lavrov",
    ]  # fmt: skip
    assert (row["Placename"], row["City"], row["Country"], row["GeoNames ID"]) == ("Russia", "None", "RUS", "2017370")
    several = dict(zip(header, clash, strict=True))
    assert (several["Actor Name"], several["Actor Country"]) == ("gunmen; United Nations", "None; UNO")
    assert (several["Recipient Name"], several["Publication Date"]) == ("None", "None")


def test_plover_line_is_the_record_and_can_be_read_back():
    line = b"".join(plover.lines(items(VISIT), CODES))
    assert record_from_json(line) == VISIT
    found = json.loads(line)
    assert found["coder"] == "dragoman 1"
    assert found["attribution"][0]["cue"] == "said"


def test_plover_event_says_where_records_disagree():
    found = json.loads(b"".join(plover.lines([BOTH], CODES)))
    assert found["records"] == list(BOTH.event.records)
    assert [one["value"] for one in found["disagreements"]] == ["2015-08-04", "2015-08-05"]


def test_plover_says_how_the_manual_was_read():
    assert plover.choice_of("SANCTION", CODES) == "quad 4 by the setting sanction_quad"
    assert plover.choice_of("CONSULT", CODES) is None


def test_csv_row():
    row = spreadsheet.cells_of(alone(CLASH))
    assert (row["dead"], row["injured"], row["lat"], row["lon"]) == ("3-5", "2", "31.28", "34.25")
    assert (row["actor"], row["actor_code"], row["actor_id"]) == ("gunmen; United Nations", "? UAF; UNO ?", "united-nations")


def test_geojson_has_longitude_first_and_keeps_what_has_no_place():
    found = json.loads(b"".join(geojson.lines(items(CLASH, VISIT), CODES)))
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [34.25, 31.28]}
    assert found["features"][1]["properties"]["event_scale"] == 4
    assert found["features"][0]["properties"]["date"] == "2015-08-04"


def test_gexf_edges_are_dated():
    text = b"".join(gexf.lines(items(VISIT), CODES)).decode()
    assert '<edge id="aaaa000000000001-0" source="john-kerry" target="sergey-lavrov" weight="1" start="2015-08-04"' in text


def test_followthemoney_tells_persons_from_bodies():
    found = [json.loads(line) for line in followthemoney.lines(items(VISIT, CLASH), CODES)]
    kinds = {entity["properties"]["name"][0]: entity["schema"] for entity in found if "name" in entity["properties"]}
    assert (kinds["John Kerry"], kinds["United Nations"], kinds["gunmen"]) == ("Person", "Organization", "LegalEntity")
    links = [entity["properties"] for entity in found if entity["schema"] == "UnknownLink"]
    assert [link["role"] for link in links] == [["CONSULT visit"], ["ASSAULT firearms"], ["ASSAULT firearms"]]


def test_shared_entities_are_written_once():
    lines = list(followthemoney.lines(items(VISIT, VISIT), CODES))
    assert len(lines) == len(set(lines))


def test_pairs():
    assert pairs_of(VISIT, CODES.mutual) == [(KERRY, LAVROV)]
    assert pairs_of(CLASH, CODES.mutual) == [(GUNMEN, UN), (UN, GUNMEN)]
    assert pairs_of(CLASH, frozenset()) == [(GUNMEN, None), (UN, None)]
