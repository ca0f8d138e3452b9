"""What the scrubber reads at one position, in words. web/draw.js says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ketabrain.explorer.controls import number
from ketabrain.explorer.figure import trimmed

if TYPE_CHECKING:
    from ketabrain.explorer.declaration import Explorer, Series


def scrub_words(explorer: Explorer, node: Mapping[str, Any], index: int = 0) -> str:
    """Return the position, and the value there of every trace that the cursor crosses."""
    scrubber = explorer.drawing.scrubber
    if scrubber is None:
        return ""
    times = trimmed(node[scrubber.series])
    at = times[min(index, len(times) - 1)]
    place = f"{number(at, scrubber.decimals)} {scrubber.unit}"
    if scrubber.frames:
        return place
    parts = []
    for trace in explorer.drawing.traces:
        series = explorer.series.get(trace.y or "")
        if trace.panel in scrubber.panels and series is not None:
            values = trimmed(node[series.name])
            nearest = int(np.argmin(np.abs(trimmed(node[trace.x or ""]) - at)))
            parts.append(f"{trace.name} {value_words(series, values[nearest])}")
    return f"At {place}: {', '.join(parts)}"


def value_words(series: Series, value: float) -> str:
    """Write one value of a series with its unit."""
    if series.shown_as == "percent":
        return f"{number(100 * value, series.decimals)} % {series.unit}".rstrip()
    return f"{number(value, series.decimals)} {series.unit}".rstrip()
