"""The baseline: the habenula's explorers built with FigureWidget and ``interact`` in a plain Jupyter Book."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SLUGS = ("habenula-reward-brake", "habenula-bursting", "habenula-trapping")
SETUP = "import plotly.graph_objects as go\nfrom ipywidgets import interact, SelectionSlider, Dropdown\nfrom ketabrain import explorers"
CELL = """one_{i} = explorers.get("{slug}")
plot_{i} = go.FigureWidget(one_{i}.figure())

def draw_{i}(**values):
    fresh = one_{i}.figure(**values)
    with plot_{i}.batch_update():
        for old, new in zip(plot_{i}.data, fresh.data):
            old.x, old.y = new.x, new.y

display(plot_{i})
interact(draw_{i}, **{{c.name: SelectionSlider(options=c.steps, value=c.default) for c in one_{i}.controls}});"""
CONFIG = "title: Stock\nexecute:\n  execute_notebooks: force\n  timeout: 300\n"


def notebook() -> dict[str, Any]:
    """Return the page as a notebook."""
    sources = [SETUP, *(CELL.format(i=i, slug=slug) for i, slug in enumerate(SLUGS))]
    code = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for i, source in enumerate(sources)
    ]
    title = {"cell_type": "markdown", "id": "t", "metadata": {}, "source": "# The same explorers, stock stack"}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": [title, *code]}


def build(folder: Path) -> Path:
    """Build the baseline book in a folder; return its HTML."""
    (folder / "lab.ipynb").write_text(json.dumps(notebook()))
    (folder / "_toc.yml").write_text("format: jb-book\nroot: lab\n")
    (folder / "_config.yml").write_text(CONFIG)
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-q"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "_build" / "html"
