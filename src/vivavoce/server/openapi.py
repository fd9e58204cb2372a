"""Tells the route tables as OpenAPI 3.1."""

from collections.abc import Iterable
from typing import Any

import vivavoce
from vivavoce.server.routes import Dialect


def describe(dialects: Iterable[Dialect]) -> dict[str, Any]:
    """The description of all that the dialects serve."""
    return {"openapi": "3.1.0", "info": {"title": "vivavoce", "version": vivavoce.__version__}, "paths": {}}
