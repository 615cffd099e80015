"""Resource files as values that know their file and line, so that an error can name them.

Decides what is well-formed YAML or CSV; what the values mean is left to `parse`.
"""

from __future__ import annotations

import csv
import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import yaml

from dragoman.errors import SchemeError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHOWN = 40


def unknown(kind: str, value: str, allowed: Iterable[str], where: str) -> SchemeError:
    """The error for a value that is not among the allowed ones, with the nearest of them.

    >>> str(unknown("event code", "PROTST", ["PROTEST", "AID"], "my.yml:12"))
    "unknown event code 'PROTST' in my.yml:12; did you mean 'PROTEST'?"
    """
    names = list(allowed)
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(value.casefold(), folded, n=1)
    if near:
        return SchemeError(f"unknown {kind} '{value}' in {where}; did you mean '{folded[near[0]]}'?")
    listed = ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")
    return SchemeError(f"unknown {kind} '{value}' in {where}; allowed are {listed or 'none'}")


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value in a file."""

    node: yaml.Node
    file: str

    @property
    def where(self) -> str:
        """File and line, from 1."""
        return f"{self.file}:{self.node.start_mark.line + 1}"

    def entries(self) -> dict[str, Value]:
        """The values of a mapping by key.

        Raises:
            SchemeError: when it is no mapping, or has a key twice.
        """
        found: dict[str, Value] = {}
        for key, value in self.pairs():
            if key.text() in found:
                raise SchemeError(f"'{key.text()}' stands twice, the second time in {key.where}; keep one")
            found[key.text()] = value
        return found

    def pairs(self) -> tuple[tuple[Value, Value], ...]:
        """The keys and values of a mapping.

        Raises:
            SchemeError: when it is no mapping.
        """
        if not isinstance(self.node, yaml.MappingNode):
            raise SchemeError(f"a mapping (key: value) is needed in {self.where}")
        return tuple((Value(key, self.file), Value(node, self.file)) for key, node in self.node.value)

    def is_text(self) -> bool:
        """True when it is neither a mapping nor a list."""
        return isinstance(self.node, yaml.ScalarNode)

    def fields(self, allowed: Iterable[str]) -> Fields:
        """A mapping whose keys are among the allowed ones.

        Raises:
            SchemeError: when it is no mapping, or has another key.
        """
        names = tuple(allowed)
        for key, _ in self.pairs():
            key.one_of("key", names)
        return Fields(self, self.entries())

    def items(self) -> tuple[Value, ...]:
        """The values of a list; a value that is no list is a list of one.

        Raises:
            SchemeError: when it is a mapping.
        """
        if isinstance(self.node, yaml.SequenceNode):
            return tuple(Value(node, self.file) for node in self.node.value)
        if isinstance(self.node, yaml.MappingNode):
            raise SchemeError(f"a list is needed in {self.where}")
        return (self,)

    def text(self) -> str:
        """A text that is not empty.

        Raises:
            SchemeError: when it is none.
        """
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            raise SchemeError(f"a text is needed in {self.where}")
        return str(self.node.value).strip()

    def number(self) -> float:
        """A number.

        Raises:
            SchemeError: when it is none.
        """
        try:
            number = float(self.text())
        except ValueError as error:
            raise SchemeError(f"a number is needed in {self.where}, not '{self.text()}'") from error
        if not math.isfinite(number):
            raise SchemeError(f"a finite number is needed in {self.where}, not '{self.text()}'")
        return number

    def one_of(self, kind: str, allowed: Iterable[str]) -> str:
        """A text among the allowed ones.

        Raises:
            SchemeError: when it is none of them; gives the nearest.
        """
        names = tuple(allowed)
        text = self.text()
        if text not in names:
            raise unknown(kind, text, names, self.where)
        return text

    def some_of(self, kind: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """A list of texts among the allowed ones."""
        names = tuple(allowed)
        return tuple(item.one_of(kind, names) for item in self.items())


@dataclass(frozen=True, slots=True)
class Fields:
    """The checked keys of one entry; what is missing falls back to a default, or is an error."""

    of: Value
    values: Mapping[str, Value]

    def get(self, key: str) -> Value | None:
        """The value of `key`, if given."""
        return self.values.get(key)

    def needed(self, key: str) -> Value:
        """The value of `key`.

        Raises:
            SchemeError: when it is missing.
        """
        if key not in self.values:
            raise SchemeError(f"'{key}' is missing in {self.of.where}")
        return self.values[key]

    def text(self, key: str, default: str | None = None) -> str:
        """The text of `key`; needed where there is no default."""
        return default if default is not None and key not in self.values else self.needed(key).text()

    def number(self, key: str, default: float | None = None) -> float:
        """The number of `key`; needed where there is no default."""
        return default if default is not None and key not in self.values else self.needed(key).number()

    def some_of(self, key: str, kind: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """The texts of `key`, none where it is missing."""
        value = self.values.get(key)
        return () if value is None else value.some_of(kind, allowed)


def read_yaml(file: Traversable, label: str) -> Value:
    """The one document of a YAML file; `label` is how errors call it.

    Raises:
        SchemeError: when the file cannot be read, is not YAML, or is empty.
    """
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise SchemeError(
            f"the scheme file {label} cannot be read ({error}); give the path of a YAML file in UTF-8"
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SchemeError(f"no YAML in {label}:{line} ({error.problem}); correct the syntax there") from error
    except yaml.YAMLError as error:
        raise SchemeError(f"no YAML in {label} ({error}); give the path of a YAML file in UTF-8") from error
    if node is None:
        raise SchemeError(f"nothing stands in {label}; a scheme gives a name and what it extends")
    return Value(node, label)


def read_table(file: Traversable) -> list[dict[str, str]]:
    """The rows of a CSV file by column; lines that begin with # are its header and are left out."""
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))
