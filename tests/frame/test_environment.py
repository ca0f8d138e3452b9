"""The tools' messages: one sentence that names the trouble and the mend."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import environment
import pytest

REPO = Path(__file__).parents[2]


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 7, 3)])
def test_old_python_is_told_what_to_install(version: tuple[int, ...]) -> None:
    with pytest.raises(
        environment.Problem, match=r"This is Python 3\.\d+, and the course needs 3\.11 or newer: install"
    ):
        environment.check_version(version)


def test_this_python_is_new_enough() -> None:
    assert environment.check_version(tuple(sys.version_info)) is None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("WARNING: Retrying: NewConnectionError('<x>: Failed to establish')\nERROR: No matching", "cannot reach the"),
        ("Temporary failure in name resolution", "cannot reach the package index"),
        ("ERROR: No matching distribution found for numba==0.68.1", "found no numba==0.68.1 for Python"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: something else\nmore", "pip failed: ERROR: something else"),
    ],
)
def test_pip_failures_become_one_sentence(said: str, answer: str) -> None:
    sentence = environment.why_pip_failed(said)
    assert answer in sentence
    assert "\n" not in sentence


def test_pip_that_reaches_nothing_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point pip at a port where nobody listens."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    nowhere = ("--index-url", "http://127.0.0.1:9/simple", "--retries", "0", "--target", str(tmp_path))
    with pytest.raises(environment.Problem, match="pip cannot reach the package index"):
        environment.pip(Path(sys.executable), "no-such-package-of-the-course", *nowhere)


def fake_venv(folder: Path) -> None:
    """Write what looks like an environment whose Python can do nothing but fail loudly."""
    python = environment.interpreter(folder)
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho touched >> "$0.log"\nexit 1\n')
    python.chmod(python.stat().st_mode | stat.S_IXUSR)


def test_fresh_environment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETABRAIN_VENV", str(tmp_path / "venv"))
    fake_venv(tmp_path / "venv")
    mark = environment.stamp(REPO / "requirements.txt", REPO / "pyproject.toml")
    (tmp_path / "venv" / "ketabrain.stamp").write_text(mark)
    assert environment.ensure() == environment.interpreter(tmp_path / "venv")
    assert not list((tmp_path / "venv").rglob("*.log"))


def test_changed_requirements_install_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETABRAIN_VENV", str(tmp_path / "venv"))
    fake_venv(tmp_path / "venv")
    (tmp_path / "venv" / "ketabrain.stamp").write_text("an older mark")
    with pytest.raises(environment.Problem, match="pip failed"):
        environment.ensure()
    assert list((tmp_path / "venv").rglob("*.log"))


def test_problem_ends_a_tool_with_code_1_and_no_traceback() -> None:
    code = "import environment; raise environment.Problem('The disk is full.')"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO / "tools", capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip() == "The disk is full."
