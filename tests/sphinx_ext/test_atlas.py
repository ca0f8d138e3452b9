"""The directives ``{atlas}`` and ``{atlas-matrix}``: what stands in the page without scripts, their data, their errors."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from ketabrain.atlas import matrix, sizes
from ketabrain.atlas.meshes import DATA
from ketabrain.atlas.regions import REGIONS
from ketabrain.sphinx_ext.atlas import script, script_name, still

from .conftest import BookError

Book = Callable[..., Path]
PAGE = "# Page\n\n```{atlas}\nFind **it**.\n```\n\n```{atlas} sizes\nSmall.\n```\n\n```{atlas-matrix}\n```\n"
LIST = "# Sources\n\n```{bibliography}\n```\n"
HABENULA = "# The lateral habenula\n\nA chapter.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one book for all tests of this module."""
    from .conftest import build

    pages = {"index.md": PAGE, "book/brain/habenula.md": HABENULA, "sources.md": LIST, "other.md": "# Other\n"}
    return build(tmp_path_factory.mktemp("atlas"), pages)


@pytest.fixture(scope="module")
def html(site: Path) -> str:
    """Return the page with the map."""
    return (site / "index.html").read_text(encoding="utf-8")


def test_the_page_holds_still_controls_words_and_caption(html: str) -> None:
    assert 'data-atlas="map"' in html
    assert still() in html
    assert re.findall(r'data-view="(\w+)"', html) == ["start", "left", "top", "front", "inside"]
    assert re.findall(r'name="side" value="(\w+)"', html) == ["both", "left", "right"]
    assert re.findall(r'name="region" value="(\w+)"', html) == [region.key for region in REGIONS]
    assert "Find <strong>it</strong>." in html


def test_the_table_says_every_region_in_words(html: str) -> None:
    rows = dict(re.findall(r'<tr data-row="(\w+)"[^>]*>(.*?)</tr>', html, re.S))
    assert list(rows) == [region.key for region in REGIONS]
    for region in REGIONS:
        row = unescape(rows[region.key]).replace("’", "'")
        assert region.title in row and region.place in row and region.links in row
        size = sizes.BY_REGION.get(region.key)
        assert size is None or size.words in row


def test_a_region_leads_to_its_chapter_or_says_that_there_is_none(html: str) -> None:
    rows = dict(re.findall(r'<tr data-row="(\w+)"[^>]*>(.*?)</tr>', html, re.S))
    assert '<a href="book/brain/habenula.html">The lateral habenula</a>' in rows["habenula"]
    assert "no chapter yet" in rows["amygdala"]
    assert "none of its own" in rows["thalamus"]


def test_the_attribution_names_every_source_and_its_terms(html: str) -> None:
    said = html[html.index("kb-attribution") :]
    for words in (
        "FreeSurfer Software License Agreement",
        "FreeSurferSoftwareLicense",
        "CIT168",
        "CC BY 4.0",
        "MNI152",
    ):
        assert words in said
    assert "no shape is one person" in said
    assert "cite-edlow2023arousal" in said.lower()


def test_the_sizes_are_a_picture_with_words(html: str) -> None:
    assert sizes.picture() in html
    assert "<p>Small.</p>" in html


def test_every_cell_has_its_words_and_every_glance_leads_to_them(html: str) -> None:
    for cell in matrix.load().values():
        assert f'<dt id="{cell.id}"' in html
        assert f'href="#{cell.id}"' in html
    link = re.search(r'<a href="#cell-habenula-nmda" aria-label="([^"]+)"', html)
    assert link and link[1] == "Habenula, NMDA block: studies disagree; animals"


def test_a_cell_leads_to_its_section_where_the_book_has_it(html: str) -> None:
    cells = dict(re.findall(r'<dt id="(cell-[\w-]+)".*?<dd>(.*?)</dd>', html, re.S))
    assert 'Look: <a href="book/brain/habenula.html' in cells["cell-habenula-ampa"]
    assert "Look: " not in cells["cell-amygdala-nmda"]


def test_only_pages_with_the_atlas_load_its_script(site: Path, html: str) -> None:
    loaded = re.findall(r"_static/ketabrain/(atlas[\w.-]*\.(?:js|css))", html)
    assert loaded == ["atlas.css", "atlas_meshes.js", "atlas.js"]  # the meshes come when they are needed
    assert f'data-meshes="{script_name()}"' in html
    assert "ketabrain/atlas" not in (site / "other.html").read_text(encoding="utf-8")
    assert (site / "_static" / "ketabrain" / script_name()).read_text(encoding="utf-8") == script()
    assert len(list((site / "_static" / "ketabrain").glob("atlas-*.js"))) == 1


def test_the_data_script_holds_the_meshes_and_their_list() -> None:
    told = json.loads(script().removeprefix("ketabrain.atlas=").removesuffix(";\n"))
    assert gzip.decompress(base64.b64decode(told["packed"])) == DATA.read_bytes()
    assert [one["key"] for one in told["regions"]] == [region.key for region in REGIONS]
    assert set(told["markers"]) == {"vta", "raphe"}
    assert "made_from" not in told


def test_the_still_follows_the_theme_and_names_the_regions() -> None:
    svg = still()
    assert 'role="img"' in svg and "<title" in svg and "<desc" in svg
    assert not re.findall(r'(?:fill|stroke)="(?!none|var\(--kb-[a-z-]+\))[^"]*"', svg)
    assert not re.search(r"<(?:script|style|image)|\bon\w+=", svg)
    for region in REGIONS:
        assert f">{region.short}</text>" in svg or region.key == "cortex"
    assert len(svg) < 30_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```{atlas} moon\n```", "{atlas} shows the map, '{atlas} sizes' the sizes; there is no 'moon'."),
        ("```{atlas}\n```\n\n```{atlas}\n```", "The atlas's map stands twice on this page"),
    ],
)
def test_a_wrong_use_stops_the_build(tiny_book: Book, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BookError, match=re.escape(words)):
        tiny_book(tmp_path, {"page.md": f"# Page\n\n{text}\n", "sources.md": LIST})


def test_a_faulty_matrix_stops_the_build(tiny_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise matrix.MatrixError("regions.yml says nothing of insula/nmda: add it.")

    monkeypatch.setattr(matrix, "load", broken)
    with pytest.raises(BookError, match="says nothing of insula/nmda"):
        tiny_book(tmp_path, {"page.md": "# Page\n\n```{atlas-matrix}\n```\n"})
