"""The plot of ``{validation} plot``: where each model lands in the range that we accept for each measured number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any, NamedTuple

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from ketabrain.explorer.still import PX, STYLE, as_svg
from ketabrain.palette import PALETTE
from ketabrain.sphinx_ext import card_text
from ketabrain.validation import MODELS
from ketabrain.validation.case import Case, Result

WIDTH_PX, TOP_PX, BOTTOM_PX, SIDE_PX = 360, 74, 40, 10
TITLE_PX, DOT_PX = 22, 11  # a model's name, and the height of one mark
LEAST, MOST = -1.0, 2.0  # how far beyond the range (0 to 1) is drawn
DIRECTION = 2.75  # where numbers without two bounds stand
APART = 0.085  # marks closer than this are stacked


class Dot(NamedTuple):
    """A mark: its place along the range, its level in the stack, and how it looks."""

    x: float
    level: int
    fitted: bool
    hit: bool


def place(case: Case, result: Result) -> float:
    """Return where a result stands: 0 and 1 are the range's ends; numbers with one bound stand apart."""
    if not (isfinite(case.low) and isfinite(case.high) and isfinite(result.value)) or case.low == case.high:
        return DIRECTION
    return min(max((result.value - case.low) / (case.high - case.low), LEAST), MOST)


def dots(found: Iterable[tuple[Case, Result]]) -> list[Dot]:
    """Return the marks of a model's measured numbers, stacked where they would cover each other."""
    measured = [(place(case, result), case, result) for case, result in found if case.kind == "measured"]
    stacked: list[Dot] = []
    for x, case, result in sorted(measured, key=lambda item: (item[0], item[1].name)):
        taken = {dot.level for dot in stacked if abs(dot.x - x) < APART}
        level = next(i for i in range(len(stacked) + 1) if i not in taken)
        stacked.append(Dot(x, level, case.fitted, result.hit))
    return stacked


def figure(found: Sequence[tuple[str, Case, Result]]) -> str:
    """Return the plot of all models as SVG; colours are CSS variables, so that it follows the theme."""
    names = [name for name in MODELS if any(name == model for model, _, _ in found)]
    rows = {name: dots((case, result) for model, case, result in found if model == name) for name in names}
    heights = {name: TITLE_PX + DOT_PX * (1 + max(dot.level for dot in row)) for name, row in rows.items() if row}
    total = sum(heights.values())
    with matplotlib.rc_context({**STYLE, "font.size": 8.6, "axes.spines.left": False}):
        canvas = Canvas(figsize=(WIDTH_PX * PX, (TOP_PX + total + BOTTOM_PX) * PX), dpi=100)
        share = 1 / (TOP_PX + total + BOTTOM_PX)
        axes = canvas.add_axes(
            (SIDE_PX / WIDTH_PX, BOTTOM_PX * share, 1 - 2 * SIDE_PX / WIDTH_PX, 1 - (TOP_PX + BOTTOM_PX) * share)
        )
        dress(axes, total)
        top = 0
        for name, height in heights.items():
            axes.text(LEAST - 0.12, top + 0.62 * TITLE_PX, card_text.load(name).title, fontsize=8.6, va="center")
            for dot in rows[name]:
                draw(axes, dot, top + height - DOT_PX * (dot.level + 0.5))
            top += height
            axes.axhline(top, color=PALETTE["grid"].light, linewidth=0.6)
        legend(canvas)
        return as_svg(canvas)


def dress(axes: Any, total: int) -> None:
    """Draw the accepted range and the axis."""
    axes.set_xlim(LEAST - 0.15, DIRECTION + 0.35)
    axes.set_ylim(total, 0)
    axes.set_yticks([])
    axes.set_xticks([LEAST + 0.2, 0.5, MOST, DIRECTION], ["too low", "in range", "too high", "direction\nonly"])
    axes.tick_params(length=0)
    axes.axvspan(0, 1, facecolor=PALETTE["faint"].light, alpha=0.16, zorder=0)
    axes.axvline((MOST + DIRECTION) / 2, color=PALETTE["grid"].light, linewidth=0.6)


def look(fitted: bool, hit: bool) -> dict[str, Any]:
    """Return a mark's shape: a cross is a miss, a disc a test that is met, a ring a fit."""
    if not hit:
        return {"marker": "x", "color": PALETTE["bad"].light}
    colour = PALETTE["nmda"].light
    return {"marker": "o", "facecolor": "none" if fitted else colour, "edgecolor": colour}


def draw(axes: Any, dot: Dot, y: float) -> None:
    """Draw one mark."""
    axes.scatter(dot.x, y, s=30, linewidth=1.3, zorder=3, clip_on=False, **look(dot.fitted, dot.hit))


def legend(canvas: Canvas) -> None:
    """Explain the marks above the plot."""
    bare: dict[str, Any] = {"linestyle": "none", "markersize": 5.5}
    met: dict[str, Any] = {"marker": "o", "color": PALETTE["nmda"].light, **bare}
    missed: dict[str, Any] = {"marker": "x", "color": PALETTE["bad"].light, **bare}
    entries = [
        (Line2D([], [], **met), "a test, met"),
        (Line2D([], [], **met, markerfacecolor="none"), "a fit, met"),
        (Line2D([], [], **missed), "a miss"),
    ]
    canvas.legend(*zip(*entries, strict=True), loc="upper left", frameon=False, fontsize=8.6, borderaxespad=0.2)
