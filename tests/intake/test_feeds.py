"""RSS and Atom feeds, by file and by address: entries become documents; bombs and open files are refused."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.intake import Intake, read_inputs
from dragoman.intake.feed import plain
from dragoman.model.document import Document

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>River Post</title><language>en-gb</language><link>http://example.org/</link>
<item><title>Minister resigns &amp; leaves</title><link>http://example.org/1</link><guid isPermaLink="false">77</guid>
<pubDate>Tue, 04 Aug 2015 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded>
<![CDATA[<p>The minister&nbsp;resigned.</p><p>He <b>left</b> Oslo.<script>x()</script></p>]]></content:encoded>
</item>
<item><title>Second</title><link>http://example.org/2</link><guid>urn:post:2</guid>
<description>Police arrested 12 protesters.</description></item>
<item><title>Third</title><link>LINK</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Post</title>
<entry><id>tag:example.org,2020:1</id><title>One</title><link href="/one"/><updated>2020-02-03T04:05:06Z</updated>
<summary>The minister resigned.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="http://example.org/a"><title>One</title><link>http://example.org/a</link>
<description>The minister resigned.</description></item></rdf:RDF>"""
PAGE = b"""<!doctype html><html><head><title>Third</title></head><body><article><h1>Third</h1>
<p>The interior minister visited three flooded towns on Thursday and promised quick help to all families there.</p>
<p>Local officials said that the water had begun to fall and that the main road to the capital was open again.</p>
</article></body></html>"""


def read(*sources: object, **settings: Any) -> list[Document | InputError]:
    return list(read_inputs([str(source) for source in sources], Intake(**settings)))


def write(folder: Path, text: str, name: str = "feed.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_have_what_the_feed_says_of_them(tmp_path: Path) -> None:
    first, second, third = read(write(tmp_path, RSS))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == "Minister resigns & leaves\nThe minister resigned.\nHe left Oslo."
    assert (first.id, first.url) == ("http://example.org/1", "http://example.org/1")
    assert (first.source, first.published, first.language) == ("River Post", date(2015, 8, 4), "en-gb")
    assert (second.id, second.published) == ("urn:post:2", None)
    assert second.text == "Second\nPolice arrested 12 protesters."
    assert isinstance(third, InputError)
    assert third.source.endswith("feed.xml, entry 3")
    assert "--follow" in third.remedy


@pytest.mark.parametrize("text", [ATOM, RDF], ids=["atom", "rdf"])
@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.xml", "feed"])
def test_atom_and_rdf_are_read_under_any_name(tmp_path: Path, text: str, name: str) -> None:
    (document,) = read(write(tmp_path, text, name))
    assert isinstance(document, Document)
    assert document.text == "One\nThe minister resigned."


def test_date_of_an_undated_entry_can_be_said(tmp_path: Path) -> None:
    _, second, _ = read(write(tmp_path, RSS), published=date(2020, 1, 1))
    assert isinstance(second, Document)
    assert second.published == date(2020, 1, 1)


SECRET = "the-words-of-a-local-file"  # noqa: S105 - what must not be read
BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{"&" + before + ";" * 1}{("&" + before + ";") * 9}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OPEN = '<!DOCTYPE rss [<!ENTITY leak SYSTEM "file://PATH">]>'
PARAMETER = '<!DOCTYPE rss [<!ENTITY % leak SYSTEM "file://PATH"> %leak;]>'
OUTSIDE = '<!DOCTYPE rss SYSTEM "file://PATH">'


@pytest.mark.parametrize("doctype", [BOMB, OPEN, PARAMETER], ids=["bomb", "file", "parameter"])
@pytest.mark.parametrize(("before", "inside"), [("", ""), ("<junk", "&nosuch;<b")], ids=["sound", "broken"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, doctype: str, before: str, inside: str, encoding: str) -> None:
    secret = write(tmp_path, SECRET, "secret.txt")
    body = f"<rss><channel><item><title>T</title><description>&i;&leak;{inside}</description></item></channel></rss>"
    feed = tmp_path / "feed.xml"
    feed.write_bytes((before + doctype.replace("PATH", str(secret)) + body).encode(encoding))
    items = read(feed)
    assert not [item for item in items if isinstance(item, Document)]
    assert len(items) == 1
    assert SECRET not in str(items[0])


def test_outside_definitions_are_not_opened(tmp_path: Path) -> None:
    secret = write(tmp_path, f'<!ENTITY leak "{SECRET}">', "secret.dtd")
    feed = write(tmp_path, OUTSIDE.replace("PATH", str(secret)) + RSS.partition("?>")[2].replace("Short.", "&leak;"))
    assert not any(SECRET in (item.text if isinstance(item, Document) else str(item)) for item in read(feed))


def test_page_in_xhtml_opens_no_file(tmp_path: Path) -> None:
    secret = write(tmp_path, SECRET, "secret.txt")
    doctype = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY leak SYSTEM "file://{secret}">]>'
    page = write(tmp_path, doctype + PAGE.decode().partition(">")[2].replace("Local", "&leak; Local"), "page.xhtml")
    (document,) = read(page)
    assert isinstance(document, Document)
    assert "flooded towns" in document.text
    assert SECRET not in document.text


def test_broken_feed_gives_its_entries_and_an_error(tmp_path: Path) -> None:
    *documents, error = read(write(tmp_path, RSS.replace("Short.", "A & B")))
    assert len([item for item in documents if isinstance(item, Document)]) == 2
    assert "broken XML (line 5" in str(error)


def test_entry_at_which_a_feed_breaks_off_is_not_taken_for_whole(tmp_path: Path) -> None:
    first, error = read(write(tmp_path, RSS.partition("arrested")[0]))
    assert isinstance(first, Document)
    assert first.title == "Minister resigns & leaves"
    assert isinstance(error, InputError)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<sitemap><loc>x</loc></sitemap>", "no RSS or Atom feed: <sitemap>"),
        ("<rss><channel><title>T</title></channel></rss>", "without entries"),
        ("", "empty"),
        ("no XML at all", "broken XML"),
    ],
)
def test_what_is_no_feed_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (error,) = read(write(tmp_path, text))
    assert isinstance(error, InputError)
    assert problem in error.problem


class Site(BaseHTTPRequestHandler):
    """A feed, the page that its last entry links to, and a page of another host."""

    def do_GET(self) -> None:
        feed = RSS.replace("LINK", self.server.link).encode()  # type: ignore[attr-defined]
        bodies = {"/feed": ("application/rss+xml", feed), "/page": ("text/html", PAGE)}
        kind, body = bodies.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.link = f"http://127.0.0.1:{server.server_address[1]}/page"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def only_third(feed: str) -> str:
    start, end = feed.index("<item><title>Minister"), feed.index("<item><title>Third")
    return feed[:start] + feed[end:]


def test_feed_by_address_follows_links_when_asked(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.RSS", only_third(RSS))
    url = f"http://127.0.0.1:{site.server_address[1]}/feed"
    (error,) = read(url)
    assert "without text" in str(error)
    (document,) = read(url, follow=True)
    assert isinstance(document, Document)
    assert "flooded towns" in document.text
    assert (document.id, document.language) == (site.link, "en-gb")  # type: ignore[attr-defined]


def test_links_of_a_feed_do_not_lead_into_a_private_network(
    site: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, only_third(RSS).replace("LINK", site.link))  # type: ignore[attr-defined]
    (error,) = read(path, follow=True)
    assert "private address" in str(error)
    (document,) = read(path, follow=True, allow_private=True)
    assert isinstance(document, Document)
    monkeypatch.setattr(f"{__name__}.RSS", only_third(RSS))
    site.link = f"http://localhost:{site.server_address[1]}/page"  # type: ignore[attr-defined]
    (error,) = read(f"http://127.0.0.1:{site.server_address[1]}/feed", follow=True)
    assert "private address" in str(error)


@pytest.mark.parametrize("link", ["file:///etc/hosts", "javascript:x()", "http://[", "//", "http://" + "a" * 300])
def test_odd_links_are_refused(tmp_path: Path, link: str) -> None:
    items = read(write(tmp_path, only_third(RSS).replace("LINK", link)), follow=True)
    assert len(items) == 1
    assert isinstance(items[0], InputError)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain & simple", "Plain & simple"),
        ("A &lt;b> &amp; c", "A <b> & c"),
        ("<p>One\n  two</p><p>Three<br/>four<!-- no --></p>tail", "One two\nThree\nfour\ntail"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a<script>x</script>b &#1;\x00c", "ab c"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_markup_becomes_lines(markup: str, text: str) -> None:
    assert plain(markup).replace("\x01", "") == text


def test_feed_in_an_encoding_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS.encode().replace(b"utf-8", b"ut\xf4-8"))
    items = read(path)
    assert isinstance(items[-1], InputError)
