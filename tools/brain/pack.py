"""Write meshes in few bytes: whole steps, small differences, all low bytes before all high bytes.

``ketabrain/atlas/meshes.py`` and ``web/atlas.js`` read it. Faces are walked from neighbour to neighbour, corners are
counted in order of first use, and an index is stored as its distance from the highest one seen so far.
"""

from __future__ import annotations

import numpy as np
from patches import neighbours
from sources import Mesh


def ordered(mesh: Mesh, kinds: np.ndarray) -> tuple[Mesh, np.ndarray]:
    """Return the mesh with kinds one after the other and neighbours close together, and its kinds."""
    walk = np.array(walked(neighbours(mesh.faces), kinds))
    faces, kinds = mesh.faces[walk], kinds[walk]
    used, first = np.unique(faces, return_index=True)
    use = used[np.argsort(first)]
    place = np.empty(len(mesh.vertices), int)
    place[use] = np.arange(len(use))
    return Mesh(mesh.vertices[use], place[faces]), kinds


def walked(near: np.ndarray, kinds: np.ndarray) -> list[int]:
    """Return every triangle once, one kind after the other, each near the one before it where that can be."""
    left, walk = set(range(len(near))), []
    for kind in np.unique(kinds):
        for start in np.flatnonzero(kinds == kind):
            stack = [int(start)]
            while stack:
                face = stack.pop()
                if face not in left or kinds[face] != kind:
                    continue
                left.remove(face)
                walk.append(face)
                stack += [int(other) for other in near[face][::-1]]
    return walk


def zigzag(values: np.ndarray) -> np.ndarray:
    """Return whole numbers of either sign as numbers from 0: 0, -1, 1, -2, 2, ... become 0, 1, 2, 3, 4, ..."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def planes(values: np.ndarray) -> bytes:
    """Return numbers from 0 to 65535 as all their low bytes, then all their high bytes."""
    if values.min() < 0 or values.max() > 65535:
        raise ValueError(f"Packed numbers reach {values.min()} to {values.max()}: take larger steps.")
    return (values & 255).astype(np.uint8).tobytes() + (values >> 8).astype(np.uint8).tobytes()


def packed(mesh: Mesh, step_mm: float) -> bytes:
    """Return corners (x, then y, then z, as differences) and triangles."""
    steps = np.rint(mesh.vertices / step_mm).astype(int)
    differences = np.diff(steps, axis=0, prepend=0)
    corners = b"".join(planes(zigzag(differences[:, axis])) for axis in range(3))
    flat = mesh.faces.ravel()
    highest = np.maximum.accumulate(np.concatenate([[-1], flat[:-1]]))
    return corners + planes(highest + 1 - flat)
