"""No file of the course names somebody's machine or a package registry's host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
# Put together from pieces, so that this file does not name them either.
PATHS = re.compile(
    "|".join(["/ho" + r"me/(?!jovyan)\w+/", "/Us" + r"ers/\w+/", "/roo" + "t/", "/wo" + "rk/", r"[A-Z]:\\Us" + "ers"])
)
HOSTS = re.compile(
    "|".join(["py" + r"pi\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian"])
)
OTHERS = ("src/ketabrain/web/vendor/",)


def files() -> list[Path]:
    """Return the course's own text files: what git keeps or would keep."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPO, capture_output=True, text=True, check=True).stdout.split("\n")
    return [
        REPO / name for name in sorted(set(names)) if name and not name.startswith(OTHERS) and (REPO / name).is_file()
    ]


@pytest.mark.parametrize("pattern", [PATHS, HOSTS], ids=["machine paths", "registry hosts"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    found = []
    for file in files():
        text = file.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{file.relative_to(REPO)}: {match[0]}" for match in pattern.finditer(text)]
    assert not found, "\n".join(found)
