"""Answers as bytes: JSON with a tag by which a browser asks whether it has changed, and problems in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"


def json_answer(request: Request, body: bytes, media_type: str = JSON, headers: Mapping[str, str] | None = None) -> Response:
    """The body, or nothing but 304 where the asker has it already."""
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    own = {"etag": tag, "cache-control": "no-cache", **(headers or {})}
    known = {word.strip().removeprefix("W/") for word in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=own)
    return Response(body, media_type=media_type, headers=own)


def page_body(lines: Iterable[bytes], cursor: str | None) -> bytes:
    """A page of things that are JSON already."""
    return b'{"items":[' + b",".join(lines) + b'],"cursor":' + msgspec.json.encode(cursor) + b"}"


def problem(status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Why a request is not answered, as RFC 9457 has it."""
    body = msgspec.json.encode({"title": title, "status": status, "detail": detail})
    return Response(body, status, headers=dict(headers or {}), media_type="application/problem+json")
