"""What the scrubber reads at one position, in words. web/draw.js says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ketabrain.explorer.controls import number
from ketabrain.explorer.figure import trimmed
from ketabrain.explorer.words import fill_words, names_in

if TYPE_CHECKING:
    from ketabrain.explorer.declaration import Explorer, Series


def place_words(explorer: Explorer, node: Mapping[str, Any], index: int | None = None) -> str:
    """Return the position alone, in words; without ``index``, the one shown first. So do the others here."""
    scrubber = explorer.drawing.scrubber
    if scrubber is None:
        return ""
    times = trimmed(node[scrubber.series])
    index = min(explorer.opens_at if index is None else index, len(times) - 1)
    return (
        str(node[scrubber.place][index])
        if scrubber.place
        else f"{number(times[index], scrubber.decimals)} {scrubber.unit}"
    )


def shown_words(explorer: Explorer, node: Mapping[str, Any], index: int | None = None) -> str:
    """Return what stands below the slider: where the plot itself shows what is read, the position alone."""
    scrubber = explorer.drawing.scrubber
    if scrubber is not None and scrubber.reads:
        return f"At {place_words(explorer, node, index)}"
    return scrub_words(explorer, node, index)


def scrub_words(explorer: Explorer, node: Mapping[str, Any], index: int | None = None) -> str:
    """Return the position, and the value there of every trace that the cursor crosses."""
    scrubber = explorer.drawing.scrubber
    if scrubber is None:
        return ""
    times = trimmed(node[scrubber.series])
    index = min(explorer.opens_at if index is None else index, len(times) - 1)
    place = place_words(explorer, node, index)
    if scrubber.frames:
        return place
    if scrubber.reads:
        reads = (f"{read.label}: {read_words(explorer, node, read.text, index)}" for read in scrubber.reads)
        return f"At {place}. {'. '.join(reads)}"
    parts = []
    for trace in explorer.drawing.traces:
        series = explorer.series.get(trace.y or "")
        if trace.panel in scrubber.panels and series is not None:
            values = trimmed(node[series.name])
            nearest = int(np.argmin(np.abs(trimmed(node[trace.x or ""]) - times[index])))
            parts.append(f"{trace.name} {value_words(series, values[nearest])}")
    return f"At {place}: {', '.join(parts)}"


def read_words(explorer: Explorer, node: Mapping[str, Any], text: str, index: int) -> str:
    """Fill a text with what its series hold at one position."""
    assert explorer.drawing.scrubber is not None
    shown = {}
    for name in names_in(text):
        value = node[name][index]
        there = isinstance(value, str) or not np.isnan(value)
        shown[name] = value_words(explorer.series[name], value) if there else explorer.drawing.scrubber.none
    return fill_words(text, shown)


def value_words(series: Series, value: float | str) -> str:
    """Write one value of a series with its unit; a word stays as it is."""
    if isinstance(value, str):
        return value
    if series.shown_as == "percent":
        return f"{number(100 * value, series.decimals)} % {series.unit}".rstrip()
    return f"{number(value, series.decimals)} {series.unit}".rstrip()
