"""The figure of ``{pk-table}``: what each set of parameters gives, divided by the published level."""

from __future__ import annotations

from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from ketabrain.explorer.still import PX, STYLE, as_svg
from ketabrain.models.pharmacokinetics import SETS
from ketabrain.palette import PALETTE
from ketabrain.validation.pk_table import ARTERY, ROWS, UNKNOWN, VEIN, Row, verdicts

WIDTH_PX, ROW_PX, TOP_PX, BOTTOM_PX, LEFT_PX, RIGHT_PX = 350, 26, 124, 46, 172, 10
PT_PER_PX = 0.72
LEAST, MOST = 0.25, 4.0
TICKS = {0.25: "¼", 0.5: "½", 1.0: "1", 2.0: "2", 4.0: "4"}
MARKS = {VEIN: ("s", "tonic", "a vein"), ARTERY: ("^", "burst", "an artery"), UNKNOWN: ("D", "faint", "site not seen")}
NAMED = "ketamine"


def figure() -> str:
    """Return the figure as SVG; colours are CSS variables, so that it follows the theme."""
    height = TOP_PX + BOTTOM_PX + ROW_PX * len(ROWS)
    with matplotlib.rc_context({**STYLE, "font.size": 8.6, "axes.spines.left": False}):
        canvas = Canvas(figsize=(WIDTH_PX * PX, height * PX), dpi=100)
        sides = (LEFT_PX / WIDTH_PX, BOTTOM_PX / height)
        axes = canvas.add_axes((*sides, 1 - (LEFT_PX + RIGHT_PX) / WIDTH_PX, 1 - (TOP_PX + BOTTOM_PX) / height))
        dress(axes)
        for place, row in enumerate(ROWS):
            draw_row(axes, place, row)
        draw_legend(axes)
        return as_svg(canvas)


def dress(axes: Any) -> None:
    """Set the scales, the labels of rows and the line of agreement."""
    axes.set_xscale("log")
    axes.set_xlim(LEAST / 1.08, MOST * 1.08)
    axes.set_xticks(list(TICKS), list(TICKS.values()))
    axes.minorticks_off()
    axes.set_ylim(len(ROWS) - 0.4, -0.6)
    axes.set_yticks(range(len(ROWS)), [f"{row.name} {row.short}" for row in ROWS], ha="left")
    axes.tick_params(length=0)
    axes.tick_params(axis="y", pad=PT_PER_PX * (LEFT_PX - 4))
    axes.set_xlabel("Computed ÷ published")
    axes.grid(True, axis="x", color=PALETTE["grid"].light, linewidth=0.6)
    axes.axvline(1, color=PALETTE["ink"].light, linewidth=1)


def draw_row(axes: Any, place: int, row: Row) -> None:
    """Draw a row's accepted range, its standard deviation and every set; what lies outside the plot stands at its edge."""
    ends = np.clip(np.array([row.low, row.high]) / row.published, LEAST, MOST)
    axes.plot(
        ends, [place, place], color=PALETTE["faint"].light, alpha=0.28, linewidth=8, solid_capstyle="butt", zorder=1
    )
    if row.spread is not None:
        spread = np.clip(np.array(row.spread) / row.published, LEAST, MOST)
        axes.plot(spread, [place, place], color=PALETTE["good"].light, linewidth=2, zorder=2)
    for name, verdict in verdicts()[row.name].items():
        if verdict is None:
            continue
        ratio = float(np.clip(verdict.value / row.published, LEAST, MOST))
        if name == row.named:
            axes.scatter(ratio, place, s=44, marker="o", color=PALETTE[NAMED].light, zorder=4)
        else:
            mark, colour, _ = MARKS[SETS[name].sampling]
            axes.scatter(ratio, place, s=20, marker=mark, facecolor="none", edgecolor=PALETTE[colour].light, zorder=3)


def draw_legend(axes: Any) -> None:
    """Explain bars and marks above the plot."""
    bare: dict[str, Any] = {"linestyle": "none"}
    entries = [
        (Line2D([], [], color=PALETTE["faint"].light, alpha=0.28, linewidth=8), "values we accept"),
        (Line2D([], [], color=PALETTE["good"].light, linewidth=2), "1 SD of the people measured"),
        (Line2D([], [], marker="o", markersize=6.5, color=PALETTE[NAMED].light, **bare), "the set that suits the case"),
    ]
    for mark, colour, words in MARKS.values():
        edge = PALETTE[colour].light
        drawn = Line2D([], [], marker=mark, markersize=4.5, markerfacecolor="none", markeredgecolor=edge, **bare)
        entries.append((drawn, f"other sets: {words}"))
    canvas = axes.get_figure()
    canvas.legend(*zip(*entries, strict=True), loc="upper left", frameon=False, fontsize=8.6, borderaxespad=0.2)
