"""RSS and Atom feeds: a document an entry, with the title, address and day that the feed gives it.

The XML is read by a defused parser first, so that entities are refused before the lenient parser of feeds sees them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from xml.sax import SAXParseException  # nosec - the error alone; what parses is defused
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from dragoman.errors import InputError
from dragoman.intake.bytes import CONTROL
from dragoman.intake.fields import Fields, document_from_fields, parse_published
from dragoman.model.document import Document

MAX_FEED = 20_000_000
TEASER_WORDS = 60
ROOTS = {"rss", "feed", "rdf"}
CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
DECLARED = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
WORLDWIDE = re.compile(r"(?:https?://|urn:|tag:)", re.IGNORECASE)
BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|figure|hr)\b", re.IGNORECASE)
Follow = Callable[[str], Iterator[Document | InputError]]


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How feeds are read: the day of entries without one, the feed's address, and how links are followed, if at all."""

    published: date | None = None
    url: str | None = None
    follow: Follow | None = None


class Root(ContentHandler):
    """Keeps the name of the outermost element."""

    name: str | None = None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002 - the parser calls it so
        """Takes the first name."""
        self.name = self.name or name


def documents_from_feed(data: bytes, source: str, settings: FeedSettings) -> Iterator[Document | InputError]:
    """The documents of a feed in order; an error that names the entry stands for each that cannot be read.

    An entry's id is kept where it is one the world over, else its address is its id. Where links are followed, what
    lies at the address of an entry with fewer than `TEASER_WORDS` words takes its place.
    """
    try:
        flaw = check_xml(data, source)
    except InputError as error:
        yield error
        return
    import feedparser  # type: ignore[import-untyped] # noqa: PLC0415 - needed for feeds alone

    headers = {"content-location": settings.url} if settings.url else {}
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers=headers)  # a stream: text could be taken for a path
    except (LookupError, ValueError) as error:  # an encoding that is none, in what broken XML says of itself
        yield flaw or InputError(source, f"a feed that cannot be read ({error})", "fetch it again")
        return
    entries = list(feed.entries)
    if not CLOSED.search(data.rstrip()[-2000:]):
        entries = entries[:-1]  # the last one may be cut
    if not entries and flaw is None:
        yield InputError(source, "a feed without entries", "give a feed with entries")
    for number, entry in enumerate(entries, 1):
        yield from documents_of_entry(entry, feed.feed, f"{source}, entry {number}", settings)
    if flaw is not None:
        yield flaw


def check_xml(data: bytes, source: str) -> InputError | None:
    """None for the sound XML of a feed; the error for XML which is broken, and of which a lenient parser may read parts.

    Raises:
        InputError: for no feed, and for entities and other references, which could be bombs or open files.
    """
    from defusedxml import DefusedXmlException  # type: ignore[import-untyped] # noqa: PLC0415 - for feeds alone
    from defusedxml.sax import parseString  # type: ignore[import-untyped] # noqa: PLC0415 - for feeds alone

    if not data.strip():
        raise InputError(source, "empty", "give a feed with entries")
    if len(data) > MAX_FEED:
        raise InputError(source, f"a feed of more than {MAX_FEED // 1_000_000} MB", "split it")
    root = Root()
    flaw = None
    try:
        parseString(data, root)
    except DefusedXmlException as error:
        problem = f"XML that declares entities ({type(error).__name__})"
        raise InputError(source, problem, "take them out of the feed; they are refused because they can be bombs") from error
    except (SAXParseException, LookupError, ValueError) as error:
        where = f"line {error.getLineNumber()}: {error.getMessage()}" if isinstance(error, SAXParseException) else str(error)
        flaw = InputError(source, f"broken XML ({where})", "fetch it again; the entries that could be read are read")
        if DECLARED.search(data.replace(b"\x00", b"")):
            raise InputError(source, "broken XML that declares entities", "give a feed without them") from error
    if root.name is not None and root.name.rpartition(":")[2].lower() not in ROOTS:
        raise InputError(source, f"XML, but no RSS or Atom feed: <{root.name}>", "give a feed, or say what it is with --as")
    return flaw


def documents_of_entry(
    entry: Mapping[str, Any], feed: Mapping[str, Any], place: str, settings: FeedSettings
) -> Iterator[Document | InputError]:
    """The document of one entry, or what lies at its address where that is asked for and it is a teaser."""
    link = entry.get("link") or None
    text = body_of(entry)
    given = entry.get("id")
    fields = Fields(
        text,
        id=given if given and WORLDWIDE.match(given) else link,
        title=plain(entry.get("title") or "") or None,
        url=link,
        source=plain(feed.get("title") or "") or None,
        published=day_of(entry),
        language=feed.get("language") or None,
    )
    if settings.follow is not None and link and len(text.split()) < TEASER_WORDS:
        for found in settings.follow(link):
            yield found if isinstance(found, InputError) else as_entry(found, fields, settings.published)
    elif text:
        yield document_from_fields(fields, place, settings.published)
    else:
        remedy = "read what lies at its address, with --follow" if link else "give a feed with texts"
        yield InputError(place, "an entry without text", remedy)


def as_entry(page: Document, entry: Fields, published: date | None) -> Document:
    """A page with the id and, where it does not state them itself, the day, publication and language of its entry."""
    return replace(
        page,
        id=str(entry.id or page.id),
        source=page.source or entry.source,
        published=page.published or parse_published(entry.published) or published,
        language=page.language or entry.language,
    )


def body_of(entry: Mapping[str, Any]) -> str:
    """The longest text that an entry brings, without markup."""
    parts = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    texts = [
        plain(part.get("value") or "") if "html" in (part.get("type") or "html") else (part.get("value") or "").strip()
        for part in parts
    ]
    return max(texts, key=len)


def plain(markup: str) -> str:
    """The text of a piece of HTML, a line for each block."""
    from lxml import etree, html  # noqa: PLC0415 - heavy

    markup = CONTROL.sub("", markup)
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fragment_fromstring(BLOCK.sub(r"\n\g<0>", " ".join(markup.split())), create_parent="div")
    except (ValueError, etree.LxmlError):
        return ""
    etree.strip_elements(root, "script", "style", with_tail=False)
    lines = (" ".join(line.split()) for line in str(root.text_content()).split("\n"))
    return "\n".join(line for line in lines if line)


def day_of(entry: Mapping[str, Any]) -> str | None:
    """The day of an entry as ISO 8601, None where it brings none that can be read."""
    stated = dict(entry)  # the library's own mapping gives one date for another, and warns of it
    for name in ("published", "updated", "created"):
        try:
            if day := parse_published(stated.get(name)):
                return day.isoformat()
        except ValueError:
            if parsed := stated.get(f"{name}_parsed"):
                return date(*parsed[:3]).isoformat()
    return None
