"""What a format cannot hold is counted and said, and what would be told wrongly is left out."""

import pytest

from dragoman.exports.formats import FORMATS
from dragoman.exports.losses import FACTS
from tests.exports.made import BOTH, CLASH, DENIED, PLANNED, UNDATED, VISIT, items, written

WITH_STATUS = ("plover", "csv", "parquet", "geojson", "gexf", "followthemoney")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(WITH_STATUS)))
def test_what_did_not_happen_is_no_event_where_status_cannot_be_said(name, tmp_path):
    _, tally = written(name, items(VISIT, DENIED, PLANNED), tmp_path)
    assert tally.taken == 2  # a promise is done when it is made
    assert [why.partition(",")[0] for why in tally.left_out] == ["denied"]


@pytest.mark.parametrize("name", WITH_STATUS)
def test_all_is_kept_where_status_can_be_said(name, tmp_path):
    _, tally = written(name, items(VISIT, DENIED, PLANNED), tmp_path)
    assert (tally.taken, tally.left_out) == (3, {})


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_records_without_a_date(name, tmp_path):
    _, tally = written(name, items(UNDATED), tmp_path)
    assert tally.taken == (name in ("csv", "parquet", "geojson", "gexf", "followthemoney"))


def test_losses_are_counted():
    _, tally = written_to_nowhere("gdelt", CLASH, VISIT)
    said = tally.announcement("gdelt")
    assert len(said) == 1
    assert said[0].startswith("gdelt cannot hold, of 2: who says so (1)")
    assert "tolls (1)" in said[0]


def test_plover_and_parquet_hold_all():
    assert FORMATS["plover"].holds == FORMATS["parquet"].holds == frozenset(FACTS)


def test_nothing_is_said_of_an_empty_export():
    _, tally = written_to_nowhere("gdelt")
    assert tally.announcement("gdelt", ("a note",)) == []


def test_disagreement_is_a_loss():
    assert FACTS["disagreements"][1](BOTH)
    assert not BOTH.is_alone


def written_to_nowhere(name, *found):
    from dragoman.exports.losses import Tally, fitting  # noqa: PLC0415
    from tests.exports.made import CODES  # noqa: PLC0415

    form, tally = FORMATS[name], Tally()
    return list(fitting(items(*found), form.needs, form.holds, CODES, tally)), tally
