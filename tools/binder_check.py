"""Prove Binder's environment: make it afresh from binder/ alone, and run every lab in it.

Everything happens in a temporary folder, on a copy of the checkout, as Binder would do it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment

SIZE_BUDGET_MB = 600
LAB_BUDGET_S = 10
LEFT_OUT = (".venv", "_build", ".cache", "dist", ".git", "*_cache", ".hypothesis", "__pycache__", "*.egg-info")
FIRST_QUESTION = """
import time
started = time.perf_counter()
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel()
code = "import ketabrain; from ketabrain.quiz import learner_view as view; shown = ketabrain.quiz.learner().review(); trees = view.trees('basics')"
answer = client.execute_interactive(code, timeout=120)["content"]
print(f"from the kernel's start to the first question: {time.perf_counter() - started:.1f} s", flush=True)
manager.shutdown_kernel(now=True)
raise SystemExit(answer["status"] != "ok")
"""
RUN_LAB = "import sys; from ketabrain.cli import main; sys.exit(main(['labs', sys.argv[1]]))"


class Binder:
    """A folder laid out as Binder's home: the checkout's files, an environment, a home for caches."""

    def __init__(self, base: Path) -> None:
        self.base, self.checkout, self.venv = base, base / "checkout", base / "venv"
        self.python = environment.interpreter(self.venv)
        self.bare_mb = 0.0

    def run(self, *command: str) -> None:
        """Run a command as Binder would; raise Problem, which names it, where it fails."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KETABRAIN_", "PYTHON"))}
        path = os.pathsep.join([str(self.python.parent), os.environ["PATH"]])
        home = {"HOME": str(self.base / "home"), "PATH": path, "VIRTUAL_ENV": str(self.venv)}
        done = subprocess.run(command, cwd=self.checkout, env={**kept, **home})
        if done.returncode:
            raise environment.Problem(f"Binder's environment fails at '{' '.join(command)[:90]}': see the lines above.")

    def lay_out(self) -> None:
        """Copy the checkout and make the environment, from binder/'s own files."""
        shutil.copytree(environment.ROOT, self.checkout, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (self.base / "home").mkdir()
        environment.create(self.venv)
        self.bare_mb = size_mb(self.venv)
        environment.pip(self.python, "-r", str(self.checkout / "binder" / "requirements.txt"))

    def labs(self) -> list[Path]:
        """Return the labs."""
        return sorted((self.checkout / "notebooks").glob("*.ipynb"))


def python_note() -> str:
    """Say where this Python differs from the one that Binder will take."""
    wanted = (environment.ROOT / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    ours = ".".join(map(str, sys.version_info[:2]))
    return "" if ours == wanted else f"Binder takes Python {wanted}; this check runs on {ours}."


def size_mb(folder: Path) -> float:
    """Return what a folder takes on the disk [MB], each file once."""
    return sum(file.lstat().st_size for file in folder.rglob("*")) / 1e6


def check(binder: Binder) -> bool:
    """Make the environment, run every lab in it, print sizes and times; return whether the size holds."""
    print(python_note() or "Binder and this check take the same Python.", flush=True)
    started = time.perf_counter()
    binder.lay_out()
    print(f"packages installed in {time.perf_counter() - started:.0f} s", flush=True)
    started = time.perf_counter()
    binder.run("bash", "binder/postBuild")
    print(f"postBuild ran in {time.perf_counter() - started:.0f} s", flush=True)
    size = size_mb(binder.venv) - binder.bare_mb
    print(f"installed size: {size:.0f} MB beside Python and pip (budget {SIZE_BUDGET_MB} MB)", flush=True)
    for lab in binder.labs():
        started = time.perf_counter()
        binder.run(str(binder.python), "-c", RUN_LAB, lab.relative_to(binder.checkout).as_posix())
        spent = time.perf_counter() - started
        print(f"lab {lab.stem}: {spent:.1f} s (budget {LAB_BUDGET_S} s)", flush=True)
    binder.run(str(binder.python), "-c", FIRST_QUESTION)
    if not binder.labs():
        print("There are no labs in notebooks/ yet, so none was run.")
    return size <= SIZE_BUDGET_MB


def main() -> None:
    """Check in a temporary folder; exit 1 where something fails or the size is over its budget."""
    environment.check_version(tuple(sys.version_info))
    base = Path(tempfile.mkdtemp(prefix="ketabrain-binder-"))
    try:
        if not check(Binder(base)):
            raise environment.Problem(
                "Binder's environment is over its budget: take a package out of binder/requirements.txt."
            )
        print("Binder's environment holds.")
    finally:
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()
