"""Reports by URL: http and https, with limits of time and size, and never led astray into a private network."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from dragoman.errors import FetchError
from dragoman.intake.bytes import MAX_DOCUMENT

TIMEOUT_S = 20.0
MAX_REDIRECTS = 5
AGENT = "dragoman (a reader of news reports)"
ACCEPT = "text/html, application/rss+xml, application/atom+xml, text/plain, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave in the end: the address after all redirects, its content type without parameters, and the bytes."""

    url: str
    content_type: str
    charset: str | None
    data: bytes


def fetch(
    url: str,
    *,
    found_in: str | None = None,
    allow_private: bool = False,
    timeout_s: float = TIMEOUT_S,
    max_bytes: int = MAX_DOCUMENT,
) -> Fetched:
    """The bytes behind a URL.

    The address that the user typed is taken as asked for: `url` itself or, for a link, that of the feed which it was
    `found_in`; nobody typed what was found in a file (an empty `found_in`). Any other private or loopback address is
    refused, unless it is on the host that was typed or `allow_private` is set. The name is resolved once a hop and the
    connection made to that very address, so that a second answer of the name server cannot lead elsewhere.

    Raises:
        FetchError: for another scheme, no answer, an error status, too much time or too many bytes, a refused redirect.
    """
    deadline = time.monotonic() + timeout_s
    try:
        current = httpx.URL(url)
        asked = current if found_in is None else httpx.URL(found_in)
    except httpx.InvalidURL as error:
        raise FetchError(url[:200], f"not a web address ({error})", "give an http or https URL") from error
    with httpx.Client(timeout=timeout_s, follow_redirects=False, trust_env=False) as client:
        for _ in range(MAX_REDIRECTS + 1):
            if current.scheme not in ("http", "https") or not current.host:
                raise FetchError(url, f"not a web address: {current}", "give an http or https URL")
            trusted = allow_private or (current.host, current.port) == (asked.host, asked.port)
            address = resolve(url, current, trusted=trusted)
            following = request(client, url, current, address, deadline, max_bytes)
            if isinstance(following, Fetched):
                return following
            current = following
    raise FetchError(url, f"more than {MAX_REDIRECTS} redirects", "give the address of the report itself")


def resolve(url: str, current: httpx.URL, *, trusted: bool) -> str:
    """The IP address of a host, checked to be public unless it is trusted."""
    try:
        answers = socket.getaddrinfo(
            current.host, current.port or (443 if current.scheme == "https" else 80), type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise FetchError(url, f"no such host: {current.host}", "check the address and the network") from error
    addresses = [str(answer[4][0]) for answer in answers]
    private = [address for address in addresses if not ip_address(address.partition("%")[0]).is_global]
    if private and not trusted:
        raise FetchError(url, f"leads to the private address {private[0]}", "use --allow-private if that is meant")
    return addresses[0]


def request(
    client: httpx.Client, url: str, current: httpx.URL, address: str, deadline: float, max_bytes: int
) -> Fetched | httpx.URL:
    """What one hop gives: the page, or where it sends on to."""
    pinned = current.copy_with(host=address)
    headers = {"Host": current.netloc.decode("ascii"), "User-Agent": AGENT, "Accept": ACCEPT}
    try:
        with client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": current.host}) as response:
            if response.is_redirect:
                return current.join(response.headers["location"])
            if response.is_error:
                raise FetchError(url, f"answered {response.status_code} {response.reason_phrase}", "check the address")
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > max_bytes:
                    raise FetchError(url, f"more than {max_bytes / 1e6:.0f} MB", "save the report and give the file")
                if time.monotonic() > deadline:
                    raise FetchError(url, "took too long", "try again, or save the report and give the file")
            content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(str(current.copy_with(userinfo=b"")), content_type, response.charset_encoding, bytes(data))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(
            url, f"no answer ({type(error).__name__})", "check the address and the network, or save the report"
        ) from error
