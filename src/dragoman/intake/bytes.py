"""Bytes to characters, and what sort of thing bytes are."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePath

from dragoman.errors import InputError

MAX_DOCUMENT = 1_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF", "a PDF", "turn it into text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP or office file", "unpack it or save it as text first"),
    (b"\x89PNG", "a picture", "give the text of the report"),
    (b"\xff\xd8\xff", "a picture", "give the text of the report"),
    (b"\x7fELF", "a program", "give the text of the report"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
MARKUP_BEFORE = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*"
HTML_ROOT = re.compile(MARKUP_BEFORE + rb"(?:<!doctype\s+html[^>]*>\s*)?<html[\s>]", re.IGNORECASE | re.DOTALL)
LOOKS_LIKE_FEED = re.compile(
    MARKUP_BEFORE + rb"(?:<!doctype\s+(?:rss|rdf|feed)\b|<(?:\w+:)?(?:rss|feed|rdf)[\s>])", re.IGNORECASE | re.DOTALL
)
LOOKS_LIKE_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body|<article|<div|<p[\s>]|<!--)", re.IGNORECASE)


class Kind(StrEnum):
    """What an input is."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    FEED = "feed"
    WARC = "warc"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".parquet": Kind.PARQUET,
    ".xml": Kind.FEED,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".rdf": Kind.FEED,
    ".warc": Kind.WARC,
}
PACKED_SUFFIXES = (".gz", ".xz", ".bz2", ".zst")


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file name tells, also one with the suffix of a compressed file behind it."""
    path = PurePath(name)
    if path.suffix.lower() in PACKED_SUFFIXES:
        path = PurePath(path.stem)
    return SUFFIXES.get(path.suffix.lower())


def kind_of_content(data: bytes) -> Kind:
    """The kind that the first bytes tell; text where they tell nothing."""
    if data.startswith(b"PAR1"):
        return Kind.PARQUET
    if data.startswith(b"WARC/"):
        return Kind.WARC
    if LOOKS_LIKE_FEED.match(data):
        return Kind.FEED
    if LOOKS_LIKE_HTML.match(data):
        return Kind.HTML
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{":
        return Kind.JSONL
    return Kind.TEXT


def kind_of(head: bytes, named: Kind | None) -> Kind:
    """The kind of what begins with `head`, where its name or its server says `named`; plain content can correct that."""
    found = kind_of_content(head)
    if named is None or (named is Kind.TEXT and found is Kind.HTML) or (named is Kind.FEED and HTML_ROOT.match(head)):
        return Kind.HTML if HTML_ROOT.match(head) else found
    return named


def decode(data: bytes, source: str, *, encoding: str | None = None, html: bool = False) -> str:
    """The characters of a file.

    The encoding is the one given, else that of a byte order mark, else what an HTML page declares, else UTF-8.

    Raises:
        InputError: for nothing, for too much, for what is no text, and for another encoding than the one expected.
    """
    if not data.strip():
        raise InputError(source, "empty", "give a file with text in it")
    if len(data) > MAX_DOCUMENT:
        raise too_large(source)
    for magic, what, remedy in MAGIC:
        if data.startswith(magic):
            raise InputError(source, f"{what}, not text", remedy)
    chosen = encoding or marked_encoding(data) or (declared_encoding(data) if html else None) or "utf-8"
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        wrong = f"not {chosen}: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(
            source, wrong, "convert it to UTF-8, or say what it is with --encoding, for example latin-1"
        ) from None
    except (LookupError, UnicodeError, ValueError):
        raise InputError(
            source, f"unknown encoding {chosen!r}", "say a known one with --encoding, such as latin-1"
        ) from None
    if len(CONTROL.findall(text[:100_000])) > max(8, len(text[:100_000]) // 50):
        raise InputError(source, "binary data, not text", "give the text of the report")
    return text


def too_large(source: str) -> InputError:
    """The error for a document of more than `MAX_DOCUMENT` bytes."""
    return InputError(
        source,
        f"more than {MAX_DOCUMENT // 1_000_000} MB in one document",
        "split it; JSON Lines, CSV, Parquet and WARC files may have any length",
    )


def marked_encoding(data: bytes) -> str | None:
    """The encoding of a byte order mark, if there is one."""
    return next((name for mark, name in MARKS if data.startswith(mark)), None)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page names in its head."""
    match = META_CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None
