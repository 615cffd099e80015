"""Exports opened by what others wrote: networkx and Arrow always, the heavy ones where they are installed."""

import json

import networkx as nx  # type: ignore[import-untyped]
import pyarrow.csv as arrow_csv
import pyarrow.dataset as ds
import pytest

from dragoman.exports.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from dragoman.exports.gdelt_check import mentions_path
from dragoman.exports.reported import alone
from tests.exports.made import BOTH, CLASH, VISIT, items, written

FOUND = [BOTH, *items(CLASH)]


def tab(path, names=None):
    read = arrow_csv.ReadOptions(column_names=names)
    return arrow_csv.read_csv(path, read, arrow_csv.ParseOptions(delimiter="\t", quote_char=False))


def test_networkx_opens_gexf(tmp_path):
    path, _ = written("gexf", FOUND, tmp_path)
    graph = nx.read_gexf(path)
    assert graph.is_directed()
    assert graph.number_of_nodes() == 4
    edge = (
        next(iter(graph.get_edge_data("john-kerry", "sergey-lavrov").values()))
        if graph.is_multigraph()
        else (graph.get_edge_data("john-kerry", "sergey-lavrov"))
    )
    assert (edge["event"], edge["start"], edge["reports"]) == ("CONSULT", "2015-08-04", 2)


def test_arrow_opens_the_tables(tmp_path):
    path, _ = written("gdelt", FOUND, tmp_path)
    assert tab(path, list(EVENT_COLUMNS)).num_rows == 3
    assert tab(mentions_path(path), list(MENTION_COLUMNS)).num_rows == 4
    assert tab(written("icews", FOUND, tmp_path)[0]).shape == (3, 20)
    assert tab(written("polecat", FOUND, tmp_path)[0]).shape == (2, 40)
    assert arrow_csv.read_csv(written("csv", FOUND, tmp_path)[0]).num_rows == 2


def test_arrow_opens_parquet_by_year_and_month(tmp_path):
    path, _ = written("parquet", FOUND, tmp_path)
    table = ds.dataset(path, partitioning="hive").to_table(filter=(ds.field("year") == 2015) & (ds.field("month") == 8))
    rows = {row["id"]: row for row in table.to_pylist()}
    assert rows[CLASH.id]["size"]["dead"] == [3, 5]
    assert rows[CLASH.id]["records"] is None
    assert rows[BOTH.event.id]["disagreements"][1]["value"] == "2015-08-05"
    assert rows[BOTH.event.id]["actor"][0]["identifier_id"] == "john-kerry"


def test_pandas_opens_the_tables(tmp_path):
    pandas = pytest.importorskip("pandas")
    path, _ = written("gdelt", FOUND, tmp_path)
    events = pandas.read_csv(path, sep="\t", names=EVENT_COLUMNS, dtype={"EventCode": str})
    assert events.EventCode.tolist() == ["042", "193", "193"]
    assert events.GLOBALEVENTID.dtype == "int64"
    polecat = pandas.read_csv(written("polecat", FOUND, tmp_path)[0], sep="\t")
    assert polecat["Wikipedia Actor ID"].isna().all()


def test_gdal_opens_geojson(tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    path, _ = written("geojson", [alone(VISIT), alone(CLASH)], tmp_path)
    path = path.rename(tmp_path / "x.geojson")
    info = pyogrio.read_info(path)
    assert (info["features"], info["geometry_type"], info["crs"]) == (2, "Point", "EPSG:4326")


def test_followthemoney_takes_every_entity(tmp_path):
    model = pytest.importorskip("followthemoney").model
    path, _ = written("followthemoney", FOUND, tmp_path)
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for entity in entities:
        model.get(entity["schema"]).validate(entity)
        cleaned = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        assert {name: sorted(values) for name, values in cleaned.items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }
