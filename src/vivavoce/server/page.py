"""The page of documents: one file without anything from elsewhere, so that it works offline."""

import base64
import hashlib
import re
from functools import cache
from importlib import resources

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def html() -> str:
    """The page."""
    return (resources.files("vivavoce.server") / "page.html").read_text("utf-8")


@cache
def headers() -> dict[str, str]:
    """What a browser is told of the page: it runs its own script alone and talks to its own server alone."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in SCRIPT.findall(html())]
    scripts = " ".join(f"'sha256-{one}'" for one in hashes)
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; connect-src 'self' ws: wss:; "
        "media-src blob:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {"content-security-policy": policy, "cache-control": "no-cache"}
