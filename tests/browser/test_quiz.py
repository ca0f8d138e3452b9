"""The quiz in a real browser: every kind right and wrong, by mouse and by keyboard, kept, forgotten, and without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.answering import answer, box, chosen, click, fields, right, space, wrong

from ketabrain import quiz
from ketabrain.quiz.forms.order import mixed
from ketabrain.quiz.tree import shuffled

PAGE = "book/brain/habenula.html"
QUESTIONS = quiz.load("habenula")
ALL = len(QUESTIONS)
BY_ID = {question.id: question for question in QUESTIONS}


def quiz_of(page: Any) -> Any:
    """Return the quiz, once its script has run."""
    found = page.locator("[data-quiz=habenula][data-state=ready]")
    found.wait_for()
    return found


def plain(text: str) -> str:
    """Return a text of the bank as a page shows it."""
    return " ".join(text.replace("*", "").replace("'", "’").split())


@pytest.mark.parametrize("press", [click, space], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("good", [True, False], ids=["right", "wrong"])
def test_every_question_is_judged_and_explained(open_page: Any, press: Callable[[Any], None], good: bool) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    for question in QUESTIONS:
        one = box(page, question)
        result = one.locator(".kb-result")
        expect(result).to_have_attribute("role", "status")
        answer(one, question, good, press)
        press(one.get_by_role("button", name="Check"))
        expect(result).to_contain_text("Right." if good else "Not yet.")
        for feedback in chosen(question, good):
            expect(result).to_contain_text(plain(feedback))
        if question.options or question.pairs:
            expect(one.locator(".kb-option[data-verdict]")).to_have_count(len(chosen(question, good)))
        expect(one.locator(".kb-sources a").first).to_be_visible()
        expect(one.locator(".kb-answers")).to_be_visible() if good else expect(
            one.locator(".kb-answers")
        ).to_be_hidden()
    count = len(QUESTIONS) if good else 0
    expect(page.locator(".kb-total")).to_have_text(f"{count} of {len(QUESTIONS)} answered right at first try.")


def test_a_whole_answer_with_keys_alone(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    question = BY_ID["habenula-01"]
    one = box(page, question)
    one.get_by_role("radio").first.focus()
    place = [at for at, _ in shuffled(question.id, question.options)].index(right(question)[0])
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    if place == 0:
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(one.locator(".kb-result")).to_contain_text("Right.")
    number = box(page, "habenula-02")
    number.get_by_role("spinbutton").focus()
    page.keyboard.type("0.89")
    page.keyboard.press("Enter")
    expect(number.locator(".kb-result")).to_contain_text("Right.")


def test_moving_a_step_keeps_the_focus_and_is_announced(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    order = next(question for question in QUESTIONS if question.form == "order")
    one = box(page, order)
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_have_text("Move the steps first.")
    last = mixed(order)[-1][1].text
    step = one.locator(".kb-order > li").last
    step.get_by_role("button", name="Move up").focus()
    for _ in range(len(order.steps) - 2):
        page.keyboard.press("Enter")
    expect(one.locator(".kb-moved")).to_have_text(f"{plain(last)}: now number 2 of {len(order.steps)}.")
    page.keyboard.press("Enter")
    expect(one.locator(".kb-order > li").first).to_contain_text(plain(last))
    expect(one.locator(".kb-order > li").first.get_by_role("button", name="Move down")).to_be_focused()


def test_numbers_too_low_too_high_and_known_slips(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    for question in QUESTIONS:
        if not question.number:
            continue
        one, number = box(page, question), question.number
        told = [(slip.value, slip.feedback) for slip in number.slips]
        told += [(-1e6, number.low), (1e6, number.high), (number.value + 0.9 * number.tolerance, number.right)]
        one.get_by_role("button", name="Check").click()
        expect(one.locator(".kb-result")).to_have_text("Type a number first, such as 12.5.")
        expect(one.get_by_role("spinbutton")).to_be_focused()
        for value, feedback in told:
            one.get_by_role("spinbutton").fill(f"{value:.10g}")
            expect(one.locator(".kb-result")).to_be_empty()
            one.get_by_role("button", name="Check").click()
            expect(one.locator(".kb-result")).to_contain_text(plain(feedback))


def test_some_right_answers_are_said_to_be_missing(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    question = BY_ID["habenula-05"]
    one = box(page, question)
    one.locator(f'input:not([name^=kb-sure])[value="{right(question)[0]}"]').check()
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Not yet. 2 more answers fit.")


def test_try_again_counts_once_and_the_answer_can_be_shown(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    question = BY_ID["habenula-04"]
    one = box(page, question)
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_have_text("Choose an answer first: a guess is enough.")
    expect(page.locator(".kb-total")).to_have_text("Nothing answered yet.")
    expect(one.get_by_role("button", name="Show the answer")).to_be_hidden()
    one.locator(f'input:not([name^=kb-sure])[value="{wrong(question)}"]').check()
    one.get_by_role("button", name="Check").click()
    one.locator(f'input:not([name^=kb-sure])[value="{right(question)[0]}"]').check()
    expect(one.locator(".kb-result")).to_be_empty()
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Right.")
    expect(page.locator(".kb-total")).to_contain_text(
        f"0 of {ALL} answered right at first try. {ALL - 1} still to answer."
    )
    other = box(page, "habenula-08")
    other.locator(f'input:not([name^=kb-sure])[value="{wrong(BY_ID["habenula-08"])}"]').check()
    other.get_by_role("button", name="Check").click()
    other.get_by_role("button", name="Show the answer").click()
    expect(other.locator(".kb-answers summary")).to_be_focused()
    expect(other.locator(".kb-answers li")).to_have_count(4)
    expect(other.locator(".kb-answers li").first).to_be_visible()


def test_the_score_is_told_by_objective(open_page: Any) -> None:
    page = open_page(PAGE)
    root = quiz_of(page)
    one = box(page, "habenula-01")
    answer(one, BY_ID["habenula-01"], True, click)
    one.get_by_role("button", name="Check").click()
    row = root.locator('[data-score="habenula.place"]')
    expect(row.locator("output")).to_have_text(f"1 of {sum(q.objective == 'habenula.place' for q in QUESTIONS)}")
    expect(row).to_contain_text("where it lies and how small it is")


def test_a_reload_keeps_answers_and_starting_over_forgets_them(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    for good, name in ((True, "habenula-01"), (False, "habenula-02"), (True, "habenula-03"), (False, "habenula-10")):
        answer(box(page, name), BY_ID[name], good, click)
        box(page, name).get_by_role("button", name="Check").click()
    said = {name: box(page, name).locator(".kb-result").inner_text() for name in BY_ID}
    page.reload()
    quiz_of(page)
    assert {name: box(page, name).locator(".kb-result").inner_text() for name in BY_ID} == said
    expect(page.locator(".kb-total")).to_have_text(
        f"2 of {ALL} answered right at first try. {ALL - 4} still to answer."
    )
    kept = json.loads(page.evaluate("localStorage.getItem('ketabrain:1:answer:habenula-02')"))
    assert kept["v"] == 1 and kept["tries"] == 1 and kept["first"] is False and kept["right"] is False
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".kb-total")).to_contain_text(f"2 of {ALL}")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".kb-total")).to_have_text("Nothing answered yet.")
    expect(box(page, "habenula-01").get_by_role("radio").first).to_be_focused()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('answer:'))") == []
    page.reload()
    quiz_of(page)
    expect(page.locator("[data-question] fieldset input:checked")).to_have_count(0)


@pytest.mark.parametrize(
    "kept",
    [
        "{damaged",
        '{"v":99,"given":"0"}',
        '{"v":1,"given":"77","mark":"MARK","first":true}',
        '{"v":1,"given":{"a":1},"mark":"MARK"}',
        '"text"',
        "[]",
        '{"v":1,"given":"<img src=x onerror=window.hacked=1>","mark":"MARK"}',
    ],
)
def test_a_damaged_or_newer_answer_breaks_nothing(open_page: Any, kept: str) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    for question in QUESTIONS:
        value = kept.replace("MARK", box(page, question).get_attribute("data-mark"))
        page.evaluate("([id, text]) => localStorage.setItem('ketabrain:1:answer:' + id, text)", [question.id, value])
    page.reload()
    quiz_of(page)
    assert page.evaluate("window.hacked") is None
    one = box(page, "habenula-01")
    answer(one, BY_ID["habenula-01"], True, click)
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Right.")


def test_an_answer_to_a_question_that_changed_is_counted_and_not_shown(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    kept = json.dumps({"v": 1, "given": "0", "mark": "before", "first": True, "right": True, "tries": 1})
    page.evaluate("(text) => localStorage.setItem('ketabrain:1:answer:habenula-01', text)", kept)
    page.reload()
    quiz_of(page)
    expect(page.locator(".kb-total")).to_contain_text(f"1 of {ALL}")
    expect(box(page, "habenula-01").locator("input:checked")).to_have_count(0)


def test_show_me_sets_the_explorer_and_leads_back(open_page: Any) -> None:
    page = open_page(PAGE)
    quiz_of(page)
    one = box(page, "habenula-06")
    one.get_by_role("link", name="Open this state in the explorer").click()
    explorer = page.locator("[data-explorer=habenula-bursting][data-state=ready]")
    explorer.wait_for()
    expect(explorer.locator("[name=drive]")).to_have_value("2")
    expect(explorer.locator(".kb-readouts [data-readout=bursts_per_s]")).to_contain_text("6.4")
    back = explorer.get_by_role("button", name="Back to the question")
    expect(back).to_be_focused()
    back.press("Enter")
    expect(one.get_by_role("link", name="Open this state in the explorer")).to_be_focused()
    expect(one).to_be_in_viewport()
    expect(page.locator(".kb-back")).to_have_count(0)


def test_it_works_from_a_file(open_page: Any) -> None:
    page = open_page(PAGE, from_file=True)
    quiz_of(page)
    one = box(page, "habenula-01")
    answer(one, BY_ID["habenula-01"], True, click)
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Right.")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_narrow_phone(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, width=360, theme=theme, touch=True)
    root = quiz_of(page)
    for question in QUESTIONS:
        one = box(page, question)
        answer(one, question, False, lambda target: target.tap())
        one.get_by_role("button", name="Check").tap()
        expect(one.locator(".kb-result")).to_contain_text("Not yet.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = root.evaluate(
        """root => [...root.querySelectorAll("button, a.kb-button, input[type=number], label.kb-option, summary")]
        .filter((e) => e.offsetParent && (e.offsetHeight < 24 || e.offsetWidth < 24)).map((e) => e.outerHTML)"""
    )
    assert small == []


def test_without_scripts_answers_and_reasons_are_there_to_open(open_page: Any) -> None:
    page = open_page(PAGE, javascript=False)
    for question in QUESTIONS:
        one = box(page, question)
        expect(one.get_by_role("button", name="Check")).to_be_hidden()
        expect(one.locator("a.kb-button")).to_have_count(int(bool(question.state)) + int(bool(question.show)))
        for link in one.locator("a.kb-button").all():
            expect(link).to_be_hidden()
        expect(one.locator(".kb-sources")).to_be_visible()
        one.locator("summary").click()
        expect(one.locator(".kb-why").first).to_be_visible()
        if question.options:
            expect(one.locator('.kb-answers [data-verdict="right"]')).to_have_count(len(right(question)))


@pytest.fixture
def hostile_page(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a page of a tiny book whose bank is hostile, and fail on any error."""
    from tests.sphinx_ext import conftest as tiny
    from tests.sphinx_ext import test_quiz

    from ketabrain.quiz import bank

    folder = tmp_path / "bank"
    folder.mkdir()
    test_quiz.hostile_bank(folder)
    monkeypatch.setattr(bank, "QUESTIONS", folder)
    site = tiny.build(tmp_path, {"one.md": test_quiz.PAGE, "references.md": test_quiz.LIST})
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((site / "one.html").as_uri())
    yield page
    context.close()
    assert errors == []


def test_hostile_texts_run_no_code(hostile_page: Any) -> None:
    root = quiz_of(hostile_page)
    for form in ("choice", "number", "order"):
        one = root.locator(f"[data-form={form}]")
        if form == "choice":
            one.locator("input").first.check()
        elif form == "number":
            fields(one).fill("400")
        else:
            one.get_by_role("button", name=re.compile("Move down")).first.click()
        one.get_by_role("button", name="Check").click()
        expect(one.locator(".kb-result")).to_contain_text("<img src=x onerror=")
    assert root.locator("img, script, b").count() == 0
    assert hostile_page.evaluate("window.hacked") is None
