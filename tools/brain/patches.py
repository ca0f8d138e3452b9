"""Which triangles of the cortex belong to which prefrontal patch: rules on coordinates, which are our convention.

The chapter "A map of the brain" prints the same rules; a test holds the two together.
"""

from __future__ import annotations

import numpy as np
from sources import Mesh

NAMES = ("acc", "mpfc", "vmpfc", "dlpfc")  # in order of precedence; 0 stands for the rest of the cortex
EVENING = 4  # times that a line between patches is drawn straighter
ROUNDS = 3  # of majority vote among neighbouring triangles, which cleans the edges


def patch(vertices: np.ndarray) -> np.ndarray:
    """Return each corner's patch, by coordinates [mm]: 0, or 1 + its place in NAMES."""
    x, y, z = np.abs(vertices[:, 0]), vertices[:, 1], vertices[:, 2]
    e = np.hypot((y + 2) / 32, (z - 4) / 24)  # rings around the corpus callosum
    low = 16 + 0.56 * np.maximum(25 - y, 0) - 0.75 * np.maximum(y - 42, 0)
    high = 66 - 0.56 * np.maximum(y - 10, 0)
    rules = (
        (x <= 12) & (y >= -2) & (z > -12) & (e >= 0.6) & (e < 1.5),
        (x <= 13) & (y >= 15) & (z >= 2) & ((y >= 25) | (e < 1.95)),
        (x <= 14) & (y >= 5) & (z < 2),
        (x > 24) & (x <= 54) & (y >= 2) & (y <= 62) & (z >= low) & (z <= high),
    )
    return np.select(rules, range(1, len(NAMES) + 1), 0)


def face_patches(mesh: Mesh) -> np.ndarray:
    """Return each triangle's patch: that of most of its corners, then of most of its neighbours."""
    corners = patch(mesh.vertices)[mesh.faces]
    found = majority(corners, corners[:, 0])
    near = neighbours(mesh.faces)
    for _ in range(ROUNDS):
        found = majority(np.column_stack([found[near], found]), found)
    return found


def majority(votes: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Return for each row what more than half of its votes say, else the given answer."""
    counts = np.stack([(votes == kind).sum(axis=1) for kind in range(len(NAMES) + 1)], axis=1)
    best = counts.argmax(axis=1)
    return np.where(counts.max(axis=1) > votes.shape[1] / 2, best, otherwise)


def neighbours(faces: np.ndarray) -> np.ndarray:
    """Return for each triangle the three that share an edge with it; itself where there is none."""
    edges = np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    owner = np.repeat(np.arange(len(faces)), 3)
    order = np.lexsort((edges[:, 1], edges[:, 0]))
    same = (edges[order][1:] == edges[order][:-1]).all(axis=1)
    near = owner.copy()
    a, b = order[:-1][same], order[1:][same]
    near[a], near[b] = owner[b], owner[a]
    return near.reshape(-1, 3)


def evened(mesh: Mesh, kinds: np.ndarray) -> Mesh:
    """Return the mesh with the lines between patches drawn straighter: their corners move along the surface."""
    edges = np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    other = neighbours(mesh.faces).ravel()
    line = np.unique(edges[np.repeat(kinds, 3) != kinds[other]], axis=0)
    count = np.bincount(line.ravel(), minlength=len(mesh.vertices))
    moving = count == 2  # neither ends of a line nor places where three patches meet
    vertices = mesh.vertices.copy()
    for _ in range(EVENING):
        total = np.zeros_like(vertices)
        np.add.at(total, line[:, 0], vertices[line[:, 1]])
        np.add.at(total, line[:, 1], vertices[line[:, 0]])
        vertices[moving] = (vertices[moving] + total[moving] / 2) / 2
    return Mesh(vertices, mesh.faces)
