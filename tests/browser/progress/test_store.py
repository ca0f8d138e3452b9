"""What the browser does to progress: two tabs, a full store, nothing kept, pages from files, damage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.polling import until
from tests.browser.progress.taken_along import (
    NOW_MIN,
    ONE_OF_EACH,
    PANEL,
    QUIZ,
    bring_in,
    file_of,
    keep,
    kept,
    load,
    raw,
    ready,
    saved,
)

BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('storage is blocked', 'SecurityError'); } });"
UNKNOWN_BROWSER = "delete Navigator.prototype.userAgentData;"  # of Chromium's marks the one that we look at


def test_two_tabs_lose_nothing(panel) -> None:
    first = panel()
    second = ready_tab(first)
    add = "(entry) => ketabrain.reviewLog.add('harms-01', entry)"
    first.evaluate(add, {"grade": 1, "sure": 25, "minute": NOW_MIN - 50})
    second.evaluate(add, {"grade": 3, "sure": 95, "minute": NOW_MIN - 40})
    for tab in (first, second):
        until(tab, "ketabrain.reviewLog.read('harms-01').log.length === 2")
        assert kept(tab)["review:harms-01"]["log"] == [[NOW_MIN - 50, 1, 25], [NOW_MIN - 40, 3, 95]]
    expect(first.locator(".kb-progress-kept")).to_contain_text("2 reviews of 1 question")
    first.evaluate("ketabrain.store.update('tasks:x', (done) => [...(done || []), 0])")
    until(second, "ketabrain.store.get('tasks:x', null) !== null")
    second.evaluate("ketabrain.store.update('tasks:x', (done) => [...(done || []), 1])")
    until(first, "ketabrain.store.get('tasks:x', null).length === 2")


def test_a_tab_that_wrote_over_another_s_review_is_put_right(panel) -> None:
    first = panel()
    second = ready_tab(first)
    first.evaluate("ketabrain.reviewLog.add('harms-01', { grade: 1, sure: 25, minute: 100 })")
    until(second, "ketabrain.reviewLog.read('harms-01') !== null")
    second.evaluate("ketabrain.store.set('review:harms-01', { v: 1, log: [[200, 3, 95]] })")
    for tab in (first, second):
        until(tab, "ketabrain.reviewLog.read('harms-01').log.length === 2")
    second.evaluate("ketabrain.store.remove('review:harms-01')")
    until(first, "ketabrain.reviewLog.read('harms-01') === null")
    second.evaluate("ketabrain.store.set('review:harms-01', { v: 1, log: [[300, 3, 95]] })")
    until(first, "ketabrain.reviewLog.read('harms-01') !== null")
    assert [entry[0] for entry in kept(first)["review:harms-01"]["log"]] == [300]


def ready_tab(page: Any) -> Any:
    """Open the panel in a second tab of the same profile."""
    tab = page.context.new_page()
    tab.goto(page.url)
    return ready(tab)


def test_another_tab_hears_of_each_change(panel) -> None:
    first = panel()
    second = ready_tab(first)
    second.evaluate(
        "document.addEventListener('ketabrain:stored', ({ detail }) => (window.heard = [...(window.heard || []), detail.key]))"
    )
    first.evaluate(
        "ketabrain.store.set('dose', { v: 1 }); localStorage.setItem('another', '1'); ketabrain.store.remove('dose')"
    )
    until(second, "(window.heard || []).length === 2")
    assert second.evaluate("window.heard") == ["dose", "dose"]


def test_a_full_store_keeps_what_it_has_and_says_so_once(open_book, book_url) -> None:
    page = open_book(QUIZ)
    keep(page, {"review:harms-01": {"v": 1, "log": [[NOW_MIN - 9, 3, 50]]}})
    page.evaluate(
        """() => { for (let size = 4e6; size >= 1; size = Math.floor(size / 2)) for (let i = 0; i < 3; i++)
        try { localStorage.setItem("filled" + size + i, "x".repeat(size)); } catch (error) { break; } }"""
    )
    page.goto(book_url + PANEL)
    ready(page)
    notice = page.locator(".kb-notice")
    assert kept(page)["review:harms-01"]["log"] == [[NOW_MIN - 9, 3, 50]]
    expect(notice).to_be_empty()
    page.evaluate("ketabrain.reviewLog.add('harms-02', { grade: 3 })")
    expect(notice).to_contain_text(
        "This browser’s storage is full: what you do now is kept only until you close this page."
    )
    assert "review:harms-02" in kept(page)
    text = saved(page, notice, "Save my progress as a file")[1]
    assert {"review:harms-01", "review:harms-02"} <= json.loads(text)["kept"].keys()
    notice.get_by_role("button", name="Close").click()
    page.evaluate("ketabrain.reviewLog.add('harms-03', { grade: 3 })")
    expect(notice).to_be_empty()
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('filled')) localStorage.removeItem(key); ketabrain.store.remove('x')"
    )
    page.reload()
    assert {"review:harms-01", "review:harms-02", "review:harms-03"} <= kept(ready(page)).keys()


def test_an_import_into_a_full_store_says_that_not_all_lasts(panel) -> None:
    page = panel()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    said = load(page, file_of(ONE_OF_EACH))
    bring_in(page)
    expect(said).to_contain_text("This came in: 3 reviews of 2 questions")
    expect(said).to_contain_text("This browser could not keep all of it: its storage is full.")
    assert "review:habenula-01" in kept(page)


def test_where_nothing_can_be_kept_it_is_said_and_the_file_is_offered(browser, open_book, book_url) -> None:
    for text in ("storage is blocked", "Got invalid theme mode"):
        open_book.expect(text)  # the theme's own scripts stumble; ours do not
    page = open_book("references.html")
    page.add_init_script(BLOCKED)
    page.goto(book_url + QUIZ)
    side = page.locator(".kb-side")
    expect(side).to_contain_text("This browser does not keep progress here; it lasts until you close the page.")
    notice = page.locator(".kb-notice")
    expect(notice).to_be_empty()
    one = page.locator("[data-question=habenula-01]")
    one.get_by_role("radio").first.check()
    one.get_by_role("button", name="Check").click()
    expect(notice).to_contain_text(
        "This browser keeps nothing of this site, so your progress lasts until you close this page."
    )
    assert "answer:habenula-01" in json.loads(saved(page, notice, "Save my progress as a file")[1])["kept"]
    page.goto(book_url + PANEL)
    expect(ready(page).locator(".kb-progress-kept")).to_contain_text("all of it lasts until you close the page")


def test_from_files_it_is_said_once_that_pages_may_not_share(open_book) -> None:
    page = open_book(QUIZ, from_file=True)
    page.add_init_script(UNKNOWN_BROWSER)
    page.reload()
    notice = page.locator(".kb-notice")
    expect(notice).to_be_empty()
    keep(page, {"predict:x": {"v": 1, "choice": 1}})
    expect(notice).to_contain_text(
        "You opened the course from files, and this browser may keep each page’s progress apart."
    )
    expect(notice.get_by_role("button", name="Save my progress as a file")).to_be_visible()
    page.reload()
    keep(page, {"predict:y": {"v": 1, "choice": 1}})
    until(page, "ketabrain.store.get('predict:y', null) !== null")
    expect(notice).to_be_empty()


@pytest.mark.parametrize("proof", ["Chromium", "another page's key"])
def test_from_files_nothing_is_said_where_pages_share(open_book, proof: str) -> None:
    page = open_book(QUIZ, from_file=True)
    if proof != "Chromium":
        page.add_init_script(UNKNOWN_BROWSER)
        keep(page, {"page:book/brain/habenula": {"v": 1, "read": True}})
        page.reload()
        until(page, "ketabrain.store.keys('page:').includes('page:book/brain/habenula')")  # a new process reads it late
    keep(page, {"predict:x": {"v": 1, "choice": 1}})
    assert page.evaluate("ketabrain.storageApart()") is False
    expect(page.locator(".kb-notice")).to_be_empty()


def test_damaged_copies_do_not_grow_without_bound(panel) -> None:
    page = panel()
    page.evaluate("for (let i = 0; i < 60; i++) localStorage.setItem('ketabrain:1:answer:harms-' + i, '{oops ' + i)")
    page.reload()
    ready(page)
    expect(page.locator(".kb-progress-kept")).to_contain_text("damaged entries were passed over")
    copies = [key for key in raw(page) if key.startswith("ketabrain:1:damaged:")]
    assert len(copies) == 20
    page.evaluate("for (const key of ketabrain.store.keys('damaged:')) ketabrain.store.get(key, null)")
    assert sorted(key for key in raw(page) if "damaged:" in key) == sorted(copies)
