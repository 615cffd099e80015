"""Clues to whether an event happened, and the tables of what they are worth."""

from dataclasses import replace
from datetime import date

import pytest

from dragoman.model.document import Document
from dragoman.model.event_mention import EventMention
from dragoman.model.signal import TriggerSignal
from dragoman.model.span import Span
from dragoman.model.status import EventStatus, Status
from dragoman.stages.status import Belief, load_status_cues, status_stage, value_of, weigh_status
from dragoman.stages.status_clues.clues import clues_of, place_clues, setting_of
from dragoman.stages.status_clues.tables import ClueTable, load_clue_tables, to_value

TABLE = ClueTable(("yes", "no"), {"always": (1.0, 0.0), "negated:True": (-2.0, 1.0)})


def clues(parsed, text: str, word: str, published: date | None = None) -> list[str]:
    reading = parsed([Document("x", text, published=published)])[0]
    parse = reading.syntax[0]
    head = parse.token_at(text.index(word)).index
    return [
        *clues_of(parse, head, load_status_cues().temporal),
        *place_clues(reading.sentences[0], parse, head, setting_of(reading)),
    ]


def test_clues_that_are_not_in_the_table_weigh_nothing() -> None:
    assert TABLE.sums(["always", "mark:if"]) == [1.0, 0.0]
    assert TABLE.sums([]) == [0.0, 0.0]


def test_shares_sum_to_one_and_follow_the_weights() -> None:
    shares = TABLE.shares(["always", "negated:True"])
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["no"] > shares["yes"]


@pytest.mark.parametrize(("likelihood", "value"), [(0.0, -3.0), (0.5, 0.0), (1.0, 3.0)])
def test_a_likelihood_is_put_on_the_scale(likelihood: float, value: float) -> None:
    assert to_value(likelihood) == value


def test_the_shipped_tables_have_the_columns_that_the_stage_reads() -> None:
    tables = load_clue_tables()
    assert tables.status.columns == tuple(status.value for status in Status)
    assert (tables.background.columns, tables.happened.columns) == (("background",), ("happened",))
    assert all("always" in table.weights for table in (tables.status, tables.happened))


@pytest.mark.learned
@pytest.mark.parametrize(
    ("text", "word", "clue"),
    [
        ("They refused to meet.", "meet", "up1:refuse<xcomp"),
        ("They will meet and sign the treaty.", "sign", "aux:will"),
        ("If they attack, we leave.", "attack", "mark:if"),
        ("They did not attack.", "attack", "negated:True"),
        ("Did they attack?", "attack", "question:True"),
        ("They met yesterday.", "met", "time:yesterday"),
        ("In 2009 they attacked.", "attacked", "year:-6"),
        ("They met Anna Weiss.", "met", "near:they"),
    ],
)
def test_clue(parsed, text: str, word: str, clue: str) -> None:
    assert clue in clues(parsed, text, word, date(2019, 5, 1))


@pytest.mark.learned
def test_clues_name_no_names_and_no_numbers(parsed) -> None:
    found = clues(parsed, "Anna Weiss attacked 14 towns.", "attacked")
    assert not [clue for clue in found if "weiss" in clue.lower() or "14" in clue]


@pytest.mark.learned
@pytest.mark.parametrize(
    ("text", "word", "above", "below"),
    [
        ("Troops shelled the town.", "shelled", 1.0, 3.0),
        ("If troops shell the town, thousands will flee.", "flee", -3.0, 0.0),
        ("The group wants to leave.", "leave", -3.0, 0.0),
    ],
)
def test_value(parsed, text: str, word: str, above: float, below: float) -> None:
    reading = parsed([Document("x", text)])[0]
    head = reading.syntax[0].token_at(text.index(word)).index
    value = value_of(reading.sentences[0], reading.syntax[0], head, load_status_cues(), load_clue_tables())
    assert above <= value <= below


JUDGED = EventStatus(0, Status.HAPPENED, None, "told as done")
CUED = EventStatus(0, Status.PLANNED, Span(3, 7), "'will': modal")


def test_clues_outweigh_silence_and_say_so() -> None:
    weighed = weigh_status(JUDGED, Belief({"happened": 0.3, "possible": 0.7}, 0.1), None)
    assert weighed.status is Status.POSSIBLE
    assert "clues possible 0.70" in weighed.because
    assert "told as done" in weighed.because


def test_a_cue_outweighs_clues_that_are_unsure() -> None:
    weighed = weigh_status(CUED, Belief({"happened": 0.52, "planned": 0.48}, 0.1), None)
    assert (weighed.status, weighed.cue) == (Status.PLANNED, CUED.cue)


def test_the_learned_coder_counts_beside_the_clues() -> None:
    signal = TriggerSignal(0, 0, {}, {"denied": 0.9, "happened": 0.1}, 0.9, {}, ())
    weighed = weigh_status(JUDGED, Belief({"happened": 0.6, "denied": 0.4}, 0.3), signal)
    assert weighed.status is Status.DENIED
    assert weighed.is_background


def test_an_absence_stays_one() -> None:
    absent = EventStatus(0, Status.DENIED, Span(0, 3), "'lack': absence", is_absent=True)
    assert weigh_status(absent, Belief({"happened": 1.0}, 0.9), None) == absent


@pytest.mark.learned
def test_each_event_has_one_status(parsed) -> None:
    reading = parsed([Document("x", "Troops shelled the town.")])[0]
    event = EventMention(0, 0, 1, Span(7, 14), "ASSAULT", (), (), (), "test")
    stage = status_stage(load_status_cues())
    found = stage.run([replace(reading, events=(event,))])[0]
    assert [judged.status for judged in found.status] == [Status.HAPPENED]
