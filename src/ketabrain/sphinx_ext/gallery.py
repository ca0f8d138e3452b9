"""The directive ``{gallery}``, and for each explorer a page of its own that can stand in a frame elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers
from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.still import still
from ketabrain.sphinx_ext.explorer import JINJA, chapter_of, skip, written

FOLDER = "gallery"
CARD_WIDTH = 520  # px that a card's picture is drawn for
FRAME_HEIGHT = 1100  # px: an explorer with its prediction and tasks, at the width of a course page
INDEX_KEY = "ketabrain_gallery"


class gallery_node(nodes.General, nodes.Element):
    """Stands for every card until HTML is written."""


class GalleryDirective(SphinxDirective):
    """``{gallery}``: every explorer of the course as a card; brings a page for each."""

    def run(self) -> list[nodes.Node]:
        """Return one node for all cards."""
        setattr(self.env, INDEX_KEY, self.env.docname)
        return [gallery_node()]


def visit(self: Any, node: gallery_node) -> None:
    """Write the cards."""
    builder = self.builder
    here = builder.current_docname
    groups: dict[str, list[dict[str, Any]]] = {}
    for explorer, home in in_order(builder):
        title = builder.env.titles[home].astext() if home else "Without a chapter"
        card = {
            "e": explorer,
            "address": builder.get_relative_uri(here, f"{FOLDER}/{explorer.slug}"),
            "still": Markup(still(explorer, CARD_WIDTH)),
        }
        groups.setdefault(title, []).append(card)
    self.body.append(JINJA.get_template("gallery.html.jinja").render(groups=groups))
    raise nodes.SkipNode


def in_order(builder: Any) -> list[tuple[Explorer, str | None]]:
    """Return every explorer with the page of its chapter, in the order of the book; those without a page last."""
    order = list(reading_order(builder.env, builder.config.root_doc))
    found = [(explorer, chapter_of(builder, explorer)) for explorer in map(explorers.get, explorers.names())]
    return sorted(found, key=lambda item: order.index(item[1]) if item[1] in order else len(order))


def reading_order(env: Any, docname: str) -> Iterator[str]:
    """Yield a page and all pages below it, as a reader meets them."""
    yield docname
    for below in env.toctree_includes.get(docname, []):
        yield from reading_order(env, below)


def frame(explorer: Explorer, address: str) -> str:
    """Return the line of HTML that shows an explorer in somebody's own page."""
    title = escape(explorer.title)
    return f'<iframe src="{escape(address)}" title="{title}" width="100%" height="{FRAME_HEIGHT}" style="border:0" loading="lazy"></iframe>'


def page(app: Sphinx, explorer: Explorer, index: str) -> dict[str, Any]:
    """Return the context of an explorer's own page."""
    builder: Any = app.builder
    name = f"{FOLDER}/{explorer.slug}"
    home = chapter_of(builder, explorer)
    body = JINJA.get_template("gallery_page.html.jinja").render(
        e=explorer,
        component=Markup(written(builder, name, explorer)),
        index=builder.get_relative_uri(name, index),
        chapter=builder.get_relative_uri(name, home) if home else "",
        chapter_title=builder.env.titles[home].astext() if home else "",
        frame=frame(explorer, f"{explorer.slug}.html?embed={explorer.slug}"),
    )
    words = f"{explorer.title}: an interactive model with sliders. {explorer.caption}"
    return {
        "title": escape(explorer.title),
        "body": body,
        "parents": [],
        "meta": {},
        "metatags": f'<meta name="description" content="{escape(words[:200])}" />',
        "display_toc": False,
        "toc": "",
    }


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each explorer, if the book has a gallery."""
    index = getattr(app.env, INDEX_KEY, None)
    if app.builder.format == "html" and index in app.env.found_docs:
        for slug in explorers.names():
            yield f"{FOLDER}/{slug}", page(app, explorers.get(slug), index), "page.html"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(gallery_node, html=(visit, None), **others)
    app.add_directive("gallery", GalleryDirective)
    app.connect("html-collect-pages", pages)
    app.add_js_file("ketabrain/gallery.js", loading_method="defer")
