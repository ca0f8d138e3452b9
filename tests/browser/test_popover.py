"""Notes beside citations and words in a real browser: by mouse, by keyboard and by finger."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

PAGE = "book/brain/habenula.html"
CITATION = "article a[href*='#cite-matsumoto2007lateral']"
WORD = "article a[href*='#term-lateral-habenula']"


def focus_by_key(page: Any, link: Any) -> None:
    """Give a link the focus as the Tab key does."""
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_hovering_shows_the_source(open_page: Any) -> None:
    page = open_page(PAGE)
    link = page.locator(CITATION).first
    link.hover()
    note = page.get_by_role("tooltip")
    expect(note).to_contain_text("Lateral habenula as a source of negative reward signals in dopamine neurons")
    expect(note).to_contain_text("Nature 447(7148), 1111–1115")
    expect(note.locator(".kb-badge")).to_have_text(["monkey", "recordings in awake animals", "we read the abstract"])
    expect(note.get_by_role("link")).to_have_attribute("href", "https://doi.org/10.1038/nature05860")
    expect(link).to_have_attribute("aria-describedby", "kb-pop")
    note.hover()
    page.wait_for_timeout(500)
    expect(note).to_be_visible()
    page.mouse.move(2, 2)
    expect(note).to_have_count(0)
    expect(link).not_to_have_attribute("aria-describedby", "kb-pop")


def test_hovering_a_word_shows_its_meaning(open_page: Any) -> None:
    page = open_page(PAGE)
    page.locator(WORD).first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("The outer part of the habenula.")


def test_focus_shows_escape_closes_and_enter_follows(open_page: Any) -> None:
    page = open_page(PAGE)
    link = page.locator(CITATION).first
    focus_by_key(page, link)
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/references.html#cite-matsumoto2007lateral")
    expect(page.locator("#cite-matsumoto2007lateral")).to_be_in_viewport()


def test_leaving_a_link_by_key_closes_its_note(open_page: Any) -> None:
    page = open_page(PAGE)
    focus_by_key(page, page.locator(WORD).first)
    expect(page.get_by_role("tooltip")).to_contain_text("lateral habenula")
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_contain_text("Matsumoto and Hikosaka, 2007")
    expect(page.locator(".kb-pop")).to_have_count(1)


def test_arrow_down_leads_into_the_note_and_out_again(open_page: Any) -> None:
    page = open_page(PAGE)
    link = page.locator(CITATION).first
    focus_by_key(page, link)
    page.keyboard.press("ArrowDown")
    dialog = page.get_by_role("dialog", name="Matsumoto and Hikosaka, 2007")
    expect(dialog.get_by_role("link").first).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("link").nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    focus_by_key(page, link)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".kb-pop")).to_have_count(0)
    expect(link).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_tap_opens_and_a_second_closes(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, width=360, theme=theme, touch=True)
    address = page.url
    for selector in (CITATION, WORD):
        link = page.locator(selector).first
        link.tap()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        box = dialog.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator(selector).first.tap()
        expect(dialog).to_have_count(0)
        link.tap()
        dialog.get_by_role("button", name="Close").tap()
        expect(dialog).to_have_count(0)
    assert page.url == address


def test_a_tap_elsewhere_closes(open_page: Any) -> None:
    page = open_page(PAGE, width=360, touch=True)
    page.locator(CITATION).first.tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.locator("article h1").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_note_leads_to_the_list(open_page: Any) -> None:
    page = open_page(PAGE, width=360, touch=True)
    page.locator(WORD).first.tap()
    page.get_by_role("dialog").get_by_role("link", name="In the glossary").tap()
    page.wait_for_url("**/glossary.html#term-lateral-habenula")
    expect(page.locator("#term-lateral-habenula")).to_be_in_viewport()


def test_every_link_of_the_page_has_its_note_and_its_place(open_page: Any) -> None:
    page = open_page(PAGE)
    asked = page.eval_on_selector_all(
        "article a[href*='#cite-'], article a[href*='#term-']", "all => [...new Set(all.map(a => a.href))]"
    )
    notes = page.evaluate("Object.keys(JSON.parse(document.querySelector('script.kb-notes').textContent))")
    assert {address.partition("#")[2] for address in asked} == set(notes)
    for name in ("references", "glossary"):
        page.goto(asked[0].rpartition("/")[0].replace("/brain", "/reference") + f"/{name}.html")
        wanted = [address.partition("#")[2] for address in asked if f"{name}.html" in address]
        assert wanted
        missing = page.evaluate("ids => ids.filter(id => !document.getElementById(id))", wanted)
        assert missing == []


def test_from_a_file_too(open_page: Any) -> None:
    page = open_page(PAGE, from_file=True)
    page.locator(CITATION).first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
