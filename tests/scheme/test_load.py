"""Opening schemes, the bundled one and a user's own, and the errors that say what is wrong and where."""

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import SchemeError
from dragoman.scheme import Scheme, check_scheme, load_scheme

DOCS = Path(__file__).parents[2] / "docs" / "scheme.md"


def test_plover_is_whole(plover: Scheme) -> None:
    assert (plover.name, plover.version, plover.codebook) == ("plover", "2.0", "plover-2.0")
    assert len(plover.types) == 16
    assert sum(len(event_type.modes) for event_type in plover.types.values()) == 67
    assert len(plover.contexts) == 37
    assert len(plover.sectors) == 25
    assert list(plover.international) == ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"]
    assert list(plover.auxiliary) == ["historical", "future", "hypothetical", "negation"]
    assert list(plover.types)[:3] == ["AGREE", "CONSULT", "SUPPORT"]


@pytest.mark.parametrize(
    ("code", "quad", "score", "recipient", "modes"),
    [
        ("AGREE", 1, 2.5, "optional", 0),
        ("CONSULT", 1, 2.5, "optional", 4),
        ("SUPPORT", 1, 5, "optional", 0),
        ("CONCEDE", 1, 4.5, "optional", 0),
        ("COOPERATE", 2, 9.5, "required", 0),
        ("AID", 2, 10, "required", 0),
        ("RETREAT", 2, 6.5, "optional", 6),
        ("REQUEST", 3, 0, "optional", 4),
        ("ACCUSE", 3, -3, "optional", 3),
        ("REJECT", 3, -2, "optional", 4),
        ("THREATEN", 3, -3.5, "optional", 6),
        ("PROTEST", 4, -5, "optional", 7),
        ("SANCTION", 4, -6, "required", 4),
        ("MOBILIZE", 4, -5.5, "optional", 4),
        ("COERCE", 4, -7, "optional", 10),
        ("ASSAULT", 4, -9, "optional", 15),
    ],
)
def test_types_are_those_of_the_manual(
    plover: Scheme, code: str, quad: int, score: float, recipient: str, modes: int
) -> None:
    event_type = plover.types[code]
    assert (event_type.quad, event_type.score) == (quad, score)
    assert plover.requires_recipient(code) == (recipient == "required")
    assert len(event_type.modes) == modes


def test_a_scheme_can_be_sent_to_another_process(plover: Scheme) -> None:
    assert pickle.loads(pickle.dumps(plover)) == plover  # noqa: S301 - our own bytes


def test_loading_twice_gives_the_same(plover: Scheme) -> None:
    assert load_scheme() == plover


def test_the_documented_scheme_loads_and_has_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "harbour.yml"
    block = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    path.write_text(block[1], encoding="utf-8")
    scheme = load_scheme(path)
    assert check_scheme(scheme) == []
    assert scheme.codebook == "harbour-1"
    assert scheme.quad_code("SANCTION") == 3
    assert scheme.is_mode("PROTEST", "occupy")
    assert scheme.is_mode("PROTEST", "demo")
    assert scheme.retype("BLOCKADE", (), "future") == ("THREATEN", ("restrict",))


@pytest.mark.parametrize(("name", "value", "got"), [("sanction_quad", 3, "quad"), ("accuse_score", 3, "score")])
def test_contradictions_of_the_manual_are_settings(
    plover: Scheme, own: Callable[[str], Path], name: str, value: float, got: str
) -> None:
    setting = plover.settings[name]
    scheme = load_scheme(own(f"settings: {{{name}: {value}}}"))
    assert getattr(plover.types[setting.type], got) == setting.value != value
    assert getattr(scheme.types[setting.type], got) == value
    assert scheme.settings[name].value == value


def test_own_entries_override_field_by_field(plover: Scheme, own: Callable[[str], Path]) -> None:
    path = own("types:\n  AID: {score: 9}\n  COERCE:\n    modes:\n      cyber: {score: -8}\n")
    scheme = load_scheme(path)
    assert scheme.types["AID"].score == 9
    assert scheme.types["AID"].meaning == plover.types["AID"].meaning
    assert scheme.types["COERCE"].modes["cyber"].implies == ("cyber",)
    assert scheme.score("COERCE", ("cyber",)) == -8
    assert list(scheme.types) == list(plover.types)


def test_own_files_can_be_split(own: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "more.yml").write_text("contexts:\n  fisheries: {covers: Fishing.}\n", encoding="utf-8")
    assert "fisheries" in load_scheme(own("includes: [more.yml]")).contexts


def test_a_scheme_need_not_extend_another(tmp_path: Path) -> None:
    path = tmp_path / "small.yml"
    path.write_text('name: small\nversion: "1"\nquads: {1: talk}\ntypes:\n  TALK: {quad: 1, score: 0, meaning: Talks.}\n')
    assert list(load_scheme(path).types) == ["TALK"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "contexts:\n  fish:\n    covers: Fish.\n    examples:\n      - text: Peru met Chile.\n        event: PROTST\n",
            "unknown event code 'PROTST' in my.yml:9; did you mean 'PROTEST'?",
        ),
        ("types:\n  PROTEST:\n    modus: {}\n", "unknown key 'modus' in my.yml:6; did you mean 'modes'?"),
        ("typs: {}\n", "unknown key 'typs' in my.yml:4; did you mean 'types'?"),
        ("types:\n  AID: {score: ten}\n", "a number is needed in my.yml:5, not 'ten'"),
        ("types:\n  AID: {score: .nan}\n", "a number is needed in my.yml:5, not '.nan'"),
        ("types:\n  AID: {score: inf}\n", "a finite number is needed in my.yml:5, not 'inf'"),
        ("types:\n  AID: {quad: 5}\n", "unknown quad '5' in my.yml:5; allowed are 1, 2, 3, 4"),
        ("types:\n  NEW: {quad: 1, score: 1}\n", "'meaning' is missing in my.yml:5"),
        ("types:\n  AID: {cameo: '0711'}\n", "unknown CAMEO code '0711' in my.yml:5; did you mean '071'?"),
        ("types: [AID]\n", "a mapping (key: value) is needed in my.yml:4"),
        ("types:\n  AID: {score: 1}\n  AID: {score: 2}\n", "'AID' stands twice, the second time in my.yml:6; keep one"),
        ("settings: {sanction_quad: 2}\n", "unknown value of sanction_quad '2' in my.yml:4; allowed are 4, 3"),
        ("settings: {sanctions_quad: 3}\n", "unknown setting 'sanctions_quad' in my.yml:4; did you mean 'sanction_quad'?"),
        (
            "rules:\n  x:\n    when: {type: PROTEST, mode: dmeo}\n    then: {type: AID}\n    because: So.\n",
            "unknown mode of PROTEST 'dmeo' in my.yml:6; did you mean 'demo'?",
        ),
        (
            "types:\n  AID:\n    examples:\n      - text: Peru helped Chile.\n        actor: [PERU]\n",
            "unknown country code 'PERU' in my.yml:8; did you mean 'PER'?",
        ),
        (
            "types:\n  AID:\n    examples:\n      - text: Peru helped Chile.\n        actor: [PER]\n        event: AID\n",
            "unknown key 'event' in my.yml:9; allowed are text, mode, context, actor, recipient, rule",
        ),
        ("contexts:\n  fish: {covers: ''}\n", "a text is needed in my.yml:5"),
        ("types: {AID: [}\n", "no YAML in my.yml:4"),
        ("includes: [gone.yml]\n", "the scheme file gone.yml cannot be read"),
    ],
)
def test_errors_name_file_line_and_the_nearest_value(
    own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    path = own(text)
    monkeypatch.chdir(path.parent)
    with pytest.raises(SchemeError) as raised:
        load_scheme(Path("my.yml"))
    assert str(raised.value).removeprefix("./").replace(" ./", " ").startswith(message)


def test_extending_an_unknown_scheme_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "my.yml"
    path.write_text('extends: plovr\nname: my\nversion: "1"\n')
    with pytest.raises(SchemeError, match=r"unknown scheme 'plovr' in .*my\.yml:1; did you mean 'plover'"):
        load_scheme(path)


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "\x00", "a: 1\n---\nb: 2\n"])
def test_what_is_no_scheme_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "my.yml"
    path.write_text(content)
    with pytest.raises(SchemeError, match=r"my\.yml"):
        load_scheme(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SchemeError, match=r"gone\.yml"):
        load_scheme(Path("gone.yml"))
