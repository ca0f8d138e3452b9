"""Without a network: visited pages, the whole course, and what a new build does to both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.served import served

from ketabrain.sphinx_ext import offline

from .polling import until

BASICS, INTRO, USE = "book/start/basics.html", "book/start/intro.html", "book/start/how_to_use.html"
CACHES = "caches.keys().then((names) => names.filter((name) => name.startsWith('ketabrain-')))"
COUNT = "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys()).then((keys) => keys.length)"


@pytest.fixture
def own_site(site: Path, tmp_path: Path) -> Path:
    """Return a copy of the site that a test may change."""
    return Path(shutil.copytree(site, tmp_path / "own"))


def ready(page) -> None:
    """Wait until the worker answers this page's requests and has kept what it loaded before."""
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, f"{COUNT}.then((count) => count > 5)")


def keep_everything(page) -> None:
    """Press the button that keeps the whole course."""
    page.get_by_role("button", name="Keep the whole course offline").click()
    page.get_by_text("The whole course is kept on this device.").wait_for(timeout=60_000)


def explorer_works(page) -> None:
    """Move an explorer's first slider, or its first list where it has none, and see its sentence change."""
    page.locator("[data-explorer]").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-explorer][data-state=ready]")
    before = page.locator(".kb-sentence").first.inner_text()
    sliders = page.locator(".kb-controls input[type=range]")
    control = (sliders if sliders.count() else page.locator(".kb-controls select")).first
    control.focus()
    page.keyboard.press(
        "ArrowDown"
        if control.evaluate("(one) => one.localName === 'select' || one.value == Number(one.max)")
        else "ArrowUp"
    )
    until(page, "(old) => document.querySelector('.kb-sentence').textContent !== old", before)


def test_visited_pages_stay_and_others_say_why_not(open_page, site_url: str) -> None:
    open_page.expect("503")
    open_page.expect("ERR_")
    page = open_page(USE)
    ready(page)
    page.goto(site_url + BASICS)
    explorer_works(page)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.goto(site_url + USE)
    assert page.locator("h1").inner_text().startswith("How to use this course")
    page.goto(site_url + BASICS)
    explorer_works(page)
    page.goto(site_url + "book/reference/about.html")
    assert page.get_by_text("This page has not been kept on this device").is_visible()


def test_the_whole_course_works_without_a_network(open_page, site: Path, site_url: str) -> None:
    page = open_page(INTRO)
    ready(page)
    offer = page.get_by_role("button", name="Keep the whole course offline").inner_text()
    size = float(offer.partition("(")[2].partition(" MB")[0])
    assert size == pytest.approx(sum(bytes_ for _, bytes_ in offline.files(site)) / 1e6, abs=0.3)
    keep_everything(page)
    page.context.set_offline(True)
    for name in sorted(file.relative_to(site).as_posix() for file in site.rglob("*/**/*.html")):
        page.goto(site_url + name)
        page.wait_for_load_state("load")
        assert page.get_by_text("has not been kept").count() == 0, name
        if name.startswith("gallery/"):
            explorer_works(page)
    page.goto(site_url)
    page.wait_for_url("**/intro.html")
    page.goto(site_url + "search.html?q=magnesium")
    page.wait_for_selector("#search-results li a")


def test_the_copy_can_be_removed(open_page) -> None:
    page = open_page(INTRO)
    ready(page)
    keep_everything(page)
    page.get_by_role("button", name="Remove the offline copy").click()
    page.get_by_role("button", name="Keep the whole course offline").wait_for()


def test_a_new_build_replaces_the_old_and_stays_whole(open_page, own_site: Path) -> None:
    open_page.expect("favicon.ico")
    open_page.expect("foreign request")  # this test serves a copy of its own
    with served(own_site) as address:
        page = open_page("site.webmanifest")
        page.goto(address + INTRO)
        ready(page)
        keep_everything(page)
        old = page.evaluate(CACHES)
        about = own_site / "book" / "reference" / "about.html"
        about.write_text(
            about.read_text(encoding="utf-8").replace("About this course", "About this new course"), encoding="utf-8"
        )
        offline.write(own_site)
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        until(page, f"{CACHES}.then((names) => names.length === 1 && names[0] !== '{old[0]}')", seconds=60)
        page.context.set_offline(True)
        page.goto(address + "book/reference/about.html")
        assert page.locator("h1").inner_text().startswith("About this new course")
        page.get_by_text("The whole course is kept on this device.").wait_for()
        page.goto(address + BASICS)
        explorer_works(page)


def test_a_new_build_drops_what_was_only_visited(open_page, own_site: Path) -> None:
    open_page.expect("favicon.ico")
    open_page.expect("foreign request")
    with served(own_site) as address:
        page = open_page("site.webmanifest")
        page.goto(address + USE)
        ready(page)
        old = page.evaluate(CACHES)
        (own_site / "extra.txt").write_text("new")
        offline.write(own_site)
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        until(page, f"{CACHES}.then((names) => !names.includes('{old[0]}'))")


def test_opened_from_files_nothing_is_offered_or_registered(open_page) -> None:
    page = open_page(BASICS, from_file=True)
    page.wait_for_selector(".kb-side", state="attached")
    page.wait_for_timeout(300)
    assert page.locator("[data-do=offline]").count() == 0
    assert page.locator("link[rel=manifest]").count() == 0
