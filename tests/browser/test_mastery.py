"""What a learner knows, in a real browser: counts, predicted recall, curves of the past and the future, calibration."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from playwright.sync_api import Page, expect
from tests.browser.axe import serious
from tests.served import served

from ketabrain.quiz import bank
from ketabrain.validation.simulated_learners import Fsrs6

PAGE = "book/think/mastery.html"
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
MINUTE = int(NOW.timestamp()) // 60
DAY = 1440
AGAIN, HARD, GOOD = 1, 2, 3


def question(name: str, objective: str) -> dict[str, Any]:
    """Return a small sound question."""
    options = [
        {"text": f"{word} {name}", "right": word == "One", "feedback": f"{word}."} for word in ("One", "Two", "Three")
    ]
    about = {"kind": "single", "objective": objective, "difficulty": 1, "skill": "apply", "text": f"Which, {name}?"}
    return {"id": name, **about, "options": options, "sources": ["Yang2018bursting"]}


BANK = {
    "habenula": [
        question("habenula-01", "habenula.burst"),
        question("habenula-02", "habenula.burst"),
        question("habenula-03", "habenula.trap"),
    ],
    "molecule": [question("molecule-01", "molecule.salt")],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny book with a small bank."""
    from tests.sphinx_ext import conftest as tiny

    folder = tmp_path_factory.mktemp("bank")
    for stem, questions in BANK.items():
        (folder / f"{stem}.yml").write_text(yaml.safe_dump(questions), encoding="utf-8")
    pages = {
        "start.md": "# Start\n",
        "book/brain/habenula.md": "# The habenula\n",
        "book/think/mastery.md": "# Review\n\n## What you know\n\n```{mastery}\n```\n",
        "book/reference/references.md": "# References\n\n```{bibliography}\n```\n",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bank, "QUESTIONS", folder)
        return Path(tiny.build(tmp_path_factory.mktemp("book"), pages))


@pytest.fixture(scope="module")
def site_url(site: Path) -> Iterator[str]:
    """Serve the tiny book."""
    with served(site) as address:
        yield address


@pytest.fixture
def open_page(open_page: Any) -> Any:
    """Let pass that a tiny book has no icon."""
    open_page.expect("favicon.ico")
    return open_page


def ago(days: float, grade: int, sure: int | None = None) -> list[Any]:
    """Return an entry of a log."""
    return [MINUTE - round(days * DAY), grade, sure]


def put(page: Page, records: dict[str, Any]) -> None:
    """Keep records by question, "_" for "-" in its id; text is kept as it is."""
    kept = {
        name.replace("_", "-"): value if isinstance(value, str) else json.dumps(value)
        for name, value in records.items()
    }
    page.evaluate("(all) => { for (const [id, text] of Object.entries(all)) localStorage.setItem('ketabrain:1:review:' + id, text); }", kept)  # fmt: skip


def logged(*entries: list[Any], **more: Any) -> dict[str, Any]:
    """Return a record."""
    return {"v": 1, "log": list(entries), **more}


def mastery(open_page: Any, records: dict[str, Any], **how: Any) -> Any:
    """Open the page, and bring such records to it as a file would, at NOW."""
    page = open_page(PAGE, **how)
    expect(page.locator("[data-mastery][data-state=ready]")).to_be_attached()
    page.clock.set_fixed_time(NOW)
    put(page, records)
    page.evaluate("document.dispatchEvent(new CustomEvent('ketabrain:progress'))")
    if records:
        expect(page.locator(".kb-mastery-summary")).to_be_visible()
    return page


def row(page: Page, name: str) -> Any:
    """Return a row of a table by its head."""
    return page.locator(".kb-mastery-table tr", has=page.get_by_role("rowheader", name=name, exact=True))


def right_then(*days: float) -> float:
    """Return recall [%] after a first right answer so many days ago, by the independent learner."""
    return 100 * float(np.mean([Fsrs6(np.array([True])).recall(np.array([day])) for day in days]))


KNOWN = {
    "habenula_01": logged(ago(3, GOOD, 75)),
    "habenula_02": logged(ago(1, GOOD, 95)),
}


def test_nothing_is_drawn_before_something_was_answered(open_page: Any) -> None:
    page = mastery(open_page, {})
    box = page.locator(".kb-mastery-drawn")
    expect(box).to_contain_text("Answer some questions first")
    expect(box.get_by_role("link", name="today's review")).to_have_attribute("href", "#review")
    assert box.locator("svg, table").count() == 0


def test_chapters_show_what_was_seen_how_well_it_is_known_and_what_fades(open_page: Any) -> None:
    page = mastery(open_page, KNOWN)
    expected = f"{right_then(3, 1):.0f} %"
    expect(page.locator(".kb-mastery-summary")).to_contain_text("You have seen 2 of 4 questions.")
    expect(page.locator(".kb-mastery-summary")).to_contain_text(f"about {expected} of those right")
    expect(page.locator(".kb-mastery-summary")).to_contain_text("1 question is due today.")
    cells = row(page, "The habenula").get_by_role("cell")
    assert [text.strip() for text in cells.all_text_contents()] == [
        "2 of 3",
        expected,
        "1 due today",
        "Practise “The habenula”",
    ]
    link = page.locator(".kb-mastery").get_by_role("link", name="The habenula", exact=True)
    expect(link).to_have_attribute("href", "../../book/brain/habenula.html")


def test_what_was_not_seen_is_neither_known_nor_nought(open_page: Any) -> None:
    page = mastery(open_page, KNOWN)
    other = row(page, "molecule")
    expect(other).to_be_hidden()
    page.get_by_text("1 chapter not begun").first.click()
    expect(other).to_be_visible()
    expect(other).to_contain_text("0 of 1")
    expect(other).to_contain_text("not seen yet")
    assert other.locator(".kb-mastery-bar").count() == 0


def test_objectives_are_told_each_with_a_way_to_practise_it(open_page: Any) -> None:
    page = mastery(open_page, KNOWN)
    page.get_by_text("The habenula: 1 of 2 begun").click()
    burst, trap = (bank.objectives()[name] for name in ("habenula.burst", "habenula.trap"))
    expect(row(page, burst)).to_contain_text("2 of 2")
    expect(row(page, trap)).to_contain_text("0 of 1")
    expect(row(page, trap)).to_contain_text("not seen yet")
    link = row(page, burst).get_by_role("link")
    expect(link).to_have_attribute("href", "#review?objective=habenula.burst")
    expect(row(page, "The habenula").get_by_role("link", name="Practise")).to_have_attribute(
        "href", "#review?chapter=habenula"
    )


def test_what_fades_next_comes_first(open_page: Any) -> None:
    later = {"habenula_03": logged(ago(40, GOOD), ago(30, GOOD)), "molecule_01": logged(ago(1, AGAIN))}
    page = mastery(open_page, {**KNOWN, **later})
    items = page.locator(".kb-mastery-fading li").all_text_contents()
    order = [bank.objectives()[name] for name in ("habenula.burst", "molecule.salt")]
    first = [next(i for i, text in enumerate(items) if objective in text) for objective in order]
    assert len(items) == 3
    assert all("due today" in items[i] for i in first)
    assert "Practise" in items[0]


def test_the_past_is_replayed_and_the_future_foretold(open_page: Any) -> None:
    page = mastery(open_page, {"habenula_01": logged(ago(10, GOOD), ago(5, AGAIN))})
    learner = Fsrs6(np.array([True]))
    before = float(learner.recall(np.array([3]))[0])
    learner.answer(np.array([True]), np.array([False]), np.array([5]))
    today, later = (float(learner.recall(np.array([days]))[0]) for days in (5, 35))
    curve = page.evaluate("(now) => ketabrain.forgetting.curve([ketabrain.reviewLog.read('habenula-01')], new Date(now))", NOW.timestamp() * 1000)  # fmt: skip
    by_day = {point["day"]: point for point in curve}
    assert [by_day[day]["n"] for day in (-30, -10.5, -10, 0, 30)] == [0, 0, 1, 1, 1]
    found = [by_day[day]["recall"] for day in (-7, 0, 30)]
    assert found == pytest.approx([before, today, later], abs=1e-6)
    words = page.locator(".kb-fades").get_attribute("aria-label") or ""
    assert f"Today {100 * today:.0f} %." in words and f"{100 * later:.0f} % in 30 days" in words
    assert f"A week ago it was {100 * before:.0f} %, over the 1 answered by then." in words
    page.get_by_text("The curve in numbers").click()
    table = page.get_by_role("table", name="Forgetting curve of All chapters together")
    expect(table.get_by_role("row", name=f"7 days ago {100 * before:.0f} % 1")).to_be_visible()
    expect(table.get_by_role("row", name="30 days ago")).to_have_count(0)


def test_memory_from_a_pasted_code_counts_from_its_last_answer(open_page: Any) -> None:
    base = {"s": 12.0, "d": 5.0, "last": MINUTE - 4 * DAY, "reps": 6, "lapses": 1}
    page = mastery(open_page, {"habenula_01": logged(base=base)})
    expect(row(page, "The habenula")).to_contain_text("1 of 3")
    curve = page.evaluate("(now) => ketabrain.forgetting.curve([ketabrain.reviewLog.read('habenula-01')], new Date(now))", NOW.timestamp() * 1000)  # fmt: skip
    assert [point["n"] for point in curve if point["day"] in (-5, -4, 0, 12)] == [0, 1, 1, 1]
    assert next(point["recall"] for point in curve if point["day"] == 8) == pytest.approx(0.9, abs=1e-6)


def test_a_chapter_s_own_curve_is_chosen_by_keyboard_and_stays_chosen(open_page: Any) -> None:
    page = mastery(open_page, {**KNOWN, "molecule_01": logged(ago(9, AGAIN))})
    figure = page.get_by_role("img", name="Forgetting curve")
    expect(figure).to_have_attribute("aria-label", wording("All chapters together"))
    select = page.get_by_role("combobox", name="Curve of")
    assert select.locator("option").all_text_contents() == [
        "All chapters together",
        "The habenula (2 seen)",
        "molecule (1 seen)",
    ]
    select.focus()
    page.keyboard.press("ArrowDown")
    expect(figure).to_have_attribute("aria-label", wording("The habenula"))
    expect(page.get_by_role("combobox", name="Curve of")).to_be_focused()
    expect(page.locator(".kb-fade-others")).to_have_count(1)
    page.evaluate("ketabrain.reviewLog.add('molecule-01', {grade: 3})")
    expect(page.get_by_role("combobox", name="Curve of")).to_have_value("habenula")


def wording(name: str) -> re.Pattern[str]:
    """Return a pattern of a curve's label."""
    return re.compile(f"Forgetting curve of {name}")


def test_calibration_is_drawn_from_how_sure_one_was(open_page: Any) -> None:
    page = mastery(open_page, {
        "habenula_01": logged(ago(9, AGAIN, 75), ago(8, GOOD, 75), ago(5, HARD, 25)),
        "habenula_02": logged(ago(3, AGAIN, 25), ago(2, GOOD, 95), ago(1, GOOD)),
    })  # fmt: skip
    box = page.locator(".kb-mastery")
    expect(box).to_contain_text("You said how sure you were of 5 answers: 59 % on average.")
    expect(box).to_contain_text("You were right in 3, that is 60 %.")
    expect(box).to_contain_text("1 answer came without a word on how sure you were: not counted here.")
    label = page.get_by_role("img", name="Reliability plot").get_attribute("aria-label")
    assert label is not None and "at 25 %, 1 of 2; at 75 %, 1 of 2; at 95 %, 1 of 1" in label
    rows = page.get_by_role("table", name="Your calibration").locator("tbody th").all_text_contents()
    assert rows == ["25 %", "75 %", "95 %"]


def test_without_sureness_it_says_how_calibration_comes_about(open_page: Any) -> None:
    page = mastery(open_page, {"habenula_01": logged(ago(1, GOOD))})
    expect(page.locator(".kb-mastery")).to_contain_text("The review asks how sure you are")
    expect(page.get_by_role("img", name="Reliability plot")).to_have_count(0)


def test_an_answer_here_in_another_tab_or_from_a_file_redraws_and_leaves_folds_open(open_page: Any) -> None:
    page = mastery(open_page, KNOWN)
    page.get_by_text("The habenula: 1 of 2 begun").click()
    page.evaluate("ketabrain.reviewLog.add('habenula-03', {grade: 3, sure: 75})")
    expect(page.get_by_text("The habenula: 2 of 2 begun")).to_be_visible()
    expect(row(page, bank.objectives()["habenula.trap"])).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    put(other, {"molecule_01": logged(ago(1, GOOD))})
    expect(page.locator(".kb-mastery-summary")).to_contain_text("seen 4 of 4")
    page.evaluate("localStorage.removeItem('ketabrain:1:review:molecule-01')")
    page.evaluate("document.dispatchEvent(new CustomEvent('ketabrain:progress'))")
    expect(page.locator(".kb-mastery-summary")).to_contain_text("seen 3 of 4")


def test_damaged_and_hostile_records_run_nothing_and_count_as_not_seen(open_page: Any) -> None:
    evil = "<img src=x onerror=window.ran=1>"
    page = mastery(open_page, {
        "habenula_01": logged(ago(1, GOOD, 75)),
        "habenula_02": "{oops",
        "habenula_03": {"v": 9, "log": evil},
        "molecule_01": {"v": 1, "log": [[evil, evil, evil], [MINUTE, 7, 50]], "base": {"s": evil}},
        evil: logged(ago(1, GOOD, 75)),
    })  # fmt: skip
    expect(page.locator(".kb-mastery-summary")).to_contain_text("You have seen 1 of 4 questions.")
    assert page.evaluate("window.ran") is None
    assert page.locator(".kb-mastery img[src]").count() == 0


def test_a_long_log_is_drawn_at_once(open_page: Any) -> None:
    many = logged(*(ago(days / 70, GOOD if days % 3 else AGAIN, 75) for days in range(2000)))
    page = mastery(open_page, {"habenula_01": many, "habenula_02": many})
    replayed = page.evaluate("""() => {
      let count = 0;
      const state = ketabrain.memory.state;
      ketabrain.memory.state = (record) => { count += 1; return state(record); };
      ketabrain.forgetting.curve([ketabrain.reviewLog.read("habenula-01")], new Date());
      ketabrain.memory.state = state;
      return count;
    }""")
    assert replayed <= 61  # once a step of the past, not once an answer


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_it_whole_and_nothing_is_hard_to_reach(open_page: Any, theme: str) -> None:
    records = {**KNOWN, "molecule_01": logged(*(ago(days, GOOD, 50) for days in range(12)))}
    page = mastery(open_page, records, width=360, theme=theme, touch=True)
    for fold in page.locator(".kb-mastery details").all():
        fold.locator("summary").first.tap()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert serious(page, "article.bd-article") == []


def test_without_scripts_it_says_so(open_page: Any) -> None:
    page = open_page(PAGE, javascript=False)
    expect(page.get_by_text("This part needs JavaScript")).to_be_visible()
    assert page.locator(".kb-mastery-drawn").is_hidden()


def test_from_a_file_too(open_page: Any) -> None:
    page = mastery(open_page, KNOWN, from_file=True)
    page.reload()
    expect(row(page, "The habenula")).to_contain_text("2 of 3")
