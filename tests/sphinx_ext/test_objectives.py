"""The box at a chapter's top: objectives, reading time, species, and the reminder."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from tests.sphinx_ext.conftest import build

from ketabrain.sphinx_ext.element import el
from ketabrain.sphinx_ext.objectives import FILE, minutes, words

OBJECTIVES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SOURCES = "\n\n## Sources\n\n```{bibliography}\n```\n"


def facts(site: Path) -> list[str]:
    """Return the words below the list."""
    page = (site / "one.html").read_text(encoding="utf-8")
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in re.findall(r'<p class="kb-facts">(.*?)</p>', page, re.S)]


def test_the_box_lists_the_chapter_s_objectives_and_its_time(tmp_path: Path) -> None:
    text = "# One\n\n```{objectives} habenula\n```\n\n" + "word " * 799 + "{cite:p}`Yang2018bursting`" + SOURCES
    site = build(tmp_path, {"one.md": text})
    page = (site / "one.html").read_text(encoding="utf-8")
    assert re.findall(r'data-objective="([^"]+)"', page) == [f"habenula.{name}" for name in OBJECTIVES["habenula"]]
    for sentence in OBJECTIVES["habenula"].values():
        assert sentence in unescape(page)
    time, species = facts(site)
    assert time == "About 4 minutes to read. This is education, not medical advice."
    assert "rat 1" in species and "human" not in species


def test_explorers_take_time_too_and_a_page_without_sources_names_no_species(tmp_path: Path) -> None:
    text = "# One\n\n```{objectives} basics\n```\n\nFew words.\n\n```{explorer} basics-synapse\n```\n"
    assert facts(build(tmp_path, {"one.md": text})) == [
        "About 2 minutes to read, and longer if you play with its explorer. This is education, not medical advice."
    ]


def test_an_unknown_chapter_stops_the_build_and_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"objectives\.yml has no chapter 'moon': choose one of basics, habenula"):
        build(tmp_path, {"one.md": "# One\n\n```{objectives} moon\n```\n"})


def test_only_what_is_read_counts_as_words() -> None:
    page = nodes.section("", nodes.paragraph("", "", nodes.Text("three small words")))
    page += el("section", {"class": "kb-sheet kb-model-card"}, el("p", None, "looked up"))
    page += [nodes.raw("", "<svg>a b c</svg>", format="html"), nodes.math_block("", "a + b"), el("p", None, "and two")]
    assert words(page) == 5


@given(st.integers(0, 100_000), st.integers(0, 50))
def test_time_grows_with_words_and_explorers(count: int, number: int) -> None:
    assert minutes(count, number) >= 1
    assert minutes(count + 400, number) >= minutes(count, number) + 1
    assert minutes(count, number + 1) >= minutes(count, number) + 1
