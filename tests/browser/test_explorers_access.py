"""Explorers for everyone: axe-core, keyboard, targets, small screens, hostile text."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.axe import serious
from tests.browser.drawn import PAGES, wait_ready

from ketabrain import explorers

SLUGS = explorers.names()
SMALL = """(section) => [...section.querySelectorAll("button, select, input, a")]
  .filter((node) => node.offsetParent && !node.closest("p"))
  .map((node) => [node.outerHTML.slice(0, 90), (node.closest("label") || node).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html}: ${box.width} x ${box.height}`)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("slug", SLUGS)
def test_axe_finds_nothing_serious(open_page: Any, slug: str, theme: str) -> None:
    page = open_page(PAGES[explorers.get(slug).chapter], theme=theme)
    section = wait_ready(page, slug)
    section.locator(".kb-predict input").first.check()
    section.get_by_role("button", name="See what the model does").click()
    page.evaluate("slug => ketabrain.components.get(slug).start()", slug)
    assert serious(page, f"[data-explorer='{slug}']") == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("slug", SLUGS)
def test_targets_are_large_enough(open_page: Any, slug: str, width: int) -> None:
    page = open_page(PAGES[explorers.get(slug).chapter], width=width)
    assert wait_ready(page, slug).evaluate(SMALL) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_control_is_reached_by_tab_and_shows_its_focus(open_page: Any, slug: str) -> None:
    page = open_page(PAGES[explorers.get(slug).chapter])
    section = wait_ready(page, slug)
    section.locator(".kb-predict input").first.focus()
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
    assert {control.name for control in explorers.get(slug).controls} | {"reset", "link", "csv", "svg"} <= seen
    assert unmarked == []


@pytest.mark.parametrize("width", [360, 375, 1280])
@pytest.mark.parametrize("path", sorted(set(PAGES.values())))
def test_nothing_is_wider_than_the_page(open_page: Any, path: str, width: int) -> None:
    page = open_page(path, width=width)
    for section in page.locator("[data-explorer]").all():
        wait_ready(page, section.get_attribute("data-explorer"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("kind", ["long", "xss"])
@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_words_stay_words(open_page: Any, slug: str, kind: str) -> None:
    page = open_page(f"{PAGES[explorers.get(slug).chapter]}?strings={kind}", width=375)
    section = wait_ready(page, slug)
    section.locator(".kb-controls button").first.click()
    page.evaluate(
        "async (slug) => { await ketabrain.script(ketabrain.url('fuzz.js')); return ketabrain.fuzz(slug, 5, 1); }", slug
    )
    assert page.evaluate("window.hacked") is None
    assert section.locator("img, script").count() == 0
    mark = "Donaudampfschifffahrt" if kind == "long" else "<img src=x"
    for place in (".kb-title", ".kb-sentence", ".kb-control label", ".kb-readouts dt", ".kb-caption"):
        assert mark in section.locator(place).first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = section.evaluate(
        "(node) => [...node.querySelectorAll('p, label, button, output, dt, dd, select, legend, small')].filter((one) => one.offsetParent"
        " && !one.classList.contains('kb-hidden') && one.getBoundingClientRect().right > node.getBoundingClientRect().right + 1).map((one) => one.outerHTML.slice(0, 80))"
    )
    assert wide == []
