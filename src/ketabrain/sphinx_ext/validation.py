"""The directive ``{validation}``: what the models reproduce and what they miss, in one plot and one table across all models."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext import card_text
from ketabrain.sphinx_ext.element import badge, cited, el, folded, plot, table
from ketabrain.sphinx_ext.validation_plot import figure
from ketabrain.validation import KINDS, MODELS
from ketabrain.validation.case import Case, Result, shown, tally
from ketabrain.validation.kept import results

Found = tuple[str, Case, Result]  # model, case, result
HEADS = ["What is compared", "Stated", "The model gives", "Fit or test"]
CAPTION = (
    "Each mark is one measured number. The grey band is the range that we accept for it; a mark at an edge may lie far "
    "beyond. For some only a direction is known: they stand at the right. The table names them all."
)
ROLES = {"fit": "fit", "test": "test", "check of the arithmetic": "arithmetic"}


def gather(models: Iterable[str] = MODELS) -> list[Found]:
    """Return every result of some models: misses first, then measured numbers, then checks of the arithmetic."""
    found = [(model, case, result) for model in models for case, result in results(model)]
    return sorted(found, key=lambda item: (item[2].hit, KINDS.index(item[1].kind)))


def case_table(directive: SphinxDirective, found: Sequence[Found], with_model: bool = False) -> nodes.Node:
    """Return a table of results; with ``with_model`` each row names its model."""
    rows = []
    for model, case, result in found:
        title = card_text.load(model).title if with_model else ""
        gives = [shown(case, result.value), " ", badge("hit", "kb-hit") if result.hit else badge("miss", "kb-miss")]
        rows.append([what(directive, case, title), stated(case), gives, ROLES[case.role]])
    return table(HEADS, rows)


def parts(directive: SphinxDirective, found: Sequence[Found]) -> list[nodes.Node]:
    """Return all misses in one table, then the hits of each model, folded: what a model misses tells more."""
    shown_parts: list[nodes.Node] = [
        case_table(directive, [item for item in found if not item[2].hit], with_model=True)
    ]
    for model in MODELS:
        met = [item for item in found if item[0] == model and item[2].hit]
        if met:
            shown_parts.append(folded(f"{card_text.load(model).title}: {len(met)} met", case_table(directive, met)))
    return shown_parts


def what(directive: SphinxDirective, case: Case, title: str) -> list[nodes.Node | str]:
    """Return what is compared; below it the model, where the number was found, and our note."""
    source = [*cited(directive, [case.source]), ": "] if case.source else []
    below = [f"{title} · " if title else "", *source, case.preparation]
    notes = [el("small", {"class": "kb-below"}, *below)]
    if case.note:
        notes.append(el("small", {"class": "kb-below"}, case.note))
    return [case.name.replace(" -", " −"), *notes]


def stated(case: Case) -> list[nodes.Node | str]:
    """Return what the source says, marked where we could not confirm the number."""
    text = re.sub(r"(?<!\w)-(?=\d)", "−", case.stated)
    return [text] if case.confirmed else [text, " ", badge("number not confirmed", "kb-unconfirmed")]


def counts(found: Sequence[Found]) -> nodes.Node:
    """Return a small table: for each model, how many fits, tests and checks are met."""
    every: Counter[tuple[str, str]] = Counter((model, case.role) for model, case, _ in found)
    met: Counter[tuple[str, str]] = Counter((model, case.role) for model, case, result in found if result.hit)
    models = [model for model in MODELS if any(model == name for name, _, _ in found)]
    rows: list[Any] = [
        [card_text.load(model).title, *(f"{met[model, role]} of {every[model, role]}" for role in ROLES)]
        for model in models
    ]
    return table(["Model", "Fits met", "Tests met", "Arithmetic"], rows)


def drawing(found: Sequence[Found]) -> nodes.Node:
    """Return the plot; a reader who cannot see it has the table."""
    return plot(figure(found), "Plot: where each model lands in the range we accept.", CAPTION)


class ValidationDirective(SphinxDirective):
    """``{validation}`` for every comparison, ``{validation} counts`` for a summary of it, ``{validation} plot`` for a picture."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what is asked for, or one sentence that names the three forms."""
        what = self.arguments[0] if self.arguments else "table"
        if what not in ("table", "counts", "plot"):
            raise self.error(f"{{validation}} shows 'table', 'counts' or 'plot', not '{what}'.")
        found = gather()
        section = el("div", {"class": "kb-sheet kb-validation", "data-validation": what})
        if what == "plot":
            section += [drawing(found)]
        elif what == "counts":
            section += [el("p", None, tally([(case, result) for _, case, result in found])), counts(found)]
        else:
            section += parts(self, found)
        return [section]


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_directive("validation", ValidationDirective)
    app.add_css_file("ketabrain/cards.css")
