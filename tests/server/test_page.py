"""The page of documents."""

import re

from tests.server.conftest import Site
from vivavoce.server import page


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", page.html())
    assert not re.findall(r"""url\(|@import|https?://""", page.html())


def test_a_browser_is_told_to_run_its_script_alone(site: Site) -> None:
    answer = site.http.get("/docs")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert re.search(r"script-src 'sha256-[\w+/=]{44}';", policy)
    assert "default-src 'none'" in policy
    assert answer.text == page.html()


def test_the_page_makes_elements_of_text_never_of_html() -> None:
    assert "innerHTML" not in page.html()
    assert "document.write" not in page.html()
