"""Time builds: lattices, the book, a changed chapter, a lab."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).parents[2]
PARTS = ("book", "notebooks", "_config.yml", "_toc.yml")


class BuildFailed(RuntimeError):
    """A timed command failed; says which and ends with its last words."""


def timed_s(command: list[str], cwd: Path, **environment: str) -> float:
    """Run a command and return its wall time [s]; raise BuildFailed where it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode:
        raise BuildFailed(f"'{' '.join(command)}' failed: {(done.stderr or done.stdout)[-500:]}")
    return time.perf_counter() - start


def copied(target: Path) -> Path:
    """Copy what a book is made of, so that a chapter can be changed."""
    for name in PARTS:
        source = REPO / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        elif source.exists():
            shutil.copy(source, target / name)
    return target


def site(target: Path) -> Path:
    """Build the book into a folder; return its HTML."""
    timed_s(
        [str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-q", "--path-output", str(target)], REPO
    )
    return target / "_build" / "html"


def book_s() -> tuple[float, float]:
    """Return how long the whole book takes with lattices cached, and then one changed chapter [s]."""
    with tempfile.TemporaryDirectory() as folder:
        source = copied(Path(folder))
        build = [str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-q"]
        cache = {"KETABRAIN_CACHE": str(REPO / ".cache" / "ketabrain")}
        timed_s([sys.executable, "-m", "ketabrain.cli", "lattices"], source, **cache)
        whole = timed_s(build, source, **cache)
        chapter = source / "book" / "brain" / "habenula.md"
        chapter.write_text(chapter.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
        return whole, timed_s(build, source, **cache)


def lattices_s() -> dict[str, float]:
    """Return how long each explorer's lattice takes from nothing [s], with everything compiled."""
    program = (
        "import time, json, tempfile, os\n"
        "from ketabrain import explorers\nfrom ketabrain.explorer.lattice import build\n"
        "found = {}\n"
        "for slug in explorers.names():\n"
        "    one = explorers.get(slug); one.compute(); start = time.perf_counter(); build(one)\n"
        "    found[slug] = time.perf_counter() - start\n"
        "print(json.dumps(found))"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "KETABRAIN_CACHE": folder},
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


def labs_s() -> dict[str, float]:
    """Return how long each lab takes from top to bottom with lattices cached [s]."""
    times = {}
    for lab in sorted((REPO / "notebooks").glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "jupyter", "execute", str(lab), f"--output={folder}/{lab.name}"]
            times[lab.stem] = timed_s(command, REPO)
    return times
