"""Results of the cases, kept on disk under a hash of the code that gave them, so that a build need not repeat them."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import scipy

from ketabrain.explorer.cache import folder
from ketabrain.validation import MODELS, cases
from ketabrain.validation.case import Case, Result, judge, run

CODE = Path(__file__).parents[1]


def mark(model: str) -> str:
    """Hash what a model's results depend on: its own code and what all models share."""
    files = [file for part in ("models", "validation") for file in sorted((CODE / part).rglob("*.py"))]
    digest = hashlib.sha256(f"{np.__version__} {scipy.__version__}".encode())
    for file in files:
        owners = {file.stem, file.parent.name} & {*MODELS}  # a model is a module or a folder
        if not owners or model in owners:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def results(model: str) -> list[tuple[Case, Result]]:
    """Return each case of a model with its result, computed only where the code has changed.

    Raise ValueError for a model that has no cases.
    """
    listed = cases(model)
    file = folder() / "validation" / f"{model}-{mark(model)}.json"
    values = _read(file, listed)
    if values is None:
        values = {case.name: run(case).value for case in listed}
        _write(file, values, model)
    return [(case, judge(case, values[case.name])) for case in listed]


def _read(file: Path, listed: tuple[Case, ...]) -> dict[str, float] | None:
    """Return kept values; None where the file is missing, damaged or lacks a case."""
    try:
        values = {name: float(value) for name, value in json.loads(file.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return values if all(case.name in values for case in listed) else None


def _write(file: Path, values: dict[str, float], model: str) -> None:
    """Write values whole or not at all, and drop older ones of the same model."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob(f"{model}-{'[0-9a-f]' * 16}.json"):
        old.unlink(missing_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.part")
    fresh.write_text(json.dumps(values), encoding="utf-8")
    fresh.replace(file)
