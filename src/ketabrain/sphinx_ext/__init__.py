"""The book's Sphinx extension: directives, roles, and the finishing of the built pages.

Each module of this package adds one thing and has a ``setup(app)`` of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

# In this order: assets first, because the others add scripts to pages; finishing last.
PARTS = ("assets", "math", "explorer", "offline", "finish")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every part with Sphinx."""
    for part in PARTS:
        import_module(f"{__name__}.{part}").setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
