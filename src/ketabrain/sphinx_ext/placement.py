"""The directive ``{placement}``: a few questions that find where in the book to start."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext import question_data, review


class PlacementDirective(SphinxDirective):
    """``{placement}``: where should I start?"""

    def run(self) -> list[nodes.Node]:
        """Return the place for the questions, and have them written."""
        question_data.want(self.env)
        return [review.asking("placement", "Where should I start?")]


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.review")
    app.add_directive("placement", PlacementDirective)
    app.add_js_file("ketabrain/placement.js", loading_method="defer")
