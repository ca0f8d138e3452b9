"""Questions in a real JupyterLab: answered by keyboard, kept by the browser, and known to Python."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect
from tests.lab.conftest import Labs, run_last
from tests.lab.measure import PLOTS_MS

from ketabrain import quiz
from ketabrain.quiz.tree import shuffled

SHOW = "shown = ketabrain.quiz.show('habenula')\nshown"
TELL = "print(sorted((name, kept['first'], kept['tries']) for name, kept in shown.answers.items()))"


def ready(page: Page, number: int = 0) -> Locator:
    """Return the nth quiz of the notebook, once it is wired and the notebook has stopped moving the focus."""
    page.locator("[data-quiz][data-state=ready]").nth(number).wait_for()
    page.wait_for_function("() => !document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=busy]')")
    return page.locator("[data-quiz]").nth(number)


def answer_first(page: Page, root: Locator) -> None:
    """Answer the first question rightly with keys alone."""
    question = quiz.load("habenula")[0]
    one = root.locator(f"[data-question={question.id}]")
    one.locator("input").first.check()
    place = [option.right for _, option in shuffled(question.id, question.options)].index(True)
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(one.locator(".kb-result")).to_contain_text("Right.")


def test_keys_reach_the_question_and_not_the_notebook(run_lab: Labs) -> None:
    page = run_lab(SHOW)
    root = ready(page)
    cells = page.locator(".jp-Cell").count()
    root.locator("input").first.check()
    for key in ("b", "a", "d", "d"):
        page.keyboard.press(key)
    answer_first(page, root)
    assert page.locator(".jp-Cell").count() == cells


def test_a_question_opens_its_explorer_below_itself(run_lab: Labs) -> None:
    page = run_lab(SHOW)
    one = ready(page).locator("[data-question=habenula-06]")
    opener = one.get_by_role("button", name="Open this state in the explorer")
    opener.click()
    explorer = one.locator("[data-explorer=habenula-bursting][data-state=ready]")
    explorer.wait_for(timeout=PLOTS_MS)
    expect(explorer.locator(".kb-sentence")).to_contain_text("6.4 per second")
    expect(explorer.locator(".kb-predict")).to_be_hidden()
    assert page.evaluate("ketabrain.painted.get('habenula-bursting').bursts_per_s") == 6.4
    one.get_by_role("spinbutton").fill("384")
    explorer.get_by_role("button", name="Reset").click()
    page.wait_for_function("ketabrain.painted.get('habenula-bursting').drive === 1.5")
    opener.click()
    page.wait_for_function("ketabrain.painted.get('habenula-bursting').drive === 2")
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Right.")
    expect(page.locator("[data-explorer]")).to_have_count(1)
    one.get_by_role("button", name="Close the explorer").click()
    expect(page.locator("[data-explorer]")).to_have_count(0)
    expect(opener).to_be_focused()


def test_python_knows_what_was_answered_and_two_views_stay_apart(run_lab: Labs) -> None:
    page = run_lab(SHOW, "shown")
    first, second = ready(page), ready(page, 1)
    answer_first(page, first)
    expect(second.locator("input:checked")).to_have_count(0)
    expect(first.locator("input:checked")).to_have_count(1)
    run_last(page, TELL)
    expect(page.locator(".jp-OutputArea-output pre").last).to_have_text("[('habenula-01', True, 1)]")
