"""Keep lattices on disk under a hash of the code and the declaration that made them."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketabrain.explorer.declaration import Explorer

PACKAGE = __name__.partition(".")[0]
MECHANISM = f"{PACKAGE}.explorer"


def folder() -> Path:
    """Return where lattices are kept: $KETABRAIN_CACHE, the checkout's .cache, or the user's cache."""
    if "KETABRAIN_CACHE" in os.environ:
        return Path(os.environ["KETABRAIN_CACHE"])
    checkout = Path(__file__).parents[3]
    base = checkout if (checkout / "pyproject.toml").exists() else Path.home()
    return base / ".cache" / "ketabrain"


def key(explorer: Explorer) -> str:
    """Hash all that a lattice's numbers depend on: the models, what they import, the computing code, codec and rounding."""
    from ketabrain.explorer import codec
    from ketabrain.explorer.controls import rounded

    computing = {part.compute.__module__ for part in explorer.parts}
    sources = {inspect.getsource(module) for module in [codec, *reached(explorer.models)]}
    sources |= {without_prose(inspect.getsource(sys.modules[name])) for name in computing}
    steps = [(control.name, control.steps) for control in explorer.controls]
    rows = [(explorer.over(p), p.scaled_by, p.layout, p.series, p.readouts) for p in explorer.parts]
    solvers = [version(name) for name in ("numpy", "scipy") if find_spec(name)]  # Binder has no SciPy
    data = [file.read_text(encoding="utf-8") for file in explorer.data]
    text = "\n".join([*solvers, repr(steps), repr(rows), inspect.getsource(rounded), *sorted(sources), *data])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def reached(models: Any) -> list[ModuleType]:
    """Return the models' modules and every module of ours that they use, directly or through others."""
    found: dict[str, ModuleType] = {}
    waiting = list(models)
    while waiting:
        module = waiting.pop()
        if module.__name__ not in found:
            found[module.__name__] = module
            waiting += used(module)
    return list(found.values())


def used(module: ModuleType) -> Iterator[ModuleType]:
    """Yield the modules of ours that a module's names come from."""
    for value in vars(module).values():
        name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        if isinstance(name, str) and name.startswith(f"{PACKAGE}.") and not name.startswith(MECHANISM):
            yield sys.modules[name]


@cache
def without_prose(source: str) -> str:
    """Return code without comments, and of each ``Explorer(...)`` its parts alone: new words compute nothing new."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Explorer":
            node.args, node.keywords = [], [word for word in node.keywords if word.arg in ("parts", None)]
    return ast.unparse(tree)


def path(explorer: Explorer) -> Path:
    """Return the file of an explorer's lattice."""
    return folder() / "lattices" / f"{explorer.slug}-{key(explorer)}.zip"


def write(file: Path, header: dict[str, Any], blob: bytes) -> None:
    """Write a lattice whole or not at all, and drop older ones of the same explorer."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("header.json", json.dumps(header))
            archive.writestr("blob", blob)
        os.replace(fresh, file)
    finally:
        Path(fresh).unlink(missing_ok=True)
    slug = file.name.rpartition("-")[0]
    for old in file.parent.glob(f"{slug}-{'[0-9a-f]' * 16}.zip"):
        if old != file:
            old.unlink(missing_ok=True)


def read(file: Path) -> tuple[dict[str, Any], bytes] | None:
    """Return header and bytes; None when the file is missing or damaged (it is then made again)."""
    try:
        with zipfile.ZipFile(file) as archive:
            return json.loads(archive.read("header.json")), archive.read("blob")
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, EOFError, zlib.error):
        return None
