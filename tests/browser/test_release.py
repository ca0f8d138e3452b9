"""The zip of ``make release``: unpacked, it opens by double click, with the network off."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import environment
import pytest
import release
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack the built site as ``make release`` does, and unpack it elsewhere."""
    folder = tmp_path_factory.mktemp("release")
    zipped = release.pack(site, folder / "course.zip")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder / "course"


@pytest.fixture
def visit(browser: Browser, unpacked: Path) -> Any:
    """Open a page of the unpacked zip with the network off; fail at the end on any error or request elsewhere."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: problems.append(asked.url) if asked.url.startswith("http") else None)

    def open_(path: str) -> Any:
        page.goto(f"{unpacked.as_uri()}/{path}")
        return page

    yield open_
    context.close()
    assert not problems, "\n".join(problems)


def test_index_leads_to_the_first_page_and_its_explorer_works(visit: Any) -> None:
    page = visit("index.html")
    page.wait_for_url("**/book/start/intro.html")
    explorer = page.locator("[data-explorer]").first
    explorer.scroll_into_view_if_needed()
    page.wait_for_selector("[data-explorer][data-state=ready]")
    slider = explorer.locator("input[type=range]").first
    before = explorer.evaluate("node => JSON.stringify([...node.querySelectorAll('output')].map(o => o.textContent))")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_function(
        "before => JSON.stringify([...document.querySelector('[data-explorer]').querySelectorAll('output')]"
        ".map(o => o.textContent)) !== before",
        arg=before,
    )


def test_search_finds_the_habenula(visit: Any) -> None:
    page = visit("search.html?q=habenula")
    page.wait_for_selector("#search-results li a")
    assert "habenula" in " ".join(page.locator("#search-results li a").all_inner_texts()).lower()


def test_zip_says_how_to_open_it_and_carries_its_licences(unpacked: Path) -> None:
    assert "double-click index.html" in (unpacked / "OPEN ME.txt").read_text(encoding="utf-8")
    assert {"LICENSE.txt", "LICENSE-content.txt"} <= {file.name for file in unpacked.iterdir()}


def test_too_large_a_zip_is_refused_with_its_largest_file(site: Path, tmp_path: Path) -> None:
    with pytest.raises(environment.Problem, match=r"would be [\d.]+ MB, and the limit is 0\.1 MB.* largest file is "):
        release.pack(site, tmp_path / "course.zip", limit_mb=0.1)
    assert not list(tmp_path.glob("*.zip"))
