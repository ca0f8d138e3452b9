"""Every link, script, style, picture and lattice of the built site leads to a file that is there, and to its place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

ADDRESSES = ("href", "src", "data-lattice", "poster")
STATE = "?"  # an explorer's state in the fragment ("#slug?control=value") leads to the explorer itself


@dataclass
class Content:
    """What a page holds: the names of its places, and the addresses that it asks for."""

    places: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collect places and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.content = Content()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep ids, explorers' slugs, old-style anchors, and every address."""
        for name, value in attributes:
            if value and (name in ("id", "data-explorer") or (tag == "a" and name == "name")):
                self.content.places.add(value)
            elif value is not None and name in ADDRESSES:
                self.content.addresses.append(value)


def read(text: str) -> Content:
    """Return a page's content."""
    reader = Reader()
    reader.feed(text)
    return reader.content


def broken(pages: dict[Path, Content], site: Path) -> list[str]:
    """Return each address that leads nowhere, with the page that it stands on."""
    found = []
    for page, content in pages.items():
        for address in content.addresses:
            problem = trouble(address, page, pages)
            if problem:
                found.append(f"{page.relative_to(site)}: {address} ({problem})")
    return found


def trouble(address: str, page: Path, pages: dict[Path, Content]) -> str:
    """Return why an address leads nowhere; nothing where it leads somewhere, or out of the site."""
    if urlsplit(address).scheme or address.startswith("//"):
        return ""
    path, place = urldefrag(address)
    path = unquote(path.partition("?")[0])
    target = (page.parent / path).resolve() if path else page
    if target.is_dir():
        target = target / "index.html"
    if not target.exists():
        return "no such file"
    name = unquote(place).partition(STATE)[0]
    if name and target in pages and name not in pages[target].places:
        return "no such place on that page"
    return ""


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Content]:
    """Read every page of the site."""
    return {page.resolve(): read(page.read_text(encoding="utf-8")) for page in sorted(site.rglob("*.html"))}


def test_every_address_leads_somewhere(pages: dict[Path, Content], site: Path) -> None:
    assert sum(len(content.addresses) for content in pages.values()) > 100
    assert not (found := broken(pages, site.resolve())), "\n".join(found)


def test_every_file_that_styles_ask_for_is_there(site: Path) -> None:
    import re

    missing = []
    for sheet in site.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8")):
            if not address.startswith(("data:", "#", "http")) and not (sheet.parent / urlsplit(address).path).exists():
                missing.append(f"{sheet.relative_to(site)}: {address}")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("b.html", ""),
        ("b.html#here", ""),
        ("b.html?embed=x#here", ""),
        ("b.html#slug?drive=1.5", ""),
        ("#top", ""),
        ("https://example.org/gone", ""),
        ("c.html", "no such file"),
        ("b.html#gone", "no such place on that page"),
        ("#gone", "no such place on that page"),
    ],
)
def test_the_check_itself_finds_what_is_broken(tmp_path: Path, address: str, answer: str) -> None:
    texts = {"a.html": f'<p id="top"><a href="{address}">x</a></p>', "b.html": '<p id="here" data-explorer="slug"></p>'}
    read_pages = {}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        read_pages[tmp_path / name] = read(text)
    found = broken(read_pages, tmp_path)
    assert found == ([f"a.html: {address} ({answer})"] if answer else [])
