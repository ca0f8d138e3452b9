"""How large the regions are in people: published volumes, and a picture that compares them.

Never the template's own volumes: a template brain is large, and its labels are generous.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from ketabrain.atlas.regions import get


class Size(NamedTuple):
    """A published volume of one side [mm³]: what the picture draws, the words for it, and where it comes from."""

    region: str
    mm3: float
    words: str
    people: str
    sources: tuple[str, ...]

    @property
    def radius_mm(self) -> float:
        """Return the radius of a ball of this volume [mm]."""
        return float((3 * self.mm3 / (4 * 3.141592653589793)) ** (1 / 3))


SIZES = (
    Size("thalamus", 8000, "about 8,000 mm³", "as a paper on its nuclei rounds it", ("Najdenovska2018thalamus",)),
    Size("hippocampus", 3266, "3,208 mm³ left, 3,324 mm³ right", "40 people, traced by hand", ("Pruessner2000volumetry",)),
    Size("amygdala", 1157, "1,154 to 1,160 mm³", "40 people, traced by hand", ("Pruessner2000volumetry",)),
    Size("accumbens", 473, "473 mm³, standard deviation 107", "106 people, traced by hand", ("Birbilis2021accumbens",)),
    Size("vta", 140, "about 140 mm³; the source does not say whether of one side", "older anatomy", ("Trutti2021atlas",)),
    Size("raphe", 71.3, "71 mm³, the whole of it", "4 people, after death", ("Baker1990raphe",)),
    Size("habenula", 30, "24 to about 30 mm³", "a template of 68 people; a review", ("Ely2019mapping", "Lawson2013defining")),
)  # fmt: skip
BY_REGION = {size.region: size for size in SIZES}
VOXEL_MM = 2  # edge of the grid on which many scans are evaluated

WIDTH, UNITS = 360, 5.0  # of the drawing's units; units per mm
EDGE, ROW_GAP, NAME_ROOM = 8, 10, 34
ROWS = (("thalamus", "hippocampus", "amygdala"), ("accumbens", "vta", "raphe", "habenula"))


def times_the_habenula(size: Size) -> int:
    """Return how many habenulae a region would hold, to two digits."""
    return int(float(f"{size.mm3 / BY_REGION['habenula'].mm3:.2g}"))


def words_below(size: Size) -> str:
    """Return what stands under a ball."""
    if size.region == "habenula":
        return f"{round(size.mm3)} mm³"
    ratio = size.mm3 / BY_REGION["habenula"].mm3
    return f"{round(size.mm3):,} mm³, {times_the_habenula(size)} ×" if ratio >= 10 else f"{round(size.mm3):,} mm³"


def description() -> str:
    """Say in words what the picture shows."""
    parts = [f"{get(size.region).short} {round(size.mm3):,} mm³" for size in SIZES]
    return (
        f"Balls drawn to one scale, with the published volume of one side each: {', '.join(parts)}. The habenula's ball "
        f"is 3.9 mm across. A small grid at the edge has cells of {VOXEL_MM} mm, as many scans do."
    )


def picture() -> str:
    """Return the comparison as an SVG that follows the theme."""
    drawn, top = "", float(EDGE)
    for row in ROWS:
        high = max(2 * BY_REGION[key].radius_mm * UNITS for key in row)
        drawn += balls(row, top, high)
        top += high + NAME_ROOM + ROW_GAP
    height = round(top + 2)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(description())}">{drawn}'
        f"{voxels(WIDTH - EDGE - 40, EDGE + 4)}</svg>"
    )


def balls(row: tuple[str, ...], top: float, high: float) -> str:
    """Return one row of balls that stand on a line, each with its name and volume."""
    room = (WIDTH - 2 * EDGE) / len(row)
    drawn = ""
    for place, key in enumerate(row):
        size, x = BY_REGION[key], EDGE + room * (place + 0.5)
        r = size.radius_mm * UNITS
        colour = get(key).colour.replace("_", "-")
        drawn += f'<circle cx="{x:.1f}" cy="{top + high - r:.1f}" r="{r:.1f}" fill="var(--kb-{colour})"/>'
        drawn += f'<text x="{x:.1f}" y="{top + high + 14:.1f}" font-weight="600">{escape(get(key).short)}</text>'
        drawn += f'<text x="{x:.1f}" y="{top + high + 27:.1f}" class="kb-below-ball">{words_below(size)}</text>'
    return drawn


def voxels(x: float, y: float, cells: int = 4) -> str:
    """Return a square of the scan's grid, with its name."""
    step = VOXEL_MM * UNITS
    ends = [i * step for i in range(cells + 1)]
    lines = "".join(f"M{x + e:.1f} {y}v{cells * step:.1f}M{x} {y + e:.1f}h{cells * step:.1f}" for e in ends)
    word = (
        f'<text x="{x + cells * step / 2:.1f}" y="{y + cells * step + 13:.1f}" class="kb-below-ball">grid: 2 mm</text>'
    )
    return f'<path fill="none" stroke="var(--kb-faint)" stroke-width="0.8" d="{lines}"/>{word}'
