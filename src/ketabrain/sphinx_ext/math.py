"""Equations as MathML, written at build time, so that no page needs MathJax."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

LOGGER = logging.getLogger(__name__)


def mathml(writer: Any, latex: str, display: str) -> str:
    """Return an equation as MathML; a bad one warns with its page and text, and stays readable as LaTeX."""
    try:
        return convert(latex, display=display)
    except Exception as problem:  # latex2mathml raises many kinds
        page = writer.builder.current_docname
        LOGGER.warning(f"This equation cannot be shown ({type(problem).__name__}): {latex}", location=page)
        return f"<code>{writer.encode(latex)}</code>"


def visit_inline(self: Any, node: nodes.math) -> None:
    """Write an inline equation."""
    self.body.append(mathml(self, node.astext(), "inline"))
    raise nodes.SkipNode


def visit_block(self: Any, node: nodes.math_block) -> None:
    """Write a displayed equation, with its number if it has one, in a box that scrolls on a phone."""
    number = ""
    if node.get("number"):
        number = f'<span class="kb-eqno">({get_node_equation_number(self, node)})</span>'
    ids = f' id="{node["ids"][0]}"' if node.get("ids") else ""
    self.body.append(f'<div class="kb-equation" tabindex="0" role="group" aria-label="Equation"{ids}>')
    self.body.append(mathml(self, node.astext(), "block") + number + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name that ``_config.yml`` asks for."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
