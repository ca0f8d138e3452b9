"""GIFT, read by gift-pegjs, a parser of others, in a real browser."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from tests import chromium
from tests.quiz.export import readers
from tests.quiz.export.made import HOSTILE, Written, written

FORMAT = "gift"
VENDOR = Path(__file__).parent / "vendor"
PARSER = VENDOR / "gift-parser-globals.js"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return an empty page that holds the parser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.ARGUMENTS)
        opened = browser.new_page()
        opened.add_script_tag(path=PARSER)
        yield opened
        browser.close()


def read(page: Page, found: Written) -> dict[str, Any]:
    """Return what the parser finds, by the question's id; fail where it finds a fault."""
    questions = page.evaluate("text => giftParser.parse(text)", found.files.content.decode())
    return {one["id"]: one for one in questions if one["type"] != "Category"}


@pytest.fixture(scope="module")
def parsed(page: Page) -> dict[str, Any]:
    """Return the questions as the parser reads them."""
    return read(page, written(FORMAT, ""))


def test_the_parser_is_the_one_that_its_table_names() -> None:
    assert hashlib.sha256(PARSER.read_bytes()).hexdigest() in (VENDOR / "README.md").read_text(encoding="utf-8")


def test_every_question_is_there(parsed: dict[str, Any], plain: Written) -> None:
    assert list(parsed) == [item.id for item in plain.items]
    for item in plain.items:
        found = parsed[item.id]
        assert found["title"] == item.id
        assert found["tags"] == ["habenula", "habenula.brake", "medium", "apply"]
        assert "https://doi.org/10.1038/nature25509" in found["globalFeedback"]["text"]
    assert readers.words(parsed["habenula-91"]["stem"]["text"]).startswith("What is asked here")


@pytest.mark.parametrize("number", [1, 2])
def test_options_carry_their_share_and_feedback(parsed: dict[str, Any], plain: Written, number: int) -> None:
    found = parsed[f"habenula-9{number}"]
    assert found["type"] == "MC"
    options = {o.text.strip(): o for o in plain.item(number).question.options}
    assert {readers.words(choice["text"]["text"]) for choice in found["choices"]} == set(options)
    for choice in found["choices"]:
        option = options[readers.words(choice["text"]["text"])]
        assert readers.words(choice["feedback"]["text"]) == option.feedback.replace("*", "").strip()
        assert choice["isCorrect"] is (option.right and number == 1)
        assert choice["weight"] == (None if number == 1 else 50 if option.right else -50)


def test_a_number_has_its_tolerance_and_its_slips(parsed: dict[str, Any]) -> None:
    found = parsed["habenula-93"]
    assert found["type"] == "Numerical"
    ranges = [
        (one["text"]["numberLow"], one["text"]["numberHigh"], one["weight"], one["feedback"]["text"].strip())
        for one in found["choices"]
    ]
    assert ranges[:2] == [(0.45, 0.55, None, "Yes"), (0.9, 1.1, 0, "Twice as much")]
    assert [said for *_, said in ranges[2:]] == ["Too low", "Too high"]


def test_pairs_and_a_gap(parsed: dict[str, Any]) -> None:
    pairs = parsed["habenula-95"]["matchPairs"]
    assert [(pair["subquestion"]["text"], pair["subanswer"]) for pair in pairs] == [
        (f"Item {at}", f"Match {at}") for at in range(3)
    ]
    gap = parsed["habenula-97"]
    assert gap["hasEmbeddedAnswers"] and gap["stem"]["text"].endswith("It sits in the _____ .")
    assert [one["text"]["text"] for one in gap["choices"]] == ["pore", "channel pore", "soma", "*"]


def test_drawn_numbers_come_three_times(parsed: dict[str, Any]) -> None:
    assert len({parsed[f"habenula-911-{at}"]["stem"]["text"] for at in (1, 2, 3)}) == 3


def test_what_gift_cannot_hold_is_said_at_its_head(plain: Written) -> None:
    head = plain.files.content.decode().partition("\n\n")[0]
    assert all(line.startswith("//") for line in head.splitlines())
    for number, why in (
        (4, "in order"),
        (6, "one gap"),
        (8, "picture"),
        (9, "explorer"),
        (10, "curve"),
        (12, "picture"),
    ):
        assert any(f"habenula-9{number}" in line and why in line for line in head.splitlines())


def test_hostile_texts_stay_text(page: Page, hostile: Written) -> None:
    found = read(page, hostile)
    assert list(found) == [item.id for item in hostile.items]
    for one in found.values():
        readers.inert(one["stem"]["text"])
        assert " ".join(HOSTILE.split()) in readers.words(one["stem"]["text"])
    for choice in found["habenula-91"]["choices"]:
        readers.inert(choice["feedback"]["text"])
        assert " ".join(HOSTILE.split()) in readers.words(choice["feedback"]["text"])
