"""Pointing and sketching in a real browser: by mouse, finger and keys, kept, on a phone, and without scripts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser import axe
from tests.browser.conftest import Pages
from tests.quiz.drawn import LOOKS, POINT, SKETCH, sketch
from tests.sphinx_ext import conftest as tiny

from ketabrain.quiz import bank, features, live, markup, naming, truth, typed
from ketabrain.quiz.answers import Look
from ketabrain.quiz.tree import shuffled

CHAPTER = "# One\n\n```{quiz} pharmacokinetics\n```\n\n## Two\n\nWords.\n"
LIST = "# References\n\n```{bibliography}\n```\n"
TRUE = truth.curve(sketch())
LETTERS = {place["place"]: "ABCD"[at] for at, (_, place) in enumerate(shuffled(POINT["id"], POINT["places"]))}


@pytest.fixture(scope="module")
def drawn_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny book that asks both questions, built once."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "bank").mkdir()
    (folder / "bank" / "pharmacokinetics.yml").write_text(yaml.safe_dump([POINT, SKETCH]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bank, "QUESTIONS", folder / "bank")
        return tiny.build(folder, {"one.md": CHAPTER, "references.md": LIST})


@pytest.fixture
def drawn_page(browser: Browser, drawn_site: Path) -> Iterator[Any]:
    """Return a function that opens the tiny book; the test fails at its end on any error."""
    with Pages(browser, drawn_site, "") as pages:

        def opened(**more: Any) -> Page:
            page = pages("one.html", from_file=True, **more)
            if more.get("javascript", True):
                page.locator("[data-quiz][data-state=ready]").wait_for()
            return page

        yield opened


def point_of(page: Page) -> Locator:
    """Return the question that is answered by pointing."""
    return page.locator(f"[data-question={POINT['id']}]")


def sketch_of(page: Page) -> Locator:
    """Return the question that is answered by drawing."""
    return page.locator(f"[data-question={SKETCH['id']}]")


def check(one: Locator) -> Locator:
    """Check a question and return what is said."""
    one.get_by_role("button", name="Check").click()
    return one.locator(".kb-result")


def mark(one: Locator, place: str) -> Locator:
    """Return a place's mark in the picture."""
    return one.locator(f'.kb-mark:has(text:text-is("{LETTERS[place]}"))')


def on_screen(one: Locator, along: float, up: float) -> tuple[float, float]:
    """Return where a point of the plot, given as shares of its width and height, stands on the screen."""
    box = one.locator(".kb-sketch-area").bounding_box()
    assert box
    return box["x"] + along * box["width"], box["y"] + (1 - up) * box["height"]


def draw(page: Page, one: Locator, curve: list[float]) -> None:
    """Draw a curve [ng/mL] with the mouse."""
    one.locator(".kb-sketch-area").evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    places = [on_screen(one, i / (len(curve) - 1), height / 250) for i, height in enumerate(curve)]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


def heights(one: Locator) -> list[float]:
    """Return the heights of a sketch's points."""
    found: list[float] = one.locator("input[type=range]").evaluate_all("all => all.map((e) => Number(e.value))")
    return found


def path(one: Locator, whose: str) -> str | None:
    """Return a line of the plot."""
    return one.locator(f".kb-sketch-plot .kb-sketch-{whose}").get_attribute("d")


# pointing


def test_a_click_on_a_mark_chooses_its_button_and_is_judged(drawn_page: Any) -> None:
    one = point_of(drawn_page())
    for wanted in POINT["places"]:
        place = wanted["place"]
        mark(one, place).click()
        button = one.get_by_role("radio", name=f"{LETTERS[place]}:")
        expect(button).to_be_checked()
        expect(button).to_be_focused()
        expect(one.locator(".kb-mark[data-chosen]")).to_have_count(1)
        expect(mark(one, place)).to_have_attribute("data-chosen", "")
        result, right = check(one), wanted.get("right", False)
        expect(result).to_contain_text("✓ Right." if right else "✗ Not yet.")
        expect(result).to_contain_text(wanted["feedback"])
        expect(mark(one, place).locator(".kb-mark-sign")).to_have_text("✓" if right else "✗")


def test_pointing_with_keys_alone(drawn_page: Any) -> None:
    page = drawn_page()
    one = point_of(page)
    one.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range("ABCD".index(LETTERS["pore"])):
        page.keyboard.press("ArrowDown")
    expect(mark(one, "pore")).to_have_attribute("data-chosen", "")
    page.keyboard.press("Enter")
    expect(one.locator(".kb-result")).to_contain_text("Yes, this is the pore.")


def test_another_choice_takes_the_sign_away(drawn_page: Any) -> None:
    one = point_of(drawn_page())
    expect(check(one)).to_have_text("Choose a place first: a guess is enough.")
    mark(one, "tail").click()
    check(one)
    mark(one, "pore").click()
    expect(mark(one, "tail").locator(".kb-mark-sign")).to_be_empty()
    expect(one.locator(".kb-mark[data-chosen]")).to_have_count(1)


def test_the_open_answers_ring_the_right_place(drawn_page: Any) -> None:
    page = drawn_page()
    one = point_of(page)
    mark(one, "tail").click()
    check(one)
    one.get_by_role("button", name="Show the answer").click()
    expect(mark(one, "pore")).to_have_attribute("data-answer", "")
    expect(one.locator(".kb-answers")).to_contain_text(f"Right: {LETTERS['pore']}, deep in the channel")
    one.locator("summary").click()
    expect(one.locator("[data-answer]")).to_have_count(0)


def test_a_reload_keeps_the_mark_and_starting_over_forgets_it(drawn_page: Any) -> None:
    page = drawn_page()
    mark(point_of(page), "pore").click()
    check(point_of(page))
    page.reload()
    expect(mark(point_of(page), "pore").locator(".kb-mark-sign")).to_have_text("✓")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".kb-mark[data-chosen], .kb-mark[data-verdict]")).to_have_count(0)


# sketching


def test_the_page_and_python_judge_any_curve_alike(drawn_page: Any) -> None:
    page = drawn_page()
    random.seed(8)
    looks = [Look(name, tolerance, "low", "high") for name, tolerance in (("peak_at", 3), ("half_at", 4), ("end", 12))]
    curves = [
        [float(random.choice((0, 10, 20, random.randint(-30, 99)))) for _ in range(n % 9 + 5)] for n in range(300)
    ]
    pairs = list(zip(curves, [curve[::-1] for curve in curves], strict=True))
    found = page.evaluate(
        """([pairs, looks]) => pairs.map(([y, other]) => {
          const x = y.map((_, i) => 1.5 * i);
          const [mine, model] = [y, other].map((heights) => ketabrain.curveFeatures(x, heights));
          return [mine, looks.map((look) => ketabrain.featureSide(look, mine[look.feature], model[look.feature]))];
        })""",
        [pairs, [{"feature": look.feature, "tolerance": look.tolerance} for look in looks]],
    )
    for (y, other), (mine, sides) in zip(pairs, found, strict=True):
        x = [1.5 * i for i in range(len(y))]
        own, wanted = features.of(x, y), features.of(x, other)
        assert mine == pytest.approx(own)
        assert sides == [features.side(look, own[look.feature], wanted[look.feature]) for look in looks]


def test_a_good_drawing_is_right_and_both_curves_stay(drawn_page: Any) -> None:
    page = drawn_page()
    one = sketch_of(page)
    assert not path(one, "yours") and not path(one, "model")
    draw(page, one, list(TRUE))
    assert heights(one) == pytest.approx(TRUE, abs=4)
    result = check(one)
    expect(result).to_contain_text("✓ Right. ")
    expect(result).to_contain_text("Yes, this is the curve.")
    assert path(one, "yours") and path(one, "model")
    expect(one.get_by_text("the model’s").first).to_be_visible()
    expect(result.get_by_role("row", name="Highest (ng/mL)")).to_contain_text("163")
    before = heights(one)
    page.mouse.click(*on_screen(one, 0.5, 0.9))  # what is right is changed by keys, or cleared, and not by a slip
    assert heights(one) == before


MISSES = [
    ([0, 160, *([120] * 3), 110, 100, 90, 80, 80, 70, 70, 60], ["Your peak is too early."]),
    ([0, 60, 100, 130, 160, 60, 30, 15, 10, 5, 5, 0, 0], ["Your tail is too short.", "Your end is too low."]),
    ([*range(0, 130, 10)], ["Your peak is too late.", "Your tail is too long."]),
]


def test_what_differs_is_named_two_things_at_most(drawn_page: Any) -> None:
    page = drawn_page()
    one = sketch_of(page)
    for curve, said in MISSES:
        draw(page, one, curve)
        result = check(one)
        expect(result).to_contain_text("✗ Not yet.")
        assert result.locator("li").all_inner_texts() == said
        expect(result.get_by_role("row")).to_have_count(1 + len(LOOKS))
        assert path(one, "model")
        one.locator("input[type=range]").nth(6).press("ArrowUp")
        assert not path(one, "model")
        expect(result).to_be_empty()


def test_drawing_with_keys_alone(drawn_page: Any) -> None:
    page = drawn_page()
    one = sketch_of(page)
    expect(check(one)).to_contain_text("Draw the curve first")
    expect(one.get_by_role("slider", name="At 0 min")).to_be_focused()
    expect(one.locator(".kb-sketch-now")).to_have_text("At 0 min: 0 ng/mL")
    for place, height in enumerate(TRUE):
        if place:
            page.keyboard.press("ArrowRight")
        for _ in range(round(height / 2.5)):
            page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")  # there is no point further on
    last = one.get_by_role("slider", name="At 120 min")
    expect(last).to_be_focused()
    expect(last).to_have_attribute("aria-valuetext", "62.5 ng/mL")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(one.get_by_role("button", name="Clear")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(one.get_by_role("slider", name="At 110 min")).to_be_focused()
    page.keyboard.press("Enter")
    expect(one.locator(".kb-result")).to_contain_text("Yes, this is the curve.")


def test_a_point_is_dragged_up_and_down(drawn_page: Any) -> None:
    page = drawn_page()
    one = sketch_of(page)
    draw(page, one, [100] * 13)
    page.mouse.move(*on_screen(one, 0.505, 0.4))
    page.mouse.down()
    page.mouse.move(*on_screen(one, 0.495, 0.8), steps=8)
    page.mouse.up()
    assert heights(one) == pytest.approx([100] * 6 + [200] + [100] * 6, abs=4)
    expect(one.get_by_role("slider", name="At 60 min")).to_be_focused()


def test_clear_starts_anew(drawn_page: Any) -> None:
    page = drawn_page()
    one = sketch_of(page)
    draw(page, one, list(TRUE))
    check(one)
    one.get_by_role("button", name="Clear").click()
    assert set(heights(one)) == {0} and not path(one, "yours") and not path(one, "model")
    expect(one.locator(".kb-result")).to_be_empty()
    expect(check(one)).to_contain_text("Draw the curve first")


def test_a_reload_keeps_the_drawing(drawn_page: Any) -> None:
    page = drawn_page()
    draw(page, sketch_of(page), list(TRUE))
    check(sketch_of(page))
    before = heights(sketch_of(page))
    page.reload()
    assert heights(sketch_of(page)) == before
    expect(sketch_of(page).locator(".kb-result")).to_contain_text("Yes, this is the curve.")
    assert path(sketch_of(page), "yours") and path(sketch_of(page), "model")


DAMAGED: list[Any] = [[1, 2], "x" * 13, [1e9] * 13, [None] * 13, {"length": 13}, ["<b>"] * 13]


def test_a_damaged_drawing_is_asked_again(drawn_page: Any) -> None:
    page = drawn_page()
    one = sketch_of(page)
    about = {"v": 1, "mark": one.get_attribute("data-mark")}
    key = f"ketabrain:1:answer:{SKETCH['id']}"
    for given in DAMAGED:
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps({**about, "given": given})])
        page.reload()
        page.locator("[data-quiz][data-state=ready]").wait_for()
        expect(one.locator(".kb-result")).to_be_empty()
        assert set(heights(one)) == {0} and not path(one, "yours")
    draw(page, one, list(TRUE))
    expect(check(one)).to_contain_text("Right.")


# a phone, other readers


def finger(page: Page, places: list[tuple[float, float]]) -> None:
    """Move a finger over the screen."""
    touch = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(places) - 1)]
    for kind, (x, y) in zip(kinds, places, strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def between(start: tuple[float, float], end: tuple[float, float], count: int = 12) -> list[tuple[float, float]]:
    """Return places on a straight line."""
    return [tuple(a + (b - a) * i / count for a, b in zip(start, end, strict=True)) for i in range(count + 1)]  # type: ignore[misc]


def test_a_finger_draws_on_the_plot_and_scrolls_beside_it(drawn_page: Any) -> None:
    page = drawn_page(width=360, touch=True)
    one = sketch_of(page)
    one.locator(".kb-sketch-area").evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    top = page.evaluate("scrollY")
    start, top_of_it, end = on_screen(one, 0, 0), on_screen(one, 1 / 3, 0.65), on_screen(one, 1, 0.2)
    finger(page, [*between(start, top_of_it), *between(top_of_it, end)])
    assert page.evaluate("scrollY") == top
    assert heights(one) == pytest.approx([163 * i / 4 for i in range(5)] + [163 - 14 * i for i in range(1, 9)], abs=8)
    x, y = on_screen(one, -0.08, 0.5)
    finger(page, between((x, y), (x, y - 120)))
    page.wait_for_function("top => scrollY > top + 40", arg=top)
    assert heights(one)[0] == pytest.approx(0, abs=4)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_kinds_fit_a_narrow_phone_and_can_be_read_by_all(drawn_page: Any, theme: str) -> None:
    page = drawn_page(width=360, theme=theme, touch=True)
    one = point_of(page)
    mark(one, "tail").tap()
    one.get_by_role("button", name="Check").tap()
    two = sketch_of(page)
    two.locator(".kb-sketch-area").evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.touchscreen.tap(*on_screen(two, 0.5, 0.5))
    assert heights(two)[6] == pytest.approx(125, abs=3)
    two.get_by_role("button", name="Check").tap()
    expect(two.locator(".kb-result")).to_contain_text("Not yet.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    sizes = one.locator(".kb-mark-touch").evaluate_all("all => all.map((e) => e.getBoundingClientRect().width)")
    assert len(sizes) == 4 and min(sizes) >= 24
    assert axe.serious(page, "[data-quiz]") == []


def test_without_scripts_the_curve_and_the_places_are_there_to_open(drawn_page: Any) -> None:
    page = drawn_page(javascript=False)
    one, two = point_of(page), sketch_of(page)
    expect(one.get_by_role("img")).to_be_visible()
    one.locator("summary").click()
    expect(one.locator('.kb-answers [data-verdict="right"]')).to_contain_text("Yes, this is the pore.")
    expect(two.get_by_role("button", name="Clear")).to_be_hidden()
    expect(two.get_by_role("slider")).to_have_count(0)
    two.locator("summary").click()
    expect(two.locator(".kb-answers svg")).to_be_visible()
    expect(two.locator(".kb-answers")).to_contain_text("The model’s curve: highest at 40 min")


def test_the_notebook_s_view_asks_both_kinds(drawn_page: Any) -> None:
    questions = [typed.question(item, "pharmacokinetics") for item in (POINT, SKETCH)]
    tree = live.as_json(markup.quiz(questions, "pharmacokinetics"), naming.citations(questions))
    page = drawn_page()
    page.goto("about:blank")
    page.set_content(f"<style>{live.styles()}</style><div id=cell></div>")
    page.add_script_tag(content=live.scripts(), type="module")
    page.wait_for_function("!!window.ketabrain?.showQuiz")
    page.evaluate(
        """tree => {
          const model = { get: (name) => (name === "tree" ? tree : {}), set() {}, save_changes() {}, on() {} };
          ketabrain.showQuiz({ model, el: document.getElementById("cell") });
        }""",
        tree,
    )
    one, two = point_of(page), sketch_of(page)
    mark(one, "pore").click()
    expect(check(one)).to_contain_text("Yes, this is the pore.")
    draw(page, two, list(TRUE))
    expect(check(two)).to_contain_text("Yes, this is the curve.")
    assert page.evaluate("document.querySelector('.kb-sketch-area').offsetWidth") > 300
