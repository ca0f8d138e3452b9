"""Claim cards in a real browser: guess first, by mouse and by keyboard, kept, and readable without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

PAGE = "book/brain/habenula.html"
CARD = "[data-claim=C096]"


def card(page: Any) -> Any:
    """Return the card, once its script has run."""
    return page.locator(f"{CARD}[data-state=ready]")


def guess(one: Any, words: str, sure: int = 80) -> None:
    """Say what one thinks of a claim, and how sure one is."""
    one.get_by_label(words, exact=True).check()
    one.locator(f"input[value='{sure}']").check()
    one.get_by_role("button", name="Show the verdict").click()


def test_the_verdict_waits_for_a_guess_and_how_sure_it_is(open_page: Any) -> None:
    page = open_page(PAGE)
    one = card(page)
    expect(one.locator(".kb-verdict-line")).to_be_hidden()
    one.get_by_role("button", name="Show the verdict").click()
    expect(one.get_by_role("status")).to_have_text("Choose one of the four first.")
    one.get_by_label("Partly right").check()
    expect(one.get_by_role("status")).to_be_empty()
    one.get_by_role("button", name="Show the verdict").click()
    expect(one.get_by_role("status")).to_have_text("Say how sure you are, too.")
    expect(one.locator(".kb-verdict-line")).to_be_hidden()
    one.get_by_label("80 %").check()
    one.get_by_role("button", name="Show the verdict").click()
    expect(one.locator(".kb-verdict-line")).to_contain_text("Oversimplified")
    expect(one.locator(".kb-verdict-line")).to_be_focused()
    expect(one.locator(".kb-your-guess")).to_have_text(
        "You said: Partly right, 80 % sure. That agrees with our verdict."
    )
    expect(one.locator(".kb-guess")).to_be_hidden()
    other = page.locator("[data-claim=C097]")
    expect(other.locator(".kb-verdict-line")).to_be_hidden()


def test_by_keyboard_alone(open_page: Any) -> None:
    page = open_page(PAGE)
    one = card(page)
    one.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(one.get_by_label("Wrong or unsupported")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    expect(one.get_by_label("99 %")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(one.locator(".kb-your-guess")).to_contain_text("Wrong or unsupported, 99 % sure. That differs")
    one.get_by_role("button", name="Guess again").focus()
    page.keyboard.press("Space")
    expect(one.locator(".kb-verdict-line")).to_be_hidden()
    expect(one.get_by_role("radio").first).to_be_focused()
    expect(one.locator("input:checked")).to_have_count(0)


def test_a_guess_is_kept_and_the_first_one_counts(open_page: Any) -> None:
    page = open_page(PAGE)
    guess(card(page), "Right", 99)
    page.reload()
    expect(card(page).locator(".kb-your-guess")).to_contain_text("You said: Right, 99 % sure.")
    expect(card(page).locator(".kb-verdict-line")).to_be_visible()
    card(page).get_by_role("button", name="Guess again").click()
    page.reload()
    expect(card(page).locator(".kb-guess")).to_be_visible()
    expect(card(page).locator(".kb-verdict-line")).to_be_hidden()
    guess(card(page), "Partly right", 50)
    expect(card(page).locator(".kb-your-guess")).to_contain_text("Your first guess counts: Right, 99 % sure.")
    counted = page.evaluate("ketabrain.claims.counted().map(({ guess, sure, fits }) => [guess, sure, fits])")
    assert counted == [["right", 99, False]]


def test_a_guess_from_before_sureness_was_asked_is_still_read(open_page: Any) -> None:
    page = open_page(PAGE)
    page.evaluate("""() => localStorage.setItem("ketabrain:1:claim:C096", '{"v":1,"guess":"partly"}')""")
    page.reload()
    expect(card(page).locator(".kb-your-guess")).to_have_text("You said: Partly right. That agrees with our verdict.")


@pytest.mark.parametrize(
    "kept", ['{"v":1,"guess":"nonsense"}', "not json", "[]", "null", '"text"', '{"v":2,"first":7}']
)
def test_a_damaged_guess_is_no_guess(open_page: Any, kept: str) -> None:
    page = open_page(PAGE)
    page.evaluate("text => localStorage.setItem('ketabrain:1:claim:C096', text)", kept)
    page.reload()
    expect(card(page).locator(".kb-guess")).to_be_visible()


def test_a_full_store_says_that_a_guess_will_not_last(open_page: Any) -> None:
    page = open_page(PAGE)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    guess(card(page), "Right")
    expect(card(page).locator(".kb-your-guess")).to_contain_text("This browser could not keep it.")


def test_without_scripts_the_reader_opens_the_verdict(open_page: Any) -> None:
    page = open_page(PAGE, javascript=False)
    one = page.locator(CARD)
    expect(one.locator(".kb-guess")).to_be_hidden()
    expect(one.locator(".kb-verdict-line")).to_be_hidden()
    one.locator("summary").click()
    expect(one.locator(".kb-verdict-line")).to_be_visible()
    expect(one.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_a_card_whole(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, width=360, theme=theme, touch=True)
    one = card(page)
    sizes = one.locator("label, button").evaluate_all("all => all.map(n => n.getBoundingClientRect().height)")
    assert all(size == 0 or size >= 24 for size in sizes)
    one.get_by_label("Right", exact=True).tap()
    one.get_by_label("99 %").tap()
    one.get_by_role("button", name="Show the verdict").tap()
    expect(one.locator(".kb-better")).to_be_visible()
    boxes = one.evaluate("e => [...e.querySelectorAll('*')].map(n => n.getBoundingClientRect().right)")
    assert max(boxes) <= 360


def test_from_a_file_too(open_page: Any) -> None:
    page = open_page(PAGE, from_file=True)
    guess(card(page), "Partly right")
    expect(card(page).locator(".kb-verdict-line")).to_be_visible()
