"""What is sent to the live view: the explorer's words once, and per state only the arrays that the plot draws."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ketabrain.explorer.declaration import Explorer, Series
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.slices import slice_points
from ketabrain.explorer.spec import spec


def spec_message(explorer: Explorer, lattice: Lattice | None) -> dict[str, Any]:
    """Return the explorer's specification with its words, as the page's HTML holds them."""
    predict, told = explorer.predict, spec(explorer)
    words = {"question": predict.question, "options": list(predict.options), "answer": predict.answer}
    tasks = zip(told["tasks"], explorer.tasks, strict=True)
    return {
        **told,
        "caption": explorer.caption,
        "small": f"{explorer.teaching_note} {accuracy(lattice)}".strip(),
        "predict": {**told["predict"], **words, "reveal": predict.reveal},
        "tasks": [{**one, "text": task.text, "praise": task.praise} for one, task in tasks],
    }


def accuracy(lattice: Lattice | None) -> str:
    """Say how far the stored traces are from the model."""
    if lattice is None:
        return ""
    count = f"{lattice.states:,}".replace(",", " ")
    return (
        f"All {count} states were computed by the model; the stored traces differ from it by at most "
        f"{100 * lattice.largest_error:.2f} % of their range."
    )


def drawn(explorer: Explorer) -> list[str]:
    """Return the names of the series that the plot or its scrubber needs."""
    bound = {name for bindings in explorer.template["bind"] for name in bindings.values()}
    scrubber = explorer.drawing.scrubber
    bound |= {scrubber.series, *scrubber.named} if scrubber else set()
    return [name for name in explorer.series if name in bound]


def constant(explorer: Explorer) -> set[str]:
    """Return the names of the series that no control changes."""
    return {series.name for part in explorer.parts if not explorer.over(part) for series in part.series}


def fixed_series(explorer: Explorer, node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the series that no control changes; they are sent once."""
    return packed(explorer, node, (name for name in drawn(explorer) if name in constant(explorer)))


def packed(explorer: Explorer, node: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return series as little-endian float32 bytes with their shape (Jupyter sends bytes as they are), or as words."""
    return {name: packed_row(explorer.series[name], node[name]) for name in names}


def packed_row(series: Series, row: Any) -> dict[str, Any]:
    """Return one series of a state as it is sent."""
    if series.pack == "words":
        return {"words": np.asarray(row, object).tolist()}
    numbers = np.asarray(row, "<f4")
    return {"shape": list(numbers.shape), "data": numbers.tobytes()}


def node_message(explorer: Explorer, lattice: Lattice | None, node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state as the view draws it; a read-out that has no value is None, because JSON knows no NaN."""
    state = {name: node[f"@{name}"] for name in explorer.control}
    readouts = {name: node[name] for name in explorer.readouts}
    return {
        "values": state,
        "readouts": {n: None if isinstance(v, float) and math.isnan(v) else v for n, v in readouts.items()},
        "layout": node.get("layout", {}),
        "slices": slices(explorer, lattice, state),
        "series": packed(explorer, node, (name for name in drawn(explorer) if name not in constant(explorer))),
        "sentence": explorer.sentence(node),
        "shown": explorer.shown(node),
    }


def slices(explorer: Explorer, lattice: Lattice | None, state: Mapping[str, Any]) -> list[Any]:
    """Return each map trace's points; empty without a lattice, because a map needs hundreds of states."""
    found: list[Any] = []
    for wanted in explorer.template["slices"]:
        points = slice_points(explorer, lattice, wanted, state) if wanted and lattice else ([], [])
        found.append(dict(zip("xy", points, strict=True)) if wanted else None)
    return found
