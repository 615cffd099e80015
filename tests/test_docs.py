"""What the documents say can be done can be done: commands, options, files, examples; and nothing names one machine."""

import doctest
import re
import shlex
from dataclasses import fields
from itertools import takewhile
from pathlib import Path

import pytest
import typer

import dragoman
from dragoman.cli.main import app
from dragoman.model.record import Attribution, Entity, Record

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
EXAMPLE_ROW = re.compile(r"^(\d{4}-\d\d-\d\d) +([A-Z]+)", re.MULTILINE)
SAID_OPTION = re.compile(r"`(--[a-z-]+)")
HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js.", "hugging" + "face.co", "crates" + ".io")
PLACES = re.compile(r"(?<![\w.:/-])/(?:work|home|root|opt|Users|tmp)/\w")
LEFT_OUT = {"build", "dist", "node_modules"}
BINARY = {".index", ".onnx", ".npz", ".safetensors"}
ids = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def shell_lines(path):
    blocks = SHELL.findall(path.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")]


def options_of(command):
    return {name for parameter in command.params for name in parameter.opts}


COMMAND = typer.main.get_command(app)
SUBCOMMANDS = getattr(COMMAND, "commands", {"code": COMMAND})
DRAGOMAN_LINES = [
    pytest.param(part, id=f"{path.name}: {part.strip()}")
    for path in DOCUMENTS
    for line in shell_lines(path)
    for part in line.partition("  #")[0].split("|")
    if part.split()[:1] and part.split()[0].endswith("dragoman")
]
MAKE_LINES = [
    pytest.param(line.split()[1], id=f"{path.name}: {line}")
    for path in DOCUMENTS
    for line in shell_lines(path)
    if line.startswith("make ")
]


@pytest.mark.parametrize("line", DRAGOMAN_LINES)
def test_command_and_its_options_exist(line):
    words = [word for word in takewhile(lambda word: word not in {">", "2>"}, shlex.split(line)[1:]) if word != "\\"]
    if words[0].startswith("--"):
        assert words[0] in {*options_of(COMMAND), "--help"}
        return
    assert words[0] in SUBCOMMANDS
    known = {*options_of(SUBCOMMANDS[words[0]]), "--help"}
    assert {word for word in words[1:] if word.startswith("--")} <= known


@pytest.mark.parametrize("target", MAKE_LINES)
def test_make_target_exists(target):
    assert re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", DRAGOMAN_LINES)
def test_sample_files_in_commands_exist(line):
    samples = [word for word in shlex.split(line) if word.startswith("samples")]
    assert all((ROOT / sample).exists() for sample in samples)


def test_usage_tells_every_option_of_code():
    told = set(SAID_OPTION.findall((ROOT / "docs" / "usage.md").read_text(encoding="utf-8")))
    assert {name for name in options_of(SUBCOMMANDS["code"]) if name.startswith("--")} - {"--help"} <= told


@pytest.mark.parametrize("kind", [Record, Entity, Attribution])
def test_usage_tells_every_field(kind):
    usage = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    missing = [field.name for field in fields(kind) if f"`{field.name}`" not in usage and field.name != "because"]
    assert not missing


@ids
def test_links_lead_to_files(path):
    broken = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]
    assert not broken


@pytest.mark.learned
@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if ">>> " in path.read_text(encoding="utf-8")], ids=lambda p: p.name
)
def test_examples_give_what_they_show(path):
    failed, tried = doctest.testfile(str(path), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried
    assert not failed


@pytest.mark.learned
def test_readme_shows_what_the_sample_gives():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ dragoman code (samples/\S+) --date (\S+)\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert shown
    text = (ROOT / shown[1]).read_text(encoding="utf-8")
    records = dragoman.code(text, published=shown[2])
    assert EXAMPLE_ROW.findall(shown[3]) == [(record.date, record.event[0]) for record in records]


def files_of_the_tree(folder=ROOT):
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name != ".ci"
        if hidden or path.name in LEFT_OUT or path.name.endswith("__pycache__"):
            continue
        if path.is_dir():
            yield from files_of_the_tree(path)
        elif path.suffix not in BINARY:
            yield path


def test_no_file_names_a_place_of_one_machine_or_a_registry():
    found = []
    for path in files_of_the_tree():
        text = path.read_text(encoding="utf-8", errors="replace")
        named = [host for host in HOSTS if host in text] + PLACES.findall(text)
        if named:
            found.append((str(path.relative_to(ROOT)), named[:3]))
    assert not found
