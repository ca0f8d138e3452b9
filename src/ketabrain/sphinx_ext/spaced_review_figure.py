"""The figure of ``{spaced-review}``: recall against the number of reviews, a panel for each simulated learner."""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from ketabrain.explorer.still import PX, STYLE, as_svg
from ketabrain.palette import PALETTE
from ketabrain.validation.spaced_review import (
    ANEW,
    DAYS,
    FSRS,
    GROWING,
    LEARNERS,
    PLANS,
    TARGET,
    Outcome,
    outcome,
)

WIDTH_PX, GAP_PX, TOP_PX, BOTTOM_PX, LEFT_PX, RIGHT_PX = 360, 34, 138, 44, 46, 12
PX_A_POINT = 3  # of recall [%], the same in all panels
LOWEST, ELSE, HIGHEST = 70, 40, 102  # recall [%] that is drawn; ELSE where a schedule does worse than LOWEST
FEWEST, MOST = 4.6, 265  # reviews
TICKS = (6, 12, 25, 50, 90, 180)
LABELS = {"every day": "1 day", **{f"every {days} days": f"{days} days" for days in (3, 7, 30)}}
MARKS = {FSRS: ("D", "habenula", 46), GROWING: ("s", "amygdala", 26), ANEW: ("^", "hippocampus", 32)}
EVERY = ("o", "quiet", 14)
DASHES = (0, (5, 3))


def figure() -> str:
    """Return the figure as SVG; colours are CSS variables, so that it follows the theme."""
    heights = {learner: PX_A_POINT * (HIGHEST - lowest(learner)) for learner in LEARNERS}
    total = TOP_PX + sum(heights.values()) + GAP_PX * (len(heights) - 1) + BOTTOM_PX
    with matplotlib.rc_context({**STYLE, "font.size": 8.6}):
        canvas = Canvas(figsize=(WIDTH_PX * PX, total * PX), dpi=100)
        bottom = total - TOP_PX
        for learner, height in heights.items():
            bottom -= height
            width = WIDTH_PX - LEFT_PX - RIGHT_PX
            box = (LEFT_PX / WIDTH_PX, bottom / total, width / WIDTH_PX, height / total)
            panel(canvas.add_axes(box), learner, last=learner == [*heights][-1])
            bottom -= GAP_PX
        legend(canvas)
        return as_svg(canvas)


def lowest(learner: str) -> int:
    """Return where a learner's axis begins."""
    return LOWEST if min(outcome(learner, name).when_asked for name in PLANS) >= LOWEST / 100 else ELSE


def panel(axes: Any, learner: str, last: bool) -> None:
    """Draw all schedules of one learner."""
    dress(axes, learner, last)
    fixed = [outcome(learner, name) for name in PLANS if name not in MARKS]
    seen = [(one.reviews, 100 * one.recall) for one in fixed if 100 * one.recall >= lowest(learner)]
    axes.plot(*zip(*seen, strict=True), color=PALETTE[EVERY[1]].light, linewidth=0.8, zorder=2)
    for name in PLANS:
        mark(axes, outcome(learner, name), MARKS.get(name, EVERY), LABELS.get(name, ""))


def dress(axes: Any, learner: str, last: bool) -> None:
    """Set scales, names and the line of the target."""
    axes.set_xscale("log")
    axes.set_xlim(FEWEST, MOST)
    axes.minorticks_off()
    axes.set_xticks(TICKS, [str(tick) if last else "" for tick in TICKS])
    axes.set_ylim(lowest(learner), HIGHEST)
    axes.set_yticks(range(lowest(learner), 101, 10))
    axes.tick_params(length=0)
    axes.grid(True, color=PALETTE["grid"].light, linewidth=0.6)
    axes.axhline(100 * TARGET, color=PALETTE["ink"].light, linewidth=1, linestyle=DASHES, zorder=2)
    axes.set_title(f"A learner who {learner}", fontsize=8.8, loc="left", pad=5, x=-0.11)
    axes.set_ylabel("Recall (%)")
    if last:
        axes.set_xlabel(f"Reviews of a question in {DAYS} days")


def mark(axes: Any, found: Outcome, look: tuple[str, str, int], label: str) -> None:
    """Draw one schedule: a mark at the mean over all days, and a stem down to recall when a question comes back."""
    shape, name, size = look
    x, recall, when_asked = found.reviews, 100 * found.recall, 100 * found.when_asked
    colour, edge = PALETTE[name].light, axes.get_ylim()[0]
    if recall < edge:  # a cross at the edge of the panel
        axes.scatter(x, edge, s=20, marker="x", color=colour, linewidth=1.2, zorder=4, clip_on=False)
        return
    axes.plot([x, x], [recall, max(when_asked, edge)], color=colour, linewidth=1.4, zorder=3)
    if when_asked >= edge:
        axes.scatter(x, when_asked, s=30, marker="_", color=colour, linewidth=1.6, zorder=4)
    rim = PALETTE["paper"].light
    axes.scatter(x, recall, s=size, marker=shape, facecolor=colour, edgecolor=rim, linewidth=0.6, zorder=5)
    if recall > edge + 5:
        axes.annotate(label, (x, recall), textcoords="offset points", xytext=(4, -3), va="top", fontsize=7.5)


def legend(canvas: Canvas) -> None:
    """Explain the marks above the panels."""
    names = {FSRS: "FSRS, the scheduler of the review", GROWING: GROWING, ANEW: ANEW}
    entries = []
    for name, (shape, colour, _) in [*MARKS.items(), ("the same interval for every question", EVERY)]:
        drawn = Line2D([], [], marker=shape, markersize=5.5, color=PALETTE[colour].light, linestyle="none")
        entries.append((drawn, names.get(name, name)))
    stem: dict[str, Any] = {"marker": "_", "markersize": 7, "color": PALETTE["ink"].light, "linestyle": "none"}
    entries.append((Line2D([], [], **stem), "its recall when a question comes back"))
    target = Line2D([], [], color=PALETTE["ink"].light, linewidth=1, linestyle=DASHES)
    entries.append((target, f"the scheduler's target for that, {TARGET:.0%}".replace("%", " %")))
    canvas.legend(*zip(*entries, strict=True), loc="upper left", frameon=False, fontsize=8.4, borderaxespad=0.2)
