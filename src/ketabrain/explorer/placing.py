"""Place panels and their legends: in columns on a wide plot, in one column on a phone."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from ketabrain.explorer.figure import Figure, Measured, Panel

MARGIN = {"l": 62, "r": 14, "t": 6, "b": 46}
NARROW_MARGIN = {"l": 52, "r": 10, "t": 6, "b": 46}
WIDE_PX, NARROW_PX = 600, 245  # inside the margins; the narrowest of each kind
TICKS_PX, TITLE_PX = 26, 20
LEGEND_ROW_PX, LABEL_ROW_PX = 20, 15
LETTER_PX, SYMBOL_PX = 6.6, 48
COLUMN_GAP = 0.13


def label(item: Measured) -> str:
    """Return what is written above a measured band."""
    return f"grey band: {item.label}" + ("" if item.confirmed else " (number not confirmed)")


def lines(text: str, width_px: float) -> list[str]:
    """Return a small text broken to a width."""
    return textwrap.wrap(text, max(20, int(width_px / 5.8)), break_long_words=False)


def legend_rows(figure: Figure, panel: Panel, width_px: float) -> int:
    """Return how many rows a panel's legend needs: its own entries, laid out as plotly does."""
    widths = [
        LETTER_PX * len(trace.name) + SYMBOL_PX for trace in figure.traces if trace.panel == panel.name and trace.legend
    ]
    if not widths or panel.legend == "v":
        return len(widths)
    if sum(widths) <= width_px:
        return 1
    return math.ceil(len(widths) / max(1, int(width_px / max(widths))))


def head_px(figure: Figure, panel: Panel, width_px: float) -> float:
    """Return the room above a panel: its legend, and the labels of its measured bands."""
    labels = sum(len(lines(label(item), width_px)) for item in figure.measured if item.panel == panel.name)
    return legend_rows(figure, panel, width_px) * LEGEND_ROW_PX + labels * LABEL_ROW_PX + 4


def stacked(
    figure: Figure, panels: Sequence[Panel], height_px: float, width_px: float
) -> list[tuple[Panel, list[float], float]]:
    """Return each panel's domain in a column, first on top, and where its legend stands."""
    heads = [head_px(figure, panel, width_px) for panel in panels]
    feet = [TICKS_PX + (TITLE_PX if panel.x else 0) for panel in panels[:-1]] + [0]
    free = height_px - sum(heads) - sum(feet)
    total = sum(panel.height for panel in panels)
    top, places = height_px, []
    for panel, head, foot in zip(panels, heads, feet, strict=True):
        high = top - head
        low = max(0.0, high - free * panel.height / total)
        labels = sum(len(lines(label(item), width_px)) for item in figure.measured if item.panel == panel.name)
        domain = [round(low / height_px, 4), round(high / height_px, 4)]
        places.append((panel, domain, round((high + labels * LABEL_ROW_PX + 2) / height_px, 4)))
        top = low - foot
    return places


def place(patch: dict[str, Any], axis: str, x: list[float], y: list[float], legend_y: float) -> None:
    """Put one panel and its legend into a layout patch."""
    patch[f"xaxis{axis}.domain"] = x
    patch[f"yaxis{axis}.domain"] = y
    patch[f"legend{axis}.x"] = x[0]
    patch[f"legend{axis}.y"] = min(1.5, legend_y)


def wide(figure: Figure, axes: dict[str, str]) -> dict[str, Any]:
    """Return the layout patch for a wide plot: columns side by side."""
    patch: dict[str, Any] = {"height": figure.height_px, "margin": MARGIN}
    inner, left = figure.height_px - MARGIN["t"] - MARGIN["b"], 0.0
    free, total = 1 - COLUMN_GAP * (len(figure.columns) - 1), sum(figure.columns)
    for column, share in enumerate(figure.columns):
        right = min(1.0, left + free * share / total)
        panels = [panel for panel in figure.panels if panel.column == column]
        for panel, domain, legend_y in stacked(figure, panels, inner, WIDE_PX * (right - left)):
            place(patch, axes[panel.name], [round(left, 4), round(right, 4)], domain, legend_y)
        left = right + COLUMN_GAP
    patch |= broken_labels(figure, WIDE_PX)
    return patch


def narrow(figure: Figure, axes: dict[str, str]) -> dict[str, Any]:
    """Return the layout patch for a phone: all panels in one column."""
    height = figure.narrow_height_px or figure.height_px + 120 * (len(figure.columns) - 1)
    patch: dict[str, Any] = {"height": height, "margin": NARROW_MARGIN}
    inner = height - NARROW_MARGIN["t"] - NARROW_MARGIN["b"]
    for panel, domain, legend_y in stacked(figure, figure.panels, inner, NARROW_PX):
        place(patch, axes[panel.name], [0, 1], domain, legend_y)
    patch |= broken_labels(figure, NARROW_PX)
    return patch


def broken_labels(figure: Figure, width_px: float) -> dict[str, Any]:
    """Return the measured bands' labels broken to the plot's width."""
    return {
        f"annotations.{i}.text": "<br>".join(lines(label(item), width_px)) for i, item in enumerate(figure.measured)
    }
