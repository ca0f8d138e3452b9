"""The molecule that readers turn, in a real browser: buttons, keys, dragging, fingers, words, colours, no scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.axe import serious
from tests.browser.polling import until

from ketabrain.palette import PALETTE
from ketabrain.sphinx_ext.molecule import FAMILIES, data
from ketabrain.sphinx_ext.molecule_still import PITCH_DEG, YAW_DEG

PAGE = "book/drug/molecule.html"
SECTION = "[data-molecule='ketamine']"
STEP_DEG = 15
BALLS = """(section) => [...section.querySelectorAll(".kb-stage .kb-atom")].map((atom) => {
  const ball = atom.querySelector("circle:not(.kb-stereo)");
  return [atom.dataset.element, ...["cx", "cy", "r"].map((name) => Number(ball.getAttribute(name)))];
})"""
STICKS = (
    "(section) => [...section.querySelectorAll('.kb-bond path:not(.kb-halo)')].map((path) => path.getAttribute('d'))"
)


def ready(page: Any) -> Any:
    """Bring the molecule into view and return its locator."""
    section = page.locator(SECTION)
    section.scroll_into_view_if_needed()
    expect(section).to_have_attribute("data-state", "ready")
    return section


def pose(section: Any) -> tuple[float, float]:
    """Return yaw and pitch [degrees]."""
    return float(section.get_attribute("data-yaw")), float(section.get_attribute("data-pitch"))


def test_the_still_is_what_the_script_draws_first(open_page: Any) -> None:
    still = open_page(PAGE, javascript=False).locator(SECTION)
    drawn = ready(open_page(PAGE))
    balls = [one.evaluate(BALLS) for one in (still, drawn)]
    assert len(balls[0]) == 2 * 16
    assert [ball[0] for ball in balls[0]] == [ball[0] for ball in balls[1]]
    for before, after in zip(*balls, strict=True):
        assert before[1:] == pytest.approx(after[1:], abs=0.11)
    sticks = [[list(map(float, re.findall(r"[\d.]+", d))) for d in one.evaluate(STICKS)] for one in (still, drawn)]
    for before, after in zip(*sticks, strict=True):
        assert before == pytest.approx(after, abs=0.11)


def test_buttons_turn_and_reset(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    for name, yaw, pitch in (("right", 1, 0), ("up", 1, 1), ("left", 0, 1), ("left", -1, 1), ("down", -1, 0)):
        section.get_by_role("button", name=f"Turn {name}").click()
        assert pose(section) == (YAW_DEG + yaw * STEP_DEG, PITCH_DEG + pitch * STEP_DEG)
    section.get_by_role("button", name="Reset").click()
    assert pose(section) == (YAW_DEG, PITCH_DEG)


def test_a_whole_turn_comes_back_and_pitch_stops_at_the_poles(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    before = section.evaluate(BALLS)
    for _ in range(360 // STEP_DEG):
        section.get_by_role("button", name="Turn right").click()
    assert pose(section) == (YAW_DEG, PITCH_DEG)
    assert section.evaluate(BALLS) == before
    for _ in range(12):
        section.get_by_role("button", name="Turn up").click()
    assert pose(section)[1] == 90


def test_turning_right_moves_the_front_to_the_right(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    front = "(s) => Number([...s.querySelectorAll('.kb-scene')][0].lastElementChild.querySelector('circle').getAttribute('cx'))"
    before = section.evaluate(front)
    section.get_by_role("button", name="Turn right").click()
    assert section.evaluate(front) > before


def test_keys_turn_the_focused_drawing_and_leave_the_page_alone(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    section.locator(".kb-stage").focus()
    top = page.evaluate("scrollY")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert pose(section) == (YAW_DEG + 2 * STEP_DEG, PITCH_DEG - STEP_DEG)
    page.keyboard.press("Home")
    assert pose(section) == (YAW_DEG, PITCH_DEG)
    assert page.evaluate("scrollY") == top
    page.keyboard.press("Tab")
    expect(section.get_by_role("button", name="Turn left")).to_be_focused()


def drag(page: Any, section: Any, at: float, dx: float, dy: float) -> None:
    """Drag from a place on the drawing (a share of its width)."""
    box = section.locator(".kb-stage").bounding_box()
    x, y = box["x"] + at * box["width"], box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


def test_dragging_turns_what_is_dragged(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    drag(page, section, 0.25, 50, -20)
    assert pose(section) == pytest.approx((YAW_DEG + 30, PITCH_DEG + 12))
    drag(page, section, 0.75, 50, 0)  # R: in the mirror, right is left
    assert pose(section) == pytest.approx((YAW_DEG, PITCH_DEG + 12))
    page.mouse.move(5, 5)
    assert pose(section) == pytest.approx((YAW_DEG, PITCH_DEG + 12))


def test_a_finger_turns_sideways_and_scrolls_up_and_down(open_page: Any) -> None:
    page = open_page(PAGE, width=375, touch=True)
    section = ready(page)
    page.evaluate(f"document.querySelector(\"{SECTION}\").scrollIntoView({{ block: 'start' }})")
    fingers = page.context.new_cdp_session(page)

    def swipe(dx: float, dy: float) -> None:
        box = section.locator(".kb-stage").bounding_box()
        x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 2
        fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 11):
            point = {"x": x + dx * step / 10, "y": y + dy * step / 10}
            fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    top = page.evaluate("scrollY")
    swipe(100, 0)
    assert pose(section)[0] > YAW_DEG + 20
    assert pose(section)[1] == PITCH_DEG
    assert page.evaluate("scrollY") == top
    turned = pose(section)
    swipe(0, -150)
    until(page, "(top) => scrollY > top + 60", top)
    assert pose(section) == turned


def test_the_overlay_says_and_shows_that_the_two_do_not_fit(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    lay = section.get_by_role("button", name="Turn R and lay it on S")
    lay.click()
    expect(lay).to_have_attribute("aria-pressed", "true")
    expect(section).to_have_attribute("data-view", "overlay")
    expect(section.locator(".kb-mirror")).to_have_count(0)
    expect(section.locator(".kb-scene")).to_have_count(1)
    expect(section.locator(".kb-laid .kb-atom")).to_have_count(16)
    numbers = data("ketamine")["lay"]
    expect(section.locator(".kb-molecule-sentence")).to_contain_text(f"they are {numbers['apart']} Å apart")
    expect(section.locator(".kb-molecule-sentence")).to_contain_text(f"leaves {numbers['best']} Å")
    balls = {
        name: section.evaluate(
            """(s, laid) => [...s.querySelectorAll(".kb-atom")].filter((one) => one.dataset.element === "N" && Boolean(one.closest(".kb-laid")) === laid)
              .map((one) => ["cx", "cy"].map((name) => Number(one.querySelector("circle").getAttribute(name))))[0]""",
            name,
        )
        for name in (True, False)
    }
    assert balls[True] == pytest.approx(balls[False], abs=0.6)  # the nitrogens lie on each other
    section.get_by_role("button", name="As mirror images").click()
    expect(section.locator(".kb-mirror")).to_have_count(1)
    expect(section).to_have_attribute("data-view", "mirror")


@pytest.mark.parametrize("key", FAMILIES)
def test_every_choice_is_drawn(open_page: Any, key: str) -> None:
    section = ready(open_page(PAGE))
    section.get_by_role("button", name="Turn up").click()
    section.locator("select").select_option(key)
    expect(section).to_have_attribute("data-shown", key)
    assert pose(section) == (YAW_DEG, PITCH_DEG)
    names = FAMILIES[key].short
    heavy = sum(element != "H" for element in data(key)["elements"])
    expect(section.locator(".kb-name")).to_have_text(list(names))
    expect(section.locator(".kb-stage .kb-atom")).to_have_count(heavy * len(names))
    expect(section.locator(".kb-mirror")).to_have_count(len(names) - 1)
    expect(section.locator(".kb-views")).to_be_visible(visible=len(names) == 2)
    section.get_by_label("Hydrogens").check()
    expect(section.locator(".kb-stage .kb-atom")).to_have_count(len(data(key)["elements"]) * len(names))
    letters = section.locator(".kb-stage .kb-atom text")
    few = letters.count()
    section.get_by_label("A letter on every atom").check()
    expect(letters).to_have_count(len(data(key)["elements"]) * len(names))
    assert few < letters.count()


def test_the_words_say_what_is_seen_and_are_spoken_once_at_rest(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    words = section.locator(".kb-molecule-sentence")
    expect(words).to_contain_text("S-ketamine on the left, R-ketamine on the right, as mirror images.")
    expect(words).to_contain_text("the nitrogen towards you")
    for _ in range(12):
        section.get_by_role("button", name="Turn right").click()
    expect(words).to_contain_text("the nitrogen away from you")
    expect(words).to_contain_text("Turned 180° left and 15° up.")
    expect(section.get_by_role("status")).to_have_text(words.inner_text())
    expect(section.get_by_role("img").first).to_have_attribute("aria-label", words.inner_text())


def test_turning_is_told_to_scripts_and_nothing_turns_by_itself(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    page.evaluate("addEventListener('ketabrain:turned', (event) => (window.told = event.detail))")
    section.get_by_role("button", name="Turn left").click()
    told = {"slug": "ketamine", "shown": "ketamine", "view": "mirror", "yaw": YAW_DEG - STEP_DEG, "pitch": PITCH_DEG}
    assert page.evaluate("window.told") == told
    page.evaluate("window.told = null")
    page.wait_for_timeout(400)
    assert page.evaluate("window.told") is None


@pytest.mark.parametrize("view", ["mirror", "overlay"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Any, theme: str, view: str) -> None:
    page = open_page(PAGE, theme=theme)
    section = ready(page)
    section.locator(f"[data-show={view}]").click()
    section.get_by_label("A letter on every atom").check()
    assert serious(page, SECTION) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_follow_the_theme(open_page: Any, theme: str) -> None:
    section = ready(open_page(PAGE, theme=theme))
    key = section.locator(".kb-elements .kb-atom[data-element=N] circle")
    wanted = getattr(PALETTE["nmda"], theme)
    seen = key.evaluate("(node) => getComputedStyle(node).fill")
    parts = [float(part) for part in re.findall(r"[\d.]+", seen)[:3]]
    scale = 255 if "srgb" in seen else 1
    assert [round(part * scale) for part in parts] == [int(wanted[i : i + 2], 16) for i in (1, 3, 5)]


@pytest.mark.parametrize("width", [360, 375, 1280])
def test_nothing_is_wider_than_the_page_and_targets_are_large(open_page: Any, width: int) -> None:
    page = open_page(PAGE, width=width)
    section = ready(page)
    section.locator("select").select_option("hydroxynorketamine")
    section.locator("[data-show=overlay]").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = section.evaluate(
        """(section) => [...section.querySelectorAll("button, select, label:has(input)")].map((one) => one.getBoundingClientRect())
          .filter(({ width, height }) => width < 24 || height < 24).length"""
    )
    assert small == 0
    outside = section.evaluate(
        """(section) => { const box = section.querySelector(".kb-stage svg").getBoundingClientRect();
          return [...section.querySelectorAll(".kb-stage text")].map((one) => one.getBoundingClientRect()).filter(({ left, right }) => left < box.left || right > box.right).length; }"""
    )
    assert outside == 0


def test_it_works_from_a_file(open_page: Any) -> None:
    section = ready(open_page(PAGE, from_file=True))
    section.get_by_role("button", name="Turn right").click()
    assert pose(section) == (YAW_DEG + STEP_DEG, PITCH_DEG)


def test_without_scripts_the_drawing_stands_and_no_dead_control(open_page: Any) -> None:
    section = open_page(PAGE, javascript=False).locator(SECTION)
    expect(section.get_by_role("img").first).to_have_attribute("aria-label", re.compile("S-ketamine on the left"))
    expect(section.locator("button:visible, select:visible, input:visible")).to_have_count(0)
    expect(section.locator(".kb-molecule-sentence")).to_contain_text("mirror image of the other")


def test_print_leaves_the_controls_out(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    page.emulate_media(media="print")
    expect(section.locator("button:visible, select:visible, input:visible")).to_have_count(0)
    expect(section.locator(".kb-stage svg")).to_be_visible()


def test_pages_without_a_molecule_do_not_load_it(open_page: Any) -> None:
    page = open_page(
        "index.html" if not (open_page.site / "book/start/intro.html").exists() else "book/start/intro.html"
    )
    assert page.evaluate("window.ketabrain.molecules") is None
