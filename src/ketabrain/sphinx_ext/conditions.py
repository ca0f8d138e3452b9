"""The directive ``{conditions}``: condition by condition, how sure the evidence is, why, and what trials found."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.evidence import conditions
from ketabrain.evidence.conditions import RATINGS, REASONS, STEPS, Condition, ConditionError
from ketabrain.sphinx_ext.element import badge, cited, el, inline, table

FULL, EMPTY = "●", "○"
WHOSE = {"ours": "our provisional rating", "Cochrane": "Cochrane’s rating"}
BRIEFLY = {"ours": "ours", "Cochrane": "Cochrane"}


class ConditionsDirective(SphinxDirective):
    """``{conditions}``"""

    def run(self) -> list[nodes.Node]:
        """Return the overview and an entry a condition; a fault in the file is one clear error."""
        self.env.note_dependency(str(conditions.FILE))
        try:
            listed = conditions.load()
        except ConditionError as problem:
            raise self.error(str(problem)) from None
        rows = [[link(one), sign(one), BRIEFLY[one.by]] for one in listed]
        glance = table(["Condition", "How sure", "Whose rating"], rows)
        entries = [self.entry(one) for one in listed]
        return [el("div", {"class": "kb-sheet kb-conditions"}, key(), glance, *entries)]

    def entry(self, one: Condition) -> nodes.Node:
        """Return one condition: its rating; folded below it what was found, by whom, and why the rating is no higher."""
        head = el("summary", None, f"{one.title} ", sign(one))
        found = [el("li", None, *inline(self, f.says), " (", *cited(self, f.sources), ")") for f in one.found]
        reasons = [REASONS[name] + (" (two steps)" if steps == 2 else "") for name, steps in one.down.items()]
        start = f"; {one.start} at the start, as for case reports" if one.start != STEPS[0] else ""
        marked = f" Marked down for: {', '.join(reasons)}{start}." if reasons else ""
        return el(
            "details",
            {"class": "kb-fold"},
            head,
            el(
                "p",
                {"class": "kb-small", "id": f"condition-{one.condition}"},
                f"Rated: {one.asked[0].lower()}{one.asked[1:]}. ",
                badge(WHOSE[one.by]),
            ),
            el("ul", None, *found),
            el("p", None, el("strong", None, f"Why {one.rating}: "), *inline(self, one.why), marked),
        )


def link(one: Condition) -> nodes.Node:
    """Return a condition's name as a link into its entry, which a browser then unfolds."""
    return el("a", {"href": f"#condition-{one.condition}"}, one.title)


def sign(one: Condition) -> nodes.Node:
    """Return a rating as four marks and in words."""
    marks = FULL * one.steps + EMPTY * (len(STEPS) - one.steps)
    return el(
        "span",
        {"class": f"kb-rating kb-rating-{one.steps}"},
        el("span", {"class": "kb-rating-marks", "aria-hidden": "true"}, marks),
        f" {one.rating}",
    )


def key() -> nodes.Node:
    """Return what the words mean."""
    items = [part for name, words in RATINGS.items() for part in (el("dt", None, name), el("dd", None, words))]
    return el("dl", {"class": "kb-rating-key", "aria-label": "What the ratings mean"}, *items)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_directive("conditions", ConditionsDirective)
    app.add_css_file("ketabrain/conditions.css")
