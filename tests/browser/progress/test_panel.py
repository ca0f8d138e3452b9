"""The panel: forgetting, the keyboard, a phone, dropped files, no scripts; and its code without a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.axe import serious
from tests.browser.progress.taken_along import (
    DROP,
    ONE_OF_EACH,
    PANEL,
    QUIZ,
    code_of,
    file_of,
    group,
    keep,
    kept,
    load,
    many,
    raw,
    saved,
)

WEB = Path(__file__).parents[3] / "src" / "ketabrain" / "web"


def test_everything_can_be_forgotten_with_a_file_first(panel) -> None:
    page = panel()
    keep(page, ONE_OF_EACH)
    where = group(page, "On this device")
    where.get_by_role("button", name="Forget everything").click()
    expect(where.get_by_role("button", name="Save a file first")).to_be_focused()
    assert "review:habenula-01" in json.loads(saved(page, where, "Save a file first")[1])["kept"]
    where.get_by_role("button", name="Keep it").click()
    assert "review:habenula-01" in kept(page)
    where.get_by_role("button", name="Forget everything").click()
    where.locator(".kb-next").get_by_role("button", name="Forget everything").click()
    expect(where.locator(".kb-say")).to_have_text("Everything is forgotten on this device.")
    assert raw(page) == {}


def test_the_panel_works_by_keyboard_alone(panel) -> None:
    page = panel()
    keep(page, many(2))
    code = code_of(page)
    page.evaluate("ketabrain.store.clear()")
    group(page, "From a code").get_by_label("Paste it here").focus()
    page.keyboard.insert_text(code)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(group(page, "From a code").get_by_role("button", name="Bring it in")).to_be_focused()
    page.keyboard.press("Enter")
    assert len(page.evaluate("ketabrain.reviewLog.ids()")) == 2
    page.keyboard.press("Enter")  # the focus is on "Take it back"
    expect(group(page, "From a code").locator(".kb-say")).to_have_text("It is taken back.")
    assert page.evaluate("ketabrain.reviewLog.ids()") == []
    page.keyboard.press("Shift+Tab")
    expect(group(page, "From a code").get_by_label("Paste it here")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panel_can_be_read_on_a_phone(panel, theme: str) -> None:
    page = panel(width=360, theme=theme)
    keep(page, ONE_OF_EACH)
    code_of(page)
    load(page, file_of(many(3)))
    group(page, "On this device").get_by_role("button", name="Forget everything").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert serious(page, "[data-progress]") == []
    small = page.evaluate(
        """() => [...document.querySelectorAll("[data-progress] :is(button, input, textarea)")].filter((one) => one.offsetParent)
        .filter((one) => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24).map((one) => one.outerHTML)"""
    )
    assert small == []


def test_a_dropped_file_is_offered_like_a_chosen_one(panel) -> None:
    page = panel()
    page.evaluate(DROP, file_of(ONE_OF_EACH))
    expect(group(page, "As a file").locator(".kb-say")).to_contain_text("It brings 3 reviews of 2 questions")


def test_without_scripts_the_panel_says_what_is_missing(open_book) -> None:
    page = open_book(PANEL, javascript=False)
    expect(page.locator("[data-progress] .kb-no-script")).to_be_visible()
    expect(page.locator("[data-progress] .kb-script")).to_be_hidden()


def test_the_sidebar_leads_to_the_panel(open_book, book_url) -> None:
    page = open_book(QUIZ)
    page.locator(".kb-side").get_by_role("link", name="Take your progress along").click()
    page.wait_for_url(re.compile(r"review\.html#take-your-progress-along$"))
    assert page.locator("#take-your-progress-along [data-progress]").count() == 1
    expect(page.locator(".kb-side").get_by_role("link", name="Take your progress along")).to_have_count(0)


def test_the_same_code_works_without_a_page_of_ours(open_book) -> None:
    page = open_book("references.html")
    page.goto("about:blank")  # as in a notebook; here the browser keeps nothing either
    for name in ("dom", "store", "review_log", "progress_kinds", "progress_file", "progress_code"):
        page.add_script_tag(content=(WEB / f"{name}.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "(given) => { const { words, changed } = ketabrain.progressFile.merge(given); return [words, changed]; }",
        json.loads(file_of({"review:harms-01": {"v": 1, "log": [[9, 3, 50]]}})),
    )
    assert found == ["This came in: 1 review of 1 question.", 1]
    assert kept(page) == {"review:harms-01": {"v": 1, "log": [[9, 3, 50]]}}
    assert "problem" in page.evaluate("ketabrain.progressFile.merge(null)")
