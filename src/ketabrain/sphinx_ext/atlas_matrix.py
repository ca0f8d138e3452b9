"""The directive ``{atlas-matrix}``: regions against mechanisms, what is known of each pair, in whom, and how sure."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.atlas import matrix
from ketabrain.atlas.matrix import Cell, MatrixError
from ketabrain.atlas.regions import get
from ketabrain.sphinx_ext.atlas import chapter_link, swatch
from ketabrain.sphinx_ext.element import badge, cited, el, inline

SHORT = {"human": "people", "cell line": "cells"}
SIGNS = {"agreed": "●●●", "some": "●●", "mixed": "●○", "open": "–"}


class MatrixDirective(SphinxDirective):
    """``{atlas-matrix}``: regions against mechanisms, first at a glance, then each cell in words."""

    def run(self) -> list[nodes.Node]:
        """Return the matrix, or one clear error."""
        try:
            cells = matrix.load()
        except MatrixError as problem:
            raise self.error(str(problem)) from None
        self.env.note_dependency(str(matrix.FILE))
        section = el("div", {"class": "kb-sheet kb-matrix", "data-atlas-matrix": True}, key(), overview(cells))
        section += [self.words(row, cells) for row in matrix.ROWS]
        return [section]

    def words(self, row: str, cells: dict[tuple[str, str], Cell]) -> nodes.Node:
        """Return all cells of one region, folded away."""
        title, region = matrix.ROWS[row]
        summary = el("summary", None, swatch(get(region).colour), f" {title}")
        parts = [part for column in matrix.COLUMNS for part in self.cell(cells[row, column])]
        return el("details", {"class": "kb-fold", "id": f"matrix-{row}"}, summary, el("dl", None, *parts))

    def cell(self, cell: Cell) -> list[nodes.Node]:
        """Return one cell: what is known, in whom, how sure, where from, and where to look."""
        found: list[nodes.Node] = [el("p", None, *inline(self, cell.known))]
        labels: list[nodes.Node] = [badge(matrix.SURE[cell.sure], f"kb-sure kb-sure-{cell.sure}")]
        labels += [badge(SHORT.get(name, name), "kb-species") for name in cell.species]
        line = [part for label in labels for part in (label, nodes.Text(" "))]
        if cell.sources:
            line += [nodes.Text("Sources: "), *cited(self, cell.sources), nodes.Text(". ")]
        if cell.explorer or cell.section:
            line.append(chapter_link(explorer=cell.explorer, section=cell.section, lead="Look: "))
        found.append(el("p", {"class": "kb-small"}, *line))
        return [el("dt", {"id": cell.id, "tabindex": "-1"}, matrix.COLUMNS[cell.column]), el("dd", None, *found)]


def key() -> nodes.Node:
    """Return what the signs mean."""
    items = [
        el(
            "li",
            None,
            el("span", {"class": f"kb-sign kb-sure-{name}", "aria-hidden": "true"}, SIGNS[name]),
            f" {words}",
        )
        for name, words in matrix.SURE.items()
    ]
    return el("ul", {"class": "kb-matrix-key", "aria-label": "Key: how sure"}, *items)


def overview(cells: dict[tuple[str, str], Cell]) -> nodes.Node:
    """Return the small table whose cells lead to their words."""
    head = [el("th", {"scope": "col"}, word) for word in ("Region", *matrix.COLUMNS.values())]
    body = []
    for row, (title, region) in matrix.ROWS.items():
        name = el("th", {"scope": "row"}, swatch(get(region).colour), f" {title}")
        body.append(el("tr", None, name, *(el("td", None, pointer(cells[row, column])) for column in matrix.COLUMNS)))
    return el("table", {"class": "kb-table"}, el("thead", None, el("tr", None, *head)), el("tbody", None, *body))


def pointer(cell: Cell) -> nodes.Node:
    """Return a cell at a glance: how sure and in whom, as a link to its words."""
    animals = [name for name in cell.species if name != "human"]
    whom = " and ".join([*(["people"] if "human" in cell.species else []), *(["animals"] if animals else [])])
    told = f"{matrix.ROWS[cell.row][0]}, {matrix.COLUMNS[cell.column]}: {matrix.SURE[cell.sure]}"
    sign = el("span", {"class": f"kb-sign kb-sure-{cell.sure}", "aria-hidden": "true"}, SIGNS[cell.sure])
    label = f"{told}; {whom}" if whom else told
    return el("a", {"href": f"#{cell.id}", "aria-label": label}, sign, *([el("small", None, whom)] if whom else []))


def setup(app: Sphinx) -> None:
    """Register with Sphinx; its links, style and script are the map's, which stands before it in PARTS."""
    app.add_directive("atlas-matrix", MatrixDirective)
