"""The atlas's still picture: the right half of the brain seen from the middle, as an SVG that follows the theme.

It stands where 3-D cannot be drawn, without scripts, and on paper. Shapes are outlines of the meshes' own shadows.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import numpy as np
from patches import NAMES
from scipy import ndimage
from skimage.measure import approximate_polygon, find_contours
from sources import Mesh

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from ketabrain.atlas.regions import BY_KEY, MARKERS

WIDTH, HEIGHT = 360, 270  # of the drawing's own units
SCALE = 1.75  # units per mm
MIDDLE_MM = (-16.0, 15.0)  # y and z in the middle of the drawing
GRID = 0.5  # units per pixel of the shadows
ROUGH = 0.35  # units that an outline may be off
SMALLEST = 18  # units²: smaller specks are left out
EDGE = 4  # pixels by which a patch's edge is rounded: triangles make it ragged
BANDS = (0.72, 0.45)  # below these cosines a slope is drawn darker, once and again
INSIDE = ("thalamus", "hippocampus", "amygdala", "accumbens", "habenula")
LABELS = {  # where a name stands, and where its line ends (else in the region's middle), in units
    "mpfc": ((26, 62), (50, 100)),
    "acc": ((84, 30), (114, 124)),
    "dlpfc": ((132, 18), (131, 55)),
    "vmpfc": ((24, 224), (46, 186)),
    "accumbens": ((78, 244), None),
    "amygdala": ((126, 258), None),
    "vta": ((178, 246), None),
    "raphe": ((236, 258), None),
    "hippocampus": ((312, 230), (221, 156)),
    "habenula": ((284, 34), None),
    "thalamus": ((214, 20), None),
}
TITLE = "The right half of a brain, seen from the middle"
DESCRIPTION = (
    "The front is on the left. On the inner wall of the frontal lobe lie three patches: the anterior cingulate around "
    "the corpus callosum, the medial prefrontal patch in front of it, and the ventromedial patch below. The "
    "dorsolateral patch, dashed, lies on the far, outer side. Deep inside, from front to back: nucleus accumbens, "
    "amygdala, hippocampus, thalamus, and at the thalamus's rear end the habenula, a dot beside all others. Below it, "
    "in the midbrain, stand the markers of the ventral tegmental area and of the dorsal raphe."
)


def across(vertices: np.ndarray) -> np.ndarray:
    """Return where points stand on the drawing, and how near the middle of the head they are."""
    y, z = MIDDLE_MM
    return np.column_stack(
        [WIDTH / 2 - (vertices[:, 1] - y) * SCALE, HEIGHT / 2 - (vertices[:, 2] - z) * SCALE, -vertices[:, 0]]
    )


def seen(mesh: Mesh) -> tuple[np.ndarray, np.ndarray]:
    """Return for each pixel the foremost triangle, or -1, and how far that triangle faces the reader (0 to 1)."""
    points = across(mesh.vertices)
    triangles = points[mesh.faces]
    front = np.full((round(HEIGHT / GRID), round(WIDTH / GRID)), -np.inf)
    which = np.full(front.shape, -1)
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    for number in np.flatnonzero(np.abs(normals[:, 2]) > 1e-9):
        a, b, c = triangles[number]
        low = np.maximum(np.floor(triangles[number, :, :2].min(axis=0) / GRID).astype(int), 0)
        high = np.minimum(np.ceil(triangles[number, :, :2].max(axis=0) / GRID).astype(int) + 1, front.shape[::-1])
        if (high <= low).any():
            continue
        px, py = np.meshgrid(np.arange(low[0], high[0]) * GRID, np.arange(low[1], high[1]) * GRID)
        area = normals[number, 2]
        u = ((b[0] - px) * (c[1] - py) - (b[1] - py) * (c[0] - px)) / area
        v = ((c[0] - px) * (a[1] - py) - (c[1] - py) * (a[0] - px)) / area
        depth = u * a[2] + v * b[2] + (1 - u - v) * c[2]
        window = (slice(low[1], high[1]), slice(low[0], high[0]))
        nearer = (u >= 0) & (v >= 0) & (u + v <= 1) & (depth > front[window])
        front[window][nearer] = depth[nearer]
        which[window][nearer] = number
    facing = np.abs(normals[:, 2]) / np.linalg.norm(normals, axis=1).clip(1e-9)
    return which, np.where(which >= 0, facing[which], 1)


def outlines(mask: np.ndarray, blur: float = 1.2) -> str:
    """Return the outlines of a mask as one path; ``blur`` (in pixels) rounds its corners."""
    padded = np.pad(ndimage.gaussian_filter(mask.astype(float), blur), 1)
    path = ""
    for line in find_contours(padded, 0.5):
        points = approximate_polygon(line - 1, ROUGH / GRID)[:, ::-1] * GRID
        if abs(np.cross(points[:-1], points[1:]).sum()) / 2 > SMALLEST:
            path += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points[:-1]) + "Z"
    return path


def shape(path: str, colour: str, alpha: float, more: str = "") -> str:
    """Return a filled path in one of the palette's colours."""
    return f'<path fill="var(--kb-{colour})" fill-opacity="{alpha}" fill-rule="evenodd"{more} d="{path}"/>'


def cortex(mesh: Mesh, kinds: np.ndarray) -> str:
    """Return the cortex with its folds, its inner patches, and the outline of the outer one."""
    which, facing = seen(mesh)
    slope = ndimage.gaussian_filter(facing, 2)
    drawn = shape(outlines(which >= 0), "ink", 0.1)
    drawn += "".join(shape(outlines((which >= 0) & (slope < band)), "ink", 0.1) for band in BANDS)
    for place, name in enumerate(NAMES, 1):
        if name == "dlpfc":
            shadow, _ = seen(Mesh(mesh.vertices, mesh.faces[kinds == place]))
            drawn += (
                f'<path fill="none" stroke="var(--kb-{name})" stroke-width="1.5" stroke-dasharray="5 3" '
                f'd="{outlines(ndimage.binary_closing(shadow >= 0, iterations=6), EDGE)}"/>'
            )
        else:
            drawn += shape(outlines((which >= 0) & (kinds[which] == place), EDGE), name, 0.55)
    return drawn


def middle(path_points: np.ndarray) -> tuple[float, float]:
    """Return the middle of a shadow, in units."""
    return float(path_points[:, 0].mean()), float(path_points[:, 1].mean())


def named(key: str, end: tuple[float, float]) -> str:
    """Return a region's name with a line to it."""
    (x, y), (to_x, to_y) = LABELS[key][0], end
    from_y = y + 4 if to_y > y else y - 11
    line = f'<path fill="none" stroke="var(--kb-ink)" stroke-width="0.8" d="M{x} {from_y}L{to_x:.1f} {to_y:.1f}"/>'
    return line + f'<text x="{x}" y="{y}" fill="var(--kb-ink)">{escape(BY_KEY[key].short)}</text>'


def picture(meshes: dict[str, tuple[Mesh, np.ndarray]]) -> str:
    """Return the drawing."""
    whole, kinds = meshes["cortex-right"]
    drawn = cortex(whole, kinds)
    ends = {key: end for key, (_, end) in LABELS.items() if end}
    for key in INSIDE:
        mesh, _ = meshes[f"{key}-right"]
        which, _ = seen(mesh)
        alpha = 0.45 if key == "thalamus" else 0.9
        drawn += shape(outlines(which >= 0), BY_KEY[key].colour, alpha, ' stroke="var(--kb-paper)" stroke-width="0.5"')
        ends.setdefault(key, middle(across(mesh.vertices)))
    for key, marker in MARKERS.items():
        ends[key] = middle(across(np.array([marker.centre_mm])))
        x, y = ends[key]
        drawn += (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{marker.radius_mm * SCALE:.1f}" fill="var(--kb-{BY_KEY[key].colour})" '
            'stroke="var(--kb-paper)" stroke-width="0.5"/>'
        )
    names = "".join(named(key, ends[key]) for key in LABELS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n<title>{TITLE}</title>\n'
        f"<desc>{DESCRIPTION}</desc>\n{drawn}\n"
        f'<g font-size="11" text-anchor="middle">{names}</g>\n</svg>\n'
    )
