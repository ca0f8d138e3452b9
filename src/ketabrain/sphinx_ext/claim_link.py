"""Links to the cards of claims: on the page that holds them all, else in the chapter that a claim belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ketabrain.evidence import claims
from ketabrain.evidence.claims import ClaimError
from ketabrain.sphinx_ext.element import el

ALL_CLAIMS = "claim_check"  # the stem of the page that holds every card


class claim_link(nodes.General, nodes.Element):
    """A link to a claim's card; written once all pages are known."""


def claim_links(ids: Sequence[str]) -> list[nodes.Node]:
    """Return links to claims, with commas between."""
    return [
        part for place, name in enumerate(ids) for part in ([nodes.Text(", ")] if place else []) + [claim_link(id=name)]
    ]


def page_of(builder: Any, claim_id: str) -> str | None:
    """Return the page with a claim's card, or None where the book has none."""
    stems = [ALL_CLAIMS]
    with suppress(ClaimError):
        stems.append(claims.get(claim_id).chapter)
    for stem in stems:
        for docname in sorted(builder.env.all_docs):
            if docname.rpartition("/")[2] == stem and docname.startswith("book/"):
                return str(docname)
    return None


def visit(self: Any, node: claim_link) -> None:
    """Write the link, or the claim's number where no page holds the card."""
    docname = page_of(self.builder, node["id"])
    if docname is None:
        self.body.append(node["id"])
    else:
        here = docname == self.builder.current_docname
        page = "" if here else self.builder.get_relative_uri(self.builder.current_docname, docname)
        el("a", {"href": f"{page}#claim-{node['id']}"}, node["id"]).walkabout(self)
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Node) -> None:
    """Leave links out of formats other than HTML."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(claim_link, html=(visit, None), **others)
