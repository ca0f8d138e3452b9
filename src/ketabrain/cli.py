"""The command ``ketabrain``: compute lattices, run labs, export questions, tell the version."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ketabrain

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
CELL_LIMIT_S = 300


class CommandError(Exception):
    """Something the caller can mend, as one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    reader = argparse.ArgumentParser(prog="ketabrain", description=ketabrain.__doc__)
    commands = reader.add_subparsers(required=True, metavar="command")
    add(commands, "lattices", lattices, "compute what the explorers show, where it is not cached")
    labs_reader = add(commands, "labs", labs, "run labs and keep their outputs, without what changes from run to run")
    labs_reader.add_argument("labs", nargs="*", metavar="LAB", help="names or files of labs (default: all)")
    labs_reader.add_argument("--folder", type=Path, default=Path("notebooks"), help="where labs are (notebooks)")
    export_reader = add(commands, "export", export, "write the questions for another program, or to print")
    export_reader.add_argument("--format", required=True, help="anki, moodle, gift, qti, csv or pdf")
    for name, what in {"chapter": "STEM", "objective": "CHAPTER.NAME"}.items():
        export_reader.add_argument(f"--{name}", nargs="+", action="extend", default=[], metavar=what, help="(all)")
    export_reader.add_argument("--out", type=Path, metavar="PATH", help="the file to write")
    add(commands, "version", version, "tell the version")
    given = reader.parse_args(arguments)
    try:
        given.command(given)
    except CommandError as problem:
        print(f"ketabrain: {problem}", file=sys.stderr)
        return 1
    return 0


def add(commands: Any, name: str, command: Any, does: str) -> argparse.ArgumentParser:
    """Add a subcommand and return its reader."""
    reader: argparse.ArgumentParser = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    reader.set_defaults(command=command)
    return reader


def version(given: argparse.Namespace) -> None:
    """Print the version."""
    print(ketabrain.__version__)


def lattices(given: argparse.Namespace) -> None:
    """Compute every lattice that is missing, one line each; raise CommandError where one misses its model.

    Where there is SciPy, what the models' cards and the page of their checks show is computed beside them.
    """
    from ketabrain import explorers
    from ketabrain.explorer.errors import DeclarationError, LatticeError
    from ketabrain.validation import MODELS

    try:
        slugs = explorers.names()
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            checked = [pool.submit(comparisons, model) for model in MODELS if find_spec("scipy")]
            waiting = [pool.submit(lattice, slug) for slug in slugs]
            try:
                for at, done in enumerate(as_completed(waiting), 1):
                    print(f"Lattice {at} of {len(slugs)}: {done.result()}", flush=True)
                for check in checked:
                    check.result()
            finally:
                pool.shutdown(cancel_futures=True)
    except (DeclarationError, LatticeError) as problem:
        raise CommandError(str(problem)) from None


def comparisons(model: str) -> None:
    """Make sure that what a model gives in each of its cases is kept."""
    from ketabrain.validation.kept import results

    results(model)


def lattice(slug: str) -> str:
    """Make sure that an explorer's lattice is there, and say how it came about."""
    from ketabrain import explorers
    from ketabrain.explorer.lattice import Lattice, build

    explorer = explorers.get(slug)
    found, started = Lattice.load(explorer), time.perf_counter()
    how = "cached"
    if found is None:
        found = build(explorer)
        how = f"{time.perf_counter() - started:.1f} s"
    return f"{slug}, {found.states} states ({how})"


def export(given: argparse.Namespace) -> None:
    """Write questions in another program's format, and say which it cannot hold."""
    from ketabrain.quiz import QuestionError
    from ketabrain.quiz.export import ExportError, run

    try:
        for line in run(given.format, given.chapter, given.objective, given.out):
            print(line)
    except (ExportError, QuestionError) as problem:
        raise CommandError(str(problem)) from None


def labs(given: argparse.Namespace) -> None:
    """Run labs in place, one line each; raise CommandError for the first cell that fails."""
    files = chosen_labs(given.folder, given.labs)
    if not files:
        print(f"There are no labs in {given.folder}/ yet.")
    for file in files:
        started = time.perf_counter()
        run_lab(file)
        print(f"{file.stem}: {time.perf_counter() - started:.1f} s", flush=True)


def chosen_labs(folder: Path, names: Sequence[str]) -> list[Path]:
    """Return the labs' files, in order; raise CommandError for one that is not there."""
    if not names:
        return sorted(folder.glob("*.ipynb"))
    files = [Path(name) if name.endswith(".ipynb") else folder / f"{name}.ipynb" for name in names]
    for file in files:
        if not file.exists():
            known = ", ".join(sorted(lab.stem for lab in folder.glob("*.ipynb"))) or "none yet"
            raise CommandError(f"There is no lab {file}: the labs in {folder}/ are {known}.")
    return files


def run_lab(file: Path) -> None:
    """Run a lab top to bottom and write it back, clean; leave it as it was where a cell fails."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    try:
        notebook = nbformat.read(file, as_version=4)
    except ValueError as problem:
        raise CommandError(f"{file} is not a notebook that can be read: {problem}.") from None
    client = NotebookClient(
        notebook,
        timeout=CELL_LIMIT_S,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(file.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as problem:
        raise CommandError(f"{file}, cell {failed_cell(notebook)}: {problem.ename}: {problem.evalue}") from None
    except CellTimeoutError:
        raise CommandError(f"{file}: a cell ran longer than {CELL_LIMIT_S} s; make it shorter.") from None
    nbformat.write(clean(notebook), file)


def failed_cell(notebook: Any) -> int:
    """Return the number, counted from 1, of the first cell that holds an error."""
    for number, cell in enumerate(notebook.cells, 1):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return number
    return 0


def clean(notebook: Any) -> Any:
    """Return the notebook without widget state, times, versions and view ids, which change from run to run."""
    notebook.metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return notebook


if __name__ == "__main__":
    raise SystemExit(main())
