"""The book builds without a warning, and the built pages ask nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

LOADED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=\"(?:https?:)?//[^\"]*|<link\b(?![^>]*\brel=\"(?:canonical|license)\")[^>]*\bhref=\"(?:https?:)?//[^\"]*"
)


def test_book_builds_without_a_warning(report: dict[str, Any]) -> None:
    assert not report["warnings"], "\n".join(report["warnings"])
    assert report["exit"] == 0


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    found = {page.name: LOADED.findall(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}
    assert found, f"{site} holds no page."
    assert not {name: loads for name, loads in found.items() if loads}


def test_every_page_has_its_policy(site: Path) -> None:
    without = [
        page.name
        for page in site.rglob("*.html")
        if "Content-Security-Policy" not in page.read_text(encoding="utf-8")
        and 'http-equiv="Refresh"' not in page.read_text(encoding="utf-8")
    ]
    assert not without


def test_every_page_names_its_icon(site: Path) -> None:
    bare = [file.name for file in site.rglob("*.html") if 'rel="icon"' not in file.read_text(encoding="utf-8")]
    assert not bare, f"browsers would ask for a /favicon.ico that is not there: {', '.join(bare)}"
