"""The items of corpora in JSON: an array, or an object on each line; plain or xz-compressed; a file or a folder of such."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import CorpusError

Item = dict[str, Any]
ENDINGS = (".json", ".jsonl", ".json.xz", ".jsonl.xz")


def read_items(path: Path, *, keys: Sequence[str]) -> list[Item]:
    """The items of a file, or of all JSON files of a folder in the order of their names.

    Raises:
        CorpusError: when there is no such file, it is no JSON, or an item lacks one of `keys`.
    """
    if not path.is_dir():
        return read_file(path, keys)
    files = sorted(file for file in path.iterdir() if file.name.endswith(ENDINGS))
    if not files:
        raise CorpusError(f"{path}: no file that ends in {', '.join(ENDINGS)}")
    return [item for file in files for item in read_file(file, keys)]


def read_file(path: Path, keys: Sequence[str]) -> list[Item]:
    """The items of one file."""
    try:
        content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        text = content.decode("utf-8")
    except (lzma.LZMAError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error})") from error
    items = parse_items(text, path)
    for number, item in enumerate(items, 1):
        missing = list(keys) if not isinstance(item, dict) else [key for key in keys if key not in item]
        if missing:
            raise CorpusError(f"{path}: item {number} has no '{missing[0]}'")
    return items


def parse_items(text: str, path: Path) -> list[Item]:
    """The objects of an array, or of lines."""
    is_array = text.lstrip().startswith("[")
    items: list[Item] = []
    for number, part in enumerate([text] if is_array else text.split("\n"), 1):
        try:
            items += json.loads(part) if is_array else [json.loads(part)] if part.strip() else []
        except ValueError as error:
            raise CorpusError(f"{path}:{number}: no JSON ({error})") from error
    return items
