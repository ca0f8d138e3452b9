"""Put the package's scripts and styles into the built book."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from ketabrain import palette
from ketabrain.quiz import bank

WEB = Path(__file__).parents[1] / "web"
BASE_SCRIPTS = ("dom.js", "store.js")


def copy(app: Sphinx) -> None:
    """Copy ``ketabrain/web`` to ``_static/ketabrain`` before pages are written, so that links carry checksums."""
    target = Path(app.outdir) / "_static" / "ketabrain"
    shutil.copytree(WEB, target, dirs_exist_ok=True)
    (target / "palette.css").write_text(palette.css())
    shutil.copy(bank.SCHEMA, target)  # for editors of question banks elsewhere


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("builder-inited", copy)
    app.add_css_file("ketabrain/palette.css")
    app.add_css_file("ketabrain/course.css")
    app.add_js_file(None, body=(WEB / "start.js").read_text(encoding="utf-8"))  # in the page: before the first paint
    for name in BASE_SCRIPTS:
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
