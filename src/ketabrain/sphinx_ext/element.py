"""A plain HTML element as a docutils node, so that components can hold text that Sphinx still resolves."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

VOID = {"input", "br", "hr", "img"}


class element(nodes.General, nodes.TextElement):
    """Holds ``tag`` and ``attributes_``; its children are ordinary nodes, links included."""


def el(tag: str, attributes: dict[str, Any] | None = None, *children: nodes.Node | str) -> element:
    """Return an HTML element; strings become text, attributes of None or False are left out."""
    node = element("", tag=tag, attributes_={k: v for k, v in (attributes or {}).items() if v not in (None, False)})
    node += [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return node


def badge(text: str, kind: str = "") -> element:
    """Return a small rounded label."""
    return el("span", {"class": f"kb-badge {kind}".strip()}, text)


def inline(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    """Parse one run of MyST (roles, emphasis) from a data file; raw HTML in it becomes text."""
    state: Any = directive.state
    found, messages = state.inline_text(text, directive.lineno)
    holder = nodes.Element("", *found)
    harmless(holder)
    children = list(holder.children)
    holder.clear()
    return [*children, *messages]


def harmless(parent: nodes.Element) -> None:
    """Turn raw HTML below a node into text."""
    for raw in list(parent.findall(nodes.raw)):
        raw.replace_self(nodes.Text(raw.astext()))


def cited(directive: SphinxDirective, keys: tuple[str, ...] | list[str], role: str = "alp") -> list[nodes.Node]:
    """Return citations of sources by key, in the text's own style."""
    return inline(directive, f"{{cite:{role}}}`{','.join(keys)}`") if keys else []


def table(heads: list[str], rows: list[list[nodes.Node | str | list[nodes.Node]]]) -> element:
    """Return a table; a cell is text, a node or a list of nodes."""
    head = el("thead", None, el("tr", None, *(el("th", {"scope": "col"}, text) for text in heads)))
    body = el("tbody")
    for row in rows:
        cells = [cell if isinstance(cell, list) else [cell] for cell in row]
        first = el("th", {"scope": "row"}, *cells[0])
        body += el("tr", None, first, *(el("td", None, *cell) for cell in cells[1:]))
    return el("table", {"class": "kb-table"}, head, body)


def folded(title: str, *children: nodes.Node) -> nodes.Node:
    """Return a part that opens by its title, with or without scripts."""
    return el("details", {"class": "kb-fold"}, el("summary", None, title), *children)


def plot(svg: str, label: str, caption: str) -> element:
    """Return a drawn plot with its caption; ``label`` names it for readers who cannot see it."""
    picture = el("div", {"role": "img", "aria-label": label}, nodes.raw("", svg, format="html"))
    return el("figure", {"class": "kb-picture kb-plot"}, picture, el("figcaption", None, caption))


def visit(self: Any, node: element) -> None:
    """Open the element."""
    written = "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in node["attributes_"].items()
    )
    ids = "".join(f'<span id="{escape(name)}"></span>' for name in node["ids"])
    self.body.append(f"{ids}<{node['tag']}{written}>")


def depart(self: Any, node: element) -> None:
    """Close the element."""
    if node["tag"] not in VOID:
        self.body.append(f"</{node['tag']}>")


def nothing(self: Any, node: nodes.Node) -> None:
    """Write the children alone, in formats other than HTML."""


def setup(app: Sphinx) -> None:
    """Register with Sphinx, once for all parts that use it."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (nothing, nothing))
    app.add_node(element, override=True, html=(visit, depart), **others)
