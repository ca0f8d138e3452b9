"""The place for what a learner knows, in a tiny book: its scripts and its index come along, and only there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

NEEDED = ["calibration", "review_log", "vendor/ts-fsrs.umd", "review_memory", "question_bank", "questions/index"]
NEEDED += ["review_ask", "mastery_curve", "mastery"]
REFERENCES = "# References\n\n```{bibliography}\n```\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with and without it."""
    pages = {"one.md": "# One\n\n```{mastery}\n```\n", "two.md": "# Two\n\nWords.\n", "references.md": REFERENCES}
    return build(tmp_path_factory.mktemp("mastery"), pages)


def scripts(site: Path, page: str) -> list[str]:
    """Return the scripts of ours that a page loads, in order."""
    return re.findall(r'<script[^>]*src="_static/ketabrain/([^"]+)\.js', (site / page).read_text(encoding="utf-8"))


def test_what_it_needs_is_loaded_in_order_and_nothing_of_a_question(site: Path) -> None:
    loaded = [name for name in scripts(site, "one.html") if name in NEEDED]
    assert loaded == NEEDED
    assert not any(name.startswith("quiz") for name in scripts(site, "one.html"))
    assert (site / "_static" / "ketabrain" / "questions" / "index.js").exists()


def test_a_page_without_it_pays_nothing(site: Path) -> None:
    assert not set(scripts(site, "two.html")) & set(NEEDED)
    assert "mastery.css" not in (site / "two.html").read_text(encoding="utf-8")
    assert "mastery.css" in (site / "one.html").read_text(encoding="utf-8")


def test_it_says_what_it_needs_where_no_script_runs(site: Path) -> None:
    page = (site / "one.html").read_text(encoding="utf-8")
    assert "data-mastery" in page and "This part needs JavaScript" in page
