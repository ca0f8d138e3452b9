"""The history and the invented page in a real browser: filter, pick, step, keys, address, print, fallbacks, marks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.axe import serious
from tests.browser.polling import until

from ketabrain import quiz
from ketabrain.evidence import clinic_page
from ketabrain.palette import PALETTE
from ketabrain.timeline.history import KINDS, load

PAGE, CLINIC = "book/evidence/history.html", "book/think/clinic_pages.html"
SECTION, MOCK = "section[data-history]", "section[data-clinic-page]"
ENTRIES = load()
OF = {kind: [entry for entry in ENTRIES if entry.kind == kind] for kind in KINDS}
LISTEN = """document.addEventListener("ketabrain:painted", (event) =>
  ["history", "clinic-page"].includes(event.detail.slug) && (window.told = [...(window.told || []), event.detail]))"""
IN_VIEW = """(name) => { const { top } = document.getElementById("history-" + name).getBoundingClientRect();
  return top > 0 && top < innerHeight - 60; }"""


def ready(page: Any, where: str = SECTION) -> Any:
    """Return a component's locator once its script has run."""
    section = page.locator(where)
    expect(section).to_have_attribute("data-state", "ready")
    return section


def head(section: Any, name: str) -> Any:
    """Return the button that opens an entry."""
    return section.locator(f"#history-{name} .kb-history-head button")


def text(section: Any, name: str) -> Any:
    """Return the text of an entry."""
    return section.locator(f"#history-{name} .kb-history-text")


def test_a_box_filters_the_list_the_picture_the_sentence_and_the_address(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    assert section.locator("li[data-entry]:visible").count() == len(ENTRIES)
    page.evaluate(LISTEN)
    for kind in ("chemistry", "trials", "mechanisms"):
        section.get_by_role("checkbox", name=KINDS[kind]).uncheck()
    shown = section.locator("li[data-entry]:visible").evaluate_all("(all) => all.map((one) => one.dataset.entry)")
    assert shown == [entry.name for entry in OF["law"]]
    assert section.locator(".kb-history-mark:not([data-off])").count() == len(OF["law"])
    expect(section.locator(".kb-timeline-sentence")).to_contain_text(
        f"{len(shown)} of {len(ENTRIES)} entries are shown"
    )
    assert page.evaluate("location.hash") == "#history?kinds=law"
    told = page.evaluate("window.told.at(-1)")
    assert told["controls"]["kinds"] == ["law"] and told["readouts"] == {"shown": len(shown), "all": len(ENTRIES)}
    section.get_by_role("checkbox", name=KINDS["law"]).uncheck()
    expect(section.locator(".kb-timeline-sentence")).to_have_text("Nothing is ticked, so no entry is shown.")


def test_the_address_brings_a_state_back(open_page: Any) -> None:
    page = open_page(f"{PAGE}#history?kinds=law.trials&entry=spravato")
    section = ready(page)
    assert section.locator("li[data-entry]:visible").count() == len(OF["law"]) + len(OF["trials"])
    expect(text(section, "spravato")).to_be_visible()
    until(page, IN_VIEW, "spravato")
    page.evaluate("location.hash = '#history-berman'")
    expect(text(section, "berman")).to_be_visible()
    expect(section).to_have_attribute("data-entry", "berman")


def test_an_entry_opens_by_keyboard_and_tells_date_doubt_and_source(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    button = head(section, "ketalar")
    expect(text(section, "ketalar")).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(text(section, "ketalar")).to_contain_text("on prescription in 1969")
    expect(section.locator("[data-mark=ketalar]")).to_have_attribute("data-chosen", "")
    assert page.evaluate("location.hash") == "#history?entry=ketalar"
    page.keyboard.press("Space")
    expect(text(section, "ketalar")).to_be_hidden()
    assert page.evaluate("location.hash") == ""


def test_a_mark_opens_its_entry_alone_and_steps_go_on_from_there(open_page: Any) -> None:
    page = open_page(PAGE)
    section = ready(page)
    section.locator("[data-mark=nmda]").click()
    expect(text(section, "nmda")).to_be_visible()
    until(page, IN_VIEW, "nmda")
    later = text(section, "nmda").get_by_role("button", name="Later")
    later.focus()
    page.keyboard.press("Enter")
    after = ENTRIES[[entry.name for entry in ENTRIES].index("nmda") + 1].name
    expect(section).to_have_attribute("data-entry", after)
    expect(text(section, "nmda")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Later", "the button keeps the focus as it moves"
    section.get_by_role("checkbox", name=KINDS["law"]).uncheck()
    assert section.locator(".kb-history-text:visible").count() in (0, 1)
    section.locator("form [data-step='1']").click()
    kind = section.get_attribute("data-entry")
    assert kind and next(entry for entry in ENTRIES if entry.name == kind).kind != "law"


def test_all_texts_open_and_close(open_page: Any) -> None:
    section = ready(open_page(PAGE))
    button = section.get_by_role("button", name="Open all texts")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert section.locator(".kb-history-text:visible").count() == len(ENTRIES)
    button.click()
    assert section.locator(".kb-history-text:visible").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_have_the_courses_colours_and_axe_finds_nothing_serious(open_page: Any, theme: str) -> None:
    page = open_page(PAGE, theme=theme)
    section = ready(page)
    fills = set(
        section.locator(".kb-history-mark path").evaluate_all("(all) => all.map((one) => getComputedStyle(one).fill)")
    )
    wanted = [getattr(PALETTE[name], theme) for name in ("ketamine", "membrane", "tonic", "glutamate")]
    assert fills == {f"rgb({int(c[1:3], 16)}, {int(c[3:5], 16)}, {int(c[5:], 16)})" for c in wanted}
    head(section, "firstdose").click()
    assert serious(page, SECTION) == []
    page = open_page(CLINIC, theme=theme)
    ready(page, MOCK).locator("[data-do=check]").click()
    assert serious(page, MOCK) == []


@pytest.mark.parametrize("path", [PAGE, CLINIC])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_page_and_targets_are_large(open_page: Any, path: str, width: int) -> None:
    page = open_page(path, width=width)
    where = SECTION if path == PAGE else MOCK
    section = ready(page, where)
    section.locator("[data-do=all], [data-do=check]").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = section.locator("button:visible, summary:visible, label:visible").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24)"
    )
    assert small == []


def test_marks_do_not_lie_over_each_other_on_a_phone(open_page: Any) -> None:
    section = ready(open_page(PAGE, width=360))
    boxes = section.locator(".kb-history-mark path").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).map(({ x, y, width, height }) => [x, y, width, height])"
    )
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[i + 1 :]:
            across, down = min(x + w, x2 + w2) - max(x, x2), min(y + h, y2 + h2) - max(y, y2)
            assert across <= 2 or down <= 2, "two marks cover each other"


def test_from_a_file_without_scripts_and_on_paper_the_list_stands(open_page: Any) -> None:
    page = open_page(PAGE, from_file=True)
    section = ready(page)
    section.get_by_role("checkbox", name=KINDS["trials"]).uncheck()
    assert section.locator("li[data-entry]:visible").count() == len(ENTRIES) - len(OF["trials"])
    page.emulate_media(media="print")
    assert section.locator(".kb-history-text:visible").count() == len(ENTRIES) - len(OF["trials"])
    expect(section.locator("form:visible")).to_have_count(0)
    bare = open_page(PAGE, javascript=False).locator(SECTION)
    assert bare.locator(".kb-history-text:visible").count() == len(ENTRIES)
    expect(bare.locator("button:visible, input:visible")).to_have_count(0)
    expect(bare.locator(".kb-history-years")).to_be_visible()


def test_no_motion_where_none_is_wanted(open_page: Any) -> None:
    page = open_page(PAGE, reduced_motion="reduce")
    section = ready(page)
    section.locator("[data-mark=staysb]").click()
    assert page.evaluate(IN_VIEW, "staysb"), "the entry is in view at once"


LINES = clinic_page.load()
NEEDED = [line for line in LINES if line.asks]


def test_marked_sentences_are_judged_and_every_habit_is_shown_below(open_page: Any) -> None:
    page = open_page(CLINIC)
    section = ready(page, MOCK)
    page.evaluate(LISTEN)
    expect(section.locator(".kb-clinic-answers")).to_be_hidden()
    for line in (NEEDED[0], NEEDED[1], next(line for line in LINES if not line.asks)):
        section.get_by_label(line.text, exact=True).check()
    section.get_by_role("button", name="Check my marks").click()
    result = section.locator(".kb-clinic-result")
    expect(result).to_have_text(
        f"You marked 2 of the {len(NEEDED)} sentences that need a question. You also marked 1 that may stand. "
        "Below each sentence you see why."
    )
    expect(result).to_be_focused()
    assert section.locator("[data-met=yes]").count() == 2 + len(LINES) - len(NEEDED) - 1
    for line in LINES:
        shown = section.locator(f"[data-sentence={line.name}] .kb-clinic-shown")
        habits = shown.locator("a[href^='#habit-']").evaluate_all("(all) => all.map((one) => one.hash.slice(7))")
        assert habits == list(line.asks)
    told = page.evaluate("window.told.at(-1)")
    assert told["readouts"] == {"found": 2, "needed": len(NEEDED), "extra": 1}
    section.get_by_label(LINES[-1].text, exact=True).check()
    expect(section.locator(".kb-clinic-shown")).to_have_count(0)
    section.get_by_role("button", name="Start over").click()
    expect(section.locator("input:checked")).to_have_count(0)


def test_the_invented_page_can_be_marked_by_keyboard_and_read_without_scripts(open_page: Any) -> None:
    page = open_page(CLINIC)
    section = ready(page, MOCK)
    section.locator("input").first.focus()
    page.keyboard.press("Space")
    section.locator("[data-do=check]").focus()
    page.keyboard.press("Enter")
    expect(section.locator("[data-sentence] .kb-clinic-met").first).to_have_text("✓ You marked it.")
    bare = open_page(CLINIC, javascript=False).locator(MOCK)
    expect(bare.locator("input:visible, button:visible")).to_have_count(0)
    bare.locator("summary").click()
    expect(bare.get_by_text("True, as an anaesthetic.")).to_be_visible()
    expect(bare.get_by_text("Invented by us")).to_be_visible()


def test_the_exercises_count_for_one_score_and_lead_to_claims(open_page: Any) -> None:
    page = open_page(CLINIC)
    page.locator("[data-quiz=clinic_pages][data-state=ready]").first.wait_for()
    asked = page.locator("[data-question]")
    assert asked.evaluate_all("(all) => all.map((one) => one.dataset.question)") == [
        question.id for question in quiz.load("clinic_pages")
    ]
    one = page.locator("[data-question=clinic_pages-05]")
    expect(one.locator(".kb-claim-cards")).to_be_hidden()
    one.get_by_role("spinbutton").fill("20.6")
    one.get_by_role("button", name="Check").click()
    expect(one.locator(".kb-right")).to_be_visible()
    expect(one.get_by_role("link", name="C103")).to_have_attribute("href", re.compile(r"claim_check\.html#claim-C103$"))
    everything = len(quiz.load("clinic_pages"))
    expect(page.locator(".kb-total")).to_have_text(
        f"1 of {everything} answered right at first try. {everything - 1} still to answer."
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").last.click()
    expect(page.locator(".kb-total")).to_have_text("Nothing answered yet.")
