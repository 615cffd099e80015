"""Reports by URL, from a server of our own on loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.errors import FetchError
from dragoman.intake.url import fetch


class Site(BaseHTTPRequestHandler):
    """A report, a redirect to it, one to another host, one in a circle, an error, and too much."""

    def do_GET(self) -> None:
        port = self.server.server_port  # type: ignore[attr-defined]
        to = {
            "/moved": "/report",
            "/away": f"http://localhost:{port}/report",
            "/round": "/round",
            "/file": "file:///etc/hosts",
        }
        if self.path in to:
            self.send_response(302)
            self.send_header("Location", to[self.path])
            self.end_headers()
        elif self.path == "/missing":
            self.send_error(404)
        else:
            body = b"The minister resigned." * (1000 if self.path == "/long" else 1)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/report", "/moved"])
def test_typed_address_is_read_with_redirects_on_its_host(site: str, path: str) -> None:
    page = fetch(site + path)
    assert page.data == b"The minister resigned."
    assert (page.url, page.content_type, page.charset) == (site + "/report", "text/plain", "utf-8")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/away", "private address"),
        ("/round", "more than 5 redirects"),
        ("/file", "not a web address"),
        ("/missing", "404"),
    ],
)
def test_refused_addresses_say_why(site: str, path: str, problem: str) -> None:
    with pytest.raises(FetchError, match=problem) as caught:
        fetch(site + path)
    assert caught.value.source == site + path
    assert caught.value.remedy


def test_private_redirect_can_be_allowed(site: str) -> None:
    assert fetch(site + "/away", allow_private=True).data == b"The minister resigned."


def test_too_much_is_refused(site: str) -> None:
    with pytest.raises(FetchError, match="more than"):
        fetch(site + "/long", max_bytes=1000)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "file:///etc/hosts", "http://", "gopher://127.0.0.1"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


def test_unreachable_address_says_so() -> None:
    with pytest.raises(FetchError, match="no answer"):
        fetch("http://127.0.0.1:9/report", timeout_s=2)
