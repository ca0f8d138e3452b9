"""The brain map in a real browser: views, halves, list, clicks, keys, fingers, words, themes, and where 3-D is missing."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.axe import serious
from tests.browser.conftest import Pages
from tests.browser.polling import until

from ketabrain.atlas.regions import REGIONS, get
from ketabrain.palette import PALETTE

PAGE = "book/brain/atlas.html"
SECTION = "section[data-atlas]"
KEYS = [region.key for region in REGIONS]
PAGE_BUDGET, DATA_BUDGET = 1_000_000, 300_000  # bytes, as a web server sends them
PRESS = "(button, times) => { for (let i = 0; i < times; i += 1) button.click(); }"
LISTEN = "addEventListener('ketabrain:atlas', (event) => (window.told = [...(window.told || []), event.detail]))"
DRAWN = """() => document.querySelector(".kb-atlas-plot").data.map((trace) => [
  trace.meta.region, trace.meta.side, trace.visible, trace.color, trace.opacity, trace.x.length, trace.i.length])"""
# Where on the page the middle of a mesh is drawn.
MIDDLE = """([region, side]) => {
  const plot = document.querySelector(".kb-atlas-plot");
  const { glplot, dataScale } = plot._fullLayout.scene._scene;
  const trace = plot.data.find(({ meta }) => meta.region === region && meta.side === side);
  const middle = [trace.x, trace.y, trace.z].map((axis, k) => (dataScale[k] * (Math.min(...axis) + Math.max(...axis))) / 2);
  const { model, view, projection } = glplot.cameraParams;
  const at = [model, view, projection].reduce(
    (p, m) => [0, 1, 2, 3].map((i) => m[i] * p[0] + m[4 + i] * p[1] + m[8 + i] * p[2] + m[12 + i] * p[3]), [...middle, 1]);
  const box = plot.getBoundingClientRect();
  return [box.left + (box.width * (1 + at[0] / at[3])) / 2, box.top + (box.height * (1 - at[1] / at[3])) / 2];
}"""


def ready(page: Any) -> Any:
    """Bring the map into view and return its locator once it is drawn."""
    section = page.locator(SECTION)
    section.locator(".kb-atlas-stage").scroll_into_view_if_needed()
    expect(section).to_have_attribute("data-state", "ready", timeout=30_000)
    return section


def seen(section: Any) -> tuple[int, int]:
    """Return from where the brain is seen [degrees around, degrees above]."""
    return int(section.get_attribute("data-around")), int(section.get_attribute("data-above"))


def shown(section: Any) -> list[str]:
    """Return the regions that are shown."""
    return section.get_attribute("data-shown").split()


@pytest.fixture(scope="module")
def one_page(browser: Any, site: Any, site_url: str) -> Iterator[tuple[Pages, Any]]:
    """Open the page once for all tests that only need the map: drawing it takes seconds without a graphics card."""
    with Pages(browser, site, site_url) as pages:
        yield pages, pages(PAGE)


@pytest.fixture
def plain_map(one_page: tuple[Pages, Any]) -> Iterator[tuple[Any, Any]]:
    """Return page and map as they are at first, and fail on any error."""
    pages, page = one_page
    section = ready(page)
    section.get_by_role("button", name="Show all").click()
    for chosen in section.locator("[aria-pressed=true][aria-label^='About']").all():
        chosen.click()
    section.get_by_label("Both", exact=True).check()
    section.get_by_role("button", name="At an angle", exact=True).click()
    yield page, section
    assert pages.problems == []


def test_everything_is_drawn_at_first(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    drawn = page.evaluate(DRAWN)
    assert {(region, side) for region, side, *_ in drawn} == {
        *((key, side) for key in KEYS if key != "raphe" for side in ("left", "right")),
        ("raphe", "middle"),
    }
    assert all(visible is True and corners > 100 and faces > 100 for _, _, visible, _, _, corners, faces in drawn)
    assert shown(section) == KEYS
    expect(section.locator(".kb-atlas-still")).to_be_hidden()
    expect(section.get_by_role("img").first).to_have_attribute("aria-label", re.compile("seen from the left and front"))


def test_the_brain_is_not_squeezed(plain_map: Any) -> None:
    page, section = plain_map
    lengths = """() => { const { glplot, dataScale } = document.querySelector(".kb-atlas-plot")._fullLayout.scene._scene;
      return [0, 1, 2].map((k) => glplot.cameraParams.model[5 * k] * dataScale[k]); }"""
    for hidden in ("none", "The rest of the cortex"):
        if hidden != "none":
            section.get_by_role("checkbox", name=hidden).uncheck()
        x, y, z = page.evaluate(lengths)
        assert x == pytest.approx(y, rel=0.01) and x == pytest.approx(z, rel=0.01)


@pytest.mark.parametrize(
    ("view", "side", "words"),
    [
        ("Left", "both", "Both halves, seen from the left;"),
        ("Top", "both", "Both halves, seen from above;"),
        ("Front", "both", "Both halves, seen from the front;"),
        ("Inside", "right", "The right half, seen from the middle of the head;"),
        ("At an angle", "both", "Both halves, seen from the left and front;"),
    ],
)
def test_a_button_gives_its_view(plain_map: Any, view: str, side: str, words: str) -> None:
    page, section = plain_map
    section.get_by_role("button", name="Top", exact=True).click()
    button = section.get_by_role("button", name=view, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert section.locator("[data-view][aria-pressed=true]").count() == 1
    expect(section).to_have_attribute("data-side", side)
    expect(section.locator(".kb-atlas-sentence")).to_contain_text(words)
    halves = {half for _, half, visible, *_ in page.evaluate(DRAWN) if visible is True}
    assert halves == ({"left", "right", "middle"} if side == "both" else {side, "middle"})


def test_views_look_from_where_they_say(plain_map: Any) -> None:
    page, section = plain_map
    eyes = {}
    for view in ("left", "top", "front"):
        section.locator(f"[data-view={view}]").click()
        eyes[view] = page.evaluate("document.querySelector('.kb-atlas-plot')._fullLayout.scene.camera.eye")
    assert eyes["left"]["x"] < -1 and abs(eyes["left"]["y"]) < 0.1
    assert eyes["front"]["y"] > 1 and abs(eyes["front"]["x"]) < 0.1
    assert eyes["top"]["z"] > 1 and abs(eyes["top"]["x"]) < 0.1
    section.locator("[data-view=front]").click()
    left, right = (page.evaluate(MIDDLE, ["amygdala", side]) for side in ("left", "right"))
    assert left[0] > right[0]  # who faces you has the left on your right


def test_each_half_can_be_shown_alone_and_the_inside_follows(plain_map: Any) -> None:
    page, section = plain_map
    section.locator("[data-view=inside]").click()
    around = seen(section)[0]
    section.get_by_label("Left", exact=True).check()
    expect(section).to_have_attribute("data-side", "left")
    assert seen(section)[0] == 180 - around
    expect(section.locator(".kb-atlas-sentence")).to_contain_text("The left half, seen from the middle of the head")
    assert {half for _, half, visible, *_ in page.evaluate(DRAWN) if visible is True} == {"left", "middle"}


def test_regions_are_hidden_and_shown_by_the_list(plain_map: Any) -> None:
    page, section = plain_map
    section.get_by_role("checkbox", name="The rest of the cortex").uncheck()
    section.get_by_role("checkbox", name="Thalamus").uncheck()
    assert shown(section) == [key for key in KEYS if key not in ("cortex", "thalamus")]
    expect(section.locator(".kb-atlas-sentence")).to_contain_text("hidden: thalamus and cortex")
    assert {region for region, _, visible, *_ in page.evaluate(DRAWN) if visible is not True} == {"cortex", "thalamus"}
    section.get_by_role("button", name="Hide all").click()
    assert shown(section) == []
    expect(section.locator(".kb-atlas-sentence")).to_contain_text("no region is shown")
    section.get_by_role("checkbox", name="Habenula").check()
    expect(section.locator(".kb-atlas-sentence")).to_contain_text("shown: habenula.")
    section.get_by_role("button", name="Show all").click()
    assert shown(section) == KEYS


def test_hiding_a_region_moves_nothing(plain_map: Any) -> None:
    page, section = plain_map
    section.get_by_role("checkbox", name="The rest of the cortex").focus()  # the page scrolls to it now
    before = page.evaluate(MIDDLE, ["habenula", "left"])
    page.keyboard.press("Space")
    until(page, "() => document.querySelector('.kb-atlas-plot').data.at(-1).visible === false")
    assert page.evaluate(MIDDLE, ["habenula", "left"]) == pytest.approx(before, abs=0.5)


def test_a_region_tells_about_itself_and_leads_to_its_chapter(plain_map: Any) -> None:
    page, section = plain_map
    about = section.locator(".kb-atlas-about")
    expect(about).to_be_hidden()
    button = section.get_by_role("button", name="About: Habenula")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(about).to_contain_text(get("habenula").place)
    expect(about).to_contain_text("mm³")
    expect(about.get_by_role("link", name="The lateral habenula")).to_have_attribute(
        "href", re.compile("habenula.html")
    )
    strength = {region: alpha for region, _, _, _, alpha, *_ in page.evaluate(DRAWN)}
    assert strength["habenula"] == 1 and strength["amygdala"] < 0.5
    section.get_by_role("button", name="About: Thalamus").click()
    expect(about).to_contain_text("none of its own")
    section.get_by_role("button", name="About: Thalamus").click()
    expect(about).to_be_hidden()


@pytest.mark.parametrize(
    ("region", "view"), [("habenula", "inside"), ("amygdala", "left"), ("raphe", "inside"), ("mpfc", "inside")]
)
def test_a_click_on_a_region_chooses_it(plain_map: Any, region: str, view: str) -> None:
    page, section = plain_map
    section.locator(f"[data-view={view}]").click()
    section.locator(".kb-atlas-stage").evaluate("(stage) => stage.scrollIntoView({ block: 'center' })")
    side = {"raphe": "middle", "amygdala": "left"}.get(region, "right")
    x, y = page.evaluate(MIDDLE, [region, side])
    page.mouse.move(x, y)
    expect(section.locator(".kb-atlas-tag")).to_have_text(get(region).title)
    page.mouse.click(x, y)
    expect(section).to_have_attribute("data-selected", region)
    expect(section.locator(".kb-atlas-name")).to_have_text(get(region).title)


def test_a_click_beside_the_brain_chooses_nothing(plain_map: Any) -> None:
    page, section = plain_map
    section.get_by_role("button", name="About: Amygdala").click()
    section.locator(".kb-atlas-stage").evaluate("(stage) => stage.scrollIntoView({ block: 'center' })")
    box = section.locator(".kb-atlas-stage").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    expect(section).to_have_attribute("data-selected", "")


def test_keys_turn_the_focused_picture_and_leave_the_page_alone(plain_map: Any) -> None:
    page, section = plain_map
    around, above = seen(section)
    section.locator(".kb-atlas-stage").focus()
    top = page.evaluate("scrollY")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert seen(section) == (around + 30, above - 15)
    for key in ("+", "-", "Home"):
        page.keyboard.press(key)
    assert seen(section) == (around, above)
    assert page.evaluate("scrollY") == top
    page.keyboard.press("Tab")
    expect(section.get_by_role("button", name="At an angle")).to_be_focused()


def test_everything_in_the_list_is_reached_by_keyboard(plain_map: Any) -> None:
    page, section = plain_map
    section.get_by_role("checkbox", name="Habenula").focus()
    page.keyboard.press("Space")
    assert "habenula" not in shown(section)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(section).to_have_attribute("data-selected", "habenula")
    assert "habenula" in shown(section)


def test_turning_right_moves_the_front_to_the_right_and_a_whole_turn_comes_back(plain_map: Any) -> None:
    page, section = plain_map
    section.locator("[data-view=left]").click()
    before = page.evaluate(MIDDLE, ["dlpfc", "left"])
    section.get_by_role("button", name="Turn right").click()
    until(page, f"(old) => ({MIDDLE})(['dlpfc', 'left'])[0] > old + 5", before[0])
    section.get_by_role("button", name="Turn right").evaluate(PRESS, 23)
    assert seen(section)[0] == 0
    section.get_by_role("button", name="Turn up").evaluate(PRESS, 13)
    assert seen(section)[1] == -89


def test_dragging_turns_and_does_not_choose(plain_map: Any) -> None:
    page, section = plain_map
    section.locator(".kb-atlas-stage").evaluate("(stage) => stage.scrollIntoView({ block: 'center' })")
    around, above = seen(section)
    box = section.locator(".kb-atlas-stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=5)
    page.mouse.up()
    expect(section).to_have_attribute("data-seen", "turned")
    assert seen(section) == pytest.approx((around + 30, above - 20), abs=3)
    expect(section).to_have_attribute("data-selected", "")


def test_a_finger_turns_sideways_and_scrolls_up_and_down(open_page: Any) -> None:
    page = open_page(PAGE, width=375, touch=True)
    section = ready(page)
    section.locator(".kb-atlas-stage").evaluate("(stage) => stage.scrollIntoView({ block: 'center' })")
    fingers = page.context.new_cdp_session(page)

    def swipe(dx: float, dy: float) -> None:
        box = section.locator(".kb-atlas-stage").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 11):
            point = {"x": x + dx * step / 10, "y": y + dy * step / 10}
            fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    top, (around, above) = page.evaluate("scrollY"), seen(section)
    swipe(80, 0)
    until(page, "(old) => Number(document.querySelector('section[data-atlas]').dataset.around) > old + 15", around)
    assert seen(section)[1] == above
    assert page.evaluate("scrollY") == top
    swipe(0, -150)
    until(page, "(top) => scrollY > top + 60", top)


def test_the_state_is_told_to_scripts_and_nothing_moves_by_itself(open_page: Any) -> None:
    page = open_page(PAGE, reduced_motion="reduce")
    section = ready(page)
    page.wait_for_timeout(300)
    page.evaluate(LISTEN)
    page.wait_for_timeout(500)
    assert page.evaluate("window.told") is None
    section.locator("[data-view=inside]").click()
    until(page, "() => window.told && window.told.length === 1")
    assert page.evaluate("window.told") == [{"view": "inside", "shown": KEYS, "selected": None}]


def test_the_words_are_spoken_once_at_rest(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    for _ in range(3):
        section.get_by_role("button", name="Turn left").click()
    expect(section.locator(".kb-spoken")).to_have_text(section.locator(".kb-atlas-sentence").inner_text())


def test_the_address_chooses_a_region_and_opens_a_cell(open_page: Any) -> None:
    page = open_page(PAGE + "#region-hippocampus")
    section = ready(page)
    expect(section).to_have_attribute("data-selected", "hippocampus")
    cell = page.locator("#cell-habenula-nmda")
    expect(cell).to_be_hidden()
    page.locator("a[href='#cell-habenula-nmda']").click()
    expect(cell).to_be_visible()
    expect(cell).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_the_courses_and_follow_the_theme(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, theme=theme)
    ready(page)
    for region, _, _, colour, *_ in page.evaluate(DRAWN):
        assert colour == getattr(PALETTE[get(region).colour], theme)


def test_a_change_of_theme_repaints(open_page: Any) -> None:
    page = open_page(PAGE)
    ready(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    wanted = PALETTE["habenula"].dark
    until(page, f"() => document.querySelector('.kb-atlas-plot').data.some((trace) => trace.color === '{wanted}')")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, theme=theme)
    section = ready(page)
    section.get_by_role("button", name="About: Amygdala").click()
    section.locator("details summary").click()
    assert serious(page, SECTION) == []
    assert serious(page, ".kb-atlas-sizes") == []
    page.locator(".kb-matrix details summary").first.click()
    assert serious(page, ".kb-matrix") == []


@pytest.mark.parametrize("width", [360, 375, 1280])
def test_nothing_is_wider_than_the_page_and_targets_are_large(open_page: Any, width: int) -> None:
    page = open_page(PAGE, width=width)
    section = ready(page)
    section.get_by_role("button", name="About: Habenula").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("section[data-atlas] :is(button, summary, label), .kb-matrix :is(table a, summary)")]
          .map((one) => [one.textContent.trim(), one.getBoundingClientRect()]).filter(([, { width, height }]) => width < 24 || height < 24)"""
    )
    assert small == []
    box, plot = (section.locator(f".kb-atlas-{part}").bounding_box() for part in ("stage", "plot"))
    assert plot["width"] == pytest.approx(box["width"], abs=1)


def test_a_narrower_window_draws_anew(open_page: Any) -> None:
    page = open_page(PAGE)
    ready(page)
    page.set_viewport_size({"width": 420, "height": 900})
    until(
        page,
        "() => { const plot = document.querySelector('.kb-atlas-plot'); return plot._fullLayout.width === plot.clientWidth && plot.clientWidth < 420; }",
    )


def test_it_works_from_a_file(open_page: Any) -> None:
    section = ready(open_page(PAGE, from_file=True))
    section.locator("[data-view=inside]").click()
    expect(section).to_have_attribute("data-side", "right")


def test_without_webgl_the_still_stands_and_says_why(open_page: Any) -> None:
    page = open_page("index.html")
    page.add_init_script(
        """const old = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return /webgl/.test(kind) ? null : old.call(this, kind, ...more); };"""
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(open_page.site_url + PAGE)
    section = page.locator(SECTION)
    section.scroll_into_view_if_needed()
    expect(section).to_have_attribute("data-state", "still")
    expect(section.locator(".kb-note")).to_contain_text("WebGL is off")
    expect(section.locator(".kb-atlas-still svg")).to_be_visible()
    expect(section.locator("button:visible, input:visible")).to_have_count(0)
    section.locator("details summary").click()
    expect(section.get_by_role("rowheader", name="Habenula")).to_be_visible()
    assert not [url for url in asked if "gl3d" in url]


def test_without_scripts_the_still_stands_and_no_dead_control(open_page: Any) -> None:
    section = open_page(PAGE, javascript=False).locator(SECTION)
    expect(section.locator(".kb-atlas-still svg")).to_be_visible()
    expect(section.locator("button:visible, input:visible")).to_have_count(0)
    expect(section.locator(".kb-atlas-sentence")).to_contain_text("seen from the middle of the head")
    section.locator("details summary").click()
    expect(section.get_by_role("rowheader", name="Habenula")).to_be_visible()


def test_print_shows_the_still_and_no_control(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    page.emulate_media(media="print")
    expect(section.locator("button:visible, input:visible")).to_have_count(0)
    expect(section.locator(".kb-atlas-still svg")).to_be_visible()
    expect(section.locator(".kb-atlas-plot")).to_be_hidden()


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
    assert "plotly-gl3d.min.js" in sizes and "plotly-basic.min.js" not in sizes
    assert sum(size for name, size in sizes.items() if name.startswith("atlas-")) < DATA_BUDGET
    assert sum(sizes.values()) < PAGE_BUDGET, sizes


def test_pages_without_the_map_do_not_load_it(open_page: Any) -> None:
    page = open_page("book/brain/habenula.html")
    loaded = page.evaluate(
        "[...document.querySelectorAll('script[src], link[href]')].map((one) => one.src || one.href)"
    )
    assert not [address for address in loaded if "ketabrain/atlas" in address]
