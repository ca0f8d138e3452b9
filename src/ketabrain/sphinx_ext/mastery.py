"""The directive ``{mastery}``: what a learner knows and what fades, drawn by a script from what this browser keeps."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext import question_data
from ketabrain.sphinx_ext.element import el

NO_SCRIPT = "This part needs JavaScript: it is drawn from your own answers, which this browser keeps and nobody else."


class MasteryDirective(SphinxDirective):
    """``{mastery}``: by chapter and objective, with forgetting curves and calibration."""

    def run(self) -> list[nodes.Node]:
        """Return the place for it, and have the index of questions written."""
        question_data.want(self.env)
        drawn = el("div", {"class": "kb-mastery-drawn kb-script"}, el("p", None, "Looking at what you answered …"))
        about = {"class": "kb-sheet kb-mastery", "id": "mastery", "data-mastery": True, "aria-label": "What you know"}
        return [el("section", about, el("p", {"class": "kb-no-script"}, NO_SCRIPT), drawn)]


def setup(app: Sphinx) -> None:
    """Register with Sphinx; the scripts of the review and of calibration come first."""
    app.setup_extension("ketabrain.sphinx_ext.claim_check")
    app.setup_extension("ketabrain.sphinx_ext.review")
    app.add_directive("mastery", MasteryDirective)
    for name in ("cards.css", "mastery.css"):
        app.add_css_file(f"ketabrain/{name}")
    for name in ("mastery_curve.js", "mastery.js"):
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
