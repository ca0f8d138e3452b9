"""The species switch in a real browser: by mouse and by key, kept from page to page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

PAGE, OTHER = "book/brain/habenula.html", "book/brain/hippocampus.html"
SWITCH = "input[data-do='mark-animals']"
MARK = ".kb-animals-alone >> nth=0"


def tint(page: Any) -> str:
    """Return the background of the first marked statement."""
    return str(page.locator(MARK).evaluate("node => getComputedStyle(node).backgroundColor"))


def said(page: Any) -> str:
    """Return the words that stand behind the first marked statement."""
    return str(page.locator(MARK).evaluate("node => getComputedStyle(node, '::after').content"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_switch_marks_statements_on_this_page_and_on_the_next(open_page: Any, width: int) -> None:
    page = open_page(PAGE, width=width)
    plain = tint(page)
    assert said(page) == "none"
    page.locator(SWITCH).focus()
    page.keyboard.press("Space")
    expect(page.locator(SWITCH)).to_be_checked()
    assert tint(page) != plain
    assert "rats" in said(page) or "mice" in said(page) or "monkeys" in said(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(page.url.replace(PAGE, OTHER))
    expect(page.locator(SWITCH)).to_be_checked()
    page.locator(SWITCH).uncheck()
    assert said(page) == "none"
