"""The compiled actor base answers as the tables do, is kept where it can be, and is made anew when a table changes."""

import os
from datetime import date

import pytest

from dragoman.knowledge.actor_base import ActorBase, open_actor_base, read_actor_base
from dragoman.knowledge.actor_index import ENDING, decode_tables, encode_tables
from dragoman.knowledge.actor_tables import FOLDER
from dragoman.knowledge.folders import actor_folder, actor_paths

BODY = "key,name,code,sector,other_sectors,aliases,kinds,start,end\n"
DAY = date(2015, 8, 4)


@pytest.fixture(scope="module")
def read() -> ActorBase:
    return read_actor_base((), FOLDER)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_compiled_is_as_read(read) -> None:
    compiled = decode_tables(encode_tables(read), ActorBase)
    for name in ("forms", "reach"):
        assert dict(getattr(compiled.names, name)) == getattr(read.names, name)
    for name in ("persons", "by_name", "by_last_name", "by_skeleton", "holders", "ranks"):
        assert dict(getattr(compiled.people, name)) == getattr(read.people, name)
    assert dict(compiled.spells) == read.spells
    assert dict(compiled.role_nouns.nouns) == read.role_nouns.nouns
    assert dict(compiled.offices.phrases) == read.offices.phrases
    assert (compiled.led_by, compiled.problems) == (read.led_by, read.problems)
    assert compiled.person(["Lavrov"], DAY, "RUS") == read.person(["Lavrov"], DAY, "RUS")
    assert compiled.spells.get("nobody") is None


def test_it_is_kept_and_made_anew(cache, tmp_path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(f"{BODY}zorka,Zorka Front,SRB,REB,,,,,\n")
    assert open_actor_base([table]).actor("zorka").code == "SRB"
    kept = list(cache.rglob(f"*{ENDING}"))
    assert len(kept) == 1
    kept[0].write_bytes(b"broken")
    assert open_actor_base([table]).actor("zorka").code == "SRB"
    table.write_text(f"{BODY}zorka,Zorka Front,HRV,REB,,,,,\n")
    os.utime(table, ns=(1, 1))
    assert open_actor_base([table]).actor("zorka").code == "HRV"
    assert not list(cache.rglob("*.part"))


def test_it_works_where_nothing_can_be_kept(cache) -> None:
    cache.write_text("a file where the folder should be")
    assert open_actor_base().actor("hamas").code == "PSE"


@pytest.mark.usefixtures("cache")
def test_later_files_win_and_clashes_are_listed(tmp_path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text(f"{BODY}zorka,Zorka Front,SRB,REB,,,,,\nmine,Hamas,EGY,PTY,,,,,\n")
    second.write_text(f"{BODY}zorka,Zorka Front,HRV,MIL,,,,,\nhezbollah,Hezbollah,LBN,PTY,,,,,\n")
    base = open_actor_base([first, second])
    assert base.actor("zorka").code == "HRV"
    assert base.actor("hezbollah").sectors == ("PTY",)
    assert base.find_names(["Hamas"])[0].entries[0].actor.key == "mine"
    assert base.problems == (
        "'zorka' stands in 1.csv and in 2.csv; the later file is taken",
        "'hezbollah' stands in armed_groups.csv and in 2.csv; the later file is taken",
        "'Hamas' is a name of 'hamas' and, in 1.csv, of 'mine'; that is taken",
    )


def test_the_users_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DRAGOMAN_ACTORS", str(tmp_path))
    (tmp_path / "b.csv").write_text("")
    (tmp_path / "a.csv").write_text("")
    further = tmp_path / "further"
    assert actor_folder() == tmp_path
    assert [path.name for path in actor_paths([further])] == ["a.csv", "b.csv", "further"]
    monkeypatch.setenv("DRAGOMAN_ACTORS", "")
    assert actor_folder() is None
    assert actor_paths() == ()
