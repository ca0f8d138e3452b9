"""Explorers for everyone: axe-core, keyboard, targets, small screens, hostile text."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.axe import serious
from tests.browser.drawn import PAGES, wait_ready

from ketabrain import explorers

BY_PAGE = {
    path: [slug for slug in explorers.names() if PAGES[explorers.get(slug).chapter] == path] for path in PAGES.values()
}
ON_PAGES = pytest.mark.parametrize(("path", "slugs"), [(path, slugs) for path, slugs in BY_PAGE.items() if slugs])
SMALL = """(section) => [...section.querySelectorAll("button, select, input, a")]
  .filter((node) => node.offsetParent && !node.closest("p"))
  .map((node) => [node.outerHTML.slice(0, 90), (node.closest("label") || node).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html}: ${box.width} x ${box.height}`)"""

TOO_WIDE = """(section) => [...section.querySelectorAll("p, label, button, output, dt, dd, select, legend, small")]
  .filter((node) => node.offsetParent && !node.classList.contains("kb-hidden"))
  .filter((node) => node.getBoundingClientRect().right > section.getBoundingClientRect().right + 1)
  .map((node) => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@ON_PAGES
def test_axe_finds_nothing_serious(open_page: Any, path: str, slugs: list[str], theme: str) -> None:
    page = open_page(path, theme=theme)
    for slug in slugs:
        section = wait_ready(page, slug)
        section.locator(".kb-predict input").first.check()
        section.get_by_role("button", name="See what the model does").click()
        page.evaluate("slug => ketabrain.components.get(slug).start()", slug)
        assert serious(page, f"[data-explorer='{slug}']") == [], slug


@pytest.mark.parametrize("width", [360, 1280])
@ON_PAGES
def test_targets_are_large_enough(open_page: Any, path: str, slugs: list[str], width: int) -> None:
    page = open_page(path, width=width)
    assert {slug: wait_ready(page, slug).evaluate(SMALL) for slug in slugs} == {slug: [] for slug in slugs}


@ON_PAGES
def test_every_control_is_reached_by_tab_and_shows_its_focus(open_page: Any, path: str, slugs: list[str]) -> None:
    page = open_page(path)
    for slug in slugs:
        seen, unmarked = tabbed(page, slug)
        wanted = {control.name for control in explorers.get(slug).controls} | {"reset", "link", "csv", "svg"}
        assert wanted <= seen, slug
        assert unmarked == [], slug


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


@pytest.mark.parametrize("width", [360, 375, 1280])
@pytest.mark.parametrize("path", sorted(set(PAGES.values())))
def test_nothing_is_wider_than_the_page(open_page: Any, path: str, width: int) -> None:
    page = open_page(path, width=width)
    for section in page.locator("[data-explorer]").all():
        wait_ready(page, section.get_attribute("data-explorer"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
