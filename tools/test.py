"""Run every test: style, models, labs, the built book, its links, the site in a real browser.

The book is built first, once, with warnings as errors; the tests then look at that build.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import book
import environment

WORKERS = "4"


def arguments() -> list[str]:
    """Return pytest's arguments: all tests, and each lab's cells against the outputs that it was committed with.

    ``loadfile`` keeps a lab's cells, and the pages of one browser, in one worker. In their own order the slow
    files of the browser come early and labs last, so that no worker is left with one long file at the end. Nothing of
    a lab's outputs is excused from the comparison.
    """
    found = ["-n", str(min(int(WORKERS), os.cpu_count() or 1)), "--dist", "loadfile", "--no-loadscope-reorder", "tests"]
    labs = environment.ROOT / "notebooks"
    if any(labs.glob("*.ipynb")):
        found += ["--nbval", "--nbval-cell-timeout", "120", "notebooks"]
    return found


def main() -> None:
    """Build, test, and end with pytest's own summary line and exit code; more arguments go to pytest."""
    folder = Path(tempfile.mkdtemp(prefix="ketabrain-test-"))
    try:
        book.lattices()
        print("Building the book, warnings as errors", flush=True)
        html = folder / "_build" / "html"
        try:
            book.build(folder, strict=True)
        except environment.Problem as problem:
            # The tests run all the same: test_build.py fails with this reason, inside pytest's count.
            print(problem, flush=True)
        raise SystemExit(environment.run("-m", "pytest", *arguments(), *sys.argv[1:], KETABRAIN_SITE=str(html)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
