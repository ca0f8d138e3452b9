"""Explorers for everyone: axe-core, keyboard, targets, small screens, hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.axe import serious
from tests.browser.conftest import Pages
from tests.browser.drawn import BY_PAGE, SETTLED, wait_ready

from ketabrain import explorers

ON_PAGES = pytest.mark.parametrize(("path", "slugs"), BY_PAGE.items())
WIDE = [(path, 1280) for path in BY_PAGE]
WIDTHS = {360: (360, 375), 1280: (1280,)}  # what a page is looked at in, by what it is opened in
ANY_WIDTH = [*WIDE, *((path, 360) for path in BY_PAGE)]
SMALL = """(section) => [...section.querySelectorAll("button, select, input, a")]
  .filter((node) => node.offsetParent && !node.closest("p"))
  .map((node) => [node.outerHTML.slice(0, 90), (node.closest("label") || node).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html}: ${box.width} x ${box.height}`)"""

TOO_WIDE = """(section) => [...section.querySelectorAll("p, label, button, output, dt, dd, select, legend, small")]
  .filter((node) => node.offsetParent && !node.classList.contains("kb-hidden"))
  .filter((node) => node.getBoundingClientRect().right > section.getBoundingClientRect().right + 1)
  .map((node) => node.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module", params=ANY_WIDTH, ids=str)
def drawn(request: Any, browser: Any, site: Any, site_url: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a page once for all tests of it, with every explorer drawn."""
    path, width = request.param
    with Pages(browser, site, site_url) as pages:
        page = pages(path, width=width)
        for slug in BY_PAGE[path]:
            wait_ready(page, slug)
        yield page, BY_PAGE[path]


def test_nothing_is_wider_than_the_page(drawn: Any) -> None:
    page, _ = drawn
    size = page.viewport_size
    for width in WIDTHS[size["width"]]:
        page.set_viewport_size({**size, "width": width})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.set_viewport_size(size)


def test_targets_are_large_enough(drawn: Any) -> None:
    page, slugs = drawn
    assert {slug: wait_ready(page, slug).evaluate(SMALL) for slug in slugs} == {slug: [] for slug in slugs}


@pytest.mark.parametrize("drawn", WIDE, indirect=True, ids=str)
def test_every_control_is_reached_by_tab_and_shows_its_focus(drawn: Any) -> None:
    page, slugs = drawn
    for slug in slugs:
        seen, unmarked = tabbed(page, slug)
        wanted = {control.name for control in explorers.get(slug).controls} | {"reset", "link", "csv", "svg"}
        assert wanted <= seen, slug
        assert unmarked == [], slug


@pytest.mark.parametrize("drawn", WIDE, indirect=True, ids=str)
def test_axe_finds_nothing_serious(drawn: Any) -> None:
    page, slugs = drawn
    for slug in slugs:
        section = wait_ready(page, slug)
        section.locator(".kb-predict input").first.check()
        section.get_by_role("button", name="See what the model does").click()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(f"html[data-theme='{theme}']")
        for slug in slugs:
            page.evaluate(SETTLED, slug)
            assert serious(page, f"[data-explorer='{slug}']") == [], (slug, theme)


def tabbed(page: Page, slug: str) -> tuple[set[str], list[str]]:
    """Go through an explorer by the Tab key: what was reached, and what showed no focus."""
    wait_ready(page, slug).locator(".kb-predict input").first.focus()
    seen, unmarked = set(), []
    for _ in range(40):
        page.keyboard.press("Tab")
        name, inside, outline = page.evaluate(
            """slug => {
              const node = document.activeElement;
              const style = getComputedStyle(node);
              return [node.name || node.dataset.do || node.dataset.preset || node.textContent, Boolean(node.closest(`[data-explorer="${slug}"]`)),
                style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
            }""",
            slug,
        )
        if not inside:
            break
        seen.add(name)
        if not outline:
            unmarked.append(name)
    return seen, unmarked


@pytest.mark.parametrize("kind", ["long", "xss"])
@ON_PAGES
def test_hostile_words_stay_words(open_page: Any, path: str, slugs: list[str], kind: str) -> None:
    page = open_page(f"{path}?strings={kind}", width=375)
    mark = "Donaudampfschifffahrt" if kind == "long" else "<img src=x"
    page.evaluate("ketabrain.script(ketabrain.url('fuzz.js'))")
    for slug in slugs:
        section = wait_ready(page, slug)
        section.locator(".kb-controls button:visible").first.click()
        page.evaluate("slug => ketabrain.fuzz(slug, 5, 1)", slug)
        assert section.locator("img, script").count() == 0, slug
        for place in (".kb-title", ".kb-sentence", ".kb-control label", ".kb-readouts dt", ".kb-caption"):
            assert mark in section.locator(place).first.inner_text(), slug
        assert section.evaluate(TOO_WIDE) == [], slug
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
