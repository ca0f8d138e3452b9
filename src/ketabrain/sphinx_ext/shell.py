"""What stands around every page: its description for search engines, the footer, the address of help."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LONGEST = 200  # letters of a description
FOOTER = "footer-of-course.html"
# Parts of the theme that this book does not use: its own header, adverts, the author's line.
OPTIONS: dict[str, Any] = {
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "primary_sidebar_end": [],
    "footer_content_items": [FOOTER],
}


def configure(app: Sphinx, config: Any) -> None:
    """Set the theme's options and the folder of our templates."""
    config.html_theme_options = {**(config.html_theme_options or {}), **OPTIONS}
    config.templates_path = [*config.templates_path, str(Path(__file__).parent / "templates")]


def description(doctree: nodes.document) -> str:
    """Return the first paragraph of a page in plain words, cut at a word's end."""
    for paragraph in doctree.findall(nodes.paragraph):
        words = " ".join(paragraph.astext().split())
        if len(words) > 40:
            return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
    return ""


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give each page its own description, and the colour of the browser's bar."""
    if doctree is None:
        return
    tags = context.get("metatags", "")
    words = description(doctree)
    if words and 'name="description"' not in tags:
        tags += f'<meta name="description" content="{escape(words)}" />\n'
    context["metatags"] = tags


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("config-inited", configure)
    app.connect("html-page-context", describe)
    app.add_css_file("ketabrain/shell.css")
