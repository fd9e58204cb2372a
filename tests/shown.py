"""Runs what docstrings and documents show."""

import gc
import warnings
from typing import Any


def run(code: str, **names: Any) -> dict[str, Any]:
    """The names that stand there when the example has run. names: those it begins with"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # examples open files without closing them, to be short
        exec(compile(code, "example", "exec"), names)
        gc.collect()
    return names
