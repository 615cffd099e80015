"""Who is let in, and what a browser may do with the pages: host, token, origin of writes, headers of every answer."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.http.answers import problem
from dragoman.http.desk import LOOPBACK, Access

COOKIE = "dragoman_token"
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Stands before the application.

    A page elsewhere can neither read nor write: on loopback the name asked for must be that of this machine (a foreign name
    that is made to point here is refused), and a write must say in a header of its own, which no foreign form can set, that
    it comes from the desk.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or hands it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self.refusal(scope)
        await (answer or self.app)(scope, receive, with_headers)

    def refusal(self, scope: Scope) -> Response | None:
        """Why a request is not let in; None for one that is."""
        headers = Headers(scope=scope)
        if self.access.is_loopback and not is_own_host(headers.get("host", "")):
            return problem(421, "wrong host", "ask for 127.0.0.1 or localhost")
        if not self.access.lets_in(token_of(headers)):
            return self.greet(scope)
        if scope["method"] not in SAFE and not is_own_write(headers):
            return problem(
                403, "foreign write", "send the header X-Dragoman: 1 from the desk's own pages, or from a program"
            )
        return None

    def greet(self, scope: Scope) -> Response:
        """An answer to who brings no token in a header: let in with a cookie when the address brings it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in query if name == "token"), None)
        if given is None or not self.access.lets_in(given):
            detail = "open the address with ?token=... once, or send the header Authorization: Bearer ..."
            return problem(401, "no token", detail, {"www-authenticate": "Bearer"})
        rest = urlencode([pair for pair in query if pair[0] != "token"])
        path = "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(COOKIE, given, httponly=True, samesite="strict")
        return answer


def is_own_host(host: str) -> bool:
    """True for a name of this machine."""
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def token_of(headers: Headers) -> str | None:
    """The token that a request brings, in a header or in a cookie."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and given:
        return given.strip()
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    return cookies[COOKIE].value if COOKIE in cookies else None


def is_own_write(headers: Headers) -> bool:
    """True for a write that no page elsewhere can have sent."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return False
    return headers.get("x-dragoman") == "1" and headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
