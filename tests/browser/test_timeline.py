"""The timeline and the table of accounts in a real browser: zoom, filter, details, keys, fingers, themes, fallbacks."""

from __future__ import annotations

import gzip
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.axe import serious
from tests.browser.polling import until

from ketabrain.palette import PALETTE
from ketabrain.timeline.accounts import experiments
from ketabrain.timeline.events import load

PAGE = "book/change/cascade.html"
SECTION, ACCOUNTS = "section[data-timeline]", "section[data-accounts]"
POINTS = [point for event in load() for point in event.points]
PAGE_BUDGET = 700_000  # bytes, as a web server sends them
LISTEN = """document.addEventListener("ketabrain:painted", (event) =>
  event.detail.slug === "timeline" && (window.told = [...(window.told || []), event.detail]))"""
# Every symbol that is drawn: its finding, time or slot, shape and colour.
DRAWN = """() => document.querySelector(".kb-timeline-plot").data.filter(({ mode }) => mode === "markers").flatMap(
  (trace) => trace.customdata.map((id, i) => [id, trace.xaxis, trace.x[i], trace.marker.symbol[i], trace.marker.color[i]]))"""
# Where on the page a finding is drawn.
PLACE = """(id) => {
  const plot = document.querySelector(".kb-timeline-plot");
  const trace = plot.data.find(({ mode, customdata }) => mode === "markers" && customdata.includes(id));
  const i = trace.customdata.indexOf(id), box = plot.getBoundingClientRect(), full = plot._fullLayout;
  const x = trace.xaxis === "x" ? full.xaxis : full.xaxis2;
  return [box.left + x._offset + x.l2p(x.d2l(trace.x[i])), box.top + full.yaxis._offset + full.yaxis.l2p(trace.y[i])];
}"""


def ready(page: Any) -> Any:
    """Bring the timeline into view and return its locator once it is drawn."""
    section = page.locator(SECTION)
    section.locator(".kb-timeline-stage").scroll_into_view_if_needed()
    expect(section).to_have_attribute("data-state", "ready", timeout=30_000)
    return section


def drawn(page: Any) -> dict[str, list[Any]]:
    """Return every symbol by its finding."""
    return {name: more for name, *more in page.evaluate(DRAWN)}


def test_every_finding_is_drawn_and_open_where_it_is_not_confirmed(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    symbols = drawn(page)
    assert len(symbols) == len(POINTS)
    for event in load():
        for number, point in enumerate(event.points):
            axis, x, symbol, _ = symbols[f"{event.name}-{number}"]
            assert symbol.endswith("-open") == (not point.confirmed)
            assert axis == ("x2" if point.span is None else "x")
            assert point.span is None or point.span[0] <= x <= point.span[1]
    expect(section.locator(".kb-timeline-still")).to_be_hidden()
    expect(section.locator(".kb-timeline-plot")).to_have_attribute("aria-label", re.compile("From 1 min to 14 days"))


ZOOMS = {
    "First two hours": ((1, 120), "From 1 min to 2 h"),
    "First day": ((1, 1440), "From 1 min to 1 day"),
    "One day to two weeks": ((1440, 20160), "From 1 day to 14 days"),
    "All": ((1, 20160), "From 1 min to 14 days"),
}
SHOWS = """(ends) => {
  const [low, high] = document.querySelector(".kb-timeline-plot").layout.xaxis.range.map((power) => 10 ** power);
  return low <= ends[0] && high >= ends[1] && high < 2 * ends[1];
}"""


def test_a_button_zooms(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    for button, (ends, words) in ZOOMS.items():
        pressed = section.get_by_role("button", name=button, exact=True)
        pressed.click()
        expect(pressed).to_have_attribute("aria-pressed", "true")
        assert section.locator("[data-zoom][aria-pressed=true]").count() == 1
        expect(section.locator(".kb-timeline-sentence")).to_contain_text(words)
        until(page, SHOWS, ends)
        inside = [p for p in POINTS if p.span and p.span[1] >= ends[0] and p.span[0] <= ends[1]]
        assert sum(axis == "x" for axis, *_ in drawn(page).values()) == len(inside)
        expect(section.locator(".kb-timeline-sentence")).to_contain_text(f"{len(inside)} of {len(POINTS)} findings")


def test_the_sliders_zoom_by_keyboard_and_make_room_for_each_other(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    slider = section.get_by_label("To", exact=True)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(section.locator("[data-shows=to]")).to_have_text("7 days")
    expect(slider).to_have_attribute("aria-valuetext", "7 days")
    page.keyboard.press("Home")
    expect(section.locator("[data-shows=from]")).to_have_text("1 min")
    expect(section.locator("[data-shows=to]")).to_have_text("2 min")
    section.get_by_label("From", exact=True).focus()
    page.keyboard.press("End")
    expect(section.locator("[data-shows=from]")).to_have_text("7 days")
    expect(section.locator("[data-shows=to]")).to_have_text("14 days")


def test_dragging_across_the_picture_zooms_and_a_double_click_goes_back(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    section.locator(".kb-timeline-stage").evaluate(
        "(stage) => window.scrollTo(0, stage.getBoundingClientRect().top + scrollY - 100)"
    )
    box = section.locator(".kb-timeline-plot .nsewdrag").first.bounding_box()
    y = box["y"] + 300
    page.mouse.move(box["x"] + 0.4 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], y, steps=8)
    page.mouse.up()
    until(page, f"() => Number(document.querySelector('{SECTION}').dataset.from) > 10")
    start, end = (float(section.get_attribute(f"data-{name}")) for name in ("from", "to"))
    assert 20 < start < 100 and 500 < end < 2500
    assert section.locator("[data-zoom][aria-pressed=true]").count() == 0
    page.mouse.dblclick(box["x"] + 0.5 * box["width"], y)
    expect(section.get_by_role("button", name="All", exact=True)).to_have_attribute("aria-pressed", "true")


def test_species_are_filtered_and_nothing_else_moves(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    before = drawn(page)
    for name in ("mice", "rats", "slices"):
        section.get_by_role("checkbox", name=name).uncheck()
    people = [p for p in POINTS if "human" in p.species]
    until(page, f"() => document.querySelector('{SECTION}').dataset.species === 'human'")
    after = drawn(page)
    assert len(after) == len(people) and all(before[name][:2] == more[:2] for name, more in after.items())
    expect(section.locator(".kb-timeline-sentence")).to_contain_text("Shown: people.")
    section.get_by_role("checkbox", name="people").uncheck()
    expect(section.locator(".kb-timeline-sentence")).to_contain_text("No species is ticked")
    assert drawn(page) == {}


def test_an_event_tells_about_itself_by_list_by_steps_and_by_click(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    about = section.locator(".kb-timeline-about")
    expect(about).to_be_hidden()
    section.get_by_label("Read about").select_option("mtorc1")
    expect(about).to_contain_text("mTORC1 switched on")
    expect(about).to_contain_text("rapamycin did not change the effect (20 patients, crossover)")
    expect(about.get_by_role("link", name="Abdallah et al., 2020").first).to_be_visible()
    section.get_by_role("button", name="Later").click()
    expect(section).to_have_attribute("data-event", "dissociation")
    section.get_by_role("button", name="Earlier").click()
    expect(section).to_have_attribute("data-event", "mtorc1")
    section.locator(".kb-timeline-stage").evaluate(
        "(stage) => window.scrollTo(0, stage.getBoundingClientRect().top + scrollY - 100)"
    )
    page.mouse.click(*page.evaluate(PLACE, "bursts-2"))
    expect(section).to_have_attribute("data-event", "bursts")
    expect(about.locator(".kb-chosen")).to_have_attribute("data-point", "bursts-2")


def test_the_state_is_told_to_scripts_and_spoken_at_rest(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    page.wait_for_timeout(300)
    page.evaluate(LISTEN)
    section.locator("[data-zoom=hours]").click()
    until(page, "() => window.told && window.told.length === 1")
    told = page.evaluate("window.told[0]")
    assert told["controls"] == {"from": 1, "to": 120, "species": ["human", "mouse", "rat", "slice"], "event": ""}
    assert told["readouts"]["all"] == len(POINTS) and 0 < told["readouts"]["shown"] < len(POINTS)
    expect(section.locator(".kb-spoken")).to_have_text(section.locator(".kb-timeline-sentence").inner_text())


def test_a_finger_scrolls_the_page_over_the_picture(open_page: Any) -> None:
    page = open_page(PAGE, width=375, touch=True)
    section = ready(page)
    section.locator(".kb-timeline-stage").evaluate(
        "(stage) => window.scrollTo(0, stage.getBoundingClientRect().top + scrollY - 60)"
    )
    fingers = page.context.new_cdp_session(page)
    top = page.evaluate("scrollY")
    for step in range(12):
        kind = "touchStart" if not step else "touchMove"
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 180, "y": 600 - 25 * step}]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, "(top) => scrollY > top + 100", top)
    assert section.get_attribute("data-from") == "1"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_the_courses(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, theme=theme)
    ready(page)
    colours = {colour for *_, colour in drawn(page).values()}
    assert colours == {getattr(PALETTE[name], theme) for name in ("tonic", "faint", "good", "bad", "unsure")}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, theme=theme)
    section = ready(page)
    section.get_by_label("Read about").select_option("spines")
    section.locator("details summary").first.click()
    assert serious(page, SECTION) == []
    page.locator(f"{ACCOUNTS} details summary").first.click()
    page.locator(f"{ACCOUNTS} .kb-why summary").first.click()
    assert serious(page, ACCOUNTS) == []


@pytest.mark.parametrize("width", [360, 375, 1280])
def test_nothing_is_wider_than_the_page_and_targets_are_large(open_page: Any, width: int) -> None:
    page = open_page(PAGE, width=width)
    section = ready(page)
    section.get_by_label("Read about").select_option("mood")
    section.locator("details summary").first.click()
    page.locator(f"{ACCOUNTS} .kb-why summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("section:is([data-timeline], [data-accounts]) :is(button, summary, select, label)")]
          .filter((one) => one.matches(":not(label), :has(input)")).map((one) => [one.textContent, one.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)"""
    )
    assert small == []
    inside = page.evaluate(
        "(name) => [...document.querySelectorAll(`${name} .kb-scroll`)].map((box) => box.scrollWidth - box.clientWidth)",
        ACCOUNTS,
    )
    assert max(inside) <= 1, "the tables of accounts must not scroll sideways"


def test_it_works_from_a_file_and_on_a_narrower_window(open_page: Any) -> None:
    page = open_page(PAGE, from_file=True)
    section = ready(page)
    section.locator("[data-zoom=weeks]").click()
    expect(section).to_have_attribute("data-from", "1440")
    page.set_viewport_size({"width": 420, "height": 900})
    until(
        page,
        """() => { const plot = document.querySelector(".kb-timeline-plot");
          return plot.layout.width === plot.clientWidth && plot.clientWidth < 420; }""",
    )


def test_without_scripts_the_still_and_the_table_stand_and_no_dead_control(open_page: Any) -> None:
    page = open_page(PAGE, javascript=False)
    section, accounts = page.locator(SECTION), page.locator(ACCOUNTS)
    expect(section.locator(".kb-timeline-still svg")).to_be_visible()
    for part in (section, accounts):
        expect(part.locator("button:visible, input:visible, select:visible")).to_have_count(0)
    section.locator("details summary").first.click()
    expect(section.get_by_role("rowheader", name=re.compile("^New spines"))).to_be_visible()
    assert accounts.locator("tbody[data-experiment]:visible").count() == len(experiments())


def test_print_shows_the_still_and_no_control(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    page.emulate_media(media="print")
    expect(section.locator("button:visible, input:visible, select:visible")).to_have_count(0)
    expect(section.locator(".kb-timeline-still svg")).to_be_visible()
    expect(section.locator(".kb-timeline-plot")).to_be_hidden()


def test_an_account_is_judged_ordered_and_filtered(open_page: Any) -> None:
    accounts = open_page(PAGE).locator(ACCOUNTS)
    expect(accounts).to_have_attribute("data-state", "ready")
    rows = accounts.locator("tbody[data-experiment]")
    accounts.get_by_label("Judge").select_option("hnk")
    accounts.get_by_label("Order").select_option("against")
    for_it = {t.name for t in experiments() if any(s.score == "for" for s in t.of("hnk"))}
    against = {t.name for t in experiments() if any(s.score == "against" for s in t.of("hnk"))}
    order = rows.evaluate_all("(all) => all.map((one) => one.dataset.experiment)")
    only_against = against - for_it
    assert set(order[: len(only_against)]) == only_against
    sentence = accounts.locator(".kb-accounts-sentence")
    expect(sentence).to_contain_text(
        f"For it: {len(for_it - against)}. Against it: {len(only_against)}. Both ways: {len(for_it & against)}."
    )
    accounts.get_by_label("Only experiments that decide").check()
    assert accounts.locator("tbody[data-experiment]:visible").count() == len(for_it | against)
    assert set(accounts.locator(".kb-chip:visible").evaluate_all("(all) => all.map((one) => one.dataset.account)")) == {
        "hnk"
    }
    accounts.get_by_label("Judge").select_option("")
    accounts.get_by_label("Order").select_option("told")
    accounts.get_by_label("Only experiments that decide").uncheck()
    assert rows.evaluate_all("(all) => all.map((one) => one.dataset.experiment)") == [t.name for t in experiments()]


def test_people_can_be_looked_at_alone_and_a_row_opens(open_page: Any) -> None:
    accounts = open_page(PAGE).locator(ACCOUNTS)
    accounts.get_by_label("Only those with an outcome in people").check()
    seen = accounts.locator("tbody[data-experiment]:visible")
    assert seen.count() == sum(bool(trial.people.sources) for trial in experiments())
    row = accounts.locator("tbody[data-experiment=rapamycin]")
    expect(row).to_contain_text("Rapamycin did not stop it in people")
    row.locator("summary").click()
    expect(row.get_by_role("link", name="Abdallah et al., 2020")).to_be_visible()
    expect(row.locator("details")).to_contain_text("Against, in people")


def test_the_first_visit_fits_its_budget(open_page: Any) -> None:
    open_page.expect("favicon.ico")  # the manifest, from which the test starts, names no icon
    page = open_page("site.webmanifest")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path).lstrip("/")))
    page.goto(open_page.site_url + PAGE)
    ready(page)
    page.wait_for_load_state("networkidle")
    files = [open_page.site / name for name in asked if (open_page.site / name).is_file()]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert "plotly-basic.min.js" in sizes and "timeline.js" in sizes
    assert sum(sizes.values()) < PAGE_BUDGET, sizes
