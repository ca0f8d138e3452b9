"""The directive ``{spaced-review}``: does the scheduler of the review keep what simulated learners learnt?"""

from __future__ import annotations

from math import isnan
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext.element import el, folded, plot, table
from ketabrain.sphinx_ext.sentences import OURS
from ketabrain.sphinx_ext.spaced_review_figure import figure
from ketabrain.validation.spaced_review import (
    DAYS,
    FSRS,
    GROWING,
    LEARNERS,
    PLANS,
    SEEDS,
    TARGET,
    outcome,
    rival,
    spread,
)

HEADS = ["Schedule", f"Reviews in {DAYS} days", "Recall, all days", "Recall when asked"]
LABEL = "Plot: recall against the number of reviews, for each schedule and each simulated learner."
CAPTION = (
    "Computed, not measured: no person took part. Each mark is the mean recall over all days and questions; its stem "
    "reaches down to recall at the moment when a question comes back, which is what the dashed target is for. Further "
    "left is less work, further up is more kept. A cross at the lower edge lies below it. You may not read from it how "
    "much you will remember."
)


class SpacedReviewDirective(SphinxDirective):
    """``{spaced-review}``: the figure, each learner in words, and every number in a table."""

    def run(self) -> list[nodes.Node]:
        """Return all three."""
        listed = el("ul", None, *(el("li", None, el("p", None, *said(learner))) for learner in LEARNERS))
        tables = [folded(f"Every number: a learner who {learner}", numbers(learner)) for learner in LEARNERS]
        about = {"class": "kb-sheet kb-spaced-review", "data-spaced-review": len(LEARNERS)}
        return [el("div", about, plot(figure(), LABEL, CAPTION), listed, *tables)]


def percent(share: float) -> str:
    """Return a share in words."""
    return "none" if isnan(share) else f"{100 * share:.1f} %"


def ours(text: str) -> nodes.Node:
    """Return a number of our own simulation, marked as such."""
    return el("span", {"class": OURS}, text)


def said(learner: str) -> list[nodes.Node | str]:
    """Return how the scheduler did with a learner, its misses included."""
    found, other, growing = outcome(learner, FSRS), outcome(learner, rival(learner)), outcome(learner, GROWING)
    low, high = spread(learner)
    return [
        el("strong", None, f"A learner who {learner}. "),
        f"{FSRS} asks each question ",
        ours(f"{found.reviews:.1f} times"),
        " (in ",
        ours(f"{len(SEEDS)} runs"),
        " with other luck ",
        ours(f"{low:.1f} to {high:.1f}"),
        ") and keeps recall at ",
        ours(percent(found.recall)),
        " over all days. Of the equal intervals, ",
        ours(f"“{rival(learner)}”"),
        " is the longest that keeps as much, with ",
        ours(f"{other.reviews:.0f} reviews"),
        ". The list of growing intervals asks ",
        ours(f"{growing.reviews:.0f} times"),
        " and keeps ",
        ours(percent(growing.recall)),
        ". ",
        *aim(learner),
    ]


def aim(learner: str) -> list[nodes.Node | str]:
    """Return whether the target was met when questions came back."""
    found = outcome(learner, FSRS)
    gap = 100 * (found.when_asked - TARGET)
    side = "above" if gap > 0 else "below"
    return [
        f"When {FSRS} brings a question back, recall is ",
        ours(percent(found.when_asked)),
        ", ",
        ours(f"{abs(gap):.1f} points {side}"),
        " its target: ",
        ours(percent(found.after_a_day)),
        " after one day, the shortest wait there is, and ",
        ours(percent(found.later)),
        " after longer ones.",
    ]


def numbers(learner: str) -> nodes.Node:
    """Return a learner's table."""
    rows: list[Any] = []
    for name in PLANS:
        found = outcome(learner, name)
        values = (f"{found.reviews:.1f}", percent(found.recall), percent(found.when_asked))
        rows.append([name[0].upper() + name[1:], *(ours(value) for value in values)])
    return table(HEADS, rows)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.setup_extension("ketabrain.sphinx_ext.element")
    app.add_directive("spaced-review", SpacedReviewDirective)
    app.add_css_file("ketabrain/cards.css")
