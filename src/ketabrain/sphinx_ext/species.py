"""The species switch: on every chapter, mark the statements that rest on animals alone.

A sentence, or a row of a table, rests on animals alone where each source that it cites studied animals, their tissue
or cells, and none studied people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes
from sphinx.application import Sphinx

from ketabrain.evidence.bibliography import Source
from ketabrain.sphinx_ext import sentences
from ketabrain.sphinx_ext.citations import sources
from ketabrain.sphinx_ext.element import el, element

MARK = "kb-animals-alone"
PLURAL = {"monkey": "monkeys", "rat": "rats", "mouse": "mice", "slice": "brain slices", "cell line": "cell lines"}


def animals_alone(keys: Iterable[str], known: Mapping[str, Source]) -> list[str]:
    """Return whom the cited sources studied, in the order of PLURAL; nothing where one of them studied people."""
    cited = [known[key].species for key in keys if key in known]
    if not cited or not all(species and set(species) <= PLURAL.keys() for species in cited):
        return []
    return [name for name in PLURAL if any(name in species for species in cited)]


def marked(children: Iterable[nodes.Node], species: Iterable[str]) -> element:
    """Return a statement that says whom it rests on."""
    return el("span", {"class": MARK, "data-species": ", ".join(PLURAL[name] for name in species)}, *children)


def mark_sentences(paragraph: nodes.Element, known: Mapping[str, Source]) -> None:
    """Mark the sentences of a paragraph that rest on animals alone."""
    found = [(one, animals_alone(one.keys, known)) for one in sentences.split(paragraph)]
    if not any(species for _, species in found):
        return
    paragraph.clear()
    for one, species in found:
        parts = [nodes.Text(piece.text) if isinstance(piece.node, nodes.Text) else piece.node for piece in one.pieces]
        paragraph += [marked(parts, species)] if species else parts


def mark_row(row: nodes.row, known: Mapping[str, Source]) -> None:
    """Mark the first cell of a row that rests on animals alone."""
    species = animals_alone(sentences.row(row).keys, known)
    first = next(iter(row.findall(nodes.paragraph)), None)
    if species and first is not None:
        children = list(first.children)
        first.clear()
        first += marked(children, species)


def mark(app: Sphinx, document: nodes.document) -> None:
    """Mark a page that has just been read."""
    known = sources(app.env)
    for row in list(document.findall(nodes.row)):
        mark_row(row, known)
    for block in list(sentences.paragraphs(document)):
        if isinstance(block, nodes.paragraph):
            mark_sentences(block, known)


def is_mark(node: nodes.Node) -> bool:
    """Say whether a node is a marked statement."""
    return isinstance(node, element) and MARK in node["attributes_"].get("class", "").split()


def switch(document: nodes.document) -> element:
    """Return the switch of a page, or one sentence where there is nothing to mark."""
    count = len(list(document.findall(is_mark)))
    if not count:
        return el("p", {"class": "kb-facts"}, "No statement on this page rests on animals alone.")
    said = "the statement" if count == 1 else f"the {count} statements"
    rests = "rests" if count == 1 else "rest"
    box = el("input", {"type": "checkbox", "name": "animals-alone", "data-do": "mark-animals"})
    label = el("label", {"class": "kb-switch"}, box, f" Mark {said} on this page that {rests} on animals alone")
    return el("p", {"class": "kb-facts kb-script"}, label)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.setup_extension("ketabrain.sphinx_ext.citations")
    app.connect("doctree-read", mark, priority=400)  # after numbers were read, before the objectives' box is filled
    app.add_css_file("ketabrain/species.css")
    app.add_js_file("ketabrain/species.js", loading_method="defer")
