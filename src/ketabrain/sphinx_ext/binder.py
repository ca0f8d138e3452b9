"""A button that opens the page's lab in Binder, on pages that have one, where the repository's address is known."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ketabrain.sphinx_ext import repository

BUTTON = (
    '<p class="kb-launch"><a class="kb-button kb-launch-link" href="{address}" rel="noopener">Open the lab in Binder</a> '
    "<small>A free service elsewhere. It may need some minutes to start.</small></p>"
)


def lab_of(pagename: str, source: Path) -> str | None:
    """Return the notebook that belongs to a chapter or is the page itself, as a path in the repository."""
    folder, _, stem = pagename.rpartition("/")
    if not folder.startswith(("book", "notebooks")):
        return None
    lab = f"notebooks/{stem}.ipynb"
    return lab if (source / lab).exists() else None


def add(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put the button under the page's title."""
    lab = lab_of(pagename, Path(app.srcdir))
    body = context.get("body") or ""
    found = repository.find(app) if lab and "</h1>" in body else None
    if lab and found:
        button = BUTTON.format(address=escape(found.binder(lab)))
        context["body"] = body.replace("</h1>", "</h1>" + button, 1)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("html-page-context", add)
