"""Every filter against a plain reading of the same records in Python; pages, groups and tables."""

import contextlib
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.model.query import Box, Circle, Query, parse_place, parse_query
from dragoman.store import open_store
from dragoman.store.words import terms_of
from tests.store.conftest import BACKENDS
from tests.store.made import CODER, batch, document, ids, reading

DOCUMENTS = [
    document("a", "Talks", "RUS CONSULT USA visit", "RUS+USA CONSULT -", "Minister says the sanctions stay"),
    document("b", "Raid", "RUS ASSAULT FJI 3", "USA ACCUSE RUS said", source="The Other"),
    document("c", "Islands", "FJI AID USA -40", "USA+RUS ASSAULT FJI 400 denied", "USA ACCUSE USA"),
    document("d", "No day", "USA AID RUS", day=None),
]
RECORDS = [record for of in DOCUMENTS for record in reading(of).records]


@pytest.fixture(scope="module", params=BACKENDS)
def filled(request, new_address):
    with open_store(new_address(request.param)) as store:
        store.append(batch(*DOCUMENTS), CODER)
        yield store


def codes(entities):
    return {one.code for one in entities}


def both(record):
    return codes(record.actor) | codes(record.recipient)


CASES = [
    (Query(actor=("RUS",)), lambda r: "RUS" in codes(r.actor)),
    (Query(actor=("rus",)), lambda r: "RUS" in codes(r.actor)),
    (Query(actor=("RUS GOV",)), lambda r: "RUS" in codes(r.actor)),
    (Query(actor=("RUS MIL",)), lambda _: False),
    (Query(actor=("nobody",)), lambda _: False),
    (Query(actor=("RUS", "FJI")), lambda r: {"RUS", "FJI"} & codes(r.actor)),
    (Query(recipient=("FJI",)), lambda r: "FJI" in codes(r.recipient)),
    (Query(actor=("USA",), recipient=("FJI",)), lambda r: "USA" in codes(r.actor) and "FJI" in codes(r.recipient)),
    (
        Query(pair=("RUS", "USA")),
        lambda r: (
            {"RUS", "USA"} <= both(r)
            and (not r.recipient or codes(r.recipient) & {"RUS", "USA"})
            and (len(codes(r.actor) & {"RUS", "USA"}) == 1 or not r.recipient)
        ),
    ),
    (Query(pair=("USA", "USA")), lambda r: codes(r.actor) == codes(r.recipient) == {"USA"}),
    (Query(country=("FJI",)), lambda r: "FJI" in both(r)),
    (Query(sector=("GOV",)), lambda _: True),
    (Query(type=("ASSAULT", "AID")), lambda r: r.event[0] in ("ASSAULT", "AID")),
    (Query(mode=("visit",)), lambda r: "visit" in r.mode),
    (Query(mode=("vis",)), lambda _: False),
    (Query(context=("military",)), lambda r: "military" in r.context),
    (Query(quad=(3, 4)), lambda r: r.quad_code in (3, 4)),
    (Query(status=("denied",)), lambda r: r.status.value == "denied"),
    (Query(voice=("Reuters",)), lambda r: r.attribution),
    (Query(voice=("GBR MED",)), lambda r: r.attribution),
    (Query(source=("The Other",)), lambda r: r.cite_info.publication == "The Other"),
    (Query(place=("RUS",)), lambda r: r.event_loc and r.event_loc.country_code == "RUS"),
    (Query(place=("moscow", "Taveuni")), lambda r: r.event_loc and r.event_loc.resolved_place in ("Moscow", "Taveuni")),
    (Query(place=("55,37,56,38",)), lambda r: r.event_loc and r.event_loc.resolved_place == "Moscow"),
    (Query(place=("-20,170,-10,-170",)), lambda r: r.event_loc and r.event_loc.resolved_place == "Taveuni"),
    (Query(place=("-16.9,179.9,50km",)), lambda r: r.event_loc and r.event_loc.resolved_place == "Taveuni"),
    (Query(from_="2015-08-05", to="2015"), lambda r: r.date and "2015-08-05" <= r.date <= "2015-12-31"),
    (Query(to="2015-08"), lambda r: r.date and r.date <= "2015-08-31"),
    (Query(words="accuse rus"), lambda r: r.event[0] == "ACCUSE" and "RUS" in codes(r.recipient)),
    (Query(words="VISITS"), lambda r: "visit" in r.mode),
    (Query(words='"usa visit"'), lambda r: "visit" in r.mode),
    (Query(words="assa*"), lambda r: r.event[0] == "ASSAULT"),
    (Query(words='assault" OR (NEAR'), lambda _: False),
    (Query(confidence=0.75), lambda r: r.confidence >= 0.75),
    (Query(document=("a", "b")), lambda r: r.doc_id in ("a", "b")),
    (
        Query(country=("USA",), type=("ACCUSE",), from_="2015"),
        lambda r: "USA" in both(r) and r.event[0] == "ACCUSE" and r.date,
    ),
    (Query(country=("USA",), words="rus", actor=("RUS", "USA")), lambda r: "USA" in both(r) and "RUS" in both(r)),
]


@pytest.mark.parametrize(("query", "expected"), CASES, ids=lambda case: repr(case)[:60] if isinstance(case, Query) else "")
def test_filters_give_what_they_say(filled, query, expected):
    wanted = {record.id for record in RECORDS if expected(record)}
    found = ids(filled.records(query).items)
    assert set(found) == wanted
    assert len(found) == len(wanted)
    assert filled.count(query) == len(wanted)
    assert set(ids(filled.each_record(query))) == wanted


@pytest.mark.parametrize("sort", ["date", "-date", "confidence", "-scale", "stored", "-stored"])
@pytest.mark.parametrize("country", [(), ("USA",)])
def test_pages_follow_one_another_without_gap_or_repetition(filled, sort, country):
    query = Query(country=country, sort=sort, limit=2)
    keys = {"date": lambda r: r.date or "", "confidence": lambda r: r.confidence, "scale": lambda r: r.event_scale}
    seen, cursor = [], None
    while True:
        page = filled.records(replace(query, cursor=cursor))
        seen += page.items
        cursor = page.cursor
        if cursor is None:
            break
    assert ids(seen) == ids(filled.records(replace(query, limit=None)).items)
    assert len(set(ids(seen))) == sum(not country or "USA" in both(record) for record in RECORDS)
    key = keys.get(sort.removeprefix("-"))
    if key is not None:
        assert [key(r) for r in seen] == sorted((key(r) for r in seen), reverse=sort.startswith("-"))


def pairs(record):
    sides = [one.code for one in record.actor], [one.code for one in record.recipient]
    others = [(a, b) for a in sides[0] for b in sides[1]]
    mutual = [(a, b) for place, a in enumerate(sides[0]) for b in sides[0][place + 1 :]]
    return {tuple(sorted(pair)) for pair in (others or mutual)}


@pytest.mark.parametrize("confidence", [None, 0.0], ids=["kept counts", "counted"])
def test_pairs_by_month_kept_or_counted_are_the_same(filled, confidence):
    counted: Counter = Counter()
    scales: dict = defaultdict(float)
    for record in RECORDS:
        for pair in pairs(record):
            counted[*pair, (record.date or "")[:7]] += 1
            scales[*pair, (record.date or "")[:7]] += record.event_scale
    found = filled.groups(Query(group=("pair", "month"), confidence=confidence))
    assert {group.keys: group.count for group in found} == counted
    for group in found:
        assert group.scale_sum == pytest.approx(scales[group.keys])
        assert group.scale_mean == pytest.approx(scales[group.keys] / group.count)
    assert [group.keys for group in found] == sorted(counted)


@pytest.mark.parametrize(
    "query",
    [
        Query(pair=("USA", "RUS"), group=("month",)),
        Query(pair=("USA", "RUS"), group=("month", "quad"), quad=(1, 3)),
        Query(country=("FJI",), group=("pair",)),
        Query(group=("pair", "year"), from_="2015-08", to="2015"),
        Query(pair=("USA", "USA"), group=("quad",), to="2015-08"),
        Query(actor=("USA",), group=("month",)),
        Query(recipient=("FJI",), group=("year", "quad"), from_="2015"),
        Query(country=("USA",), group=("month", "quad"), quad=(3, 4)),
    ],
)
def test_kept_counts_answer_as_counting_does(filled, query):
    assert filled.groups(query)
    assert filled.groups(query) == filled.groups(replace(query, confidence=0.0))
    assert filled.count(query) == filled.count(replace(query, confidence=0.0))


@pytest.mark.parametrize("group", ["day", "week", "month", "year", "type", "quad", "status"])
@pytest.mark.parametrize(
    "query", [Query(), Query(from_="2015-08-05"), Query(type=("AID", "ASSAULT"), to="2016"), Query(quad=(4,))]
)
def test_kept_counts_of_days_answer_as_counting_does(filled, group, query):
    query = replace(query, group=(group,))
    assert filled.groups(query) == filled.groups(replace(query, confidence=0.0))
    assert filled.count(query) == filled.count(replace(query, confidence=0.0))


@pytest.mark.parametrize(
    ("group", "key"),
    [
        ("day", lambda r: r.date or ""),
        ("month", lambda r: (r.date or "")[:7]),
        ("year", lambda r: (r.date or "")[:4]),
        ("type", lambda r: r.event[0]),
        ("quad", lambda r: r.quad_code),
        ("status", lambda r: r.status.value),
        ("source", lambda r: r.cite_info.publication),
        (
            "week",
            lambda r: (
                date.fromordinal((d := date.fromisoformat(r.date)).toordinal() - d.weekday()).isoformat() if r.date else ""
            ),
        ),
    ],
)
@pytest.mark.parametrize("country", [(), ("RUS",)])
def test_groups_count_each_record_once(filled, group, key, country):
    expected = Counter(key(record) for record in RECORDS if not country or "RUS" in both(record))
    assert {found.keys[0]: found.count for found in filled.groups(Query(group=(group,), country=country))} == expected


def test_countries_count_a_record_for_each_of_its_countries(filled):
    expected = Counter(code for record in RECORDS for code in both(record))
    assert {found.keys[0]: found.count for found in filled.groups(Query(group=("country",)))} == expected


def test_actors_are_counted_by_records(filled):
    found = {actor.name: actor for actor in filled.actors(Query()).items}
    assert found["RUS"].records == sum("RUS" in both(record) for record in RECORDS)
    assert found["FJI"].as_recipient == 2
    assert found["FJI"].first == "2015-06-25"
    assert [actor.name for actor in filled.actors(Query(limit=1)).items] == ["USA"]
    assert filled.actors(Query(type=("AID",), document=("c",), limit=9)).items[0].records == 1


def test_claims_by_who_says_them_and_by_words(filled):
    assert len(filled.claims(Query(actor=("RUS",), words="sanction")).items) == 1
    assert filled.claims(Query(actor=("USA",))).items == ()
    assert filled.claims(Query(type=("AID",))).items == ()
    assert filled.claims(Query(), as_="arrow").column("text").to_pylist() == ["Minister says the sanctions stay"]


def test_tables_have_a_row_a_record_and_types(filled):
    table = filled.records(Query(limit=None), as_="arrow")
    assert table.num_rows == len(RECORDS)
    row = next(row for row in table.to_pylist() if row["status"] == "denied")
    assert row["date"] == date(2016, 9, 7)
    assert row["actor_code"] == ["USA", "RUS"]
    assert (row["dead_low"], row["dead_high"]) == (3, 4)
    groups = filled.groups(Query(group=("pair",)), as_="arrow")
    assert groups.column_names == ["pair_a", "pair_b", "count", "scale_sum", "scale_mean"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named(filled, library, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(QueryError, match=f"{library} is not installed.*dragoman\\[{library}\\]"):
        filled.records(Query(), as_=library)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"statsu": ["x"]}, "did you mean status"),
        ({"status": ["hapened"]}, "did you mean happened"),
        ({"quad": ["5"]}, "unknown quad"),
        ({"quad": ["x"]}, "a number is wanted"),
        ({"sort": ["size"]}, "unknown sort"),
        ({"group": ["decade"]}, "unknown group"),
        ({"limit": ["0"]}, "from 1 to"),
        ({"confidence": ["2"]}, "from 0 to 1"),
        ({"from": ["yesterday"]}, "YYYY-MM-DD"),
        ({"from": ["2015-13"]}, "YYYY-MM-DD"),
        ({"from": ["2016"], "to": ["2015"]}, "ends before it begins"),
        ({"place": ["95,0,96,1"]}, "latitudes"),
        ({"pair": ["RUS"]}, "name two"),
        ({"disputed": ["maybe"]}, "unknown disputed"),
    ],
)
def test_wrong_questions_are_told(words, message):
    with pytest.raises(QueryError, match=message):
        parse_query(words)


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJkYXRlIiwxLDJd", "é"])
def test_wrong_cursors_are_told(filled, cursor):
    with pytest.raises(QueryError, match="cursor"):
        filled.records(Query(cursor=cursor))


def test_words_without_letters_and_questions_claims_cannot_answer(filled):
    with pytest.raises(QueryError, match="no letters"):
        filled.records(Query(words="--"))
    with pytest.raises(QueryError, match="claims have no confidence"):
        filled.claims(Query(sort="confidence"))
    with pytest.raises(QueryError, match="claims have no pairs"):
        filled.groups(Query(group=("pair",)), of="claims")
    with pytest.raises(QueryError, match="a tuple of values"):
        Query(actor="RUS")  # type: ignore[arg-type]


def test_words_become_a_query():
    words = {"actor": ["Smith, John"], "type": ["AID,CONSULT"], "pair": ["RUS,USA"], "from": ["2015"], "limit": ["none"]}
    expected = Query(actor=("Smith, John",), type=("AID", "CONSULT"), pair=("RUS", "USA"), from_="2015", limit=None)
    assert parse_query(words) == expected


def test_places_by_their_shape():
    assert parse_place("Aleppo") == "Aleppo"
    assert parse_place("36,-1.5,37,2") == Box(36, -1.5, 37, 2)
    assert parse_place("36.2,37.1,50km") == Circle(36.2, 37.1, 50)


@given(st.text(max_size=30))
def test_no_words_break_the_search(filled, words):
    nothing = contextlib.nullcontext() if terms_of(words) or not words else pytest.raises(QueryError, match="no letters")
    with nothing:
        filled.records(Query(words=words))
