"""Style, types and spelling: one test a tool, which fails with the tool's own words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
PROSE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "book", "src", "tests", "tools")
TOOLS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "codespell": ("-m", "codespell_lib", *PROSE),
}


@pytest.mark.parametrize("name", TOOLS)
def test_tool_finds_nothing(name: str) -> None:
    """Run the tool over the whole checkout."""
    done = subprocess.run([sys.executable, *TOOLS[name]], cwd=REPO, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{name} finds fault:\n{done.stdout}\n{done.stderr}", pytrace=False)
