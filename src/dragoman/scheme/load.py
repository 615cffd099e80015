"""A scheme from its files: the bundled PLOVER 2.0, or a user's own that extends it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.errors import SchemeError
from dragoman.scheme.crosswalk import load_cameo
from dragoman.scheme.entries import Country, Territory
from dragoman.scheme.parse import SECTIONS, Draft, append_files
from dragoman.scheme.scheme import Scheme
from dragoman.scheme.source import Value, read_table, read_yaml

BUNDLED = ("plover",)


def load_scheme(path: Path | None = None) -> Scheme:
    """The scheme in the file `path`; the bundled PLOVER 2.0 where there is none.

    Raises:
        SchemeError: when a file cannot be read, or names a code, key or value that is not allowed; the text gives file,
            line and the nearest allowed value.
    """
    if path is None:
        main = read_bundled("plover")
        return build_scheme(main, [[main, *read_includes(main, _folder("plover"), "plover")]])
    main = read_yaml(path, str(path))
    layers = [[main, *read_includes(main, path.parent, str(path.parent))]]
    extended = main.fields(SECTIONS).get("extends")
    if extended:
        name = extended.one_of("scheme", BUNDLED)
        base = read_bundled(name)
        layers.insert(0, [base, *read_includes(base, _folder(name), name)])
    return build_scheme(main, layers)


def read_bundled(name: str) -> Value:
    """The main file of a scheme that comes with Dragoman."""
    return read_yaml(_folder(name) / "scheme.yml", f"{name}/scheme.yml")


def read_includes(main: Value, folder: Traversable, label: str) -> Iterator[Value]:
    """The files that a scheme's main file includes; their paths are relative to it.

    Raises:
        SchemeError: when one cannot be read, or includes others.
    """
    value = main.fields(SECTIONS).get("includes")
    for item in value.items() if value else ():
        included = read_yaml(folder.joinpath(*item.text().split("/")), f"{label}/{item.text()}")
        deeper = included.fields(SECTIONS).get("includes")
        if deeper:
            raise SchemeError(f"an included file cannot include others, as in {deeper.where}; list them in {main.file}")
        yield included


def build_scheme(main: Value, layers: list[list[Value]]) -> Scheme:
    """The scheme that the files of `layers` tell, later ones over earlier ones; `main` gives its name."""
    countries = load_countries()
    territories = load_territories()
    draft = Draft(cameo=frozenset(load_cameo()), actors=frozenset(countries))
    for layer in layers:
        append_files(draft, layer)
    header = main.fields(SECTIONS)
    name, version = header.text("name"), header.text("version")
    return Scheme(
        name=name,
        version=version,
        codebook=header.text("codebook", f"{name}-{version}"),
        quads=draft.quads,
        types=draft.types,
        contexts=draft.contexts,
        sectors=draft.sectors,
        international=draft.international,
        auxiliary=draft.auxiliary,
        countries=countries,
        territories=territories,
        folds={name.casefold(): t for t in territories for name in (t.code or t.name, t.name, *t.aliases)},
        rules=draft.rules,
        settings=draft.settings,
        examples=tuple(draft.examples),
    )


def load_countries() -> dict[str, Country]:
    """The states with a code of their own, by code."""
    rows = read_table(_folder("plover") / "countries.csv")
    return {
        row["code"]: Country(
            row["code"], row["name"], row["common"], row["fips"] or None, int(row["cow"]) if row["cow"] else None
        )
        for row in rows
    }


def load_territories() -> tuple[Territory, ...]:
    """What folds into a state."""
    rows = read_table(_folder("plover") / "territories.csv")
    return tuple(
        Territory(
            code=row["code"] or None,
            name=row["name"],
            aliases=tuple(filter(None, row["aliases"].split(";"))),
            state=row["state"],
            sectors=tuple(filter(None, row["sectors"].split(";"))),
            fips=row["fips"] or None,
        )
        for row in rows
    )


def _folder(name: str) -> Traversable:
    return files("dragoman") / "resources" / "schemes" / name
