"""The directive ``{review}``: a place where questions of all chapters are asked when they are due."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext import question_data
from ketabrain.sphinx_ext.element import el

NO_SCRIPT = "This part needs JavaScript. Without it, the questions at the end of each chapter can still be read."
# What other parts use as well; the index is data that the build writes.
SCRIPTS = (
    "vendor/ts-fsrs.umd.js",
    "review_memory.js",
    "question_bank.js",
    "questions/index.js",
    "tree.js",
    "review_pick.js",
    "review_ask.js",
    "review.js",
)


def asking(name: str, label: str) -> nodes.Node:
    """Return the place where a script asks questions; ``name`` is its id and its mark."""
    waiting = el("div", {"class": "kb-script"}, el("p", None, "Loading the questions …"))
    about = {"class": "kb-review kb-quiz", "id": name, f"data-{name}": True, "aria-label": label}
    return el("section", about, el("p", {"class": "kb-no-script"}, NO_SCRIPT), waiting)


class ReviewDirective(SphinxDirective):
    """``{review}``: today's questions."""

    def run(self) -> list[nodes.Node]:
        """Return the place for them, and have the questions written."""
        question_data.want(self.env)
        return [asking("review", "Today’s review")]


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.quiz")  # its scripts first
    app.setup_extension("ketabrain.sphinx_ext.question_data")
    app.add_directive("review", ReviewDirective)
    app.add_css_file("ketabrain/review.css")
    for name in SCRIPTS:
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
