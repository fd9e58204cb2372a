"""Keys, access tokens, and web pages that must stay out."""

import jwt
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.server.conftest import Site, Start
from vivavoce.errors import BadRequest, NotAuthenticated
from vivavoce.server.auth import ISSUER, Keys, Tokens, is_local_name

KEY, OTHER = "the-first-key", "the-second-key"

PLACES = {
    "X-API-Key": lambda key: {"headers": {"X-API-Key": key}},
    "bearer": lambda key: {"headers": {"Authorization": f"Bearer {key}"}},
    "lower case bearer": lambda key: {"headers": {"authorization": f"bearer  {key}"}},
    "api_key": lambda key: {"params": {"api_key": key}},
    "access_token": lambda key: {"params": {"access_token": key}},
}


@pytest.fixture
def locked(start: Start) -> Site:
    return start(keys=(KEY, OTHER))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", [KEY, OTHER])
def test_a_key_is_good_wherever_it_is_sent(locked: Site, place: str, key: str) -> None:
    assert locked.http.get("/voices/x", **PLACES[place](key)).status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_a_token_is_good_wherever_it_is_sent(locked: Site, place: str) -> None:
    token = locked.state.tokens.issue({"tts": True}, 60)
    assert locked.http.get("/count", **PLACES[place](token)).text == "0\n1\n2\n"


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_key_is_refused_in_the_words_of_the_dialect(locked: Site, place: str) -> None:
    answer = locked.http.get("/voices/x", **PLACES[place](KEY + "x"))
    assert answer.status_code == 401
    assert answer.json()["error"].startswith("unauthorized: the key is not known; send a key as X-API-Key")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert KEY not in answer.text


def test_no_key_is_refused_but_where_anybody_may(locked: Site) -> None:
    assert locked.http.get("/voices/x").json()["error"].startswith("unauthorized: a key is needed")
    assert locked.http.get("/metrics").status_code == 401
    for path in ("/health", "/openapi.json", "/docs"):
        assert locked.http.get(path).status_code == 200
    assert locked.http.get("/").status_code != 401


def test_without_keys_everybody_may_with_any_key(site: Site) -> None:
    assert site.http.get("/voices/x").status_code == 200
    assert site.http.get("/voices/x", headers={"X-API-Key": "whatever"}).status_code == 200


@pytest.mark.parametrize("keys", [(), (KEY,)])
def test_a_token_covers_what_it_grants_and_nothing_else(start: Start, keys: tuple[str, ...]) -> None:
    site = start(keys=keys)
    for grants, path, status in [
        ({"tts": True}, "/count", 200),
        ({"stt": True}, "/count", 403),
        ({"tts": False}, "/count", 403),
        ({"tts": True}, "/voices/x", 403),
    ]:
        token = site.state.tokens.issue(grants, 60)
        assert site.http.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == status, (grants, path)


def test_an_expired_token_is_no_longer_good() -> None:
    tokens = Tokens([KEY])
    token = jwt.encode({"iss": ISSUER, "exp": 1, "grants": ["tts"]}, tokens.secret, "HS256")
    with pytest.raises(NotAuthenticated, match="expired"):
        tokens.check(token)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_forged_token_is_none_of_ours(algorithm: str) -> None:
    claims = {"iss": ISSUER, "exp": 9_999_999_999, "grants": ["tts"]}
    forged = jwt.encode(claims, None if algorithm == "none" else b"?" * 32, algorithm)
    assert Tokens([KEY]).check(forged) is None


def test_servers_with_the_same_keys_take_each_others_tokens() -> None:
    token = Tokens([KEY, OTHER]).issue({"tts": True}, 60)
    assert Tokens([OTHER, KEY]).check(token) == {"tts"}
    assert Tokens([KEY]).check(token) is None
    assert Tokens([]).check(Tokens([]).issue({"tts": True})) is None


@pytest.mark.parametrize("seconds", [0, 3601, -5])
def test_a_token_lives_for_an_hour_at_most(seconds: int) -> None:
    with pytest.raises(BadRequest, match="between 1 and 3600"):
        Tokens([KEY]).issue({"tts": True}, seconds)


def test_a_grant_that_is_not_known_is_an_error() -> None:
    with pytest.raises(BadRequest, match="no grant fly; there are tts"):
        Tokens([KEY]).issue({"fly": True})


def test_keys_know_each_of_them_and_nothing_else() -> None:
    keys = Keys([KEY, OTHER])
    assert [keys.know(text) for text in (KEY, OTHER, "", "the-first-ke", "\udcff")] == [True, True, False, False, False]


def test_a_page_from_elsewhere_may_not_use_a_server_without_a_key(site: Site) -> None:
    for origin in ("https://evil.example", "null", "http://localhost.evil.example"):
        answer = site.http.get("/voices/x", headers={"Origin": origin})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1", "https://[::1]:8000"])
def test_a_page_of_this_machine_may(site: Site, origin: str) -> None:
    answer = site.http.get("/voices/x", headers={"Origin": origin})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert "x-request-id" in answer.headers["access-control-expose-headers"]


def test_with_a_key_any_page_may_that_has_it(locked: Site) -> None:
    headers = {"Origin": "https://friend.example"}
    assert locked.http.get("/voices/x", headers=headers).status_code == 401
    assert locked.http.get("/voices/x", headers={**headers, "X-API-Key": KEY}).status_code == 200


def test_pages_can_be_named(start: Start) -> None:
    site = start(origins=("https://friend.example",))
    assert site.http.get("/voices/x", headers={"Origin": "https://friend.example"}).status_code == 200
    assert site.http.get("/voices/x", headers={"Origin": "http://localhost"}).status_code == 403


def test_the_servers_own_page_always_may(start: Start) -> None:
    site = start(origins=("https://friend.example",))
    assert site.http.get("/voices/x", headers={"Origin": site.server.url}).status_code == 200


def test_a_server_without_keys_answers_to_the_names_of_its_pages(start: Start) -> None:
    site = start(origins=("https://friend.example",))
    for host, status in (("friend.example", 200), ("evil.example", 403), ("localhost", 200)):
        headers = {"Host": host, "Origin": f"https://{host}"}
        assert site.http.get("/voices/x", headers=headers).status_code == status, host


def test_a_page_may_ask_beforehand(site: Site) -> None:
    asked = {
        "Origin": "http://localhost:1",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-api-key,cartesia-version",
    }
    answer = site.http.options("/say", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "OPTIONS, POST"
    assert answer.headers["access-control-allow-headers"] == "x-api-key,cartesia-version"
    assert site.http.options("/say", headers={**asked, "Origin": "https://evil.example"}).status_code == 403


def test_a_name_that_was_made_to_lead_here_is_refused(site: Site) -> None:
    answer = site.http.get("/voices/x", headers={"Host": "rebound.example:8400"})
    assert answer.status_code == 403
    assert "'rebound.example:8400'" in answer.json()["error"]


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1:80", True), ("localhost", True), ("[::1]:80", True), ("192.168.1.2", True), ("testserver", True),
     ("a.localhost", True), ("evil.example", False), ("127.0.0.1.evil.example", False)],
)  # fmt: skip
def test_local_names_are_numbers_bare_names_and_localhost(host: str, local: bool) -> None:
    assert is_local_name(host, "127.0.0.1") is local


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [("", {}, 401), ("?api_key=wrong", {}, 401), ("?api_key=" + KEY + "&refuse=1", {}, 404)],
)
def test_a_socket_is_refused_with_a_status_and_the_dialects_words(
    locked: Site, query: str, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(f"{locked.socket_url}/echo{query}", proxy=None):
        pass
    assert refused.value.response.status_code == status
    assert b'"error":' in refused.value.response.body
    assert refused.value.response.headers["X-Request-ID"]


def test_a_socket_of_a_foreign_page_is_refused(site: Site) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(
        f"{site.socket_url}/echo", origin="https://evil.example", proxy=None
    ):  # fmt: skip
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("where", ["X-API-Key", "query"])
def test_a_socket_opens_with_a_key(locked: Site, where: str) -> None:
    query, headers = (f"?api_key={KEY}", {}) if where == "query" else ("", {"X-API-Key": KEY})
    with connect(f"{locked.socket_url}/echo{query}", additional_headers=headers, proxy=None) as socket:
        socket.send("hello")
        assert socket.recv() == '{"said": "hello"}'
        assert socket.response is not None
        assert len(socket.response.headers["X-Request-ID"]) == 32


BROKEN = ["http://[bad", "http://[::1", "http://]", "//[", "http://[x.y]"]


@pytest.mark.parametrize("origin", BROKEN)
def test_an_origin_that_is_none_is_refused(site: Site, origin: str) -> None:
    answer = site.http.get("/voices/x", headers={"Origin": origin})
    assert answer.status_code == 403
    assert answer.json()["error"].startswith(f"forbidden: web pages of {origin!r} may not use this server")


@pytest.mark.parametrize("host", ["[bad", "]", "[x.y]", "[::1"])
def test_a_host_that_is_none_is_refused(site: Site, host: str) -> None:
    answer = site.http.get("/voices/x", headers={"Host": host})
    assert answer.status_code == 403
    assert "answers only to names of this machine" in answer.json()["error"]


@pytest.mark.parametrize("host", ["[bad", "]", "a b", ""])
def test_with_a_key_no_host_breaks_the_server(locked: Site, host: str) -> None:
    headers = {"Host": host, "X-API-Key": KEY}
    assert locked.http.get("/voices/x", headers=headers).status_code == 200
    assert (
        locked.http.get("/nowhere", headers=headers).json()["error"].startswith("not_found: nothing is at '/nowhere'")
    )


def test_where_every_page_may_a_page_of_no_place_may_too(start: Start) -> None:
    assert start(origins=("*",)).http.get("/voices/x", headers={"Origin": "http://[bad"}).status_code == 200
