"""Reports: as stored, with reasons, and coded on the spot."""

import msgspec
import pytest

from dragoman.http import shapes
from tests.http.conftest import WRITE

pytestmark = pytest.mark.learned
TEXT = "😀 الوزير spoke. Georgian police arrested 23 demonstrators on Friday 🕊️, the Interior Ministry said. It rained."


def code(client, body, **headers):
    return client.post("/api/code", content=msgspec.json.encode(body), headers=WRITE | headers)


def test_a_stored_report_has_the_words_of_its_evidence(client, store):
    found = client.get("/api/reports/tbilisi-2019")
    report = msgspec.json.decode(found.content, type=shapes.Report)
    text = report.document.text
    assert text == store.document("tbilisi-2019").document.text
    for record in report.records:
        assert record.because
        assert all(text[span.start : span.end] == span.text for span in record.evidence)


def test_a_report_says_why_a_sentence_has_no_record(client):
    report = msgspec.json.decode(client.get("/api/reports/tbilisi-2019/reasons").content, type=shapes.Report)
    told = {report.document.text[sentence.start : sentence.end]: sentence.reasons for sentence in report.sentences}
    silent = next(reasons for text, reasons in told.items() if "Wine growers" in text)
    assert silent


def test_reports_of_a_filter(client):
    page = msgspec.json.decode(client.get("/api/reports?country=GEO").content, type=shapes.ReportPage)
    assert "tbilisi-2019" in [line.doc_id for line in page.items]
    assert all(line.records for line in page.items)


def test_a_text_is_coded_on_the_spot_and_not_stored(client, store):
    before = store.counts()
    report = msgspec.json.decode(code(client, {"text": TEXT, "published": "2019-06-22"}).content, type=shapes.Report)
    arrest = next(record for record in report.records if record.event == ["COERCE"])
    assert arrest.date == "2019-06-21"
    assert all(TEXT[span.start : span.end] == span.text for span in arrest.evidence)
    assert report.sentences[-1].reasons
    assert store.counts() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x", "published": "2019-13-41"}, 422),
        ({"text": "x", "publisher": "y"}, 422),
        ({"text": 1}, 422),
        ({"text": "x" * 1_100_000}, 413),
    ],
)
def test_a_bad_body_is_told(client, body, status):
    answer = code(client, body)
    assert answer.status_code == status
    assert msgspec.json.decode(answer.content, type=shapes.Problem).detail


def test_another_language_is_told(client):
    german = (
        "Die Regierung hat am Dienstag mitgeteilt, dass sie die Verhandlungen mit den Nachbarn nicht fortsetzen wird. " * 4
    )
    assert code(client, {"text": german}).status_code == 422


def test_what_is_no_json_is_told(client):
    assert code(client, {"text": "x"}, **{"content-type": "text/plain"}).status_code == 415
    assert client.post("/api/code", content=b"{", headers=WRITE).status_code == 422
