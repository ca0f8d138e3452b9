"""The committed labs, as read from their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

REPO = Path(__file__).parents[2]
LABS = sorted((REPO / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=LABS, ids=lambda file: file.stem)
def lab(request: pytest.FixtureRequest) -> Any:
    """Return each committed lab in turn, as a notebook."""
    return nbformat.read(request.param, as_version=4)
