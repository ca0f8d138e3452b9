"""The sample explorers, kept apart from the course's and from its cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.explorer.samples import SAMPLES

from ketabrain.explorer.lattice import Lattice, build


@pytest.fixture(scope="session")
def sample_lattices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Lattice]:
    """Return the lattice of each sample, built once into a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KETABRAIN_CACHE", str(tmp_path_factory.mktemp("cache")))
        return {slug: build(explorer) for slug, explorer in SAMPLES.items()}


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep lattices in a folder of this test's own and return it."""
    monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path))
    return tmp_path / "lattices"
