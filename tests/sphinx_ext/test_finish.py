"""The finished pages: a policy that their scripts pass, nothing from elsewhere, nothing unused."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest

from ketabrain.sphinx_ext import finish

INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.S)
LOADED = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)="([^"]+)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return a book with plain text, code, a table and a chapter with an explorer."""
    from .conftest import build

    pages = {
        "book/index.md": "# Start\n\nThe first paragraph says what this page is about, in words.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "book/code.md": "# Code\n\n```python\nprint(1)\n```\n",
        "book/basics.md": "# Basics\n\n```{explorer} basics-synapse\n```\n",
    }
    return build(tmp_path_factory.mktemp("finish"), pages)


def pages(site: Path) -> dict[str, str]:
    """Return all pages by their path."""
    return {str(file.relative_to(site)): file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}


def policy(page: str) -> str:
    """Return a page's content security policy."""
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert len(found) == 1
    return unescape(found[0])


def test_every_page_has_a_policy_that_names_its_inline_scripts_and_no_other(site: Path) -> None:
    for name, page in pages(site).items():
        scripts = [text for attributes, text in INLINE.findall(page) if "json" not in attributes]
        wanted = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts}
        assert set(re.findall(r"'sha256-([^']+)'", policy(page))) == wanted, name
        assert "default-src 'none'" in policy(page)
        assert "unsafe-inline" not in policy(page).partition("script-src")[2].partition(";")[0]
        assert page.index("Content-Security-Policy") < page.find("<script") or "<script" not in page


def test_no_page_has_an_inline_handler(site: Path) -> None:
    for name, page in pages(site).items():
        assert not re.findall(r"<[a-z][^>]*\son[a-z]+=", INLINE.sub("", page)), name


def test_every_page_loads_only_files_that_are_here(site: Path) -> None:
    for name, page in pages(site).items():
        for address in LOADED.findall(page):
            assert not re.match(r"[a-z]+:|//", address), (name, address)
            target = (site / name).parent / address.partition("?")[0].partition("#")[0]
            assert target.exists(), (name, address)


def test_unused_parts_of_the_theme_are_gone(site: Path) -> None:
    for name, page in pages(site).items():
        for word in (
            "thebe",
            "mathjax",
            "unpkg",
            "jsdelivr",
            "fontawesome.js",
            "ethical-ad",
            "jb-print-docs-body",
            "togglebutton",
        ):
            assert word not in page.lower().replace("mathjax_ignore", ""), (name, word)
    left = {file.name for file in site.rglob("*") if file.is_file()}
    assert not {"fontawesome.js", "sphinx-thebe.js", "togglebutton.js"} & left
    assert not [name for name in left if name.endswith((".woff2", ".map"))]


def test_what_only_some_pages_need_is_loaded_only_there(site: Path) -> None:
    by_name = pages(site)
    assert "pygments.css" in by_name["book/code.html"]
    assert "pygments.css" not in by_name["book/index.html"]
    assert "searchtools.js" in by_name["search.html"]
    assert "searchtools.js" not in by_name["book/index.html"]
    assert "ketabrain/explorer.css" in by_name["book/basics.html"]
    assert "ketabrain/explorer.css" not in by_name["book/index.html"]


def test_tables_scroll_in_a_box_that_the_keyboard_reaches(site: Path) -> None:
    page = pages(site)["book/index.html"]
    assert (
        page.count('<div class="kb-scroll" tabindex="0" role="region" aria-label="Table"><table')
        == page.count("<table")
        == 1
    )


def test_each_page_says_what_it_is(site: Path) -> None:
    page = pages(site)["book/index.html"]
    assert "<title>Start" in page
    assert '<meta name="description" content="The first paragraph says what this page is about, in words." />' in page
    assert "Education, not medical advice." in page


def test_the_address_of_the_folder_leads_to_the_first_page(site: Path) -> None:
    page = pages(site)["index.html"]
    assert 'content="0; url=book/index.html"' in page
    assert '<a href="book/index.html">' in page
    assert page.startswith("<!DOCTYPE html>")


def test_a_second_build_on_top_leaves_pages_sound(tmp_path: Path, tiny_book) -> None:
    book = {"page.md": "# Page\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n", "other.md": "# Other\n"}
    tiny_book(tmp_path, book)
    site = tiny_book(tmp_path, {**book, "other.md": "# Other\n\nChanged.\n"})
    for page in pages(site).values():
        policy(page)
    assert pages(site)["page.html"].count("kb-scroll") == 1
    assert "Changed." in pages(site)["other.html"]
    assert "fa-moon" in (site / "_static" / "ketabrain" / "icons.css").read_text()


def test_a_button_with_a_handler_goes_and_others_stay() -> None:
    page = '<button class="a" onclick="window.print()"><i></i></button><button class="b">Go</button>'
    assert finish.trimmed(page) == '<button class="b">Go</button>'


def test_lattices_that_no_page_asks_for_go(tmp_path: Path) -> None:
    folder = tmp_path / "_static" / "ketabrain" / "lattices"
    folder.mkdir(parents=True)
    for name in ("a-1.js", "a-2.js"):
        (folder / name).touch()
    (tmp_path / "page.html").write_text('<p data-lattice="_static/ketabrain/lattices/a-2.js">')
    finish.drop_old_lattices(tmp_path)
    assert [file.name for file in folder.iterdir()] == ["a-2.js"]
