"""Open the labs in JupyterLab, which prints its address and chooses a free port itself."""

from __future__ import annotations

import os
import sys

import book
import environment


def main() -> None:
    """Make what is missing, then start JupyterLab on the folder of labs; further arguments go to it."""
    book.lattices()
    (environment.ROOT / "notebooks").mkdir(exist_ok=True)
    # JupyterLab refuses to run as root, as people do in containers, unless it is told that this is meant.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    raise SystemExit(environment.run("-m", "jupyterlab", "notebooks", *root, *sys.argv[1:]))


if __name__ == "__main__":
    main()
