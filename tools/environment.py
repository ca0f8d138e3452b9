"""Make the course's Python environment, or bring it up to date, and run things in it.

    python tools/environment.py                   make .venv
    python tools/environment.py tools/book.py     make it, then run a script in it
    python tools/environment.py -m pytest tests   make it, then run a module in it

The standard library is enough to run this, and Python 3.7 is enough to be told what is wrong.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
UNREACHABLE = re.compile(
    r"NewConnectionError|ConnectTimeout|Max retries|name resolution|ProxyError|ReadTimeout|Network is unreachable|"
    r"SSLError|Connection refused|getaddrinfo|from versions: none"
)
STEP = re.compile(r"(Collecting|Installing collected packages|Building wheel for) ?(\S*)")
LINE_WIDTH = 70


class Problem(SystemExit):
    """Ends a tool with one clear sentence and exit code 1."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"\n{sentence}")


def venv() -> Path:
    """Return where the environment is: $KETABRAIN_VENV, or .venv in the checkout."""
    return Path(os.environ.get("KETABRAIN_VENV") or ROOT / ".venv")


def interpreter(folder: Path) -> Path:
    """Return the Python of an environment, as this system lays it out."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def check_version(version: tuple[int, ...]) -> None:
    """Raise Problem for a Python that is too old."""
    if version[:2] < OLDEST:
        found, wanted = ".".join(map(str, version[:2])), ".".join(map(str, OLDEST))
        raise Problem(
            f"This is Python {found}, and the course needs {wanted} or newer: install one from python.org or your "
            "system's packages, then run the same command again."
        )


def stamp(*files: Path) -> str:
    """Hash what an environment is made from."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def create(folder: Path) -> None:
    """Make an empty environment; raise Problem where this Python cannot."""
    print(f"Making a Python environment in {shown(folder)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        if "ensurepip" in done.stdout + done.stderr:
            raise Problem(
                "This Python has no venv module to make an environment with: on Debian or Ubuntu install it with "
                "'sudo apt install python3-venv', then run the same command again."
            )
        raise Problem(f"The environment could not be made in {folder}: {last_line(done.stderr or done.stdout)}")


def pip(python: Path, *arguments: str) -> None:
    """Run pip install, showing the package that it is at; raise Problem with what went wrong."""
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments]
    said: list[str] = []
    count = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            step = STEP.match(line.strip())
            if step:
                count += 1
                progress(f"  {count:3d}  {step[1].lower()} {step[2]}")
    progress("")
    if process.returncode:
        raise Problem(why_pip_failed("".join(said)))


def progress(text: str) -> None:
    """Show one step: over the last one on a terminal, on a line of its own elsewhere."""
    if sys.stdout.isatty():
        print(f"\r{text[:LINE_WIDTH]:<{LINE_WIDTH}}", end="" if text else "\r", flush=True)
    elif text:
        print(text, flush=True)


def why_pip_failed(said: str) -> str:
    """Turn pip's words into one sentence that says what to do."""
    missing = re.search(r"No matching distribution found for (\S+)", said)
    if UNREACHABLE.search(said):
        return (
            "pip cannot reach the package index: check the network connection (or the proxy), then run the same "
            "command again; what was downloaded is kept."
        )
    if missing:
        ours = ".".join(map(str, sys.version_info[:2]))
        return (
            f"pip found no {missing[1]} for Python {ours}: check the network connection, or use Python 3.11, 3.12 or "
            "3.13, then run the same command again."
        )
    if "No space left" in said:
        return "The disk is full: the environment needs about 1.5 GB; make room, then run the same command again."
    errors = [line for line in said.splitlines() if line.startswith("ERROR")]
    return f"pip failed: {last_line(errors[0] if errors else said)}"


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no reason given.")


def shown(path: Path) -> str:
    """Write a path as seen from the checkout, where it lies inside."""
    return str(path.relative_to(ROOT)) if ROOT in path.parents else str(path)


def ensure() -> Path:
    """Make or refresh the environment where needed, and return its Python."""
    check_version(tuple(sys.version_info))
    folder = venv()
    python, mark = interpreter(folder), folder / "ketabrain.stamp"
    wanted = stamp(ROOT / "requirements.txt", ROOT / "pyproject.toml")
    if python.exists() and mark.exists() and mark.read_text().strip() == wanted:
        return python
    if not python.exists():
        create(folder)
    print("Installing the packages of requirements.txt (the first time takes a few minutes)", flush=True)
    pip(python, "-r", str(ROOT / "requirements.txt"))
    pip(python, "--no-deps", "--editable", str(ROOT))
    mark.write_text(wanted + "\n")
    print("The environment is ready.", flush=True)
    return python


def apart(folder: Path, needs: Path, *options: str) -> Path:
    """Make an environment of a tool's own where it is missing or its pins have changed; return its Python."""
    check_version(tuple(sys.version_info))
    python, mark = interpreter(folder), folder / "ketabrain.stamp"
    wanted = stamp(needs)
    if not (python.exists() and mark.exists() and mark.read_text().strip() == wanted):
        create(folder)
        pip(python, *options, "-r", str(needs))
        mark.write_text(wanted + "\n")
    return python


def surroundings(**variables: str) -> dict[str, str]:
    """Return the variables that programs of the environment run with."""
    scripts = interpreter(venv()).parent
    path = os.pathsep.join([str(scripts), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONUTF8": "1", **variables}


def run(*arguments: str, **variables: str) -> int:
    """Run Python with these arguments in the environment, from the checkout; return its exit code."""
    try:
        return subprocess.run([str(ensure()), *arguments], cwd=ROOT, env=surroundings(**variables)).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if len(sys.argv) > 1:
        raise SystemExit(run(*sys.argv[1:]))
    ensure()
