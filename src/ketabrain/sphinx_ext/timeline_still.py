"""The timeline drawn without a browser: it holds the place while loading, serves print and readers without scripts."""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib.figure import Figure as Canvas

from ketabrain.explorer.still import PX, STYLE, SYMBOLS, as_svg
from ketabrain.palette import PALETTE
from ketabrain.timeline.events import FIRST_MIN, LAST_MIN
from ketabrain.timeline.places import LANE_PX, SLOTS, Placed, Plan

WIDTH_PX, TOP_PX, BOTTOM_PX, LEFT_PX, RIGHT_PX = 440, 40, 6, 50, 6
AXIS_SHARE = 0.62  # of what lies right of the row labels; beside it stand the points without an hour
COLUMN_SHARE = 0.34
TICKS = {1: "1 min", 10: "10", 60: "1 h", 360: "6", 1440: "1 day", 20160: "14"}
NO_HOUR, NO_TEST = "no hour seen", "no test found"
SYMBOL = {"human": "triangle-up", "mouse": "circle", "rat": "square", "slice": "diamond"}
COLOUR = {
    "yes": "tonic", "absent": "faint", "needed": "good", "partly": "unsure", "unneeded": "bad", "enough": "good",
    "short": "bad",
}  # fmt: skip
SIGN_PX = 7  # from a point to its sign


def still(plan: Plan) -> str:
    """Return the whole timeline as SVG; colours are CSS variables, so that it follows the theme."""
    height = TOP_PX + plan.height + BOTTOM_PX
    inside = WIDTH_PX - LEFT_PX - RIGHT_PX
    with matplotlib.rc_context({**STYLE, "font.size": 8.0, "axes.spines.left": False, "axes.spines.bottom": False}):
        canvas = Canvas(figsize=(WIDTH_PX * PX, height * PX), dpi=100)
        share = (BOTTOM_PX / height, plan.height / height)
        axis = canvas.add_axes((LEFT_PX / WIDTH_PX, share[0], AXIS_SHARE * inside / WIDTH_PX, share[1]))
        left = LEFT_PX + (1 - COLUMN_SHARE) * inside
        column = canvas.add_axes((left / WIDTH_PX, share[0], COLUMN_SHARE * inside / WIDTH_PX, share[1]))
        dress(axis, column, plan)
        for placed in plan.points:
            draw(axis if placed.slot is None else column, placed)
        return as_svg(canvas)


def dress(axis: Any, column: Any, plan: Plan) -> None:
    """Set the scales, and write titles and labels of rows."""
    axis.set_xscale("log")
    axis.set_xlim(FIRST_MIN / 1.2, LAST_MIN * 1.4)
    axis.set_xticks(list(TICKS), list(TICKS.values()))
    axis.xaxis.tick_top()
    axis.grid(True, axis="x", color=PALETTE["grid"].light, linewidth=0.6)
    column.set_xlim(-0.5, SLOTS - 0.3)
    column.set_title(NO_HOUR, fontsize=8, pad=6, color=PALETTE["faint"].light)
    for one in (axis, column):
        one.minorticks_off()
        one.tick_params(length=0)
        one.set_ylim(plan.height, 0)
        one.set_yticks([])
    column.set_xticks([])
    beyond = axis.get_yaxis_transform()
    for event, y in plan.titles:
        axis.text(-LEFT_PX / 270, y, event.title, transform=beyond, fontsize=8.6, fontweight="bold", va="center")
    for row, y in plan.labels:
        axis.text(-0.03, y, row, transform=beyond, fontsize=7, ha="right", va="center", color=PALETTE["faint"].light)
    for y in plan.empty:
        axis.text(0.02, y, NO_TEST, transform=beyond, fontsize=7, va="center", color=PALETTE["faint"].light)


def draw(axes: Any, placed: Placed) -> None:
    """Draw one point, the bar of its time, and its sign."""
    point = placed.point
    colour = PALETTE[COLOUR[point.found]].light
    if point.span is None:
        x = end = float(placed.slot or 0)
    else:
        start, end = point.span
        x = (start * end) ** 0.5
        if start < end:
            axes.plot([start, end], [placed.y] * 2, color=colour, linewidth=1.6, solid_capstyle="butt")
    face = colour if point.confirmed else PALETTE["paper"].light
    marker = SYMBOLS[SYMBOL[point.species[0]]]
    axes.scatter([x], [placed.y], s=24, marker=marker, facecolor=face, edgecolor=colour, linewidth=1.1, zorder=3)
    shift = {"xytext": (SIGN_PX * 0.72, 0), "textcoords": "offset points"}
    axes.annotate(point.sign, (end, placed.y), **shift, fontsize=8, va="center", color=colour, annotation_clip=False)


def marks() -> dict[str, Any]:
    """Return what the live plot shares with the still: symbols, colours, and shares of the width."""
    return {
        "symbol": SYMBOL, "colour": COLOUR, "axis": AXIS_SHARE, "column": COLUMN_SHARE, "slots": SLOTS, "lane": LANE_PX,
        "noHour": NO_HOUR, "noTest": NO_TEST,
    }  # fmt: skip
