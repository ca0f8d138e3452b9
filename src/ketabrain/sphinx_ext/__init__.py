"""The book's Sphinx extension: directives, roles, and the finishing of the built pages.

Each module of this package adds one thing and has a ``setup(app)`` of its own.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

# In this order: assets first, because the others add scripts to pages; finishing last.
PARTS = (
    "assets",
    "math",
    "explorer",
    "gallery",
    "picture",
    "molecule",
    "atlas",
    "atlas_matrix",
    "timeline",
    "history",
    "accounts",
    "dose_lanes",
    "repository",
    "binder",
    "shell",
    "citations",
    "sourced",
    "species",
    "glossary",
    "claims",
    "conditions",
    "claim_check",
    "validation",
    "spaced_review",
    "pk_table",
    "model_card",
    "trace",
    "objectives",
    "claim_link",
    "quiz",
    "question_data",
    "review",
    "placement",
    "mastery",
    "clinic_page",
    "progress",
    "offline",
    "finish",
)


def code_mark() -> str:
    """Hash the package, because pages hold what it computes: a change of it rebuilds them."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every part with Sphinx."""
    app.add_config_value("ketabrain_code", code_mark(), "env")
    for part in PARTS:
        app.setup_extension(f"{__name__}.{part}")  # once, whoever else asks for it
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
