"""What the package imports is declared, what is declared is locked, and the locks name hashes and no server."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    "requirements.lock": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["install"],
    "requirements-dev.lock": PROJECT["project"]["dependencies"]
    + PROJECT["dependency-groups"]["install"]
    + PROJECT["dependency-groups"]["test"]
    + PROJECT["dependency-groups"]["check"],
}


def name_of(requirement):
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def test_every_import_of_the_package_is_declared():
    modules = {module for path in (ROOT / "src").rglob("*.py") for module in imported(path)}
    foreign = modules - set(sys.stdlib_module_names) - {"dragoman"}
    optional = PROJECT["project"]["optional-dependencies"].values()
    declared = {name_of(each) for each in chain(PROJECT["project"]["dependencies"], *optional)}
    homes = packages_distributions()
    missing = {module for module in foreign if not declared & {name_of(home) for home in homes.get(module, (module,))}}
    assert not missing


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_declared_is_locked_with_its_hashes(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==([^\n]*)\n(    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)", text, re.MULTILINE)
    assert {name_of(requirement) for requirement in LOCKS[lock]} <= {name for name, _, _ in entries}
    assert len(entries) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_server(lock):
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_both_locks_agree():
    pins = [
        dict(re.findall(r"^([\w.-]+==\S+)( ;[^\\\n]*)?", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS
    ]
    assert set(pins[0]) <= set(pins[1])
