"""The lattice: an explorer's results at every combination of its controls' steps."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from ketabrain.explorer import cache
from ketabrain.explorer.codec import unpack
from ketabrain.explorer.declaration import Explorer


@dataclass(frozen=True)
class Lattice:
    """A packed lattice: ``header`` says where in ``blob`` each part's arrays are.

    ``header["parts"]`` holds, for each part, the controls it runs over, their counts, its series'
    pack data with offsets, its read-outs (whole numbers scaled by their decimals, or words), its
    layout patches, and by which control it is scaled. ``header["error_share"]`` is the largest error
    by series.
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
        found = _load(explorer.slug, str(cache.path(explorer)), explorer)
        if found is None:
            _load.cache_clear()  # another process may build it meanwhile
        return found

    @property
    def states(self) -> int:
        """How many states were computed; an exact scaling adds none."""
        axes = {name for part in self.explorer.parts for name in self.explorer.axes(part)}
        return prod(len(self.explorer.control[name].steps) for name in axes)

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
        part = next(part for part in self.header["parts"] if name in part["readouts"])
        value = readout_value(part["readouts"][name], self.row(part, state), factor(part, state))
        return self.explorer.readouts[name].rounded(value)

    def node(self, **values: Any) -> dict[str, Any]:
        """Return what the page draws at a lattice state: series, read-outs, layout patch, ``@controls``."""
        state = self.explorer.snap(self.explorer.state(values))
        found: dict[str, Any] = {f"@{name}": value for name, value in state.items()}
        for part in self.header["parts"]:
            row, times = self.row(part, state), factor(part, state)
            for name in part["series"]:
                found[name] = self.rows(name)[row] * times if times != 1 else self.rows(name)[row]
            for name in part["readouts"]:
                found[name] = self.readout(name, state)
            if part["layout"]:
                found.setdefault("layout", {}).update(part["layout"]["patches"][part["layout"]["index"][row]])
        return found

    def rows(self, name: str) -> np.ndarray:
        """Return all rows of a series, unpacked; kept, because neighbours are asked for next."""
        store = self.__dict__.setdefault("_unpacked", {})
        if name not in store:
            meta = next(part["series"][name] for part in self.header["parts"] if name in part["series"])
            flat = unpack(meta, self.blob[meta["offset"] : meta["offset"] + meta["bytes"]])
            store[name] = flat.reshape(len(flat), *meta["row_shape"])
        return store[name]


@lru_cache(maxsize=32)
def _load(slug: str, path: str, explorer: Explorer) -> Lattice | None:
    kept = cache.read(Path(path))
    return None if kept is None else Lattice(explorer, *kept)


def build(explorer: Explorer, quiet: bool = True) -> Lattice:
    """Compute, pack, check and keep an explorer's lattice; raise LatticeError where it misses the model."""
    from ketabrain.explorer.building import built

    lattice = built(explorer, quiet)
    cache.write(cache.path(explorer), lattice.header, lattice.blob)
    _load.cache_clear()
    return lattice


def factor(part: Mapping[str, Any], state: Mapping[str, Any]) -> float:
    """Return by what a part's numbers are multiplied at a state: 1 unless it is scaled by a control."""
    scaled = part["scaled"]
    return float(state[scaled["by"]] / scaled["at"]) if scaled else 1.0


def readout_value(kept: Mapping[str, Any], row: int, times: float = 1.0) -> Any:
    """Return a read-out from how the header keeps it."""
    code = kept["codes"][row]
    if "words" in kept:
        return kept["words"][code]
    return float("nan") if code is None else code / 10 ** kept["power"] * times


def compressed(lattice: Lattice) -> bytes:
    """Return the lattice's bytes as the page gets them; the same bytes for the same lattice."""
    return gzip.compress(lattice.blob, 9, mtime=0)
