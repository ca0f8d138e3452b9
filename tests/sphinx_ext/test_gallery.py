"""The gallery: a card and a page of its own for every explorer."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from ketabrain import explorers


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return a book with a gallery and one chapter."""
    from .conftest import build

    pages = {"book/start/gallery.md": "# Every explorer\n\n```{gallery}\n```\n", "book/start/basics.md": "# Basics\n"}
    return build(tmp_path_factory.mktemp("gallery"), pages)


def test_every_explorer_has_a_card_that_leads_to_its_page(site: Path) -> None:
    index = (site / "book" / "start" / "gallery.html").read_text(encoding="utf-8")
    cards = re.findall(r'kb-gallery-card"><a href="([^"]+)"', index)
    assert sorted(cards) == [f"../../gallery/{slug}.html" for slug in explorers.names()]
    assert cards[0] == "../../gallery/basics-synapse.html"  # a chapter of this book comes first
    assert re.findall(r'kb-gallery-chapter"[^>]*>([^<]+)<', index) == ["Basics", "Without a chapter"]
    assert "data-explorer=" not in index


@pytest.mark.parametrize("slug", explorers.names())
def test_each_page_holds_its_explorer_and_the_line_to_paste(site: Path, slug: str) -> None:
    page = (site / "gallery" / f"{slug}.html").read_text(encoding="utf-8")
    assert re.findall(r'data-explorer="([^"]+)"', page) == [slug]
    lattice = re.search(r'data-lattice="\.\./([^"]+)"', page)
    assert lattice and (site / lattice[1]).exists()
    line = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1])  # type: ignore[index]
    assert re.fullmatch(
        r'<iframe src="([^"]+)" title="[^"]+" width="100%" height="\d+" style="border:0" loading="lazy"></iframe>', line
    )
    assert f'src="{slug}.html?embed={slug}"' in line
    assert "<title>" + html.escape(explorers.get(slug).title) in page
    assert "ketabrain/gallery.js" in page


def test_a_page_leads_to_its_chapter_only_where_the_book_has_it(site: Path) -> None:
    assert 'href="../book/start/basics.html"' in (site / "gallery" / "basics-synapse.html").read_text(encoding="utf-8")
    assert "belongs to the chapter" not in (site / "gallery" / "habenula-bursting.html").read_text(encoding="utf-8")


def test_a_book_without_a_gallery_gets_no_such_pages(tmp_path: Path, tiny_book) -> None:
    assert not (tiny_book(tmp_path, {"page.md": "# Page\n"}) / "gallery").exists()
