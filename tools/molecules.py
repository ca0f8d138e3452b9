"""Make the molecules' drawings and coordinates anew, with RDKit in an environment of its own.

    python tools/molecules.py            write src/ketabrain/content/molecules.json and the drawings in book/pictures
    python tools/molecules.py --check    say whether the committed files are what this would write

The course itself needs neither RDKit nor this: it reads the committed files.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import environment

NEEDS = environment.ROOT / "tools" / "molecules.txt"
FOLDER = environment.ROOT / ".cache" / "molecules-environment"


def ensure(folder: Path = FOLDER) -> Path:
    """Make the environment where it is missing or its pins have changed; return its Python."""
    return environment.apart(folder, NEEDS)


def main() -> None:
    """Run the chemistry in that environment; its exit code is ours."""
    command = [str(ensure()), str(environment.ROOT / "tools" / "chemistry"), *sys.argv[1:]]
    raise SystemExit(subprocess.run(command, cwd=environment.ROOT).returncode)


if __name__ == "__main__":
    main()
