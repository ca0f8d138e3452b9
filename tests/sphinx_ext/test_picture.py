"""Drawings: what may stand in one, and how it stands in a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ketabrain.sphinx_ext.picture import PictureError, load

from .conftest import REPO, BookError

PICTURES = sorted((REPO / "book" / "pictures").glob("*.svg"))
GOOD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title><desc>One dot.</desc>
<defs><linearGradient id="g"><stop stop-color="var(--kb-ink)"/></linearGradient></defs>
<circle id="dot" r="4" fill="url(#g)" stroke="none"/></svg>"""


def drawing(folder: Path, text: str, name: str = "dot") -> Path:
    """Write a drawing."""
    file = folder / f"{name}.svg"
    file.write_text(text, encoding="utf-8")
    return file


def test_ids_become_the_drawings_own(tmp_path: Path) -> None:
    svg = load(drawing(tmp_path, GOOD))
    assert 'id="dot-dot"' in svg
    assert 'id="dot-g"' in svg
    assert 'fill="url(#dot-g)"' in svg
    assert 'aria-labelledby="picture-dot-title"' in svg
    assert 'id="picture-dot-title"' in svg


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<title>A dot</title>", "", "add a <title> that names it"),
        ("<desc>One dot.</desc>", "<desc> </desc>", "add a <desc> that describes it"),
        (' viewBox="0 0 10 10"', "", "viewBox"),
        ('stroke="none"', 'stroke="#ff0000"', "stroke '#ff0000' would not follow the theme"),
        ('r="4"', 'r="4" onclick="x()"', "the attribute 'onclick' is not allowed"),
        ("<defs>", "<script>x()</script><defs>", "<script> is not allowed"),
        ("<defs>", '<image href="a.png"/><defs>', "<image> is not allowed"),
        ("</svg>", "", "not well-formed"),
    ],
)
def test_a_bad_drawing_says_what_to_mend(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(PictureError) as raised:
        load(drawing(tmp_path, GOOD.replace(old, new)))
    assert words in str(raised.value)
    assert "dot" in str(raised.value)


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.stem)
def test_the_books_own_drawings_can_be_used(file: Path) -> None:
    svg = load(file)
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))


def test_the_directive_puts_drawing_and_caption_into_the_page(tmp_path: Path, tiny_book) -> None:
    page = {"page.md": "# Page\n\n```{picture} dot\nA **dot**, schematic.\n```\n", "book/pictures/dot.svg": GOOD}
    html = (tiny_book(tmp_path, page) / "page.html").read_text(encoding="utf-8")
    figure = re.search(r'<figure class="kb-picture" id="picture-dot">.*?</figure>', html, re.S)
    assert figure
    assert '<svg viewBox="0 0 10 10"' in figure[0]
    assert "A <strong>dot</strong>, schematic." in figure[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```{picture} dog\nA dog.\n```", "There is no picture 'dog' in book/pictures: choose one of dot."),
        ("```{picture} dot\n```", "Picture 'dot' has no caption"),
    ],
)
def test_a_wrong_use_stops_the_build(tmp_path: Path, tiny_book, text: str, words: str) -> None:
    with pytest.raises(BookError, match=re.escape(words)):
        tiny_book(tmp_path, {"page.md": f"# Page\n\n{text}\n", "book/pictures/dot.svg": GOOD})
