"""The site around the chapters: every page sound at every width, the landing page, search, theme, gallery, weight."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .drawn import PAGES
from .polling import until

INTRO, BASICS, HABENULA = "book/start/intro.html", "book/start/basics.html", "book/brain/habenula.html"
TEXT_PAGE = "book/start/how_to_use.html"
TEXT_PAGES = (TEXT_PAGE, "book/think/review.html", "book/think/clinic_pages.html", "book/evidence/history.html")
# Over a text's budget, and no heavier than this: tables of every test of the models, and every claim with its answer.
HEAVIER = {"book/think/model_validation.html": 225_000, "book/think/claim_check.html": 270_000}
FIRST_TEXT, FIRST_EXPLORERS, FURTHER = 200_000, 700_000, 150_000  # bytes, each file at gzip -6
PASTED = re.compile(r'^<iframe src="(http[^"]+)"')


def names(site: Path) -> list[str]:
    """Return every page of the site."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def test_every_page_opens_from_a_file_leads_to_help_and_every_link_inside_leads_somewhere(
    open_page, site: Path
) -> None:
    page = open_page("index.html", from_file=True)
    page.wait_for_url("**/" + INTRO)
    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name in names(site):
        page.goto((site / name).as_uri())
        page.wait_for_url("**/" + (INTRO if name == "index.html" else name))
        page.wait_for_load_state("load")
        assert page.title(), name
        if name not in ("index.html", "book/reference/help.html"):
            assert page.locator(".kb-footer a[href$='help.html']").count() == 1, name
        anchors[name] = set(page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)"))
        hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map((one) => one.href)")
        links += [(name, href) for href in hrefs if href.startswith("file:")]
    for name, href in links:
        parts = urlsplit(href)
        target = Path(unquote(parts.path))
        assert target.exists(), (name, href)
        if parts.fragment and target.suffix == ".html" and "?" not in parts.fragment:
            assert unquote(parts.fragment) in anchors[target.relative_to(site).as_posix()], (name, href)


def test_no_page_scrolls_sideways(open_page, site: Path, site_url: str) -> None:
    page, looks = open_page(INTRO), [(1280, "light"), (360, "dark")]
    for name in names(site):
        if name == "index.html":
            continue
        page.goto(site_url + name)
        page.wait_for_load_state("load")
        for width, theme in looks:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=theme)
            wide, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert wide <= seen, (name, seen)
            page.wait_for_selector(f"html[data-theme='{theme}']")
        looks.reverse()  # the next page begins as this one ends: every second change of size is saved


def test_the_first_screenful_on_a_phone_says_what_this_is(open_page) -> None:
    page = open_page(INTRO, width=375)
    for words in (
        "What ketamine does to the brain",
        "Education, not medical advice.",
        "Start with the basics.",
        "Start with the brain.",
    ):
        box = page.locator("article").get_by_text(words).first.bounding_box()
        assert box and box["y"] + box["height"] < 780, words
    assert page.locator("article a", has_text="Find help now").first.get_attribute("href") == "../reference/help.html"


def test_the_explorer_of_the_landing_page_works(open_page) -> None:
    page = open_page(INTRO, width=375)
    explorer = page.locator("[data-explorer=basics-synapse]")
    explorer.scroll_into_view_if_needed()
    page.wait_for_selector("[data-explorer=basics-synapse][data-state=ready]")
    before = explorer.locator(".kb-sentence").inner_text()
    slider = explorer.locator("input[name=block]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    until(page, "(old) => document.querySelector('.kb-sentence').textContent !== old", before)
    assert "20 %" in explorer.locator(".kb-sentence").inner_text()


@pytest.mark.parametrize("from_file", [True, False])
def test_search_finds_a_word(open_page, from_file: bool) -> None:
    page = open_page("search.html?q=magnesium", from_file=from_file)
    page.wait_for_selector("#search-results li a")
    found = page.locator("#search-results li a").evaluate_all("(links) => links.map((one) => one.href)")
    assert any("/book/start/basics.html" in one for one in found)
    page.goto(page.url.replace("magnesium", "zzyzx"))
    until(page, "document.querySelector('.search-summary').textContent.includes('did not match')")


def test_the_search_box_opens_by_keyboard_and_searches(open_page) -> None:
    page = open_page(BASICS)
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input[type=search]").fill("magnesium")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")


def test_the_theme_can_be_chosen_and_stays(open_page) -> None:
    page = open_page(BASICS, theme="light")
    button = page.locator(".theme-switch-button")
    seen = {}
    for _ in range(3):
        icon = page.locator(".theme-switch-button .theme-switch:visible")
        assert icon.count() == 1
        assert icon.bounding_box()["width"] >= 12
        seen[page.evaluate("document.documentElement.dataset.mode")] = page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        button.click()
    assert set(seen) == {"auto", "light", "dark"}
    assert seen["light"] == seen["auto"] != seen["dark"]
    while page.evaluate("document.documentElement.dataset.mode") != "dark":
        button.click()
    page.goto(page.url.replace("basics", "how_to_use"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == seen["dark"]


def test_the_first_tab_offers_the_way_to_the_text(open_page) -> None:
    page = open_page(BASICS)
    page.keyboard.press("Tab")
    link = page.locator("#pst-skip-link a")
    assert link.evaluate("(one) => one === document.activeElement")
    assert page.locator("#pst-skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_the_menu_of_a_phone_holds_the_list_of_pages(open_page) -> None:
    page = open_page(BASICS, width=375)
    page.locator(".bd-header-article .primary-toggle").click()
    page.locator("dialog#pst-primary-sidebar-modal a", has_text="Help in a crisis").click()
    page.wait_for_url(re.compile(r"help\.html$"))


def test_help_gives_numbers_that_a_phone_can_call(open_page) -> None:
    page = open_page("book/reference/help.html", width=375)
    numbers = page.locator("article a[href^='tel:']").evaluate_all(
        "(links) => links.map((one) => [one.getAttribute('href'), one.textContent])"
    )
    assert len(numbers) >= 4
    for href, text in numbers:
        assert href == "tel:" + text.replace(" ", "")
    assert page.locator("article a[href^='tel:']").first.bounding_box()["y"] < 780


def test_a_line_to_paste_shows_the_explorer_elsewhere(open_page, site_url: str) -> None:
    page = open_page("gallery/basics-synapse.html")
    line = page.locator("textarea").input_value()
    address = PASTED.match(line)
    assert address and address[1] == site_url + "gallery/basics-synapse.html?embed=basics-synapse"
    page.locator("[data-do=copy]").click()
    until(page, "document.querySelector('.kb-embed [role=status]').textContent !== ''")
    page.goto(address[1])
    page.wait_for_selector("[data-state=ready]")
    assert page.locator("[data-explorer]").is_visible()
    for other in ("#pst-primary-sidebar", "h1", "footer", ".kb-embed"):
        assert not page.locator(other).first.is_visible(), other


@pytest.mark.parametrize("query", ["?embed", "?embed=basics-synapse"])
def test_embed_shows_the_explorer_alone_from_a_file_too(open_page, query: str) -> None:
    page = open_page("gallery/basics-synapse.html" + query, from_file=True, width=375)
    page.wait_for_selector("[data-state=ready]")
    assert not page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_gallery_leads_to_every_explorer(open_page) -> None:
    from ketabrain import explorers

    page = open_page("book/start/gallery.html", width=375)
    cards = page.locator(".kb-gallery-card > a")
    assert cards.count() == len(explorers.names())
    cards.first.click()
    page.wait_for_selector("[data-explorer][data-state=ready]")


def test_a_picture_follows_the_theme_and_speaks(open_page) -> None:
    page = open_page(BASICS, theme="dark", width=375)
    picture = page.locator("#picture-dose-response svg")
    assert picture.get_attribute("role") == "img"
    for name in ("aria-labelledby", "aria-describedby"):
        assert page.locator("#" + picture.get_attribute(name)).text_content().strip()
    light, dark = "rgb(31, 35, 40)", "rgb(230, 232, 235)"
    assert picture.locator("text").first.evaluate("(one) => getComputedStyle(one).fill") == dark != light
    assert picture.bounding_box()["width"] <= 375


def test_without_scripts_the_page_can_be_read(open_page) -> None:
    page = open_page(BASICS, javascript=False)
    assert page.locator("h1").is_visible()
    assert page.locator(".kb-still svg").first.is_visible()
    assert not page.locator(".kb-script:visible").count()


def weight(page, site: Path, site_url: str, path: str, seen: set[str]) -> int:
    """Open a page as a first visit does, and return the bytes of the files that were not asked for before."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(site_url + path)
    page.wait_for_load_state("networkidle")
    new = {name for name in asked if (site / name).is_file()} - seen - {"sw.js"}
    seen |= new
    return sum(compressed_size(site / name) for name in new)


@cache
def compressed_size(file: Path) -> int:
    """Return what a server sends for a file [bytes]."""
    return len(gzip.compress(file.read_bytes(), 6))


@pytest.mark.parametrize(
    ("path", "budget"),
    [
        *((path, FIRST_TEXT) for path in TEXT_PAGES),
        *HEAVIER.items(),
        *((path, FIRST_EXPLORERS) for path in sorted(PAGES.values())),
    ],
)
def test_a_first_visit_is_light(open_page, site: Path, site_url: str, path: str, budget: int) -> None:
    open_page.expect("favicon.ico")  # asked for by the browser beside the bare file below
    page = open_page("site.webmanifest", service_workers="block")
    seen: set[str] = set()
    assert weight(page, site, site_url, path, seen) <= budget
    if path == TEXT_PAGE:  # brings the fewest of the files that the gallery needs too
        assert weight(page, site, site_url, "book/start/gallery.html", seen) <= FURTHER


def test_a_printed_page_has_no_controls(open_page) -> None:
    page = open_page(BASICS)
    page.emulate_media(media="print")
    for part in (".kb-controls", ".kb-side", "#pst-primary-sidebar", ".kb-tools"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator("article h1").is_visible()
