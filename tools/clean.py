"""Remove everything that the other commands made; the next one makes it anew."""

from __future__ import annotations

import shutil

import environment

FOLDERS = (".venv", "_build", ".cache", "dist", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".hypothesis")
SOURCES = ("src", "tests", "tools", "notebooks")


def main() -> None:
    """Remove the folders and name each."""
    found = [environment.ROOT / name for name in FOLDERS]
    for source in SOURCES:
        found += (environment.ROOT / source).rglob("__pycache__")
    found += (environment.ROOT / "src").glob("*.egg-info")
    for folder in found:
        if folder.is_dir():
            shutil.rmtree(folder)
            print(f"removed {environment.shown(folder)}")


if __name__ == "__main__":
    main()
