"""`dragoman actors import` and `show`: what they print, and with which status they end."""

import csv
import io
import json

import pytest
import typer
from typer.testing import CliRunner

from dragoman.cli.actors_commands import import_file, show
from dragoman.coder import Settings
from dragoman.knowledge.actor_base import open_actor_base
from dragoman.knowledge.folders import actor_paths
from dragoman.knowledge.titles import plural_of

TABLE = "name,country,sector,office,start,end\nZorka Front,Serbia,REB,,2015,\nJane Doe,PER,,Minister of Defence,2016,2017\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_ACTORS", str(tmp_path / "actors"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    app = typer.Typer()
    app.command("import")(import_file)
    app.command("show")(show)
    return lambda *words: CliRunner().invoke(app, list(map(str, words)))


def test_import_then_show_then_code_with_it(run, tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE)
    taken = run("import", path)
    assert taken.exit_code == 0
    line = json.loads(taken.stdout)
    assert (line["bodies"], line["people"], line["clashes"]) == (1, 1, 0)
    shown = run("show", "Zorka Front", "--on", "2020-01-01", "--format", "jsonl")
    found = json.loads(shown.stdout)
    assert (found["code"], found["sectors"], found["start"], found["line"]) == ("SRB", ["REB"], "2015", 3)
    assert found["file"].endswith("001-mine-bodies.csv")
    base = open_actor_base(actor_paths(Settings().actors))
    assert base.actor("zorka-front").code == "SRB"


def test_the_same_file_again_replaces_what_it_brought(run, tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE)
    run("import", path)
    path.write_text(TABLE.replace("Serbia", "Croatia"))
    taken = json.loads(run("import", path).stdout)
    assert taken["clashes"] == 0
    assert len(list((tmp_path / "actors").iterdir())) == 2
    assert "HRV REB" in run("show", "Zorka Front", "--format", "table").stdout


def test_clashes_are_listed_and_only_new_leaves_them_out(run, tmp_path) -> None:
    path = tmp_path / "clash.csv"
    path.write_text("name,country,sector\nHamas,PSE,PTY\nZorka Front,SRB,REB\n")
    taken = run("import", path)
    assert json.loads(taken.stdout)["clashes"] == 1
    assert "hamas" in taken.stderr
    taken = json.loads(run("import", path, "--only-new").stdout)
    assert (taken["bodies"], taken["clashes"]) == (1, 0)


def test_only_new_knows_a_person_by_other_forms_of_the_name(run, tmp_path) -> None:
    path = tmp_path / "un.csv"
    path.write_text("name,country,office\nKofi Atta Annan,UNO,Head\nK. Annan,UNO,Head\nAma Annan,GHA,Head\n")
    assert json.loads(run("import", path, "--only-new").stdout)["people"] == 1


def test_a_file_that_cannot_be_used_costs_no_other(run, tmp_path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(TABLE)
    bad.write_text("a,b\n1,2\n")
    taken = run("import", bad, good)
    assert taken.exit_code == 1
    assert "no column tells the name" in taken.stderr
    assert json.loads(taken.stdout)["file"] == str(good)


def test_show_says_why(run) -> None:
    lines = run("show", "Lavrov", "--on", "2015-08-04", "--format", "table").stdout.splitlines()
    assert lines[0] == "Sergey Lavrov: person, RUS GOV, Foreign Minister of Russia on 2015-08-04"
    assert lines[1] == "  found by last name; key sergey-lavrov"
    assert any(line.startswith("> Foreign Minister of Russia 2004-03-09") and "former_soviet.csv:" in line for line in lines)
    shown = run("show", "Russian foreign minister", "--on", "2001-05-01", "--format", "csv").stdout
    assert next(csv.DictReader(io.StringIO(shown)))["name"] == "Igor Ivanov"
    taliban = [json.loads(run("show", "Taliban", "--on", day).stdout)["sectors"] for day in ("2019-01-01", "2023-01-01")]
    assert [sectors[0] for sectors in taliban] == ["REB", "GOV"]


def test_show_of_nobody(run) -> None:
    shown = run("show", "Qwertz Asdf")
    assert shown.exit_code == 1
    assert "actors import" in shown.stderr
    assert run("show", "Lavrov", "--on", "then").exit_code == 2


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("rebel", "REB"),
        ("soldier", "MIL"),
        ("protester", "CVL"),
        ("police officer", "COP"),
        ("lawmaker", "LEG"),
        ("journalist", "JRN"),
        ("judge", "JUD"),
        ("refugee", "REF"),
        ("smuggler", "CRM"),
        ("gunman", "UAF"),
    ],
)
def test_who_is_unknown_has_the_sector_of_the_head_noun(noun, sector) -> None:
    base = open_actor_base()
    for phrase in (noun, plural_of(noun), f"two unnamed {plural_of(noun)}"):
        assert base.role_noun(phrase).sectors[0] == sector
