"""Today's review and the placement in a real browser: whole sets by keyboard, reloads, later days, files, phones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests import small_bank
from tests.browser.axe import serious
from tests.browser.conftest import Pages
from tests.browser.polling import until
from tests.served import served

from ketabrain.quiz import bank

REVIEW, HABENULA = "book/think/review.html", "book/brain/habenula.html"
PLAIN = "_static/ketabrain/icon.svg"  # quick to open, and of the same origin
DAY_1, DAY_2, DAY_3 = (f"2026-03-{day}T09:30:00Z" for day in (10, 11, 12))
DAY_1_MIN = 29552250  # minutes since 1970
STEMS = list(small_bank.CHAPTERS)
# What five minutes hold for somebody new: of the first three chapters the easy ones, then the medium ones.
FIRST_SET = [f"{stem}-{n:02d}" for n in (1, 2, 3) for stem in STEMS[:3]]
SURE = {25: "a guess", 50: "half sure", 75: "fairly sure"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small book, built once."""
    return small_bank.build(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def site_url(site: Path) -> Iterator[str]:
    """Serve it."""
    with served(site) as address:
        yield address


@pytest.fixture
def at(open_page: Pages) -> Any:
    """Return what opens the review on a day: ``at(DAY_1)``, with further options of ``open_page``."""

    open_page.expect("favicon.ico")  # which a tiny book does not have

    def opened(day: str, path: str = REVIEW, kept: dict[str, Any] | None = None, **options: Any) -> Page:
        page = open_page(PLAIN, timezone_id="UTC", locale="en-GB", **options)
        page.clock.set_fixed_time(day)
        store(page, {name: json.dumps(value) for name, value in (kept or {}).items()})
        page.goto(page.url.replace(PLAIN, path))
        return ready(page) if path.startswith(REVIEW) else page

    return opened


def store(page: Page, texts: dict[str, str]) -> None:
    """Put texts into the browser's storage, sound or not."""
    keep = (
        "(all) => { for (const [key, text] of Object.entries(all)) localStorage.setItem('ketabrain:1:' + key, text); }"
    )
    page.evaluate(keep, texts)


def ready(page: Page) -> Page:
    """Wait for the review and the placement."""
    for name in ("review", "placement"):
        page.locator(f"[data-{name}][data-state=ready]").wait_for()
    return page


def back_on(page: Page, day: str) -> Page:
    """Come back on a day."""
    page.clock.set_fixed_time(day)
    page.reload()
    return ready(page)


def status(page: Page) -> Locator:
    """Return the sentence that says what is due."""
    return page.locator(".kb-review-status")


def asked(page: Page, where: str = "review") -> Locator:
    """Return the question that is asked."""
    return page.locator(f"[data-{where}] [data-question]")


def begin(page: Page, minutes: str = "Five minutes") -> None:
    """Begin a set."""
    page.get_by_role("button", name=minutes).click()
    asked(page).wait_for()


def fill(one: Locator, good: bool) -> None:
    """Give an answer, right or wrong, whatever the form."""
    form = one.get_attribute("data-form")
    if form == "number":
        one.get_by_role("spinbutton").fill(str(small_bank.VALUE if good else 77))
    elif form == "order":
        for n in (1, 2, 3) if good else (2, 1, 3):
            for _ in range(3):
                move = one.locator(".kb-order > li", has_text=f"step {n}").get_by_role("button", name="Move down")
                if move.is_enabled():
                    move.click()
    else:
        one.get_by_label("yes of" if good else "no way of").check()


def answer(page: Page, good: bool, sure: int = 75, where: str = "review", go_on: bool = True) -> str:
    """Answer the question that is asked and return its id."""
    one = asked(page, where)
    fill(one, good)
    one.get_by_label(SURE[sure]).check()
    one.get_by_role("button", name="Check").click()
    name = one.get_attribute("data-question")
    if go_on:
        page.locator(f"[data-{where}] [data-do=next]").click()
    return str(name)


def logs(page: Page) -> dict[str, Any]:
    """Return the logs of all questions."""
    script = "Object.fromEntries(ketabrain.reviewLog.ids().map((id) => [id, ketabrain.reviewLog.read(id).log]))"
    return dict(page.evaluate(script))


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(40):
        if target.evaluate("(e) => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}.")


def by_keys(page: Page, good: bool) -> None:
    """Answer the question that is asked with keys alone, and go on."""
    one = asked(page)
    expect(one.locator(".kb-place")).to_be_focused()
    if one.get_attribute("data-form") == "number":
        tab_to(page, one.get_by_role("spinbutton"))
        page.keyboard.type(str(small_bank.VALUE if good else 77))
    else:
        first, wanted = one.get_by_role("radio").first, one.get_by_label("yes of" if good else "no way of")
        tab_to(page, first)
        page.keyboard.press("Space")
        while not wanted.is_checked():
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # a guess, the first of the four
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(one.locator(".kb-result")).to_contain_text("Right." if good else "Not yet.")
    going = page.locator("[data-review] [data-do=next]")
    if good:
        expect(going).to_be_focused()
    tab_to(page, going)
    page.keyboard.press("Enter")


def test_a_whole_set_with_keys_alone(at: Any) -> None:
    page = at(DAY_1)
    expect(status(page)).to_have_text(
        "Nothing is due today: you have not answered any of these yet. Begin with new ones."
    )
    page.get_by_label("Questions from").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for place, name in enumerate([*FIRST_SET, FIRST_SET[1]], 1):
        expect(asked(page)).to_have_attribute("data-question", name)
        words = f"Question {place} of {9 if place < 3 else 10}" + (", once more" if place == 10 else "")
        expect(asked(page).locator(".kb-place")).to_contain_text(words)
        by_keys(page, good=place != 2)
    expect(page.locator(".kb-review-score")).to_be_focused()
    expect(page.locator(".kb-review-score")).to_have_text("8 of 9 right at the first try.")
    days = page.locator(".kb-review-days > li")
    expect(days).to_have_count(2)
    expect(days.nth(0)).to_contain_text("Comes back tomorrow")
    expect(days.nth(0).locator("li")).to_have_text(["✗ wrong Question 1 on nmda_receptor?"])
    expect(days.nth(1)).to_contain_text("Comes back on Thursday 12 March")
    expect(days.nth(1).locator("li")).to_have_count(8)
    expect(page.locator(".kb-review-end").get_by_role("link", name="About nmda_receptor")).to_be_visible()
    assert logs(page)["nmda_receptor-01"] == [[DAY_1_MIN, 1, 50], [DAY_1_MIN, 3, 50]]
    page.keyboard.press("Tab")  # the chapter to read again
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Nothing is due today. The next one comes back tomorrow. Learn new ones?")


def test_the_right_questions_come_back_on_later_days(at: Any, site_url: str) -> None:
    page = at(DAY_1)
    begin(page)
    for place in range(10):
        answer(page, good=place != 1)
    back_on(page, DAY_2)
    expect(status(page)).to_have_text("1 question is due today.")
    page.goto(site_url + HABENULA)
    expect(page.locator(".kb-due")).to_have_text("1 question is due: Today’s review")
    page.clock.set_fixed_time(DAY_3)
    page.reload()
    expect(page.locator(".kb-due")).to_have_text("9 questions are due: Today’s review")
    page.locator(".kb-due a").click()
    ready(page)
    expect(page.locator(".kb-due")).to_have_count(0)
    expect(status(page)).to_have_text("9 questions are due today.")
    expect(page.get_by_label("Questions from").locator("option")).to_contain_text(
        ["All", "(3 due)", "(3 due)", "(3 due)", "habenula"]
    )
    begin(page)
    order = [answer(page, good=True) for _ in range(9)]
    assert order[0] == "nmda_receptor-01" and sorted(order) == sorted(FIRST_SET)
    assert all(a.rpartition("-")[0] != b.rpartition("-")[0] for a, b in pairwise(order))
    page.get_by_role("button", name="Another set").click()
    expect(status(page)).to_contain_text("Nothing is due today. The next")
    begin(page)
    assert asked(page).get_attribute("data-question") not in FIRST_SET


def test_a_set_survives_a_reload_and_is_offered_for_a_day(at: Any) -> None:
    page = at(DAY_1)
    begin(page)
    done = [answer(page, good=False), answer(page, good=True), answer(page, good=True, go_on=False)]
    page.reload()
    ready(page)
    expect(page.locator(".kb-review-resume")).to_contain_text("You stopped a set at question 4 of 10.")
    page.get_by_role("button", name="Continue").click()
    assert asked(page).get_attribute("data-question") == FIRST_SET[3] and done == FIRST_SET[:3]
    page.get_by_role("button", name="Stop for now").click()
    page.get_by_role("button", name="Continue").click()
    for _ in range(7):
        answer(page, good=True)
    expect(page.locator(".kb-review-score")).to_have_text("8 of 9 right at the first try.")
    assert page.evaluate("ketabrain.store.get('review-set', null)") is None
    page.get_by_role("button", name="Another set").click()
    begin(page)
    back_on(page, DAY_3)
    expect(page.locator(".kb-review-resume")).to_have_count(0)


def test_sureness_is_asked_and_a_lucky_guess_counts_for_less(at: Any) -> None:
    page = at(DAY_1)
    begin(page)
    fill(asked(page), good=True)
    asked(page).get_by_role("button", name="Check").click()
    expect(asked(page).locator(".kb-result")).to_have_text("Say how sure you are first.")
    expect(page.locator("[data-review] [data-do=next]")).to_be_hidden()
    assert logs(page) == {}
    answer(page, good=True, sure=25)
    answer(page, good=False, go_on=False)
    fill(asked(page), good=True)  # a second try teaches, and does not count
    asked(page).get_by_role("button", name="Check").click()
    expect(page.locator("[data-review] [data-do=next]")).to_be_focused()
    assert logs(page) == {FIRST_SET[0]: [[DAY_1_MIN, 2, 25]], FIRST_SET[1]: [[DAY_1_MIN, 1, 75]]}


def test_new_questions_come_from_chapters_that_were_read(at: Any) -> None:
    page = at(DAY_1, kept={"page:book/brain/habenula": {"v": 1, "read": True}})
    expect(page.get_by_role("button", name="Twenty minutes")).to_have_text("Twenty minutes: 4 questions")
    begin(page)
    assert [answer(page, good=True) for _ in range(4)] == [f"habenula-{n:02d}" for n in (1, 2, 3, 4)]


def test_a_chapter_or_an_objective_can_be_chosen_by_hand_and_by_link(at: Any) -> None:
    page = at(DAY_1, path=f"{REVIEW}#review?chapter=amygdala")
    select = page.get_by_label("Questions from")
    expect(select).to_have_value("amygdala")
    objective = small_bank.objectives()["habenula"]
    page.evaluate(f"location.hash = '#review?objective={objective}'")
    expect(select.locator("option:checked")).to_have_text(bank.objectives()[objective])
    expect(page.get_by_role("button", name="Five minutes")).to_have_text("Five minutes: 4 questions")
    select.focus()
    select.select_option("molecule")
    expect(select).to_be_focused()
    begin(page)
    assert answer(page, good=True) == "molecule-01"
    page.goto(page.url.partition("#")[0] + "#review?chapter=<b>")
    page.reload()
    expect(ready(page).get_by_label("Questions from")).to_have_value("all")


def test_what_is_known_may_be_practised_before_it_is_due(at: Any) -> None:
    known = {
        f"review:{stem}-{n:02d}": {"v": 1, "log": [[DAY_1_MIN - n, 3, 75]]} for stem in STEMS for n in (1, 2, 3, 4)
    }
    page = at(DAY_1, kept=known)
    expect(status(page)).to_have_text(
        "Nothing is due today. The next 16 come back on Thursday 12 March. You have met all of these. You may practise "
        "the ones that fade first."
    )
    begin(page)
    assert answer(page, good=True).endswith("-04")


def test_the_chapter_s_quiz_counts_and_keeps_what_is_due(at: Any, site_url: str) -> None:
    page = at(DAY_1, path=HABENULA)
    one = page.locator("[data-question=habenula-01]")
    one.get_by_label("no way of").check()
    one.get_by_role("button", name="Check").click()
    until(page, "(ketabrain.store.get('review-due', {}).minutes || []).length === 1")
    assert logs(page) == {"habenula-01": [[DAY_1_MIN, 1, None]]}
    one.get_by_label("yes of").check()
    one.get_by_role("button", name="Check").click()
    assert logs(page) == {"habenula-01": [[DAY_1_MIN, 1, None]]}
    page.clock.set_fixed_time(DAY_2)
    page.reload()
    expect(page.locator(".kb-due")).to_have_text("1 question is due: Today’s review")
    page.goto(site_url + REVIEW)
    begin(page)
    assert answer(page, good=True) == "habenula-01"


@pytest.mark.parametrize("from_file", [False, True], ids=["served", "from a file"])
def test_links_lead_to_the_sources_and_an_explorer_opens_beside_the_question(at: Any, from_file: bool) -> None:
    page = at(DAY_1, path=f"{REVIEW}#review?chapter=molecule", from_file=from_file)
    begin(page)
    answer(page, good=True)
    answer(page, good=False, go_on=False)
    one = asked(page)
    expect(one.locator(".kb-sources a")).to_have_attribute(
        "href", "../../book/reference/references.html#cite-yang2018bursting"
    )
    show = one.get_by_role("button", name="Show me in the explorer")
    show.click()
    expect(show).to_have_attribute("aria-expanded", "true")
    frame = page.frame_locator(".kb-beside iframe")
    explorer = frame.locator("[data-explorer=basics-synapse][data-state=ready]")
    explorer.wait_for()
    expect(explorer.locator("[name=magnesium]")).not_to_be_checked()
    expect(frame.locator("nav").first).to_be_hidden()
    one.get_by_role("button", name="Close the explorer").click()
    expect(show).to_be_focused()
    expect(one.locator("iframe")).to_have_count(0)


def test_the_placement_finds_where_to_start(at: Any) -> None:
    page = at(DAY_1)
    page.get_by_role("button", name="Find where to start").click()
    place = page.locator("[data-placement]")
    given = [(True, 75), (True, 25), (False, 75), (True, 75), (False, 75), (False, 75)]
    names = [answer(page, good, sure, "placement") for good, sure in given]
    assert names == ["molecule-02", "nmda_receptor-02", "amygdala-02", "amygdala-01", "habenula-02", "habenula-01"]
    expect(place.locator(".kb-review-score")).to_be_focused()
    expect(place.locator(".kb-review-score")).to_have_text("Start with About nmda_receptor.")
    levels = [
        "known: skim it",
        "partly known: read what you are unsure of",
        "partly known: read what you are unsure of",
        "new to you: read it",
    ]
    expect(place.locator("ol li")).to_have_text(
        [f"About {stem}: {words}" for stem, words in zip(STEMS, levels, strict=True)]
    )
    kept = page.evaluate("ketabrain.store.get('placement', null)")
    assert kept == {
        "v": 1,
        "minute": DAY_1_MIN,
        "chapters": dict(zip(STEMS, ("known", "shaky", "shaky", "new"), strict=True)),
    }
    assert len(logs(page)) == 6
    page.reload()
    expect(ready(page).locator("[data-placement] .kb-review-score")).to_contain_text("Start with")


def test_the_placement_may_be_stopped_and_taken_up_again(at: Any) -> None:
    page = at(DAY_1)
    page.get_by_role("button", name="Find where to start").click()
    answer(page, True, 75, "placement")
    page.get_by_role("button", name="Stop here").click()
    place = page.locator("[data-placement]")
    expect(place.locator("ol li").last).to_have_text("About habenula: not asked")
    expect(place.locator(".kb-review-score")).to_have_text("Start with About nmda_receptor.")
    page.get_by_role("button", name="Go on with the rest").click()
    expect(asked(page, "placement")).to_have_attribute("data-question", "nmda_receptor-02")


def test_three_new_chapters_in_a_row_end_the_placement(at: Any) -> None:
    page = at(DAY_1)
    page.get_by_role("button", name="Find where to start").click()
    for _ in range(6):
        answer(page, False, 75, "placement")
    expect(page.locator("[data-placement] .kb-review-score")).to_have_text("Start with About molecule.")
    expect(page.locator("[data-placement] ol li").last).to_have_text("About habenula: not asked")


def test_it_works_from_a_file(at: Any) -> None:
    page = at(DAY_1, path=f"{REVIEW}#review?chapter=habenula", from_file=True)
    begin(page)
    for place in range(5):
        answer(page, good=place != 1)
    expect(page.locator(".kb-review-score")).to_have_text("3 of 4 right at the first try.")
    back_on(page, DAY_3)
    expect(status(page)).to_have_text("4 questions are due today.")


def test_a_damaged_set_or_placement_breaks_nothing(at: Any) -> None:
    page = at(DAY_1)
    hostile = '{"v":1,"minute":29552250,"ids":["<img src=x>"],"at":0,"chapters":{"habenula":"<b>"},"minutes":"x"}'
    for text in (hostile, '{"v":1,"ids":7,"chapters":7}', "[]", "{oops", '{"v":9}', "null"):
        store(page, dict.fromkeys(("review-set", "placement", "review-due", "review:molecule-01"), text))
        page.reload()
        expect(ready(page).locator(".kb-review-resume")).to_have_count(0)
        expect(page.get_by_role("button", name="Find where to start")).to_be_visible()
    begin(page)
    answer(page, good=True)
    assert logs(page) == {FIRST_SET[0]: [[DAY_1_MIN, 3, 75]]}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_narrow_phone_shows_it_whole_and_nothing_is_hard_to_reach(at: Any, theme: str) -> None:
    page = at(DAY_1, path=f"{REVIEW}#review?chapter=habenula", width=360, theme=theme, touch=True)
    assert serious(page, "article.bd-article") == []
    begin(page)
    answer(page, good=True)
    answer(page, good=False, go_on=False)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert serious(page, "article.bd-article") == []
    small = page.locator("[data-review]").evaluate(
        """(root) => [...root.querySelectorAll("button, select, input[type=number], label.kb-option, .kb-sure label")]
        .filter((e) => e.offsetParent && (e.offsetHeight < 24 || e.offsetWidth < 24)).map((e) => e.outerHTML)"""
    )
    assert small == []
    page.locator("[data-review] [data-do=next]").tap()
    for _ in range(3):
        answer(page, good=True)
    expect(page.locator(".kb-review-score")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert serious(page, "article.bd-article") == []


def test_without_scripts_the_page_says_what_to_do(open_page: Pages) -> None:
    page = open_page(REVIEW, javascript=False)
    expect(page.locator("[data-review] .kb-no-script")).to_be_visible()
    expect(page.locator("[data-review] .kb-script")).to_be_hidden()
