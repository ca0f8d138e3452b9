"""The map's shapes, read from ``content/atlas.bin`` and its list ``content/atlas.json``, which ``make atlas`` wrote.

``load()`` gives every mesh by "region-side", for example "habenula-left", the cortex's patches and the balls included.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ketabrain.atlas.regions import MARKERS, Marker

CONTENT = Path(__file__).parents[1] / "content"
LIST, DATA = CONTENT / "atlas.json", CONTENT / "atlas.bin"
SIDES = ("left", "right")


@dataclass(frozen=True, eq=False)
class Mesh:
    """A surface: corners [mm], and triangles whose corners run anticlockwise as seen from outside."""

    vertices_mm: np.ndarray
    faces: np.ndarray

    @property
    def volume_mm3(self) -> float:
        """Return the volume inside; only a closed surface has one."""
        a, b, c = (self.vertices_mm[self.faces[:, i]] for i in range(3))
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)

    @property
    def area_mm2(self) -> float:
        """Return the surface's area."""
        a, b, c = (self.vertices_mm[self.faces[:, i]] for i in range(3))
        return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)

    @property
    def closed(self) -> bool:
        """Return whether each edge has exactly one triangle on either side."""
        edges = self.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
        forth, back = ({tuple(edge) for edge in way} for way in (edges.tolist(), edges[:, ::-1].tolist()))
        return len(forth) == len(edges) and forth == back


@cache
def index() -> dict[str, Any]:
    """Return the list of what lies where in the data; raise ValueError where it is not there."""
    try:
        return json.loads(LIST.read_text(encoding="utf-8"))
    except OSError:
        raise ValueError(f"{LIST.name} is missing: run 'make atlas'.") from None


@cache
def load() -> dict[str, Mesh]:
    """Return every mesh."""
    data = DATA.read_bytes()
    made = {}
    for entry in index()["meshes"]:
        mesh = unpacked(entry, data)
        if "patches" not in entry:
            made[f"{entry['region']}-{entry['side']}"] = mesh
        else:
            made |= cut(mesh, entry)
    return made | balls()


def unpacked(entry: dict[str, Any], data: bytes) -> Mesh:
    """Return one packed mesh: corners as differences on each axis, indices as distance from the highest so far."""
    at = entry["offset"]

    def take(count: int) -> np.ndarray:
        nonlocal at
        low, high = np.frombuffer(data, np.uint8, 2 * count, at).reshape(2, count).astype(int)
        at += 2 * count
        return low + 256 * high

    axes = [np.cumsum(signed(take(entry["vertices"]))) for _ in range(3)]
    codes = take(3 * entry["faces"])
    highest = np.cumsum(codes == 0) - 1  # a code of 0 is a corner met for the first time
    before = highest - (codes == 0)
    faces = (before + 1 - codes).reshape(-1, 3)
    return fixed(np.column_stack(axes) * entry["step_mm"], faces)


def signed(codes: np.ndarray) -> np.ndarray:
    """Return 0, -1, 1, -2, 2, ... for 0, 1, 2, 3, 4, ..."""
    return np.where(codes % 2, -(codes + 1) // 2, codes // 2)


def cut(mesh: Mesh, entry: dict[str, Any]) -> dict[str, Mesh]:
    """Return the cortex's patches and its rest as meshes of their own; their triangles stand one after the other."""
    made, at = {}, 0
    for patch, count in entry["patches"].items():
        used, faces = np.unique(mesh.faces[at : at + count], return_inverse=True)
        name = "cortex" if patch == "rest" else patch
        made[f"{name}-{entry['side']}"] = fixed(mesh.vertices_mm[used], faces.reshape(-1, 3))
        at += count
    return made


def balls() -> dict[str, Mesh]:
    """Return the markers."""
    made = {}
    for key, marker in MARKERS.items():
        for side, sign in (("left", -1), ("right", 1)) if marker.paired else (("middle", 1),):
            made[f"{key}-{side}"] = ball(marker, sign)
    return made


def ball(marker: Marker, sign: int, rings: int = 12) -> Mesh:
    """Return a marker's ball; ``sign`` -1 mirrors its place to the left."""
    turns = 2 * rings
    tilt = np.pi * np.arange(1, rings) / rings
    turn = 2 * np.pi * np.arange(turns) / turns
    ring = np.stack(
        [np.outer(np.sin(tilt), np.cos(turn)), np.outer(np.sin(tilt), np.sin(turn)), np.outer(np.cos(tilt), turn**0)], 2
    )
    points = np.vstack([[0, 0, 1], ring.reshape(-1, 3), [0, 0, -1]])
    first, last = 1 + np.arange(turns), 1 + (rings - 2) * turns + np.arange(turns)
    faces = [np.column_stack([first * 0, first, np.roll(first, -1)])]
    for row in range(rings - 2):
        a = first + row * turns
        b, c = np.roll(a, -1), a + turns
        faces += [np.column_stack([a, c, b]), np.column_stack([b, c, np.roll(c, -1)])]
    faces.append(np.column_stack([last, last * 0 + len(points) - 1, np.roll(last, -1)]))
    centre = np.array(marker.centre_mm) * [sign, 1, 1]
    return fixed(centre + marker.radius_mm * points, np.vstack(faces))


def fixed(vertices_mm: np.ndarray, faces: np.ndarray) -> Mesh:
    """Return a mesh that cannot be changed by accident."""
    for array in (vertices_mm, faces):
        array.flags.writeable = False
    return Mesh(vertices_mm, faces)
