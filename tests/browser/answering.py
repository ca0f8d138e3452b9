"""Answer questions in a browser, rightly or wrongly, by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketabrain.quiz import draws, truth
from ketabrain.quiz.question import Question

Press = Callable[[Any], None]
SET_EXPLORER = """async ([slug, state]) => {
  const painted = new Promise((done) =>
    document.addEventListener("ketabrain:painted", ({ detail }) => detail.slug === slug && done()));
  await ketabrain.open(slug, state);
  await painted;
}"""
SET_RANGE = "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })); }"
FIELDS = "input:not([name^=kb-sure]), select"


def box(page: Any, question: Question | str) -> Any:
    """Return one question's element."""
    return page.locator(f"[data-question={question if isinstance(question, str) else question.id}]")


def fields(one: Any) -> Any:
    """Return the native controls of a question's answer."""
    return one.locator("fieldset").locator(FIELDS)


def right(question: Question) -> list[int]:
    """Return the places of the right options."""
    return [place for place, option in enumerate(question.options or question.places) if option.right]


def wrong(question: Question) -> int:
    """Return the place of the first wrong option."""
    return next(place for place, option in enumerate(question.options or question.places) if not option.right)


def click(target: Any) -> None:
    """Press by mouse."""
    target.click()


def space(target: Any) -> None:
    """Press by keyboard."""
    target.focus()
    target.press("Space")


def sort_by_click(one: Any, question: Question, wanted: list[int], press: Press) -> None:
    """Move steps up until they stand as wanted."""
    for target, place in enumerate(wanted):
        step = one.locator(f'.kb-order > li[data-option="{place}"]')
        while step.evaluate("e => [...e.parentElement.children].indexOf(e)") > target:
            press(step.get_by_role("button", name="Move up"))


def choose(one: Any, question: Question, good: bool, press: Press) -> None:
    """Choose options or a place."""
    for place in right(question) if good else [wrong(question)]:
        press(one.locator(f'input[value="{place}"]:not([name^=kb-sure])'))


def type_number(one: Any, question: Question, good: bool, press: Press) -> None:
    """Type the number, or one far off."""
    question = draws.variant(question, 0) if question.draws else question
    assert question.number
    value = question.number.value if good else question.number.value * 3 + 7
    fields(one).first.fill(f"{value:.10g}")


def order(one: Any, question: Question, good: bool, press: Press) -> None:
    """Put the steps in order, or the first one last."""
    wanted = list(range(len(question.steps)))
    sort_by_click(one, question, wanted if good else [*wanted[1:], wanted[0]], press)


def match(one: Any, question: Question, good: bool, press: Press) -> None:
    """Give every item its partner, or its neighbour's."""
    for place in range(len(question.pairs)):
        fields(one).nth(place).select_option(str(place if good else (place + 1) % len(question.pairs)))


def fill(one: Any, question: Question, good: bool, press: Press) -> None:
    """Fill every gap."""
    for gap in question.gaps:
        one.locator(f"input[data-gap={gap.name}]").fill(gap.accept[-1].upper() if good else "something else")


def set_explorer(one: Any, question: Question, good: bool, press: Press) -> None:
    """Set the explorer to a state that reaches the goal, or to its start."""
    state = question.show if good else question.state
    one.page.evaluate(SET_EXPLORER, [question.explorer, state])


def draw(one: Any, question: Question, good: bool, press: Press) -> None:
    """Draw the model's own curve, or a flat line at the bottom."""
    assert question.sketch
    heights = truth.curve(question) if good else [question.sketch.y.low] * question.sketch.points
    for place, height in enumerate(heights):
        one.locator("input[type=range]").nth(place).evaluate(SET_RANGE, height)


BY_FORM = {"choice": choose, "choices": choose, "point": choose, "number": type_number, "order": order}
BY_FORM |= {"match": match, "cloze": fill, "set": set_explorer, "sketch": draw}


def answer(one: Any, question: Question, good: bool, press: Press = click) -> None:
    """Answer a question rightly or wrongly; ``press`` clicks, or focuses and presses a key."""
    BY_FORM[question.form](one, question, good, press)


def chosen(question: Question, good: bool) -> list[str]:
    """Return the feedback of what ``answer`` chose."""
    if question.form in ("choice", "choices", "point"):
        options = question.options or question.places
        return [options[place].feedback for place in (right(question) if good else [wrong(question)])]
    if question.form == "match":
        return [pair.feedback if good else pair.hint for pair in question.pairs]
    if question.form == "cloze":
        return [gap.feedback if good else gap.hint for gap in question.gaps]
    return []
