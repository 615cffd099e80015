"""Who is let in: names of this machine, tokens, and no write from elsewhere."""

import pytest

from dragoman.http.guard import is_own_host
from tests.http.conftest import WRITE

pytestmark = pytest.mark.learned


def test_every_answer_forbids_what_is_not_the_desks_own(client):
    for path in ("/", "/api/about", "/api/records?foo=1", "/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "10.0.0.1"])
def test_a_foreign_name_that_leads_here_is_refused(client, host):
    assert client.get("/api/about", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost", "LOCALHOST:1", "[::1]:8642"])
def test_names_of_this_machine(host):
    assert is_own_host(host)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-dragoman": ""},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_write_from_elsewhere_is_refused(client, store, headers):
    body = '{"verdict":"right","author":"x","records":["a"]}'
    assert client.post("/api/judgements", content=body, headers=WRITE | headers).status_code == 403
    assert store.judgements() == []


def test_a_write_from_the_desk_is_let_in(client):
    headers = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
    body = '{"verdict":"right","author":"x","records":["none"]}'
    assert client.post("/api/judgements", content=body, headers=WRITE | headers).status_code == 422


def test_others_need_the_token(guarded):
    assert guarded.get("/api/about").status_code == 401
    assert guarded.get("/api/about", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/api/about", headers={"authorization": f"Bearer {'a' * 32}"}).status_code == 200


def test_an_address_with_the_token_lets_a_browser_in(guarded):
    first = guarded.get(f"/records?country=GEO&token={'a' * 32}", follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/records?country=GEO")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=strict" in first.headers["set-cookie"]
    assert guarded.get("/api/about").status_code == 200


def test_a_token_leads_to_no_other_site(guarded):
    answer = guarded.get(f"//evil.example/x?token={'a' * 32}", follow_redirects=False)
    assert not answer.headers["location"].startswith("//")


def test_pages_are_those_of_the_build_and_none_beside_it(client):
    assert "the page" in client.get("/records?country=GEO").text
    assert client.get("/assets/index-1.js").headers["cache-control"].endswith("immutable")
    assert client.get("/assets/gone.js").status_code == 404
    for path in ("/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt"):
        assert "hidden words" not in client.get(path).text


def test_a_checkout_without_a_build_says_what_makes_it(client):
    (client.app.state.built / "index.html").unlink()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "make serve" in answer.text
