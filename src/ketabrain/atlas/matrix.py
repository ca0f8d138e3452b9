"""Regions against mechanisms: what is known of each pair, in which species, how sure. Read from ``content/regions.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ketabrain.evidence.content import FOLDER, read_items

FILE, SCHEMA = FOLDER / "regions.yml", FOLDER / "cell.schema.json"
# A row's name, and the region of the map whose colour it has.
ROWS = {
    "prefrontal_cortex": ("Prefrontal cortex", "mpfc"),
    "amygdala": ("Amygdala", "amygdala"),
    "hippocampus": ("Hippocampus", "hippocampus"),
    "habenula": ("Habenula", "habenula"),
    "thalamus": ("Thalamus", "thalamus"),
    "accumbens": ("Nucleus accumbens", "accumbens"),
    "vta": ("VTA", "vta"),
    "raphe": ("Dorsal raphe", "raphe"),
}
COLUMNS = {
    "nmda": "NMDA block",
    "ampa": "AMPA",
    "plasticity": "Plasticity",
    "rhythm": "Rhythm",
    "connectivity": "Links",
}
SURE = {
    "agreed": "several groups agree",
    "some": "one group, or few subjects",
    "mixed": "studies disagree",
    "open": "nothing to show yet",
}


class MatrixError(ValueError):
    """The matrix cannot be used; says which cell and how to mend it."""


@dataclass(frozen=True)
class Cell:
    """What is known of one region and one mechanism."""

    row: str
    column: str
    known: str
    species: tuple[str, ...]
    sure: str
    sources: tuple[str, ...]
    explorer: str | None
    section: str | None

    @property
    def id(self) -> str:
        """Return the cell's id on a page."""
        return f"cell-{self.row}-{self.column}"


def load(file: Path = FILE) -> dict[tuple[str, str], Cell]:
    """Return every cell by (row, column); raise MatrixError for the first fault."""
    cells: dict[tuple[str, str], Cell] = {}
    for item in read_items(file, SCHEMA, "cell", MatrixError):
        row, _, column = item["cell"].partition("/")
        if row not in ROWS or column not in COLUMNS:
            raise MatrixError(
                f"{file.name}, cell '{item['cell']}': use a region of {', '.join(ROWS)} and a mechanism of "
                f"{', '.join(COLUMNS)}."
            )
        if (row, column) in cells:
            raise MatrixError(f"{file.name}, cell '{item['cell']}' stands twice: keep one of them.")
        cells[row, column] = made(item, row, column, file)
    missing = [f"{row}/{column}" for row in ROWS for column in COLUMNS if (row, column) not in cells]
    if missing:
        raise MatrixError(f"{file.name} says nothing of {', '.join(missing)}: add each, with 'sure: open' at least.")
    return cells


def made(item: dict, row: str, column: str, file: Path) -> Cell:
    """Return one cell; raise MatrixError where its evidence and its certainty do not fit."""
    sources, species = tuple(item.get("sources") or ()), tuple(item.get("species") or ())
    if (item["sure"] == "open") == bool(sources) or bool(sources) != bool(species):
        raise MatrixError(
            f"{file.name}, cell '{item['cell']}': a cell has sources and species, or it is 'sure: open' and has neither."
        )
    return Cell(
        row, column, item["known"], species, item["sure"], sources, item.get("explorer"), item.get("section")
    )  # fmt: skip
