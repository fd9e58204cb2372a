"""Whether a key is good."""

from pathlib import Path

import pytest

from tests.wire.live import Live, live

KEY = "a-long-enough-key"


@pytest.mark.parametrize(("key", "status"), [(KEY, 204), ("another-long-key", 401), ("", 401)])
def test_a_key_is_checked(tmp_path: Path, key: str, status: int) -> None:
    with live(tmp_path, keys=(KEY,)) as server:
        headers = {"X-Client-Key": "anything", "X-Api-Key": key, "Content-Type": "application/json"}
        answer = server.http.post("/v1/auth/check", headers=headers)
    assert answer.status_code == status
    assert answer.content == b"" if status == 204 else answer.json()["message"]


def test_any_key_is_good_where_none_is_wanted(server: Live) -> None:
    assert server.http.post("/v1/auth/check", headers={"X-Api-Key": "any"}).status_code == 204
    assert server.http.post("/v1/auth/check").status_code == 204
