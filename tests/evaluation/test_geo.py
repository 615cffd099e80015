"""The geoparsing corpora: both forms are read, and predictions are scored as the contract says."""

import json

import pytest

from dragoman.errors import CorpusError
from dragoman.evaluation.geo import great_circle_km, read_geo_xml, score_geo

LGL = """<articles><article docid="7"><title>Fair opens</title><domain>theparisnews.com</domain>
<url>http://theparisnews.com/1</url><text>Paris fair opens. It drew a crowd from Brobdingnagia.</text>
<toponyms count="2"><toponym><start>0</start><end>5</end><phrase>Paris</phrase><gaztag geonameid="1"><name>Paris</name>
<lat>33.66</lat><lon>-95.56</lon><country geonameid="2">United States</country></gaztag></toponym>
<toponym><start>39</start><end>52</end><phrase>Brobdingnagia</phrase><gaztag geonameid="3"><lat>0</lat><lon>0</lon>
</gaztag></toponym><toponym><start>6</start><end>10</end><phrase>fair</phrase></toponym></toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>https://en.wikinews.org/wiki/X</source><text>Cases rose in Cairo.</text>
<locations><location><name>Cairo</name><start>15</start><end>20</end><lat>30.05</lat><lon>31.25</lon></location></locations>
</article></articles>"""


def test_lgl_is_read_and_scored(tmp_path):
    corpus, out = tmp_path / "lgl.xml", tmp_path / "out.jsonl"
    corpus.write_text(LGL)
    figures = score_geo(corpus, out)
    assert figures["places"] == 2
    assert figures["accuracy_161km"] == 0.5
    assert figures["unresolved"] == 0.5
    assert figures["country_accuracy"] == 1.0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [set(line) for line in lines] == [{"doc", "start", "end", "lat", "lon", "country_code"}] * 3
    assert lines[0]["country_code"] == "USA"
    assert lines[1]["lat"] is None


def test_offsets_from_one_are_kept_in_the_answer(tmp_path):
    corpus, out = tmp_path / "virus.xml", tmp_path / "out.jsonl"
    corpus.write_text(GEOVIRUS)
    (article,) = read_geo_xml(corpus)
    (place,) = article.places
    assert place.span.of(article.document.text) == "Cairo"
    assert score_geo(corpus, out)["accuracy_161km"] == 1.0
    assert json.loads(out.read_text())["start"] == 15


@pytest.mark.parametrize(
    "content", ["<articles", "<articles><article><text>x</text><toponym><start>a</start></toponym></article></articles>"]
)
def test_what_is_no_corpus_is_refused(tmp_path, content):
    path = tmp_path / "bad.xml"
    path.write_text(content)
    with pytest.raises(CorpusError, match=r"bad\.xml"):
        read_geo_xml(path)


def test_great_circle():
    assert great_circle_km((0, 0), (0, 90)) == pytest.approx(10007.5, abs=1)
    assert great_circle_km((52.5, 13.4), (52.5, 13.4)) == 0
