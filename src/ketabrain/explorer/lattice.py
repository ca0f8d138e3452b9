"""The lattice: an explorer's results at every combination of its controls' steps."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from ketabrain.explorer import cache
from ketabrain.explorer.codec import TOLERANCE, Packed, error_share, pack, unpack
from ketabrain.explorer.compute import run_all
from ketabrain.explorer.declaration import Explorer, Part, as_row
from ketabrain.explorer.errors import LatticeError


@dataclass(frozen=True)
class Lattice:
    """A packed lattice: ``header`` says where in ``blob`` each part's arrays are.

    ``header["parts"]`` holds, for each part, the controls it runs over, their counts, its series'
    pack data with offsets, its read-outs (whole numbers scaled by their decimals, or words) and its
    layout patches. ``header["error_share"]`` is the largest error by series.
    """

    explorer: Explorer
    header: dict[str, Any]
    blob: bytes

    @staticmethod
    def load_or_build(explorer: Explorer, quiet: bool = True) -> Lattice:
        """Return the lattice from the cache, or compute it and keep it."""
        return Lattice.load(explorer) or build(explorer, quiet)

    @staticmethod
    def load(explorer: Explorer) -> Lattice | None:
        """Return the cached lattice, or None when there is none for this code."""
        return _load(explorer.slug, str(cache.path(explorer)), explorer)

    @property
    def states(self) -> int:
        """How many states there are."""
        return prod(len(control.steps) for control in self.explorer.controls)

    @property
    def largest_error(self) -> float:
        """The largest error of any series, as a share of its range."""
        return max(self.header["error_share"].values(), default=0.0)

    def row(self, part: Mapping[str, Any], state: Mapping[str, Any]) -> int:
        """Return a state's row in a part."""
        at = 0
        for name in part["over"]:
            steps = self.explorer.control[name].steps
            at = at * len(steps) + steps.index(state[name])
        return at

    def readout(self, name: str, state: Mapping[str, Any]) -> Any:
        """Return one read-out at a lattice state."""
        for part in self.header["parts"]:
            if name in part["readouts"]:
                return readout_value(part["readouts"][name], self.row(part, state))
        raise KeyError(name)

    def node(self, **values: Any) -> dict[str, Any]:
        """Return what the page draws at a lattice state: series, read-outs, layout patch, ``@controls``."""
        state = self.explorer.snap(self.explorer.state(values))
        found: dict[str, Any] = {f"@{name}": value for name, value in state.items()}
        for part in self.header["parts"]:
            row = self.row(part, state)
            for name in part["series"]:
                found[name] = self.rows(name)[row]
            for name, kept in part["readouts"].items():
                found[name] = readout_value(kept, row)
            if part["layout"]:
                found.setdefault("layout", {}).update(part["layout"]["patches"][part["layout"]["index"][row]])
        return found

    def rows(self, name: str) -> np.ndarray:
        """Return all rows of a series, unpacked; kept, because neighbours are asked for next."""
        store = self.__dict__.setdefault("_unpacked", {})
        if name not in store:
            meta = next(part["series"][name] for part in self.header["parts"] if name in part["series"])
            store[name] = unpack(meta, self.blob[meta["offset"] : meta["offset"] + meta["bytes"]])
        return store[name]


@lru_cache(maxsize=32)
def _load(slug: str, path: str, explorer: Explorer) -> Lattice | None:
    kept = cache.read(Path(path))
    return None if kept is None else Lattice(explorer, *kept)


def readout_value(kept: Mapping[str, Any], row: int) -> Any:
    """Return a read-out from how the header keeps it."""
    code = kept["codes"][row]
    if "words" in kept:
        return kept["words"][code]
    return float("nan") if code is None else code / 10 ** kept["power"]


def states_of(explorer: Explorer, part: Part) -> list[dict[str, Any]]:
    """Return a part's states in lattice order, the last control moving fastest."""
    names = explorer.over(part)
    return [dict(zip(names, steps, strict=True)) for steps in product(*(explorer.control[n].steps for n in names))]


def build(explorer: Explorer, quiet: bool = True) -> Lattice:
    """Compute, pack, check and keep an explorer's lattice; raise LatticeError where it misses the model."""
    parts, payloads, errors, offset = [], [], {}, 0
    for part in explorer.parts:
        results = run_all(explorer, part, states_of(explorer, part), quiet)
        entry: dict[str, Any] = {"over": list(explorer.over(part)), "series": {}}
        for series in part.series:
            rows = stack([as_frames(result[series.name], series.frames) for result in results])
            packed = pack_checked(explorer, series.name, rows, series.pack)
            errors[series.name] = error_share(rows, packed)
            entry["series"][series.name] = {**packed.meta, "offset": offset, "bytes": len(packed.payload)}
            payloads.append(packed.payload)
            offset += len(packed.payload)
        entry["readouts"] = {r.name: keep_readout(r, [result[r.name] for result in results]) for r in part.readouts}
        entry["layout"] = keep_layouts([result.get("layout", {}) for result in results]) if part.layout else None
        parts.append(entry)
    lattice = Lattice(explorer, {"parts": parts, "error_share": errors}, b"".join(payloads))
    cache.write(cache.path(explorer), lattice.header, lattice.blob)
    _load.cache_clear()
    return lattice


def pack_checked(explorer: Explorer, name: str, rows: np.ndarray, how: str) -> Packed:
    """Pack a series; raise LatticeError where more than the tolerance is lost or a value is infinite."""
    if np.isinf(rows).any():
        raise LatticeError(f"{explorer.slug}: '{name}' has an infinite value: bound it in the model.")
    flat = rows.reshape(len(rows), -1)
    packed = pack(flat, how)
    lost = error_share(flat, packed)
    if lost > TOLERANCE:
        raise LatticeError(
            f"{explorer.slug}: '{name}' packed as {how} misses the model by {100 * lost:.1f} % of its range; "
            f"{100 * TOLERANCE:.0f} % is allowed: pack it as u16 or exact."
        )
    return Packed(
        {**packed.meta, "shape": list(packed.meta["shape"]), "row_shape": list(rows.shape[1:])}, packed.payload
    )


def as_frames(value: Any, frames: bool) -> np.ndarray:
    """Return a row as an array; with frames, as frames by samples."""
    row = as_row(value)
    return np.atleast_2d(row) if frames else row.ravel()


def stack(rows: list[np.ndarray]) -> np.ndarray:
    """Stack rows of different length, padding with NaN."""
    shape = tuple(np.max([row.shape for row in rows], axis=0))
    stacked = np.full((len(rows), *shape), np.nan)
    for i, row in enumerate(rows):
        stacked[i][tuple(slice(0, n) for n in row.shape)] = row
    return stacked


def keep_readout(readout: Any, values: list[Any]) -> dict[str, Any]:
    """Return a read-out's values as a dictionary and codes, or as scaled whole numbers."""
    if readout.words:
        words = sorted({str(value) for value in values})
        return {"words": words, "codes": [words.index(str(value)) for value in values]}
    power = readout.decimals + (2 if readout.shown_as == "percent" else 0)
    rounded = [readout.rounded(value) for value in values]
    return {"power": power, "codes": [None if v != v else round(v * 10**power) for v in rounded]}


def keep_layouts(layouts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the different layout patches and which state has which."""
    texts = [json.dumps(layout, sort_keys=True) for layout in layouts]
    different = sorted(set(texts))
    return {"patches": [json.loads(text) for text in different], "index": [different.index(text) for text in texts]}


def compressed(lattice: Lattice) -> bytes:
    """Return the lattice's bytes as the page gets them; the same bytes for the same lattice."""
    return gzip.compress(lattice.blob, 9, mtime=0)
