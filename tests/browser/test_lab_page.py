"""A lab's page in the built course: explorers and quiz work without a kernel, solutions stay folded until opened."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

PAGE = "notebooks/habenula.html"
EXPLORERS = ("habenula-bursting", "habenula-reward-brake", "habenula-trapping")


def solutions(page: Any) -> Any:
    return page.locator("details").filter(has=page.get_by_text("Show a solution", exact=True))


def test_what_was_shown_live_works_here_without_a_kernel(open_page: Any) -> None:
    page = open_page(PAGE)
    for slug in EXPLORERS:
        explorer = page.locator(f"[data-explorer={slug}]")
        explorer.scroll_into_view_if_needed()
        page.locator(f"[data-explorer={slug}][data-state=ready]").wait_for()
    page.locator("[data-quiz=habenula][data-state=ready]").wait_for()
    expect(page.get_by_text("Run this cell in JupyterLab")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_solutions_open_by_keyboard(open_page: Any, javascript: bool) -> None:
    page = open_page(PAGE, javascript=javascript)
    expect(solutions(page)).to_have_count(4)
    first = solutions(page).first
    code = first.get_by_text("blocks[modes.index")
    expect(code).to_be_hidden()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(code).to_be_visible()


def test_the_checks_word_on_a_solution_is_folded_too(open_page: Any) -> None:
    page = open_page(PAGE)
    word = page.get_by_text("At a block of 0.16 the cell is silent")
    expect(word).to_be_hidden()
    page.get_by_text("What the check says to this solution").first.click()
    expect(word).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_feedback_stands_on_the_page_in_both_themes(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, theme=theme)
    line = page.locator("p.kb-check").first
    expect(line).to_have_css("color", page.locator("main p").first.evaluate("e => getComputedStyle(e).color"))
    behind = line.evaluate("e => getComputedStyle(e.closest('.text_html')).backgroundColor")
    assert behind == "rgba(0, 0, 0, 0)"


def test_every_picture_of_a_cell_is_described(open_page: Any) -> None:
    pictures = open_page(PAGE).locator(".cell_output img")
    expect(pictures).to_have_count(3)
    for picture in pictures.all():
        assert len(picture.get_attribute("alt") or "") > 60


def test_nothing_is_wider_than_a_small_phone(open_page: Any) -> None:
    page = open_page(PAGE, width=360, touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
