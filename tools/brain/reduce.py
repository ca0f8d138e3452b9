"""Fewer triangles without folds: smooth, simplify in small steps, pull in what sticks out."""

from __future__ import annotations

import fast_simplification
import numpy as np
import trimesh
from sources import Mesh

STEP = 0.6  # share of the triangles that one step keeps: a single large step leaves folded spikes
TAUBIN = {"lamb": 0.5, "nu": 0.53}
FAR = 0.8  # of an edge: a corner that lies farther from its neighbours' mean is pulled onto it


def volume(mesh: Mesh) -> float:
    """Return the volume inside a closed surface [mm³]; below 0 where it is turned inside out."""
    a, b, c = (mesh.vertices[mesh.faces[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def smoothed(mesh: Mesh, rounds: int) -> Mesh:
    """Return the mesh after some rounds of Taubin's smoothing, which does not shrink it."""
    body = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    trimesh.smoothing.filter_taubin(body, iterations=rounds, **TAUBIN)
    return Mesh(np.asarray(body.vertices), np.asarray(body.faces))


def cleaned(mesh: Mesh) -> Mesh:
    """Return the mesh without triangles that are flat or there twice, and without unused corners."""
    faces = mesh.faces[(np.diff(np.sort(mesh.faces, axis=1), axis=1) > 0).all(axis=1)]
    _, first = np.unique(np.sort(faces, axis=1), axis=0, return_index=True)
    faces = faces[np.sort(first)]
    used, index = np.unique(faces, return_inverse=True)
    return Mesh(mesh.vertices[used], index.reshape(-1, 3))


def pulled(mesh: Mesh) -> Mesh:
    """Return the mesh with spikes pulled onto their neighbours' mean."""
    edges = np.unique(np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    count = np.bincount(edges.ravel(), minlength=len(mesh.vertices))
    total = np.zeros_like(mesh.vertices)
    np.add.at(total, edges[:, 0], mesh.vertices[edges[:, 1]])
    np.add.at(total, edges[:, 1], mesh.vertices[edges[:, 0]])
    mean = total / np.maximum(count, 1)[:, None]
    edge = np.linalg.norm(np.diff(mesh.vertices[edges], axis=1), axis=2).mean()
    far = np.linalg.norm(mesh.vertices - mean, axis=1) > FAR * edge
    return Mesh(np.where(far[:, None], mean, mesh.vertices), mesh.faces)


def reduced(mesh: Mesh, faces: int) -> Mesh:
    """Return the mesh with about so many triangles."""
    mesh = smoothed(mesh, 5)
    while len(mesh.faces) > faces:
        wanted = max(faces, int(STEP * len(mesh.faces)))
        less = cleaned(Mesh(*fast_simplification.simplify(mesh.vertices, mesh.faces, target_count=wanted)))
        if len(less.faces) >= len(mesh.faces):
            break
        mesh = less
    return smoothed(pulled(mesh), 4)


def to_volume(mesh: Mesh, wanted: float) -> Mesh:
    """Return the mesh grown or shrunk about its middle to a volume [mm³]."""
    middle = mesh.vertices.mean(axis=0)
    return Mesh(middle + (mesh.vertices - middle) * (wanted / volume(mesh)) ** (1 / 3), mesh.faces)
