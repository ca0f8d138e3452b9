"""A list inside a figure: one row a study, a dot for less, the same or more, and its label before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ketabrain.explorer.declaration import Series

LABELS_END = -1.45  # beside the dots of "less"
SMALL_WORDS: dict[str, Any] = {"tickangle": 0, "tickfont": {"size": 10}}
NO_NUMBERS: dict[str, Any] = {"tickvals": [], "ticktext": [], "showgrid": False, "showline": False}


def rows(count: int) -> np.ndarray:
    """Return the heights of a list's rows; the first stands on top."""
    return np.arange(count, 0, -1.0)


def labels(texts: Sequence[str], axis: str) -> dict[str, Any]:
    """Return a layout patch that writes a label before each row's dots of a panel."""
    return {
        f"annotations.{i}": {
            "text": text, "x": LABELS_END, "y": y, "xref": f"x{axis}", "yref": f"y{axis}", "showarrow": False,
            "xanchor": "right", "yanchor": "middle", "font": {"size": 10, "color": "@ink"},
        }
        for i, (text, y) in enumerate(zip(texts, rows(len(texts)), strict=True))
    }  # fmt: skip


def dots(name: str, directions: Sequence[float], keep: Sequence[bool]) -> dict[str, Any]:
    """Return places of a list's dots as ``name_x`` and ``name_y``; where none is to be drawn, NaN in both."""
    x = np.where(keep, np.array(directions, dtype=float), np.nan)
    return {f"{name}_x": x, f"{name}_y": np.where(np.isnan(x), np.nan, rows(len(x)))}


def dot_series(*names: str) -> tuple[Series, ...]:
    """Return the series of dots by these names."""
    return tuple(Series(f"{name}_{axis}", "", "exact") for name in names for axis in "xy")
