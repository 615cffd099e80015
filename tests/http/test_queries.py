"""The archive over HTTP: the same questions and names as on the command line, every answer in its shape."""

import io
import json

import msgspec
import pyarrow.parquet as pq
import pytest
from lxml import etree

from dragoman.app.query import What, ask
from dragoman.cli.filters import ONE as CLI_ONE
from dragoman.cli.filters import SEVERAL as CLI_SEVERAL
from dragoman.http import shapes
from dragoman.http.filters import ONE, SEVERAL
from dragoman.model.query import Query, parse_query

pytestmark = pytest.mark.learned
PAGES = {
    "records": shapes.RecordPage,
    "events": shapes.EventPage,
    "claims": shapes.ClaimPage,
    "actors": shapes.ActorPage,
}


def get(client, path, shape, **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=shape)


def test_filters_have_the_names_of_the_command_line():
    assert set(SEVERAL) == set(CLI_SEVERAL)
    assert set(ONE) == set(CLI_ONE)


@pytest.mark.parametrize("what", PAGES)
def test_a_page_is_what_the_archive_holds(client, store, what):
    page = get(client, f"/api/{what}", PAGES[what], limit=5)
    expected = [json.loads(line) for line in ask(store, What(what), Query(limit=5)).lines()]
    assert msgspec.to_builtins(page)["items"] == expected
    assert 0 < len(page.items) <= 5


@pytest.mark.parametrize(
    "params",
    [
        {"country": "GEO"},
        {"type": "COERCE,PROTEST", "status": "happened"},
        {"words": "sanction*"},
        {"from": "2019", "to": "2019-12", "sort": "-confidence"},
        {"actor": "the European Union"},
        {"quad": ["3", "4"], "confidence": "0.5"},
    ],
)
def test_filters_select_as_in_python(client, store, params):
    page = get(client, "/api/records", shapes.RecordPage, **params)
    words = {name: value if isinstance(value, list) else [value] for name, value in params.items()}
    assert [item.id for item in page.items] == [record.id for record in store.records(parse_query(words)).items]


def test_pages_follow_one_another_without_gap(client, store):
    found, cursor = [], None
    while True:
        page = get(client, "/api/records", shapes.RecordPage, limit=40, **({"cursor": cursor} if cursor else {}))
        found += [item.id for item in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert found == [record.id for record in store.records(Query(limit=None)).items]


@pytest.mark.parametrize("what", ["records", "events", "claims", "actors"])
def test_counts_are_those_of_all_pages(client, what):
    page = get(client, f"/api/{what}", PAGES[what], limit=10000)
    assert get(client, f"/api/{what}/count", shapes.Matching, limit=1).count == len(page.items)


def test_groups_stand_in_the_place_of_rows(client):
    groups = get(client, "/api/records", shapes.GroupPage, group=["month", "quad"])
    assert sum(group["count"] for group in groups.items) == get(client, "/api/records/count", shapes.Matching).count


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/records?foo=1", "unknown filter 'foo'"),
        ("/api/records?status=hapened", "did you mean happened?"),
        ("/api/records?limit=none", "/api/records.csv"),
        ("/api/records?cursor=xyz", "cursor"),
        ("/api/claims?group=quad", "claims have no quad"),
        ("/api/search", "words"),
        ("/api/records.gexf?group=month", "csv"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(client, path, words):
    answer = client.get(path)
    problem = msgspec.json.decode(answer.content, type=shapes.Problem)
    assert (answer.status_code, problem.status) == (400, 400)
    assert words in problem.detail
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unchanged_page_is_not_sent_again(client):
    first = client.get("/api/records?limit=3")
    again = client.get("/api/records?limit=3", headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/records?limit=4", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("what", PAGES)
def test_a_page_as_lines_and_as_a_spreadsheet(client, what):
    page = client.get(f"/api/{what}?limit=4").json()["items"]
    lines = client.get(f"/api/{what}.jsonl?limit=4")
    assert [json.loads(line) for line in lines.text.splitlines()] == page
    table = client.get(f"/api/{what}.csv?limit=4")
    assert len(table.text.splitlines()) >= 5
    assert "attachment" in table.headers["content-disposition"]
    assert client.get(f"/api/{what}.json?limit=4").json()["items"] == page


@pytest.mark.parametrize("what", PAGES)
def test_a_page_as_parquet(client, what):
    table = pq.read_table(io.BytesIO(client.get(f"/api/{what}.parquet?limit=4").content))
    assert table.num_rows == 4


@pytest.mark.parametrize("what", ["records", "events"])
def test_a_page_as_a_map_and_as_a_network(client, what):
    page = client.get(f"/api/{what}?limit=30").json()["items"]
    drawn = client.get(f"/api/{what}.geojson?limit=30").json()
    assert [feature["id"] for feature in drawn["features"]] == [item["id"] for item in page]
    network = etree.fromstring(client.get(f"/api/{what}.gexf?limit=30").content)
    assert network.tag.endswith("gexf")


def test_all_of_it_as_a_file(client, store):
    lines = client.get("/api/records.jsonl?limit=none").text.splitlines()
    assert len(lines) == store.counts()["records"]


def test_a_record_with_its_reasons(client, store):
    record = store.records(Query(limit=1)).items[0]
    found = get(client, f"/api/records/{record.id}", shapes.StoredRecord)
    assert found.record.because
    assert any(span.text in found.sentence for span in found.record.evidence if span.field == "event")


def test_an_event_with_its_tellings(client, store):
    event = store.events(Query(disputed=True)).items[0]
    found = get(client, f"/api/events/{event.id}", shapes.Happening)
    assert [telling.record.id for telling in found.tellings] == list(event.records)
    assert found.event.disagreements


@pytest.mark.parametrize(
    "path", ["/api/records/none", "/api/events/none", "/api/reports/none", "/api/actors/none", "/api/nothing"]
)
def test_what_is_not_there_is_told(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert msgspec.json.decode(answer.content, type=shapes.Problem).detail


def test_words_are_found_in_sentences_and_marked(client):
    page = get(client, "/api/search", shapes.HitPage, words="sanction*")
    assert page.items
    marked = [hit.sentence[start:end] for hit in page.items for start, end in hit.marks]
    assert marked
    assert all(word.lower().startswith("sanction") for word in marked)


def test_sites_count_what_has_a_place(client, store):
    found = get(client, "/api/sites", shapes.SiteList, limit=10000)
    placed = [
        record for record in store.records(Query(limit=None)).items if record.event_loc and record.event_loc.lat is not None
    ]
    assert sum(site.records for site in found.items) == len(placed)
    assert found.is_all


def test_about_knows_the_scheme(client, store):
    about = get(client, "/api/about", shapes.About)
    assert about.counts == store.counts()
    assert len(about.types) == 16
    assert about.can_judge


def test_a_profile_has_offices_with_their_days(client):
    profile = get(client, "/api/actors/angela-merkel", shapes.Profile)
    assert any(tenure.start and tenure.end for tenure in profile.tenures)
