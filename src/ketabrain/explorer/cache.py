"""Keep lattices on disk under a hash of the code and the declaration that made them."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from ketabrain.explorer.declaration import Explorer


def folder() -> Path:
    """Return where lattices are kept: $KETABRAIN_CACHE, the checkout's .cache, or the user's cache."""
    if "KETABRAIN_CACHE" in os.environ:
        return Path(os.environ["KETABRAIN_CACHE"])
    checkout = Path(__file__).parents[3]
    base = checkout if (checkout / "pyproject.toml").exists() else Path.home()
    return base / ".cache" / "ketabrain"


def key(explorer: Explorer) -> str:
    """Hash all that a lattice's numbers depend on: code of the models, the declaring module and the codec."""
    from ketabrain.explorer import codec

    computing = [sys.modules[part.compute.__module__] for part in explorer.parts]
    sources = {inspect.getsource(module) for module in [*explorer.models, *computing, codec]}
    steps = [(control.name, control.steps) for control in explorer.controls]
    rows = [(explorer.over(part), part.series, part.readouts) for part in explorer.parts]
    text = "\n".join([np.__version__, repr(steps), repr(rows), *sorted(sources)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def path(explorer: Explorer) -> Path:
    """Return the file of an explorer's lattice."""
    return folder() / "lattices" / f"{explorer.slug}-{key(explorer)}.zip"


def write(file: Path, header: dict[str, Any], blob: bytes) -> None:
    """Write a lattice whole or not at all, and drop older ones of the same explorer."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.part")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", json.dumps(header))
        archive.writestr("blob", blob)
    slug = file.name.rpartition("-")[0]
    for old in file.parent.glob(f"{slug}-{'[0-9a-f]' * 16}.zip"):
        old.unlink(missing_ok=True)
    fresh.replace(file)


def read(file: Path) -> tuple[dict[str, Any], bytes] | None:
    """Return header and bytes; None when the file is missing or damaged (it is then made again)."""
    try:
        with zipfile.ZipFile(file) as archive:
            return json.loads(archive.read("header.json")), archive.read("blob")
    except (OSError, zipfile.BadZipFile, KeyError, ValueError):
        return None
