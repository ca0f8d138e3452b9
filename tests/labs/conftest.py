"""The committed labs, as read from their files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ketabrain.quiz import bank

REPO = Path(__file__).parents[2]
LABS = sorted((REPO / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=LABS, ids=lambda file: file.stem)
def lab(request: pytest.FixtureRequest) -> Any:
    """Return each committed lab in turn, as a notebook."""
    return nbformat.read(request.param, as_version=4)


@pytest.fixture(params=[file for file in LABS if file.stem in bank.chapters()], ids=lambda file: file.stem)
def chapter_lab(request: pytest.FixtureRequest) -> Any:
    """Return the lab of each chapter in turn; the review's is about all of them."""
    return nbformat.read(request.param, as_version=4)


@pytest.fixture(scope="module")
def printed(request: pytest.FixtureRequest) -> dict[str, str]:
    """Return the text that each cell of the test file's own lab printed or returned, by the cell's name."""
    lab = nbformat.read(REPO / "notebooks" / f"{request.path.stem.removeprefix('test_')}.ipynb", as_version=4)
    return {cell.id: "\n".join(map(plain, cell.outputs)) for cell in lab.cells if cell.cell_type == "code"}


def numbers(text: str) -> list[float]:
    """Return the numbers in a text."""
    return [float(found.replace("−", "-")) for found in re.findall(r"[-−]?\d+(?:\.\d+)?(?![\d.])", text)]


def plain(output: Any) -> str:
    """Return what an output says in words; a picture says nothing."""
    if output.output_type == "display_data":
        return ""
    return output.get("text") or output.data["text/plain"]
