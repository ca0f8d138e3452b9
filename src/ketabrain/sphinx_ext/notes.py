"""Notes beside links to sources and terms, as data in the page that the browser shows on hover, focus and tap.

A page carries the notes of those links only that stand in it, whatever part wrote the link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

Notes = dict[str, dict[str, Any]]
TARGET = re.compile(r"#((?:cite|term)-[^\"'\s<>&\\]+)")
PROVIDERS: dict[str, Callable[[BuildEnvironment], Notes]] = {}
CACHE: dict[int, Notes] = {}


def provide(app: Sphinx, name: str, notes: Callable[[BuildEnvironment], Notes]) -> None:
    """Add a function that gives notes by the id of what a link points to."""
    PROVIDERS[name] = notes


def gather(app: Sphinx, *rest: Any) -> None:
    """Collect all notes once, before pages are written."""
    CACHE.clear()
    CACHE[id(app)] = {key: note for give in PROVIDERS.values() for key, note in give(app.env).items()}


def block(body: str, notes: Notes) -> str:
    """Return the data of a page as a script element, or nothing where no link needs it."""
    asked = sorted({target for target in TARGET.findall(body) if target in notes})
    if not asked:
        return ""
    data = json.dumps({key: notes[key] for key in asked}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/json" class="kb-notes">{data.replace("<", chr(92) + "u003c")}</script>'


def add(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put a page's notes at its end."""
    if context.get("body"):
        if id(app) not in CACHE:
            gather(app)
        context["body"] += block(context["body"], CACHE[id(app)])


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("env-check-consistency", gather)
    app.connect("html-page-context", add, priority=800)
    app.add_css_file("ketabrain/popover.css")
    app.add_js_file("ketabrain/popover.js", loading_method="defer")
