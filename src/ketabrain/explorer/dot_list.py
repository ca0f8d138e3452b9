"""A list inside a figure: one row a study, a dot for less, the same or more, and its label before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    return beside(texts, LABELS_END, axis)


def beside(
    texts: Sequence[str], x: float, axis: str, first: int = 0, anchor: str = "right", **style: Any
) -> dict[str, Any]:
    """Return a layout patch that writes a text beside each row of a panel: up to x on its axis, or from there on."""
    return {
        f"annotations.{first + i}": {
            "text": text, "x": x, "y": y, "xref": f"x{axis}", "yref": f"y{axis}", "showarrow": False,
            "xanchor": anchor, "yanchor": "middle", "font": {"size": 10, "color": "@ink"}, **style,
        }
        for i, (text, y) in enumerate(zip(texts, rows(len(texts)), strict=True))
    }  # fmt: skip


def with_gaps(ends: np.ndarray) -> np.ndarray:
    """Return the ends of many lines one after the other, a gap after each."""
    return np.column_stack([ends, np.full(len(ends), np.nan)]).ravel()


def bars(ends: Iterable[tuple[float, float]], heights: Iterable[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of horizontal bars with a gap after each; a row whose ends are NaN has none."""
    x = with_gaps(np.array(list(ends)))
    return x, np.where(np.isnan(x), np.nan, np.repeat(np.array(list(heights)), 3))


def dots(name: str, directions: Sequence[float], keep: Sequence[bool]) -> dict[str, Any]:
    """Return places of a list's dots as ``name_x`` and ``name_y``; where none is to be drawn, NaN in both."""
    x = np.where(keep, np.array(directions, dtype=float), np.nan)
    return {f"{name}_x": x, f"{name}_y": np.where(np.isnan(x), np.nan, rows(len(x)))}


def dot_series(*names: str) -> tuple[Series, ...]:
    """Return the series of dots by these names."""
    return tuple(Series(f"{name}_{axis}", "", "exact") for name in names for axis in "xy")
