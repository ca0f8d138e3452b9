"""A small table inside a figure: what was measured, what the model does, and where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ketabrain.explorer import Panel, Series, Trace

MEASURED_X, MODEL_X, WORDS_X = 0.1, 1.6, 2.2
PANEL = "beside"
SERIES = tuple(Series(f"beside_{name}_{axis}", "", "exact") for name in ("yes", "no", "miss") for axis in "xy")


@dataclass(frozen=True)
class Row:
    """One experiment: its words, whether the effect was measured, and whether the model shows it."""

    words: str
    measured: bool
    model: bool


def panel(rows: int, column: int = 1, height: float = 1.0) -> Panel:
    """Return the panel that holds a table of so many rows."""
    hidden = {"showgrid": False, "tickvals": []}
    return Panel(PANEL, "", "", (-0.5, 9.2), (rows - 0.4, -1.6), column=column, height=height, axis=hidden,
                 y_axis=hidden)  # fmt: skip


def traces(yes: str, no: str, miss: str = "a miss") -> tuple[Trace, ...]:
    """Return the table's traces: filled squares, open squares, and rings around the model's misses."""
    still = {"marker": {"symbol": "square-open", "line": {"width": 2}}}
    return (
        Trace(yes, PANEL, "beside_yes_x", "beside_yes_y", "ink", "squares", size=11, hover=yes),
        Trace(no, PANEL, "beside_no_x", "beside_no_y", "ink", "squares", size=10, hover=no, extra=still),
        Trace(miss, PANEL, "beside_miss_x", "beside_miss_y", "bad", "open markers", size=20, hover=miss),
    )


def contents(rows: Sequence[Row], axis: str, heads: tuple[str, str]) -> dict[str, Any]:
    """Return the table's series, and its words as annotations of the axes with that number."""
    found: dict[str, list[tuple[float, int]]] = {"yes": [], "no": [], "miss": []}
    for at, row in enumerate(rows):
        found["yes" if row.measured else "no"].append((MEASURED_X, at))
        found["yes" if row.model else "no"].append((MODEL_X, at))
        if row.measured != row.model:
            found["miss"].append((MODEL_X, at))
    words = [(WORDS_X, at, row.words, "left") for at, row in enumerate(rows)]
    words += [(MEASURED_X, -1, heads[0], "center"), (MODEL_X, -1, heads[1], "center")]
    style = {"xref": f"x{axis}", "yref": f"y{axis}", "yanchor": "middle", "showarrow": False}
    notes = [
        {**style, "x": x, "y": y, "text": text, "xanchor": side, "font": {"size": 11, "color": "@ink"}}
        for x, y, text, side in words
    ]
    series = {
        f"beside_{name}_{axis}": [p[i] for p in points] for name, points in found.items() for i, axis in enumerate("xy")
    }
    return {**series, "layout": {"annotations": notes}}
