"""Reviews in a real JupyterLab: a set by keyboard, the file that keeps progress, and the way to one's own device."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.answering import answer
from tests.lab.conftest import Labs, run_last

from ketabrain.quiz import bank

ME = "import ketabrain\nme = ketabrain.quiz.learner()"


def answer_one(page: Page) -> str:
    """Answer the question that is asked rightly, and return its id."""
    one = page.locator("[data-review] [data-question]")
    name = one.get_attribute("data-question")
    assert name
    answer(one, bank.get(name), True)
    one.locator(".kb-sure input").last.check()
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-result")).to_contain_text("Right.")
    return name


def test_a_set_is_asked_kept_in_the_file_and_known_to_python(run_lab: Labs, tmp_path: Path) -> None:
    page = run_lab(ME + "\nme.review()", "me.mastery()", "me.take_along()")
    review = page.locator("[data-review][data-state=ready]")
    review.wait_for()
    expect(page.locator("[data-mastery]")).to_contain_text("Answer some questions first")
    review.locator("select").select_option(label="Basics")
    review.get_by_role("button", name="Five minutes").click()
    first = answer_one(page)
    review.get_by_role("button", name="Next question").press("Enter")
    second = answer_one(page)
    assert first != second
    expect(page.locator("[data-mastery]")).to_contain_text("You have seen 2 of")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my progress on my device").click()
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert {f"review:{first}", f"review:{second}"} <= set(kept["kept"])
    run_last(page, "print(sorted((one.question, one.grade, one.sure) for one in ketabrain.quiz.learner().reviews()))")
    expected = str(sorted((name, 3, 95) for name in (first, second)))
    expect(page.locator(".jp-OutputArea-output pre").last).to_contain_text(expected)
