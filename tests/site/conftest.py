"""The built book, for tests that read its files and need no browser."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import book
import environment
import pytest


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built HTML: $KETABRAIN_SITE, or a build of its own."""
    if "KETABRAIN_SITE" in os.environ:
        return Path(os.environ["KETABRAIN_SITE"]).resolve()
    target = tmp_path_factory.mktemp("course")
    try:
        return book.build(target, strict=True, python=Path(sys.executable))
    except environment.Problem:
        return target / "_build" / "html"  # test_build.py says what is wrong


@pytest.fixture(scope="session")
def report(site: Path) -> dict[str, Any]:
    """Return what the builder said: its exit code and its warnings."""
    file = site.parent / "build.json"
    if not file.exists():
        pytest.fail(f"{site} was not built by tools/book.py, or could not be built at all.", pytrace=False)
    return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
