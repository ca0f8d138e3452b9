"""Setting explorers, explorers beside a question, and drawn numbers, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect
from tests.browser import axe
from tests.browser.conftest import Pages
from tests.quiz.worked import DRAWN, SET, question
from tests.served import served
from tests.sphinx_ext import conftest as tiny

from ketabrain import explorers
from ketabrain.explorer.declaration import meets
from ketabrain.explorer.lattice import Lattice
from ketabrain.quiz import bank, draws, goals, markup

SLUG = "habenula-bursting"
HOME, AWAY = "book/brain/habenula.html", "away.html"
PAGES = {
    "away.md": "# Away\n\n```{quiz} habenula\n```\n",
    "book/brain/habenula.md": f"# The lateral habenula\n\n```{{explorer}} {SLUG}\n```\n\n```{{quiz}} habenula\n```\n",
    "book/start/gallery.md": "# Gallery\n\n```{gallery}\n```\n",
    "references.md": "# References\n\n```{bibliography}\n```\n",
}
ASKED = question(DRAWN)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def set_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny book with one explorer, on a page that asks about it and on its own, built once."""
    folder = tmp_path_factory.mktemp("set")
    (folder / "bank").mkdir()
    (folder / "bank" / "habenula.yml").write_text(yaml.safe_dump([SET, DRAWN], sort_keys=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bank, "QUESTIONS", folder / "bank")
        patch.setattr(explorers, "names", lambda: [SLUG])
        return tiny.build(folder, PAGES)


@pytest.fixture
def opened(browser: Browser, set_site: Path) -> Iterator[Open]:
    """Return a function that opens a page of the tiny book; the test fails at its end on any error."""
    with served(set_site) as address, Pages(browser, set_site, address) as pages:
        pages.expect("favicon.ico")  # a file of the course that a tiny book does not have

        def page_of(path: str = AWAY, **more: Any) -> Page:
            page = pages(path, **more)
            if more.get("javascript", True):
                page.locator("[data-quiz][data-state=ready]").wait_for()
            return page

        yield page_of


def setting(page: Page) -> Locator:
    """Return the question that sets the explorer."""
    return page.locator(f"[data-question={SET['id']}]")


def drawing(page: Page) -> Locator:
    """Return the question whose numbers are drawn."""
    return page.locator(f"[data-question={DRAWN['id']}]")


def check(one: Locator) -> Locator:
    """Check a question and return what is said."""
    one.get_by_role("button", name="Check").click()
    return one.locator(".kb-result")


def start(one: Locator) -> FrameLocator:
    """Open the explorer beside the question, and return its page once it has drawn."""
    one.get_by_role("link", name="Put the explorer at its start").click()
    expect(one.locator(".kb-set")).to_contain_text("The explorer shows: The cell is: bursting; ")
    return one.frame_locator(".kb-beside iframe")


def block(frame: FrameLocator | Page, steps: int) -> None:
    """Block more receptors (or fewer), with keys alone."""
    frame.locator("[name=block]").focus()
    for _ in range(abs(steps)):
        frame.locator("[name=block]").press("ArrowRight" if steps > 0 else "ArrowLeft")


def shows(one: Locator, percent: int) -> None:
    """Wait until the line says how many receptors are blocked."""
    expect(one.locator(".kb-set")).to_contain_text(f"NMDA receptors blocked by ketamine: {percent} %;")


@pytest.mark.parametrize("from_file", [False, True], ids=["served", "from a file"])
def test_an_explorer_in_a_frame_is_set_until_the_goal_is_reached_and_kept(opened: Open, from_file: bool) -> None:
    page = opened(from_file=from_file)
    one = setting(page)
    expect(check(one)).to_have_text("Open the explorer and set it first.")
    frame = start(one)
    expect(check(one)).to_contain_text("You set: The cell is: bursting; NMDA receptors blocked by ketamine: 0 %; ")
    expect(one.locator(".kb-result")).to_contain_text("Only the block may move.")
    expect(one.get_by_role("link", name="Show me in the explorer")).to_be_hidden()  # it would tell
    for steps, percent, said in (
        (1, 10, "It still bursts."),
        (2, 30, "Fewer will do."),
        (-1, 20, "Yes, a fifth is enough."),
    ):
        block(frame, steps)
        shows(one, percent)
        expect(check(one)).to_contain_text(said)
    expect(one.get_by_role("link", name="Show me in the explorer")).to_be_visible()
    said = one.locator(".kb-result").inner_text()
    page.reload()
    expect(one.locator(".kb-result")).to_have_text(said, use_inner_text=True)
    expect(one.locator(".kb-set")).to_have_text("The explorer is not open yet.")


def test_on_its_own_page_the_explorer_is_set_where_it_stands(opened: Open) -> None:
    page = opened(HOME)
    one, explorer = setting(page), page.locator(f"[data-explorer={SLUG}]")
    one.get_by_role("link", name="Put the explorer at its start").click()
    back = explorer.get_by_role("button", name="Back to the question")
    expect(back).to_be_focused()
    expect(explorer.locator("[name=kir]")).to_have_value("-80")
    block(page, 3)
    shows(one, 30)
    back.click()
    one.get_by_role("link", name="Put the explorer at its start").click()
    shows(one, 0)  # also what the start does not name
    block(page, 2)
    shows(one, 20)
    explorer.get_by_role("button", name="Back to the question").click()
    expect(check(one)).to_contain_text("Right.")
    expect(page.locator("iframe")).to_have_count(0)


def test_page_and_python_judge_every_state_alike(opened: Open) -> None:
    page = opened(HOME)
    page.locator(f"[data-explorer={SLUG}][data-state=ready]").wait_for()
    asked = question(SET)
    assert asked.goal
    lattice, control = Lattice.load_or_build(explorers.get(SLUG)), explorers.get(SLUG).control
    states = [dict(zip(control, chosen, strict=True)) for chosen in product(*(one.steps for one in control.values()))]
    cases = [asked.goal.when, *(miss.when for miss in asked.goal.misses)]
    found = page.evaluate(
        """([slug, states, cases]) => {
          const { lattice } = ketabrain.components.get(slug);
          return states.map((state) => cases.findIndex((when) => ketabrain.meets(lattice.node(state), when)));
        }""",
        [SLUG, states, cases],
    )
    wanted = [
        next(at for at, when in enumerate(cases) if meets(goals.values_at(lattice, state, asked.goal.names), when))
        for state in states
    ]
    assert found == wanted and set(wanted) == {0, 1, 2, 3}


DAMAGED = ("text", 7, [1], {}, {"mode": {"a": 1}}, {"mode": "<img src=x onerror=window.hacked=1>", "drive": "x"})


def test_a_damaged_state_breaks_nothing(opened: Open) -> None:
    page = opened()
    for given in DAMAGED:
        kept = {"v": 1, "tries": 1, "right": False, "first": False, "given": given}
        kept["mark"] = setting(page).get_attribute("data-mark")
        page.evaluate("([id, kept]) => ketabrain.store.set('answer:' + id, kept)", [SET["id"], kept])
        page.reload()
        page.locator("[data-quiz][data-state=ready]").wait_for()
        assert page.evaluate("window.hacked") is None
        expect(setting(page).locator(".kb-result")).to_contain_text(
            "Only the block may move." if type(given) is dict else ""
        )
    start(setting(page))
    expect(check(setting(page))).to_contain_text("Only the block may move.")


def test_a_second_click_moves_the_same_frame_and_adds_nothing_to_the_way_back(opened: Open) -> None:
    page = opened()
    one = setting(page)
    frame = start(one)
    entries = page.evaluate("history.length")
    block(frame, 2)
    shows(one, 20)
    opener = one.get_by_role("link", name="Put the explorer at its start")
    opener.click()
    shows(one, 0)
    expect(page.locator("iframe")).to_have_count(1)
    assert page.evaluate("history.length") == entries
    expect(frame.locator(".kb-predict")).to_be_hidden()
    height, inner = (
        (page.locator("iframe").bounding_box() or {})["height"],
        frame.locator("[data-explorer]").bounding_box(),
    )
    assert inner and inner["height"] <= height <= inner["height"] + 40
    expect(opener).to_have_attribute("aria-expanded", "true")
    one.get_by_role("button", name="Close the explorer").click()
    expect(opener).to_be_focused()
    expect(page.locator("iframe")).to_have_count(0)


# What a stranger's window, and a frame of ours that was taken over, might say.
STRANGE = """async (slug) => {
  const heard = [];
  document.addEventListener("ketabrain:painted", ({ detail }) => heard.push(JSON.stringify(detail)));
  const frame = document.querySelector(".kb-beside iframe");
  const say = (data, source) => window.dispatchEvent(new MessageEvent("message", { data, source }));
  say({ ketabrain: "painted", slug, controls: { block: 1 }, readouts: { mode: "silent" } }, window);
  for (const data of [null, "text", 7, {}, { ketabrain: "painted" }, { ketabrain: "painted", slug: "other" }]) say(data, frame.contentWindow);
  for (const height of [1e9, -5, "9px;position:fixed", NaN, null]) say({ ketabrain: "height", slug, height }, frame.contentWindow);
  say({ ketabrain: "painted", slug, controls: "text", readouts: { mode: { a: 1 }, "a-b": 1, block: [1], kir: NaN } }, frame.contentWindow);
  return [heard, frame.style.height];
}"""


def test_only_a_frame_of_ours_is_heard_and_only_what_an_explorer_says(opened: Open) -> None:
    page = opened()
    frame = start(setting(page))
    heard, height = page.evaluate(STRANGE, SLUG)
    assert heard == [f'{{"slug":"{SLUG}","controls":{{}},"readouts":{{"kir":null}}}}']
    assert height == "200px"
    for data in (
        "null",
        "7",
        "{}",
        f"{{ketabrain: 'set', slug: '{SLUG}', state: null}}",
        "{ketabrain: 'set', slug: 'other'}",
    ):
        page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({data}, '*')")
    hostile = f"{{ketabrain: 'set', slug: '{SLUG}', state: {{drive: '<img src=x onerror=top.hacked=1>', nothing: 1}}}}"
    page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({hostile}, '*')")
    expect(frame.locator(".kb-note").first).to_have_text(
        f'{SLUG} has no control "nothing": it has drive, block, t_type, kir.'
    )
    frame.locator("body").evaluate(
        "(body, slug) => window.dispatchEvent(new MessageEvent('message', "
        "{ source: window, data: { ketabrain: 'set', slug, state: { drive: 0 } } }))",
        SLUG,
    )
    expect(frame.locator("[name=drive]")).to_have_value("4")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_narrow_phone_and_nothing_is_hard_to_reach(opened: Open, theme: str) -> None:
    page = opened(width=360, theme=theme, touch=True)
    one = setting(page)
    frame = start(one)
    check(one)
    drawing(page).get_by_role("spinbutton").fill("1")
    check(drawing(page))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    inner = frame.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth, e.scrollHeight - e.clientHeight]")
    assert inner[0] <= inner[1] and inner[2] <= 0  # no bars inside the page's own
    small = page.locator("[data-quiz]").evaluate(
        """root => [...root.querySelectorAll("button, a.kb-button, .kb-beside a")]
        .filter((e) => e.offsetParent && (e.offsetHeight < 24 || e.offsetWidth < 24)).map((e) => e.outerHTML)"""
    )
    assert small == []
    assert axe.serious(page, "[data-quiz]") == []


def numbers(page: Page) -> str:
    """Return the question as it is asked."""
    return drawing(page).locator("legend").inner_text()


def text(seed: int) -> str:
    """Return a variant's question as the page shows it."""
    return " ".join(draws.variant(ASKED, seed).text.replace("*", "").split())


def test_drawn_numbers_are_judged_kept_and_drawn_anew(opened: Open) -> None:
    page = opened()
    one = drawing(page)
    for seed in range(3):
        number = draws.variant(ASKED, seed).number
        assert number and numbers(page) == text(seed)
        told = [(slip.value, slip.feedback) for slip in number.slips]
        told += [(number.value / 2, number.low), (number.value * 2, number.high), (number.value, number.right)]
        for value, feedback in told:
            one.get_by_role("spinbutton").fill(f"{value:.10g}")
            expect(one.get_by_role("button", name="New numbers")).to_be_hidden()
            expect(check(one)).to_contain_text(feedback)
        if seed == 2:
            break
        one.get_by_role("button", name="New numbers").click()
        expect(one.get_by_role("spinbutton")).to_be_focused()
        expect(one.get_by_role("spinbutton")).to_have_value("")
        first = draws.drawn(ASKED, seed + 1)
        expect(one.locator(".kb-result")).to_have_text(
            f"New numbers: {first['weight_kg']:g} kg; {first['dose_mg_kg']:g} mg/kg; {first['minutes']:g} minutes."
        )
        expect(one.locator(".kb-answers")).to_be_hidden()
    kept = page.evaluate(f"ketabrain.store.get('answer:{ASKED.id}')")
    assert kept["mark"] == f"{markup.mark(ASKED)}-2" and kept["tries"] == 15 and kept["first"] is False
    said = one.locator(".kb-result").inner_text()
    page.reload()
    expect(one.locator(".kb-result")).to_have_text(said, use_inner_text=True)
    assert numbers(page) == text(2)


FRESH = """(id) => {
  const old = document.querySelector(`[data-question="${id}"]`);
  const again = old.cloneNode(true);
  old.replaceWith(again);
  new ketabrain.Question(again, { fresh: true });
}"""


PASTED = {"s": 3, "d": 5, "last": 5, "reps": 12, "lapses": 0}
REVIEWED = (
    (None, 0),
    ({"v": 1, "log": [[9, 3, 75]], "base": PASTED}, 1),
    ({"v": 1, "log": [[1, 3, 75], [9, 1, None]]}, 2),
)


def test_each_review_has_other_numbers(opened: Open) -> None:
    page = opened()
    for record, seed in REVIEWED:
        page.evaluate("([id, record]) => record && ketabrain.store.set('review:' + id, record)", [ASKED.id, record])
        page.evaluate(FRESH, ASKED.id)
        assert numbers(page) == text(seed)
    number = draws.variant(ASKED, REVIEWED[-1][1]).number
    assert number
    drawing(page).get_by_role("spinbutton").fill(f"{number.value:g}")
    expect(check(drawing(page))).to_contain_text(number.right)


def test_without_scripts_goal_and_first_numbers_are_there_to_read(opened: Open) -> None:
    page = opened(javascript=False)
    assert numbers(page) == text(0)
    for one in (setting(page), drawing(page)):
        one.locator("summary").click()
        expect(one.get_by_role("button", name="Check")).to_be_hidden()
    expect(setting(page).locator(".kb-set")).to_be_hidden()
    expect(setting(page).locator(".kb-answers")).to_contain_text("The goal: The cell is not bursting; ")
    number = draws.variant(ASKED, 0).number
    assert number
    expect(drawing(page).locator(".kb-answers")).to_contain_text(
        f"{number.value:g} mg/h (± {number.tolerance:.2g}). {number.right}"
    )


def test_the_data_of_drawn_numbers_is_small(set_site: Path) -> None:
    page = (set_site / AWAY).read_text(encoding="utf-8")
    assert len(json.dumps(draws.data(ASKED))) < 2000 and page.count("That is the whole dose for") == 1
