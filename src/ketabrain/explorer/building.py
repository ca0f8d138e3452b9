"""Build a lattice: compute every state, pack it, and hold the result against the model and the story."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from ketabrain.explorer.codec import TOLERANCE, Packed, error_between, error_share, pack, span
from ketabrain.explorer.compute import run_all
from ketabrain.explorer.controls import rounded
from ketabrain.explorer.declaration import Explorer, Part, Readout, Series, Task
from ketabrain.explorer.errors import LatticeError
from ketabrain.explorer.lattice import Lattice

SCALING_CHECKS = 8
SCALED_DIGITS = 6  # kept beyond a scaled read-out's decimals, because it is multiplied afterwards


def built(explorer: Explorer, quiet: bool = True) -> Lattice:
    """Return a computed and checked lattice; raise LatticeError with one sentence where it does not hold."""
    parts, payloads, errors, offset = [], [], {}, 0
    for part in explorer.parts:
        results = [part.checked(result) for result in run_all(explorer, part, states_of(explorer, part), quiet)]
        entry: dict[str, Any] = {"over": list(explorer.axes(part)), "scaled": scaling(explorer, part), "series": {}}
        for series in part.series:
            rows = stack([result[series.name] for result in results])
            packed, errors[series.name] = pack_checked(explorer, series, rows)
            entry["series"][series.name] = {**packed.meta, "offset": offset, "bytes": len(packed.payload)}
            payloads.append(packed.payload)
            offset += len(packed.payload)
        extra = SCALED_DIGITS if part.scaled_by else 0
        entry["readouts"] = {
            r.name: keep_readout(explorer, r, [result[r.name] for result in results], extra) for r in part.readouts
        }
        entry["layout"] = keep_layouts([result["layout"] for result in results]) if part.layout else None
        parts.append(entry)
    lattice = Lattice(explorer, {"parts": parts, "error_share": errors}, b"".join(payloads))
    for part in explorer.parts:
        if part.scaled_by:
            check_scaling(lattice, part)
    check_story(lattice)
    return lattice


def states_of(explorer: Explorer, part: Part) -> list[dict[str, Any]]:
    """Return a part's states in lattice order, the last control moving fastest; a scaling one at its top step."""
    names = explorer.axes(part)
    top = {part.scaled_by: explorer.control[part.scaled_by].steps[-1]} if part.scaled_by else {}
    return [{**dict(zip(names, steps, strict=True)), **top} for steps in combinations(explorer, names)]


def combinations(explorer: Explorer, names: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    """Yield every combination of the named controls' steps."""
    return product(*(explorer.control[name].steps for name in names))


def scaling(explorer: Explorer, part: Part) -> dict[str, Any] | None:
    """Return by which control a part is scaled, and at which of its values it was computed."""
    if not part.scaled_by:
        return None
    return {"by": part.scaled_by, "at": explorer.control[part.scaled_by].steps[-1]}


def pack_checked(explorer: Explorer, series: Series, rows: np.ndarray) -> tuple[Packed, float]:
    """Pack a series and return its error; raise LatticeError beyond the tolerance or for an infinite value."""
    flat = rows.reshape(len(rows), -1)
    try:
        packed = pack(flat, series.pack, series.levels)
    except ValueError as problem:
        raise LatticeError(f"{explorer.slug}: series '{series.name}': {problem}.") from None
    lost = error_share(flat, packed)
    if lost > TOLERANCE:
        raise missed(explorer, series.name, lost, f"packed as {series.pack}", "pack it as u16 or exact")
    meta = {**packed.meta, "shape": list(packed.meta["shape"]), "row_shape": list(rows.shape[1:])}
    return Packed(meta, packed.payload), lost


def missed(explorer: Explorer, name: str, lost: float, how: str, mend: str) -> LatticeError:
    """Return the error of a series that differs too much from the model."""
    allowed = f"{100 * TOLERANCE:.0f} % is allowed"
    return LatticeError(
        f"{explorer.slug}: '{name}' {how} misses the model by {100 * lost:.1f} % of its range; {allowed}: {mend}."
    )


def stack(rows: Sequence[np.ndarray]) -> np.ndarray:
    """Stack rows of different length, padding numbers with NaN and words with None."""
    shape = tuple(np.max([row.shape for row in rows], axis=0))
    words = rows[0].dtype == object
    stacked = np.full((len(rows), *shape), None if words else np.nan, dtype=object if words else float)
    for i, row in enumerate(rows):
        stacked[i][tuple(slice(0, n) for n in row.shape)] = row
    return stacked


def keep_readout(explorer: Explorer, readout: Readout, values: list[Any], extra: int) -> dict[str, Any]:
    """Return a read-out's values as a dictionary and codes, or as scaled whole numbers."""
    if readout.words:
        words = sorted({str(value) for value in values})
        return {"words": words, "codes": [words.index(str(value)) for value in values]}
    numbers = [float(value) for value in values]
    if np.isinf(numbers).any():
        raise LatticeError(f"{explorer.slug}: read-out '{readout.name}' has an infinite value: bound it in the model.")
    power = readout.digits + extra
    return {"power": power, "codes": [None if v != v else round(rounded(v, power) * 10**power) for v in numbers]}


def keep_layouts(layouts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the different layout patches and which state has which."""
    texts = [json.dumps(layout, sort_keys=True) for layout in layouts]
    different = sorted(set(texts))
    return {"patches": [json.loads(text) for text in different], "index": [different.index(text) for text in texts]}


def check_scaling(lattice: Lattice, part: Part) -> None:
    """Hold a scaled part against the model at random states; raise LatticeError where it is not linear."""
    explorer, chance = lattice.explorer, random.Random(1)
    for _ in range(SCALING_CHECKS):
        state = {control.name: chance.choice(control.steps) for control in explorer.controls}
        node, model = lattice.node(**state), explorer.compute(**state)
        for series in part.series:
            found = node[series.name][tuple(slice(0, n) for n in model[series.name].shape)]
            lost = error_between(model[series.name], found) if span(model[series.name])[1] else 0.0
            lattice.header["error_share"][series.name] = max(lost, lattice.header["error_share"][series.name])
            if lost > TOLERANCE:
                mend = f"make '{part.scaled_by}' an axis (no scaled_by)"
                raise missed(explorer, series.name, lost, f"scaled by '{part.scaled_by}'", mend)


def check_story(lattice: Lattice) -> None:
    """Raise LatticeError where a word has no sentence, or a task is done at the start or can never be done."""
    explorer = lattice.explorer
    readout = explorer.readouts.get(explorer.describe_by)
    if isinstance(explorer.describe, Mapping) and readout is not None:
        for part in lattice.header["parts"]:
            for word in part["readouts"].get(readout.name, {}).get("words", ()):
                if word not in explorer.describe:
                    raise LatticeError(f"{explorer.slug}: no sentence describes {readout.name} = '{word}': add one.")
    for task in explorer.tasks:
        start = f"{explorer.slug}: the task '{task.text[:40]}…'"
        if done(lattice, task, explorer.defaults):
            raise LatticeError(f"{start} is done in the default state: ask for something that must be tried.")
        names = needed(explorer, task)
        states = (dict(zip(names, steps, strict=True)) for steps in combinations(explorer, names))
        if not any(done(lattice, task, {**explorer.defaults, **state}) for state in states):
            raise LatticeError(f"{start} can be done in no state: change what it asks for.")


def needed(explorer: Explorer, task: Task) -> list[str]:
    """Return the controls that decide whether a task is done."""
    tested = {name for name, _, _ in task.when}
    deciding = [set(explorer.over(part)) for part in explorer.parts if tested & {r.name for r in part.readouts}]
    return [name for name in explorer.control if name in tested.union(*deciding)]


def done(lattice: Lattice, task: Task, state: Mapping[str, Any]) -> bool:
    """Return whether a task is done at a state."""
    names = (name for name, _, _ in task.when)
    return task.done({name: state[name] if name in state else lattice.readout(name, state) for name in names})
