"""What the browser needs of an explorer, as plain JSON, and the file that carries it with its lattice."""

from __future__ import annotations

import base64
import json
from typing import Any

from ketabrain.explorer.controls import Control
from ketabrain.explorer.declaration import Explorer, Series
from ketabrain.explorer.lattice import Lattice, compressed


def spec(explorer: Explorer) -> dict[str, Any]:
    """Return everything about an explorer that the page or the live view draws from."""
    return {
        "slug": explorer.slug,
        "title": explorer.title,
        "controls": [control_spec(control) for control in explorer.controls],
        "readouts": [{**vars(readout), "digits": readout.digits} for readout in explorer.readouts.values()],
        "series": [series_spec(series) for series in explorer.series.values()],
        "template": explorer.template,
        "describe": explorer.describe if isinstance(explorer.describe, str) else dict(explorer.describe),
        "describe_by": explorer.describe_by,
        "remembers": None if explorer.remembers is None else dict(explorer.remembers),
        "predict": {"state": {**explorer.defaults, **explorer.predict.state}},
        "tasks": [{"when": [list(condition) for condition in task.when]} for task in explorer.tasks],
        "presets": [{"state": {**explorer.defaults, **preset.state}} for preset in explorer.presets],
    }


def series_spec(series: Series) -> dict[str, Any]:
    """Return what the page reads of a series beside its numbers."""
    return {name: getattr(series, name) for name in ("name", "unit", "frames", "shown_as", "decimals")}


def control_spec(control: Control) -> dict[str, Any]:
    """Return one control as JSON."""
    return {**vars(control), "kind": control.kind, "dose": control.dose, "steps": list(control.steps)}


def lattice_script(lattice: Lattice) -> str:
    """Return the script that hands an explorer and its lattice to the page; works from ``file://``."""
    explorer = lattice.explorer
    parts = [
        json.dumps(x, separators=(",", ":"), ensure_ascii=False) for x in (explorer.slug, spec(explorer), slim(lattice))
    ]
    blob = base64.b64encode(compressed(lattice)).decode()
    return f'ketabrain.lattice({",".join(parts)},"{blob}");\n'


def slim(lattice: Lattice) -> dict[str, Any]:
    """Return the header without what only Python needs."""
    return {"parts": lattice.header["parts"]}
