"""Matching, gaps and sureness in a real browser, by mouse and by keyboard, kept and judged again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from ketabrain.quiz import bank
from ketabrain.quiz.faults import plain

BASE: dict[str, Any] = {
    "objective": "habenula.burst",
    "difficulty": 1,
    "skill": "apply",
    "sources": ["Yang2018bursting"],
}
MATCH = {
    **BASE,
    "id": "habenula-01",
    "kind": "match",
    "text": "What does each do?",
    "pairs": [
        {"item": f"item {n}", "match": f"partner {n}", "feedback": f"Because {n}.", "hint": f"Hint {n}."}
        for n in ("one", "two", "three")
    ],
}
CLOZE = {
    **BASE,
    "id": "habenula-02",
    "kind": "cloze",
    "text": "Fill the gaps.",
    "cloze": "A burst begins with {channel} channels, and the membrane is {level}.",
    "gaps": {
        "channel": {
            "accept": ["T-type", "T-type calcium"],
            "feedback": "They open first.",
            "hint": "A calcium channel.",
            "slips": [{"say": ["NMDA"], "feedback": "They carry it on."}],
        },
        "level": {"accept": ["low"], "feedback": "Then they are ready.", "hint": "Think of the potential."},
    },
}
PAGE = "# One\n\n```{quiz} habenula\n```\n"
LIST = "# References\n\n```{bibliography}\n```\n"


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny book with one question of each kind."""
    from tests.sphinx_ext import conftest as tiny

    folder = tmp_path_factory.mktemp("words")
    (folder / "habenula.yml").write_text(yaml.safe_dump([MATCH, CLOZE]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bank, "QUESTIONS", folder)
        return Path(tiny.build(tmp_path_factory.mktemp("book"), {"one.md": PAGE, "references.md": LIST}))


@pytest.fixture
def page(browser: Any, tiny_site: Path) -> Iterator[Any]:
    """Return its page on a narrow phone, and fail on any error."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, color_scheme="dark")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tiny_site / "one.html").as_uri())
    page.locator("[data-quiz][data-state=ready]").wait_for()
    yield page
    context.close()
    assert errors == []


def box(page: Any, name: str) -> Any:
    """Return a question's element."""
    return page.locator(f"[data-question={name}]")


def log(page: Any, name: str) -> list[list[int]]:
    """Return what the browser keeps of a question's reviews: grade and sureness of each."""
    text = page.evaluate("(name) => localStorage.getItem('ketabrain:1:review:' + name)", name)
    return [entry[1:] for entry in json.loads(text)["log"]] if text else []


def test_a_match_is_judged_line_by_line(page: Any) -> None:
    one = box(page, "habenula-01")
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_have_text("Choose a partner for every line first.")
    lists = one.get_by_role("combobox")
    for at, partner in enumerate(("partner one", "partner one", "partner three")):
        lists.nth(at).select_option(label=partner)
    one.get_by_role("button", name="Check").click()
    result = one.locator(".kb-result")
    expect(result).to_contain_text("Not yet. 2 lines fit. One partner is used twice.")
    expect(result).to_contain_text("item two, with another partner: Hint two.")
    expect(result).not_to_contain_text("Because")
    lists.nth(1).select_option(label="partner two")
    expect(result).to_be_empty()
    one.get_by_role("button", name="Check").click()
    for n in ("one", "two", "three"):
        expect(result).to_contain_text(f"item {n}: partner {n}. Because {n}.")
    page.reload()
    expect(box(page, "habenula-01").locator(".kb-result")).to_contain_text("Right.")
    expect(box(page, "habenula-01").get_by_role("combobox").nth(1)).to_have_value("1")


def test_gaps_take_every_right_wording_and_know_slips(page: Any) -> None:
    one = box(page, "habenula-02")
    result = one.locator(".kb-result")
    first, second = one.get_by_role("textbox", name="Gap 1 of 2"), one.get_by_role("textbox", name="Gap 2 of 2")
    first.fill("nmda")
    first.press("Enter")
    expect(result).to_have_text("Fill every gap first: a guess is enough.")
    second.fill("High")
    second.press("Enter")
    expect(result).to_contain_text("0 of 2 gaps are right.")
    expect(result).to_contain_text("Gap 1, nmda: They carry it on.")
    expect(result).to_contain_text("Gap 2, another word: Think of the potential.")
    first.fill("the t type  Calcium")
    second.fill("low")
    second.press("Enter")
    expect(result).to_contain_text("✓ Right.")
    assert [first.get_attribute("data-verdict"), second.get_attribute("data-verdict")] == ["right", "right"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_sureness_is_kept_with_the_first_answer_alone(page: Any) -> None:
    one = box(page, "habenula-02")
    group = one.get_by_role("radiogroup", name="How sure are you?")
    group.get_by_role("radio", name=re.compile("a guess 25")).check()
    for gap, words in (("Gap 1 of 2", "T-type"), ("Gap 2 of 2", "low")):
        one.get_by_role("textbox", name=gap).fill(words)
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Right.")
    group.get_by_role("radio", name="certain").check()
    expect(one.locator(".kb-result")).to_contain_text("Right.")  # saying so later changes nothing
    one.get_by_role("button", name="Check").click()
    assert log(page, "habenula-02") == [[2, 25]]
    page.reload()
    expect(box(page, "habenula-02").get_by_role("radio", name="certain")).to_be_checked()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").click()
    expect(box(page, "habenula-02").get_by_role("radio", name="certain")).not_to_be_checked()
    assert log(page, "habenula-02") == [[2, 25]]


def test_looking_at_the_answer_counts_as_not_known(page: Any) -> None:
    one = box(page, "habenula-01")
    for at in range(3):
        one.get_by_role("combobox").nth(at).select_option(label="partner one")
    one.get_by_role("button", name="Check").click()
    one.get_by_role("button", name="Show the answer").click()
    assert log(page, "habenula-01") == [[1, None]]


def test_page_and_bank_compare_words_alike(page: Any) -> None:
    @settings(max_examples=60)
    @given(st.lists(st.text(alphabet="aAnthe T-–.,éX ", max_size=16), min_size=5, max_size=5))
    def check(words: list[str]) -> None:
        assert page.evaluate("(words) => words.map(window.ketabrain.plainWords)", words) == [plain(w) for w in words]

    check()
