"""Progress as a file: the same state elsewhere, merged, refused in one sentence, taken back."""

from __future__ import annotations

import json

from playwright.sync_api import expect
from tests.browser.polling import until
from tests.browser.progress.taken_along import (
    DROP,
    NOW_MIN,
    ONE_OF_EACH,
    bring_in,
    file_of,
    group,
    keep,
    kept,
    load,
    raw,
    ready,
    saved,
)


def test_a_file_brings_the_same_state_to_another_profile(panel) -> None:
    first = panel()
    keep(first, ONE_OF_EACH)
    expect(first.locator(".kb-progress-kept")).to_contain_text(
        "Kept in this browser: 3 reviews of 2 questions, 2 answers"
    )
    name, text = saved(first, group(first, "As a file"), "Save as a file")
    assert name == "ketabrain-progress-2026-03-10.json"
    assert json.loads(text)["kept"].keys() == ONE_OF_EACH.keys()
    second = panel()
    said = load(second, text, name)
    expect(said).to_contain_text(
        "It brings 3 reviews of 2 questions, 2 answers, 1 guess on a claim, 1 leaning in a debate, 1 prediction"
    )
    assert "ketabrain:1:review:habenula-01" not in raw(second)
    bring_in(second)
    expect(said).to_contain_text("This came in: 3 reviews of 2 questions")
    assert kept(second) == kept(first)
    assert saved(second, group(second, "As a file"), "Save as a file")[1] == text
    second.reload()
    assert load(ready(second), text).inner_text() == "Everything in it is here already."


def test_an_import_can_be_taken_back_without_what_was_learnt_since(panel) -> None:
    page = panel()
    keep(page, {"dose": ONE_OF_EACH["dose"], "review:harms-01": {"v": 1, "log": [[NOW_MIN - 9, 3, 50]]}})
    until(page, "localStorage.getItem('ketabrain:1:review:harms-01') !== null")
    before = raw(page)
    said = load(page, file_of({**ONE_OF_EACH, "review:harms-01": {"v": 1, "log": [[NOW_MIN - 99, 1, 50]]}}))
    bring_in(page)
    page.evaluate("ketabrain.reviewLog.add('amygdala-02', { grade: 3, sure: 95 })")
    back = group(page, "As a file").get_by_role("button", name="Take it back")
    expect(back).to_be_focused()
    back.click()
    expect(said).to_have_text("It is taken back. 1 entry has changed since and stays.")
    after = raw(page)
    assert json.loads(after.pop("ketabrain:1:review:amygdala-02"))["log"][-1] == [NOW_MIN, 3, 95]
    assert after == before


def test_an_import_never_overwrites_what_is_better_known(panel) -> None:
    page = panel()
    mine = {
        **ONE_OF_EACH,
        "answer:habenula-01": {
            **ONE_OF_EACH["answer:habenula-01"],
            "right": False,
            "given": "2",
            "at": "2026-03-10T09:00:00.000Z",
        },
        "dose": {**ONE_OF_EACH["dose"], "weight_kg": 60},
        "page:book/brain/habenula": {"v": 1},
        "review:habenula-01": {"v": 1, "log": [[NOW_MIN - 1000, 3, None], [NOW_MIN - 5, 1, 95]]},
        "tasks:habenula-bursting": [1],
    }
    keep(page, mine)
    for _ in range(2):
        load(page, file_of(ONE_OF_EACH))
        if group(page, "As a file").get_by_role("button", name="Bring it in").count():
            bring_in(page)
        found = kept(page)
        assert found["answer:habenula-01"]["given"] == "2" and found["answer:habenula-01"]["right"] is True
        assert found["dose"]["weight_kg"] == 60
        assert found["page:book/brain/habenula"]["read"] is True
        assert found["tasks:habenula-bursting"] == [0, 1, 2]
        assert found["review:habenula-01"]["log"] == [
            [NOW_MIN - 5000, 1, 75],
            [NOW_MIN - 1000, 3, None],
            [NOW_MIN - 5, 1, 95],
        ]


UNREADABLE = (
    ("", "There is nothing in it. Nothing was changed."),
    (file_of(ONE_OF_EACH)[:-40], "This file is damaged or cut short. Nothing was changed. Save it again where it came from, if you can."),
    ("[1, 2]", "This is not a progress file of this course. Nothing was changed."),
    (file_of(ONE_OF_EACH, course="another"), "This is not a progress file of this course. Nothing was changed."),
    ("%PDF-1.7", "That is neither a progress file nor a code of this course, which begins with “ketabrain-”. Nothing was changed."),
    (file_of(ONE_OF_EACH, progress=3), "This file comes from a newer version of the course (format 3; this page reads up to 2). Reload the page or get the new version, then load the file again. Nothing was changed."),
    (file_of(ONE_OF_EACH, progress="2"), "This progress file does not say which version wrote it, so it cannot be read. Nothing was changed."),
    ('{"course": "ketabrain", "progress": 2, "kept": []}', "This progress file is damaged: its entries are missing. Nothing was changed."),
    (file_of({f"page:p{i}": {"v": 1} for i in range(5001)}), "This file holds more entries than the course can make, so it is not one of its own. Nothing was changed."),
)  # fmt: skip


def test_a_file_that_cannot_be_read_changes_nothing(panel) -> None:
    page = panel()
    keep(page, {"review:harms-01": {"v": 1, "log": [[NOW_MIN - 9, 3, 50]]}})
    before = kept(page)
    for text, words in UNREADABLE:
        assert load(page, text).inner_text() == words
        assert group(page, "As a file").locator(".kb-next button").count() == 0
    assert kept(page) == before


def test_a_file_that_is_too_large_is_not_even_read(panel) -> None:
    page = panel()
    page.evaluate(DROP, " " * 5_000_001)
    words = "p.json is too large to be a progress file of this course. Nothing was changed."
    expect(group(page, "As a file").locator(".kb-say")).to_have_text(words)


def test_an_older_file_has_its_answers_made_into_reviews(panel) -> None:
    page = panel()
    answers = {key: value for key, value in ONE_OF_EACH.items() if key.startswith(("answer:", "dose"))}
    answers["answer:harms-02"] = {**answers["answer:habenula-01"], "first": True}
    said = load(page, file_of(answers, progress=1))
    expect(said).to_contain_text("It brings 3 reviews of 3 questions, 3 answers and your dose.")
    bring_in(page)
    found = kept(page)
    at = NOW_MIN - 24 * 60 + 30
    assert found["review:habenula-01"] == {"v": 1, "log": [[at, 1, None]]}
    assert found["review:harms-02"] == {"v": 1, "log": [[at, 3, None]]}


def test_entries_that_are_not_sound_are_left_out_and_unknown_ones_kept_aside(panel) -> None:
    page = panel()
    bad = {
        "answer:habenula-02": {"v": 1, "tries": "many"},
        "review:harms-01": {"v": 1, "log": "none"},
        "review:harms-02": {"v": 1, "log": [[NOW_MIN - 9, 3, 50], [NOW_MIN + 5_000_000, 3, 50]]},  # one in the future
        "review:<b>": {"v": 1, "log": [[1, 3, 50]]},
        "dose": {"v": 1, "mg_per_kg": -1},
        "place": {"v": 1, "page": "javascript:alert(1)", "id": "", "title": "a", "heading": "b"},
        "said:apart": True,
    }
    unknown = {"streak": {"days": 3}, "badge:first": [1]}
    said = load(page, file_of({**bad, **unknown}))
    expect(said).to_have_text(
        "It brings 1 review of 1 question. 7 entries could not be read and are left out. "
        "2 entries that this version does not know are kept aside and go into your next file."
    )
    bring_in(page)
    assert kept(page) == {
        "review:harms-02": {"v": 1, "log": [[NOW_MIN - 9, 3, 50]]},
        **unknown,
    }
