"""The directive ``{objectives}``: what a reader can do after a chapter, how long it takes, and on whom it rests."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.evidence.content import parsed
from ketabrain.sphinx_ext import species as animals
from ketabrain.sphinx_ext.citations import sources
from ketabrain.sphinx_ext.element import badge, el, element
from ketabrain.sphinx_ext.explorer import explorer_node

FILE = Path(__file__).parents[1] / "content" / "objectives.yml"
WORDS_A_MINUTE, MINUTES_AN_EXPLORER = 200, 2
NOT_READ = ("kb-model-card", "kb-objectives", "kb-validation", "kb-evidence")  # looked up rather than read
ADVICE = "This is education, not medical advice."


class page_facts(nodes.General, nodes.Element):
    """Stands for what is known only when the whole page has been read."""


class ObjectivesDirective(SphinxDirective):
    """``{objectives} habenula``"""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the box, or one sentence that names the chapters there are."""
        chapter = self.arguments[0]
        chapters = parsed(FILE.read_text(encoding="utf-8"))
        if chapter not in chapters:
            there = ", ".join(chapters)
            raise self.error(f"content/objectives.yml has no chapter '{chapter}': choose one of {there}, or add it.")
        heading = {"class": "kb-card-title", "id": f"objectives-{chapter}", "role": "heading", "aria-level": "2"}
        listed = [el("li", {"data-objective": f"{chapter}.{name}"}, text) for name, text in chapters[chapter].items()]
        return [
            el(
                "section",
                {"class": "kb-sheet kb-objectives", "aria-labelledby": heading["id"]},
                el("p", heading, "After this chapter you can"),
                el("ul", None, *listed),
                page_facts(),
            )
        ]


def skipped(node: nodes.Node) -> bool:
    """Say whether a reader does not read a node word by word."""
    if isinstance(node, (nodes.raw, nodes.math, nodes.math_block, nodes.comment)):
        return True
    return isinstance(node, element) and any(name in node["attributes_"].get("class", "") for name in NOT_READ)


def words(node: nodes.Node) -> int:
    """Count the words that a reader reads."""
    if isinstance(node, nodes.Text):
        return len(node.astext().split())
    return 0 if skipped(node) else sum(words(child) for child in node.children)


def minutes(word_count: int, explorer_count: int) -> int:
    """Return the reading time [min], at least one."""
    return max(1, round(word_count / WORDS_A_MINUTE + explorer_count * MINUTES_AN_EXPLORER))


def cited_species(app: Sphinx, document: nodes.document) -> Counter[str]:
    """Count the sources that a page cites by whom they studied."""
    keys = {
        key.strip()
        for node in document.findall(lambda n: isinstance(n, nodes.Element) and n.get("refdomain") == "cite")
        for key in node["reftarget"].split(",")  # type: ignore[index]
    }
    known = sources(app.env)
    return Counter(name for key in sorted(keys & known.keys()) for name in known[key].species)


def fill(app: Sphinx, document: nodes.document) -> None:
    """Write reading time, species and the reminder into a page that has just been read."""
    places = list(document.findall(page_facts))
    if not places:
        return
    explorers = len(list(document.findall(explorer_node)))
    needed = minutes(words(document), explorers)
    time = f"About {needed} minute{'s' if needed > 1 else ''} to read"
    if explorers:
        time += f", and longer if you play with its {'explorers' if explorers > 1 else 'explorer'}"
    parts: list[Any] = [el("p", {"class": "kb-facts"}, f"{time}. {ADVICE}")]
    species = cited_species(app, document).most_common()
    if species:
        badges = [part for name, count in species for part in (badge(f"{name} {count}", "kb-species"), nodes.Text(" "))]
        parts.append(el("p", {"class": "kb-facts"}, "Sources cited here, by whom or what they studied: ", *badges))
        parts.append(animals.switch(document))
    for place in places:
        place.replace_self(parts)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_node(page_facts)
    app.add_directive("objectives", ObjectivesDirective)
    app.connect("doctree-read", fill)
    app.add_css_file("ketabrain/cards.css")
