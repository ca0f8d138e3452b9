"""Maps: an explorer's own read-outs over two controls, the others held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketabrain.explorer.declaration import Explorer


def fill_slices(explorer: Explorer, figure: dict[str, Any], node: Mapping[str, Any]) -> None:
    """Fill the traces that map a read-out over the lattice; builds the lattice when it is missing."""
    if not any(explorer.template["slices"]):
        return
    from ketabrain.explorer.lattice import Lattice

    lattice = Lattice.load_or_build(explorer)
    held = explorer.snap({name: node[f"@{name}"] for name in explorer.control})
    for trace, wanted in zip(figure["data"], explorer.template["slices"], strict=True):
        if wanted is not None:
            trace["x"], trace["y"] = slice_points(explorer, lattice, wanted, held)


def slice_points(explorer: Explorer, lattice: Any, wanted: Mapping[str, str], held: Mapping[str, Any]) -> Any:
    """Return the x and y steps at which the read-out equals the wanted word."""
    xs, ys = [], []
    for x in explorer.control[wanted["x"]].steps:
        for y in explorer.control[wanted["y"]].steps:
            state = {**held, wanted["x"]: x, wanted["y"]: y}
            if lattice.readout(wanted["readout"], state) == wanted["equals"]:
                xs.append(x)
                ys.append(y)
    return xs, ys
