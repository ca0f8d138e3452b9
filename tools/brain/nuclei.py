"""A nucleus as a smooth closed surface that keeps its label's volume."""

from __future__ import annotations

import numpy as np
import reduce
from scipy import ndimage
from scipy.optimize import brentq
from skimage.measure import marching_cubes
from sources import Mesh, mask

FINE = {"habenula": 3, "accumbens": 3}  # a small nucleus is cut finer; the others twofold
SIGMA = 1.3  # of the smoothing, in fine voxels
MARGIN = 4  # voxels around the label
LEVELS = (0.2, 0.6)  # between which the surface's level is sought
FACES = {"habenula": 500, "accumbens": 1100, "amygdala": 1500, "thalamus": 2200, "hippocampus": 2600}


def nucleus(region: str, side: str) -> Mesh:
    """Return a region's surface [mm], reduced to its number of faces."""
    found, affine = mask(region, side)
    start = np.argwhere(found).min(axis=0) - MARGIN
    stop = np.argwhere(found).max(axis=0) + MARGIN + 1
    cropped = found[tuple(slice(a, b) for a, b in zip(start, stop, strict=True))]
    fine = FINE.get(region, 2)
    smooth = ndimage.gaussian_filter(upsampled(cropped.astype(float), fine), SIGMA)
    volume = float(cropped.sum())

    def surface(level: float) -> Mesh:
        vertices, faces, _, _ = marching_cubes(smooth, level, allow_degenerate=False)
        voxels = vertices / fine + (1 / fine - 1) / 2 + start  # fine voxels have their centres elsewhere
        return outward(Mesh(voxels @ affine[:3, :3].T + affine[:3, 3], faces.astype(int)))

    level = brentq(lambda at: reduce.volume(surface(at)) - volume, *LEVELS, xtol=1e-3)
    return reduce.to_volume(reduce.reduced(surface(level), FACES[region]), volume)


def upsampled(values: np.ndarray, times: int) -> np.ndarray:
    """Return a volume cut finer, linearly; a fine voxel's centre lies where its share of the coarse one has it."""
    size = [length * times for length in values.shape]
    at = [(np.arange(length) + 0.5) / times - 0.5 for length in size]
    return ndimage.map_coordinates(values, np.meshgrid(*at, indexing="ij"), order=1, mode="nearest")


def outward(mesh: Mesh) -> Mesh:
    """Return the mesh with its triangles turned so that they look outward."""
    return mesh if reduce.volume(mesh) > 0 else Mesh(mesh.vertices, mesh.faces[:, ::-1])
