"""Build the book: lattices first, with their progress, then the pages.

python tools/book.py             into _build/html, warnings shown
python tools/book.py --strict    every warning is an error
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from pathlib import Path

import environment

BUILDER = "from jupyter_book.cli.main import main; main()"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
STEP = re.compile(r"(reading sources|writing output)\S* \[")
RAISED = re.compile(r"[\w.]*(Error|Exception|Warning|Exit)\b.*: \S")
LOOKED = re.compile(r"Looked at \d+ sentences")
WARNING = re.compile(r"(WARNING|ERROR|CRITICAL|SEVERE)\b")


def lattices() -> None:
    """Compute every lattice that is not in the cache; raise Problem where one cannot be made."""
    if environment.run("-m", "ketabrain.cli", "lattices"):
        raise environment.Problem("The book was not built, because the lattices could not be made: see the line above.")


def build(target: Path, strict: bool = False, python: Path | None = None) -> Path:
    """Build the pages below ``target`` and return the folder of the HTML.

    What the builder warned of is kept beside it in ``build.json``. Raise Problem, which names the first
    fault, where the build fails; with ``strict`` any warning is such a fault. ``python`` is the
    environment's own, where it is known to be ready.
    """
    command = [
        str(python or environment.ensure()),
        "-c",
        BUILDER,
        "build",
        str(environment.ROOT),
        "--path-output",
        str(target),
    ]
    command += ["-W", "--keep-going"] if strict else []
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=environment.ROOT,
        env=environment.surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            said.append(COLOUR.sub("", line).rstrip())
            tell(said[-1])
    environment.progress("")
    html = target / "_build" / "html"
    warnings = [line for line in said if WARNING.search(line)]
    if process.returncode and not warnings:
        warnings = [fault(said)]
    if html.is_dir():
        report = {"exit": process.returncode, "warnings": warnings}
        (html.parent / "build.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    if process.returncode:
        raise environment.Problem(f"The book did not build, and the first reason is: {warnings[0]}")
    return html


def fault(said: list[str]) -> str:
    """Return the exception that ended the build, without the frames drawn around it."""
    raised = [line.strip() for line in said if RAISED.match(line.strip())]
    return raised[0] if raised else environment.last_line("\n".join(line for line in said if line.strip("= ")))


def tell(line: str) -> None:
    """Show what the builder is doing, every warning whole, and how many sentences it looked at."""
    step = STEP.match(line)
    if WARNING.search(line) or LOOKED.match(line):
        environment.progress("")
        print(line, flush=True)
    elif step:
        environment.progress(f"  {' '.join(line.split())}")


def main() -> None:
    """Read the command line and build."""
    reader = argparse.ArgumentParser(description="Build the book into _build/html.")
    reader.add_argument("--strict", action="store_true", help="make every warning an error")
    given = reader.parse_args()
    lattices()
    print("Building the pages", flush=True)
    html = build(environment.ROOT, given.strict)
    print(f"The book is in {environment.shown(html)}: see it with 'make course'.")


if __name__ == "__main__":
    main()
