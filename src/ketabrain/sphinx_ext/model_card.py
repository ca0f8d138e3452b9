"""The directive ``{model-card}``: a model's words, equations, parameters with their origin, hits, misses and limits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain import explorers, models
from ketabrain.explorer.errors import LatticeError
from ketabrain.explorer.lattice import Lattice
from ketabrain.models.parameter import ORIGINS
from ketabrain.models.parameter import table as parameter_rows
from ketabrain.sphinx_ext import card_text
from ketabrain.sphinx_ext.card_text import ASSUMPTIONS, EQUATIONS, LIMITS, PLAIN, CardError, CardText
from ketabrain.sphinx_ext.element import badge, cited, el, folded, inline, table
from ketabrain.sphinx_ext.validation import case_table, gather
from ketabrain.validation import MODELS
from ketabrain.validation.case import tally

HEADS = ["Symbol", "Value and range allowed", "What it is, and its name in the code", "Where it comes from"]
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
EXPLAINED = (
    "A fit was met because parameters were chosen so that it is met. A test could have failed. Checks of the arithmetic "
    "compare our run with an earlier run of the same equations, or with an independent solver; they say nothing about "
    "cells. Misses stand first."
)


class ModelCardDirective(SphinxDirective):
    """``{model-card} lhb_neuron``"""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the card, or one sentence that says what is wrong with it."""
        model = self.arguments[0]
        taken = self.env.temp_data.setdefault("ketabrain_cards", set())
        if model in taken:
            raise self.error(f"Model card '{model}' stands twice on this page: a page may hold it once.")
        taken.add(model)
        try:
            text = card_text.load(model)
            self.env.note_dependency(str(text.file))
            std: Any = self.env.get_domain("std")
            std.note_hyperlink_target(f"card-{model}", self.env.docname, f"card-{model}", text.title)
            return [self.card(text)]
        except (CardError, LatticeError) as problem:
            raise self.error(str(problem)) from None

    def card(self, text: CardText) -> nodes.Node:
        """Return the whole card; all but its words and its limits are folded."""
        heading = {"class": "kb-card-title", "role": "heading", "aria-level": "3", "id": f"card-{text.model}-title"}
        rows = parameter_rows(card_text.parameters(text.model))
        return el(
            "section",
            {
                "class": "kb-sheet kb-model-card",
                "id": f"card-{text.model}",
                "data-card": text.model,
                "aria-labelledby": heading["id"],
            },
            el("p", heading, el("span", {"class": "kb-kind"}, "Model card"), " ", text.title),
            *self.parsed(text, PLAIN),
            el("div", {"class": "kb-limits"}, el("p", None, el("strong", None, LIMITS)), *self.parsed(text, LIMITS)),
            folded(EQUATIONS, *self.parsed(text, EQUATIONS)),
            folded(f"Parameters ({origins(rows)})", self.parameters(text, rows)),
            *self.reproduced(text.model),
            folded(ASSUMPTIONS, *self.parsed(text, ASSUMPTIONS)),
            folded("Stored states and code", *self.kept(text.model)),
        )

    def parsed(self, text: CardText, section: str) -> list[nodes.Node]:
        """Return a section's Markdown as nodes."""
        holder = nodes.Element()
        lines = StringList(text.sections[section].splitlines(), source=str(text.file))
        self.state.nested_parse(lines, self.content_offset, holder)
        return list(holder.children)

    def parameters(self, text: CardText, rows: list[dict[str, Any]]) -> nodes.Node:
        """Return the table of parameters, straight from the model's declaration."""
        listed: list[Any] = []
        for row in rows:
            source = [" ", *cited(self, [row["source"]])] if row["source"] else []
            listed.append(
                [
                    inline(self, f"{{math}}`{text.symbols[row['name']]}`"),
                    [
                        f"{number(row['value'])} {row['unit']}".rstrip(),
                        below(f"{number(row['low'])} to {number(row['high'])}"),
                    ],
                    [row["note"], below(el("code", None, row["name"]))],
                    [badge(row["origin"], f"kb-origin-{ORIGINS.index(row['origin'])}"), *source],
                ]
            )
        return el("div", {"class": "kb-parameters"}, table(HEADS, listed))

    def reproduced(self, model: str) -> list[nodes.Node]:
        """Return what the model reproduces and what it misses, where there are cases for it."""
        if model not in MODELS:
            return []
        found = gather([model])
        misses = sum(not result.hit for _, _, result in found)
        count = (
            f"{len(found)} comparisons, {misses} of them missed" if misses else f"{len(found)} comparisons, none missed"
        )
        sentence = tally([(case, result) for _, case, result in found])
        shape = case_table(self, found)
        return [folded(f"What it reproduces ({count})", el("p", None, sentence), el("p", None, EXPLAINED), shape)]

    def kept(self, model: str) -> list[nodes.Node]:
        """Say how far stored states lie from the model, and where the code is."""
        parts: list[nodes.Node] = []
        for slug in explorers.names():
            explorer = explorers.get(slug)
            if explorer.card == model:
                lattice = Lattice.load_or_build(explorer, quiet=False)
                lost = f"{100 * lattice.largest_error:.2f} % of a trace’s range"
                words = f"The explorer “{explorer.title}” holds {lattice.states} states. Its stored traces differ from the model by at most {lost}."
                parts.append(el("p", None, words))
        places = (
            where(model),
            f"src/ketabrain/validation/{model}.py",
            f"tests/models/test_{model}.py",
        )
        links = [place for path in places for place in (", " if path != places[0] else "", self.code(path))]
        return [*parts, el("p", None, "The model, what it is held against, and its tests: ", *links, ".")]

    def code(self, path: str) -> nodes.Node:
        """Return a file of the repository, linked where the book knows its address."""
        address = str(self.config.html_theme_options.get("repository_url") or "").rstrip("/")
        branch = self.config.html_theme_options.get("repository_branch") or "main"
        name = el("code", None, path)
        return el("a", {"href": f"{address}/blob/{branch}/{path}"}, name) if address.startswith("https://") else name


def below(content: nodes.Node | str) -> nodes.Node:
    """Return a small second line of a cell."""
    return el("small", {"class": "kb-below"}, content)


def where(model: str) -> str:
    """Return the place of a model's code: a file, or a folder where it has several."""
    folder = Path(models.__file__).parent / model
    return f"src/ketabrain/models/{model}/" if folder.is_dir() else f"src/ketabrain/models/{model}.py"


def origins(rows: list[dict[str, Any]]) -> str:
    """Count parameters by origin: "2 published, 19 chosen here"."""
    found = Counter(row["origin"] for row in rows)
    return ", ".join(f"{found[origin]} {origin}" for origin in ORIGINS if found[origin])


def number(value: float) -> str:
    """Return a number as short as it can be, with a true minus sign and powers of ten written out."""
    digits, _, power = f"{value:.4g}".partition("e")
    times = f" × 10{str(int(power)).translate(RAISED)}" if power else ""
    return digits.replace("-", "−") + times


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_directive("model-card", ModelCardDirective)
    app.add_css_file("ketabrain/cards.css")
