"""Progress as a code to paste, and the next due dates as a calendar file."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

import icalendar
import pytest
from playwright.sync_api import expect
from tests.browser.progress.taken_along import NOW_MIN, PANEL, bring_in, code_of, group, keep, kept, many, paste, saved

STATES = """() => Object.fromEntries(ketabrain.progressFile.reviews().map(([id, record]) => {
  const { stability, difficulty, last, reps, lapses } = ketabrain.memory.state(record);
  return [id, [stability, difficulty, last.getTime(), reps, lapses]];
}))"""


def test_a_code_for_200_questions_is_short_and_brings_their_memory(panel) -> None:
    first = panel()
    keep(first, many(200))
    code = code_of(first)
    assert len(code) <= 2500
    said = group(first, "As a code").locator(".kb-say")
    expect(said).to_contain_text(f"A code for 200 questions, {len(code)} letters long. It holds how well you remember")
    expect(said).to_contain_text("It leaves out the single reviews, how sure you were, your answers, guesses on claims")
    second = panel()
    wrapped = "\n ".join(re.findall(".{1,60}", code)) + "\n"  # as letters and chats break lines
    expect(paste(second, wrapped)).to_have_text("It brings the memory of 200 questions.")
    bring_in(second, "From a code")
    assert code_of(second) == code
    there, here = first.evaluate(STATES), second.evaluate(STATES)
    assert there.keys() == here.keys()
    for name, (stability, difficulty, *counts) in there.items():
        assert here[name][0] == pytest.approx(stability, rel=0.005)
        assert here[name][1] == pytest.approx(difficulty, abs=0.04)
        assert here[name][2:] == counts


def test_ones_own_code_pasted_again_does_not_count_reviews_twice(panel) -> None:
    page = panel()
    keep(page, {**many(3), "review:harms-01": {"v": 1, "log": [[NOW_MIN - 8000, 3, 75], [NOW_MIN - 30, 3, 75]]}})
    code = code_of(page)
    before = page.evaluate(STATES)
    paste(page, code)
    bring_in(page, "From a code")
    after = page.evaluate(STATES)
    for name, state in before.items():
        assert after[name] == pytest.approx(state, rel=0.005, abs=0.04)
    assert kept(page)["review:harms-01"]["log"] == [[NOW_MIN - 8000, 3, 75], [NOW_MIN - 30, 3, 75]]


def test_a_code_that_was_mistyped_cut_or_is_newer_is_noticed(panel) -> None:
    page = panel()
    keep(page, many(5))
    code = code_of(page)
    damaged = "The code is damaged or cut short: copy all of it, from “ketabrain-” to its end, and paste it again. Nothing was changed."
    wrong = [
        code[:at] + letter + code[at + 1 :]
        for at, old in enumerate(code)
        if at >= 12
        for letter in "AQ-"
        if letter != old
    ]
    answers = page.evaluate("(codes) => codes.map((code) => ketabrain.progressFile.preview(code).problem)", wrong)
    assert set(answers[:-3]) == {damaged}  # the last letter holds bits that no byte needs
    expect(paste(page, code[:-7])).to_have_text(damaged)
    expect(paste(page, code.replace("-A-", "-B-"))).to_contain_text(
        "This code comes from a newer version of the course."
    )
    expect(paste(page, "")).to_have_text("Paste a code first.")
    expect(paste(page, "hello")).to_contain_text("neither a progress file nor a code of this course")


def test_with_nothing_learnt_there_is_no_code_and_no_calendar(panel) -> None:
    page = panel()
    assert code_of(page) == ""
    expect(group(page, "As a code").locator(".kb-say")).to_have_text(
        "There is nothing to put into a code yet: answer questions first."
    )
    group(page, "In your calendar").get_by_role("button").click()
    expect(group(page, "In your calendar").locator(".kb-say")).to_contain_text(
        "There is nothing to put into a calendar yet"
    )


def test_the_calendar_file_has_an_entry_for_each_day_with_questions(panel, book_url) -> None:
    page = panel(timezone_id="Pacific/Auckland")  # 13 hours ahead of UTC: there it is the evening of the 10th
    keep(page, many(60))
    name, text = saved(page, group(page, "In your calendar"), "Save a calendar file")
    assert name == "ketabrain-reviews.ics"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and "\n" not in text.replace("\r\n", "")
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    today = date(2026, 3, 10)
    minutes = page.evaluate(
        "ketabrain.progressFile.reviews().map(([, record]) => ketabrain.memory.state(record).due.getTime() / 60000)"
    )
    local = [
        max(today, (datetime(1970, 1, 1) + timedelta(minutes=one + 13 * 60)).date())
        for one in minutes
        if one < NOW_MIN + 25 * 1440
    ]
    events = {event.decoded("dtstart"): event for event in calendar.walk("VEVENT")}
    count = {day: int(str(event["summary"]).split()[0]) for day, event in events.items()}
    assert {day: n for day, n in count.items() if day <= date(2026, 4, 3)} == {
        day: n for day, n in Counter(local).items() if day <= date(2026, 4, 3)
    }
    assert min(events) == today and max(events) < today + timedelta(days=60)
    event = events[today]
    assert re.fullmatch(r"\d+ questions due: about \d+ minutes", str(event["summary"]))
    assert event.decoded("dtend") == today + timedelta(days=1)
    assert str(event["url"]) == book_url + PANEL
    assert event.decoded("dtstamp").isoformat() == "2026-03-10T09:30:00+00:00"


def test_a_later_calendar_file_updates_the_same_days(panel) -> None:
    page = panel()
    keep(page, many(40))
    first = icalendar.Calendar.from_ical(saved(page, group(page, "In your calendar"), "Save a calendar file")[1])
    page.clock.set_fixed_time("2026-03-10T11:00:00Z")
    page.evaluate("ketabrain.reviewLog.add('amygdala-01', { grade: 3 })")
    second = icalendar.Calendar.from_ical(saved(page, group(page, "In your calendar"), "Save a calendar file")[1])
    old, new = ({str(event["uid"]): event for event in one.walk("VEVENT")} for one in (first, second))
    assert "review-20260310@ketabrain" in old.keys() & new.keys()
    assert all(new[uid]["sequence"] > old[uid]["sequence"] for uid in old.keys() & new.keys())


def test_from_a_file_the_calendar_gives_no_address(panel) -> None:
    page = panel(from_file=True)
    keep(page, many(2))
    assert "URL:" not in saved(page, group(page, "In your calendar"), "Save a calendar file")[1]
