"""The Makefile: its targets exist, README names them, and a missing Python is named."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
TARGETS = (
    "course", "book", "lab", "test", "lint", "fuzz", "bench", "lattices", "labs", "molecules", "atlas", "binder-check", "release", "clean",
)  # fmt: skip
MAKE = shutil.which("make")


def make(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run make in the checkout, perhaps with another PATH."""
    assert MAKE, "make is needed to test the Makefile: install it."
    surroundings = {**os.environ, "PATH": path} if path is not None else None
    return subprocess.run([MAKE, *arguments], cwd=REPO, capture_output=True, text=True, env=surroundings)


@pytest.mark.parametrize("target", TARGETS)
def test_target_exists_and_is_explained(target: str) -> None:
    assert make("--dry-run", target).returncode == 0
    assert re.search(rf"^  make {target} +\w", make("help").stdout, re.M)


@pytest.mark.parametrize("target", TARGETS)
def test_readme_names_the_target(target: str) -> None:
    assert f"make {target}" in (REPO / "README.md").read_text(encoding="utf-8")


def test_every_script_of_the_makefile_exists_and_readme_gives_it_for_windows() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    scripts = re.findall(r"tools/\w+\.py", (REPO / "Makefile").read_text(encoding="utf-8"))
    assert scripts
    for script in sorted(set(scripts)):
        assert (REPO / script).exists(), script
        assert script in readme, f"README does not give the plain command for {script}."


def test_missing_python_is_named(tmp_path: Path) -> None:
    done = make("book", path=str(with_only(tmp_path, "sh", "test", "echo")))
    assert done.returncode != 0
    assert "Python 3.11 or newer was not found: install it" in done.stderr


def with_only(folder: Path, *programs: str) -> Path:
    """Return a folder that holds these programs and no others."""
    for program in programs:
        found = shutil.which(program)
        assert found, program
        (folder / program).symlink_to(found)
    return folder
