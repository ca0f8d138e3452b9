"""Explorers of the chapter `transmitters`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from ketabrain.explorer import Choice, Explorer, Figure, Panel, Part, Predict, Preset, Readout, Series, Task, Trace
from ketabrain.explorer.dot_list import NO_NUMBERS, SMALL_WORDS, dot_series, dots, labels
from ketabrain.models import pfc_disinhibition
from ketabrain.models import transmitter_changes as model
from ketabrain.models.transmitter_changes import LESS, MORE, SAME, TRANSMITTERS, UNREAD, Change

ROWS = max(len(model.chosen(name)) for name in TRANSMITTERS)
FEWEST_ROWS = 6  # a shorter list leaves room below
SYMBOLS = {  # which methods share a symbol
    "dialysis": ("dialysis",),
    "mrs": ("mrs",),
    "pet": ("pet",),
    "sample": ("tissue", "blood"),
    "firing": ("firing",),
    "pooled": ("pooled",),
}
BIAS = {"even": 0.0, "first": 1.0}
WAY_NAMES = {LESS: "less", SAME: "same", MORE: "more", UNREAD: "unread"}
UNSIGNED = {  # sources whose authors we did not see
    "Mrs2012lackglx": "authors not seen, see the chapter",
    "PCC2021pilot": "pilot study from Vienna, 2021",
    "RatMonoamines": "authors not seen, see the chapter",
}
TICKS = (0.5, 1, 2, 5)
COUNTED = list(TRANSMITTERS)
SHORT = ("glutamate", "GABA", "dopamine", "serotonin", "noradr.", "acetylch.", "opioids")


def place(times: Any) -> np.ndarray:
    """Return where a ratio stands on its axis: doubling and halving are equally far from 1."""
    return np.log2(np.asarray(times, dtype=float))


def _listed(transmitter: str, species: str, method: str) -> list[Change]:
    return list(model.chosen(transmitter, species, method))


def _row_dots(name: str, values: Sequence[float] | np.ndarray, keep: list[bool]) -> dict[str, Any]:
    """Return dots of the listed rows, with room for the longest list."""
    spare = ROWS - len(values)
    return dots(name, [*values, *[np.nan] * spare], [*keep, *[False] * spare])


def _window(count: int) -> dict[str, Any]:
    """Return a patch that shows a list of so many rows, the first on top, in both panels."""
    ends = [ROWS + 0.6 - max(count, FEWEST_ROWS), ROWS + 0.6]
    return {"yaxis.range": ends, "yaxis2.range": ends}


def _changes(transmitter: str, species: str, method: str) -> dict[str, Any]:
    found = _listed(transmitter, species, method)
    ways = [float(change.way) for change in found]
    drawn: dict[str, Any] = {}
    for symbol, methods in SYMBOLS.items():
        drawn |= _row_dots(symbol, ways, [c.confirmed and c.method in methods for c in found])
    drawn |= _row_dots("unread", ways, [not c.confirmed for c in found])
    names = [f"{change.label}  {i}" for i, change in enumerate(found, 1)] or ["none was found"]
    tally = model.tally(found)
    return {
        **drawn,
        **_sizes(found),
        "words": [_words(change) for change in found],
        "shown": len(found),
        "controlled": _with_control(found),
        **{name: tally[way] for way, name in WAY_NAMES.items()},
        "layout": {**labels([*names, *[""] * (ROWS - len(names))], ""), **_window(len(found))},
    }


def _with_control(found: list[Change]) -> int:
    """Return how many changes were held against saline, placebo, a vehicle or untreated animals."""
    return sum(change.control.startswith(("saline", "placebo", "vehicle", "untreated")) for change in found)


def _sizes(found: list[Change]) -> dict[str, Any]:
    """Return the printed sizes: levels, binding of tracers, and the ends of what spreads are printed."""
    times = [np.nan if c.ratio is None else c.ratio for c in found]
    sizes = place(times)
    heights = np.arange(ROWS, 0, -1.0)
    bars = [(*place([c.low, c.high]), y) for c, y in zip(found, heights, strict=False) if c.low is not None]
    return {
        **_row_dots("level", sizes, [not c.inverse for c in found]),
        **_row_dots("binding", sizes, [c.inverse for c in found]),
        "times": [*times, *[np.nan] * (ROWS - len(times))],
        "spread_x": [x for low, high, _ in bars for x in (low, high, np.nan)][:-1] or [np.nan],
        "spread_y": [x for _, _, y in bars for x in (y, y, np.nan)][:-1] or [np.nan],
    }


def _words(change: Change) -> str:
    """Say what a change is, for the pointer."""
    people = f", n = {change.n}" if change.n else ""
    lines = (
        f"{change.region}: {change.printed}",
        f"{change.animal}{people}",
        f"{model.METHODS[change.method]}; {change.dose}",
        f"time: {change.interval}",
        f"against: {change.control}",
        *((f"bar: {change.spread}",) if change.spread else ()),
        *(() if change.confirmed else ("number not confirmed",)),
        f"source: {_source(change.source)}",
    )
    return "<br>".join(lines)


def _source(key: str) -> str:
    """Return author and year of a source's key, as the page's references have them."""
    found = re.match(r"([A-Za-z]+)(\d{4})", key)
    if key in UNSIGNED or found is None:
        return UNSIGNED[key]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", found[1]) + f" {found[2]}"


def _model(transmitter: str, species: str, method: str, beside: str) -> dict[str, Any]:
    found = _listed(transmitter, species, method)
    shares = [None if beside == "off" else model.beside(change, BIAS[beside]) for change in found]
    there = [share is not None for share in shares]
    values = [np.nan if share is None else share.value for share in shares]
    ways = [
        np.nan if share is None else float(model.WAYS[pfc_disinhibition.direction(share.value)]) for share in shares
    ]
    met = sum(change.way == way for change, way in zip(found, ways, strict=True))
    return {
        **_row_dots("model_way", ways, there),
        **_row_dots("model_size", place(values), there),
        "model_times": [*values, *[np.nan] * (ROWS - len(values))],
        "met": met if any(there) else np.nan,
    }


def _overview(species: str, method: str) -> dict[str, Any]:
    """Return how many changes of each transmitter go each way, under the same filters."""
    cells = [
        (way, len(COUNTED) - row, count)
        for row, name in enumerate(COUNTED)
        for way, count in model.tally(_listed(name, species, method)).items()
    ]
    filled = [(float(way), float(height)) for way, height, count in cells if count]
    notes = {f"annotations.{ROWS + i}": _count(*cell) for i, cell in enumerate(cells)}  # after the rows' labels
    return {"cell_x": [x for x, _ in filled] or [np.nan], "cell_y": [y for _, y in filled] or [np.nan], "layout": notes}


def _count(way: int, height: int, count: int) -> dict[str, Any]:
    """Return a number to be written into a cell of the overview; nothing for none."""
    place = {"x": way, "y": height, "xref": "x3", "yref": "y3", "xanchor": "center", "yanchor": "middle"}
    return {**place, "text": str(count or ""), "showarrow": False, "font": {"size": 11, "color": "@ink"}}


def _always() -> dict[str, Any]:
    return {"one_x": [0, 0], "one_y": [0, ROWS + 1]}


def _dots(symbol: str, name: str, shape: str, size: float = 11) -> Trace:
    return Trace(
        name, "changes", f"{symbol}_x", f"{symbol}_y", "ink", "markers", size=size, gaps=True, hover="%{text}",
        bind={"text": "words"}, extra={"marker": {"symbol": shape}},
    )  # fmt: skip


def _size(symbol: str, name: str, shape: str, times: str, colour: str, size: float) -> Trace:
    return Trace(
        name, "sizes", f"{symbol}_x", f"{symbol}_y", colour, "markers", size=size, gaps=True, hover="× %{customdata:.2f}",
        bind={"customdata": times}, extra={"marker": {"symbol": shape}},
    )  # fmt: skip


WAY_AXIS: dict[str, Any] = {
    "tickvals": [LESS, SAME, MORE, UNREAD],
    "ticktext": ["less", "same", "more", "?"],
    **SMALL_WORDS,
}
SENTENCE = (
    "For {transmitter}, in {species}, by {method}: {shown} changes. The transmitter was more in {more}, the same in {same} and less in {less}; results "
    "not seen by us: {unread}. Held against saline, placebo or the untreated: {controlled}."
)
BALANCE = Explorer(
    slug="transmitter-balance",
    title="What was measured, in whom, and how",
    chapter="transmitters",
    card="transmitter_changes",
    objectives=("transmitters.measured", "transmitters.dopamine", "transmitters.reading"),
    models=(model, pfc_disinhibition),
    controls=(
        Choice("transmitter", "Transmitter", dict(TRANSMITTERS), "glutamate"),
        Choice("species", "In", {"all": "anyone", **model.SPECIES}, "all"),
        Choice("method", "Measured by", {"all": "any method", **model.METHODS}, "all"),
        Choice("beside", "Model of the prefrontal cortex", {
            "off": "not shown",
            "first": "interneurons blocked first",
            "even": "both kinds of cell alike",
        }, "off", help="stands beside glutamate in rats, at the same doses"),
    ),
    parts=(
        Part(
            _changes,
            over=("transmitter", "species", "method"),
            layout=True,
            series=(
                *dot_series(*SYMBOLS, "unread", "level", "binding"),
                Series("spread_x", "times", "exact"),
                Series("spread_y", "", "exact"),
                Series("times", "times", "exact"),
                Series("words", "", "words"),
            ),
            readouts=(
                Readout("shown", "Changes shown", "", 0),
                Readout("less", "Less of the transmitter", "", 0),
                Readout("same", "No change", "", 0),
                Readout("more", "More", "", 0),
                Readout("unread", "Result not seen by us", "", 0),
                Readout("controlled", "Held against saline, placebo or the untreated", "", 0),
            ),
        ),
        Part(
            _model,
            series=(*dot_series("model_way", "model_size"), Series("model_times", "times", "exact")),
            readouts=(Readout("met", "Of five doses in rats, the model goes the measured way at", "", 0, none="model not shown"),),
        ),
        Part(
            _overview,
            over=("species", "method"),
            layout=True,
            series=(Series("cell_x", "", "exact"), Series("cell_y", "", "exact")),
        ),
        Part(_always, over=(), series=(Series("one_x", "", "exact"), Series("one_y", "", "exact"))),
    ),
    drawing=Figure(
        panels=(
            Panel("changes", "The transmitter, as its source reads it", "", (-5.8, 2.6), (0.4, ROWS + 0.6), height=1.0, axis=WAY_AXIS,
                  y_axis=NO_NUMBERS, legend="v"),
            Panel("sizes", "Times the level before", "", (float(place(0.36)), float(place(6.2))), (0.4, ROWS + 0.6), height=0.8, column=1,
                  axis={"tickvals": list(place(TICKS)), "ticktext": [f"{tick:g}" for tick in TICKS]},
                  y_axis={"tickvals": list(range(ROWS, 0, -1)), "ticktext": [str(i) for i in range(1, ROWS + 1)], "showgrid": False,
                          "tickfont": {"size": 10}}, legend="v"),
            Panel("overview", "All seven, changes counted", "", (-1.6, 2.6), (0.4, len(COUNTED) + 0.6), height=0.62, column=1, axis=WAY_AXIS,
                  y_axis={"tickvals": list(range(len(COUNTED), 0, -1)), "ticktext": list(SHORT), "showgrid": False, "tickfont": {"size": 10}}),
        ),
        traces=(
            _dots("dialysis", "microdialysis", "circle"),
            _dots("mrs", "spectroscopy", "square", 10),
            _dots("pet", "PET", "diamond"),
            _dots("sample", "tissue or blood", "triangle-up", 12),
            _dots("firing", "cells recorded", "triangle-down", 12),
            _dots("pooled", "pooled studies", "square-open"),
            Trace("result not seen", "changes", "unread_x", "unread_y", "faint", "open markers", size=11, legend=False, gaps=True, hover="%{text}",
                  bind={"text": "words"}),
            Trace("model, same dose", "changes", "model_way_x", "model_way_y", "prefrontal_cortex", "open markers", size=18, gaps=True,
                  hover="the model of pyramidal cells"),
            Trace("as before", "sizes", "one_x", "one_y", "faint", width=1.0, dash="dot", legend=False, hover="as before"),
            Trace("range or ±", "sizes", "spread_x", "spread_y", "faint", width=3.0, gaps=True, extra={"hoverinfo": "skip"}),
            _size("level", "level", "circle", "times", "ink", 8),
            _size("binding", "binding of a tracer", "diamond", "times", "ink", 8),
            _size("model_size", "our model", "circle-open", "model_times", "prefrontal_cortex", 14),
            Trace("number of changes", "overview", "cell_x", "cell_y", "faint", "open markers", size=20, legend=False,
                  extra={"hoverinfo": "skip"}),
        ),
        columns=(1.5, 1.0),
        height_px=620,
        narrow_height_px=980,
    ),
    describe_by="beside",
    describe={
        "off": SENTENCE,
        "first": SENTENCE + " With interneurons blocked first, the model goes the measured way at (of five doses in rats): {met}.",
        "even": SENTENCE + " With both kinds of cell blocked alike, the model goes the measured way at (of five doses in rats): {met}.",
    },
    caption="Left: one row a change, named by whom, where, dose and time, as far as we saw them. Point at it or tap it for the rest. Right: "
    "how large, where a source prints it. A tracer’s diamond lies below 1 where its source reads more transmitter. Numbers "
    "of different methods measure different things, so compare rows of one method only. Below: all seven counted, under the same filters. Try people only, and see which rows go.",
    predict=Predict(
        "In rats, prefrontal dopamine rose five-fold after 25 mg/kg. In people, three studies on our list followed a tracer that binds less where "
        "there is more dopamine. In how many of them did it bind less on ketamine?",
        ("In none", "In two", "In all three"),
        1,
        "Two saw it fall, by 11 % and by 14 to 18 %. The third, at a level of 293 ng/mL in plasma, saw no change. And a fall of 11 % is not "
        "a rise by five times: one method takes fluid from between the cells, the other watches a tracer lose its place.",
        {"transmitter": "dopamine", "species": "people", "method": "pet", "beside": "off"},
    ),
    tasks=(
        Task("Find a transmitter without a single change measured in people.", (("species", "==", "people"), ("shown", "==", 0.0), ("method", "==", "all")),
             "We found none for acetylcholine, and none for the body’s own opioids. “None was found” is not “ketamine does nothing”."),
        Task("Keep rats and mice. Find a transmitter other than glutamate where one method says more and another says less.",
             (("species", "==", "rodents"), ("transmitter", "!=", "glutamate"), ("less", ">=", 1.0), ("more", ">=", 1.0)),
             "Tissue that is taken out holds what cells store; fluid between the cells holds what they let go. One can fall while the other rises."),
        Task("Let the model go the rats’ way at only one of five doses.", (("transmitter", "==", "glutamate"), ("met", "<=", 1.0)),
             "With both kinds of cell blocked alike the hump is gone: what is left is the fall at 200 mg/kg."),
    ),
    presets=(
        Preset("Glutamate, rats, with model", {"transmitter": "glutamate", "species": "rodents", "method": "all", "beside": "first"}),
        Preset("Glutamate, people", {"transmitter": "glutamate", "species": "people", "method": "all", "beside": "off"}),
        Preset("Dopamine, every method", {"transmitter": "dopamine", "species": "all", "method": "all", "beside": "off"}),
        Preset("Serotonin, people", {"transmitter": "serotonin", "species": "people", "method": "all", "beside": "off"}),
    ),
    teaching_note="A list from abstracts, not a meta-analysis: several rows come from one study, and what was not printed is not drawn. Directions are "
    "the sources’ own reading. The model beside them is a teaching model, built to go the rats’ way: its agreement is a fit, and its sizes are its own.",
)  # fmt: skip

EXPLORERS = (BALANCE,)
