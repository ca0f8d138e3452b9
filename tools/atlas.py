"""Make the atlas's meshes and its still picture anew, in an environment of its own.

    python tools/atlas.py            write src/ketabrain/content/atlas.json, atlas.bin and atlas.svg
    python tools/atlas.py --check    say whether the committed files are what this would write

The course itself needs none of the packages that this installs: it reads the committed files.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import environment

NEEDS = environment.ROOT / "tools" / "atlas.txt"
FOLDER = environment.ROOT / ".cache" / "atlas-environment"


def ensure(folder: Path = FOLDER) -> Path:
    """Make the environment where it is missing or its pins have changed; return its Python."""
    return environment.apart(folder, NEEDS, "--no-deps")


def main() -> None:
    """Run the meshing in that environment; its exit code is ours."""
    command = [str(ensure()), str(environment.ROOT / "tools" / "brain"), *sys.argv[1:]]
    raise SystemExit(subprocess.run(command, cwd=environment.ROOT).returncode)


if __name__ == "__main__":
    main()
