"""Find Chromium, and say in one line what happens where it is missing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

# The headless build first: the same browser without the windows, toolbars and menus that take half of a test's time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "msedge",
)
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "No Chromium was found, so the browser tests did not run: install chromium, or name one in KETABRAIN_CHROMIUM."
)


def find() -> str | None:
    """Return the path of a Chromium (or Chrome, or Edge): $KETABRAIN_CHROMIUM first, then the usual names."""
    named = os.environ.get("KETABRAIN_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    on_path = (shutil.which(name) for name in NAMES)
    installed = MAC if sys.platform == "darwin" else ()
    return next((path for path in [*on_path, *installed] if path and Path(path).exists()), None)


def path() -> str:
    """Return Chromium's path; without one, fail where CI is set and skip on a laptop."""
    found = find()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    return found
