"""What the browser remembers: pages read, the place left off, and how to forget both."""

from __future__ import annotations

import re

from .polling import until

BASICS, INTRO = "book/start/basics.html", "book/start/intro.html"
HREF = "a[href$='basics.html']"


def read_to_the_end(page) -> None:
    """Scroll through a page as a reader does."""
    page.mouse.move(600, 400)
    for _ in range(80):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(25)
        if page.evaluate("window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 4"):
            break
    until(page, "localStorage.getItem('ketabrain:1:page:book/start/basics') !== null")


def test_a_page_is_ticked_once_its_end_was_seen(open_page) -> None:
    page = open_page(BASICS)
    page.wait_for_timeout(300)
    assert page.locator(".bd-sidebar-primary .kb-read").count() == 0
    read_to_the_end(page)
    page.wait_for_selector(".bd-sidebar-primary .kb-read")
    page.goto(page.url.replace("basics", "how_to_use"))
    tick = page.locator(f".bd-sidebar-primary nav {HREF} .kb-read")
    assert tick.count() == 1
    assert "read" in tick.text_content()


def test_the_place_left_off_is_offered_on_other_pages(open_page, site_url: str) -> None:
    page = open_page(BASICS)
    page.wait_for_load_state("load")
    page.mouse.move(600, 400)
    page.locator("#how-much-does-how-much h2").scroll_into_view_if_needed()
    for _ in range(4):
        page.mouse.wheel(0, 150)
        page.wait_for_timeout(60)
    until(page, "(localStorage.getItem('ketabrain:1:place') || '').includes('how-much-does-how-much')")
    page.goto(site_url + INTRO)
    link = page.locator("[data-continue] a")
    assert link.inner_text() == "Basics, How much does how much"
    assert page.locator(".kb-side .kb-continue a").count() == 1
    link.click()
    page.wait_for_url(re.compile(r"basics\.html#how-much-does-how-much$"))
    assert page.locator(".kb-side .kb-continue").count() == 0


def test_a_new_reader_is_offered_nothing_to_continue(open_page) -> None:
    page = open_page(INTRO)
    page.wait_for_load_state("load")
    assert not page.locator("[data-continue]").is_visible()
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(300)
    assert page.evaluate("localStorage.getItem('ketabrain:1:place')") is None


def test_progress_can_be_forgotten(open_page) -> None:
    page = open_page(BASICS)
    read_to_the_end(page)
    page.reload()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Forget my progress").click()
    assert page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('ketabrain:'))")
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Forget my progress").click()
    assert not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('ketabrain:1:page:'))")


def test_progress_is_kept_between_pages_opened_from_files(open_page) -> None:
    page = open_page(BASICS, from_file=True)
    read_to_the_end(page)
    page.goto(page.url.replace("basics", "how_to_use"))
    page.wait_for_selector(f".bd-sidebar-primary nav {HREF} .kb-read")


def test_a_damaged_entry_is_passed_over_and_kept_aside(open_page) -> None:
    page = open_page(BASICS)
    page.evaluate("localStorage.setItem('ketabrain:1:page:book/start/basics', '{oops')")
    page.reload()
    page.wait_for_selector(".kb-side")
    assert page.evaluate("localStorage.getItem('ketabrain:1:damaged:page:book/start/basics')") == "{oops"
