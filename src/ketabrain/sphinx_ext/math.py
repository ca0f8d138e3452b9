"""Equations as MathML, written at build time, so that no page needs MathJax."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from ketabrain.sphinx_ext.mathml import EquationError, mathml

LOGGER = logging.getLogger(__name__)


def written(writer: Any, node: nodes.math | nodes.math_block, display: str) -> str:
    """Return an equation's HTML; a bad one warns with its page and text, and stays readable as LaTeX."""
    latex = node.astext()
    try:
        return mathml(latex, display)
    except EquationError as problem:
        page = getattr(writer.builder, "current_docname", None)
        LOGGER.warning(f"The equation '{latex.strip()}' cannot be shown: {problem}.", location=page)
        return f"<code>{writer.encode(latex)}</code>"


def visit_inline(self: Any, node: nodes.math) -> None:
    """Write an inline equation."""
    self.body.append(written(self, node, "inline"))
    raise nodes.SkipNode


def visit_block(self: Any, node: nodes.math_block) -> None:
    """Write a displayed equation, with its number if it has one, in a box that scrolls on a phone."""
    number = get_node_equation_number(self, node) if node.get("number") else ""
    label = f"Equation {number}" if number else "Equation"
    self.body.append(self.starttag(node, "div", CLASS="kb-equation", role="group", **{"aria-label": label}))
    self.body.append(f'<div class="kb-scroll">{written(self, node, "block")}</div>')
    if number:
        self.body.append(f'<span class="kb-eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name that ``_config.yml`` asks for."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
