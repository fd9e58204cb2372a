"""The page of documents: one file without anything from elsewhere, so that it works offline."""

from functools import cache
from importlib import resources

# The page loads nothing but its own server; its script and style stand in it.
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; media-src blob:; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "cache-control": "no-cache",
}


@cache
def html() -> str:
    """The page."""
    return (resources.files("vivavoce.server") / "page.html").read_text("utf-8")
