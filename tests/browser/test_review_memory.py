"""What is kept of answers and how it fades: logs that merge in any order, and FSRS as Python's own package has it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from playwright.sync_api import Page

WEB = Path(__file__).parents[2] / "src" / "ketabrain" / "web"
SCRIPTS = ("dom.js", "store.js", "review_log.js", "vendor/ts-fsrs.umd.js", "review_memory.js", "review_pick.js")
DAY_MIN = 1440
START_MIN = 29_000_000
SURE = (25, 50, 75, 95, None)

# Two records that stay equal whatever the order, grouping and repetition of merging; returns what went wrong first.
ALGEBRA = """(seed) => {
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const entry = () => [random(40), 1 + random(3), [25, 50, 75, 95, null][random(5)]];
  const base = () => ({ s: 1 + random(5), d: 1 + random(9), last: random(40), reps: random(4), lapses: random(3) });
  const record = () => ({ v: 1, log: Array.from({ length: random(7) }, entry), ...(random(3) ? {} : { base: base() }) });
  const { merge, sound } = ketabrain.reviewLog;
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  for (let i = 0; i < 2000; i++) {
    const [a, b, c] = [sound(record()), sound(record()), sound(record())];
    if (!same(merge(a, b), merge(b, a))) return ["order", a, b];
    if (!same(merge(a, merge(b, c)), merge(merge(a, b), c))) return ["grouping", a, b, c];
    if (!same(merge(merge(a, b), b), merge(a, b)) || !same(merge(a, a), a)) return ["repetition", a, b];
    const all = merge(merge(a, b), c);
    if (!same(sound(all), all)) return ["soundness", all];
    if (![a, b, c].every((one) => !one || one.log.every((entry) => all.log.some((other) => same(entry, other))))) return ["lost", a, b, c];
    if (all && !(ketabrain.memory.state(all).stability > 0)) return ["memory", all];
  }
  return null;
}"""

# Mix lists of random chapters; returns the first that loses a question or has neighbours without need.
SPREAD = """(seed) => {
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let i = 0; i < 500; i++) {
    const list = Array.from({ length: random(12) }, (_, id) => ({ id, chapter: random(1 + random(5)) }));
    const mixed = ketabrain.reviewPick.spread(list);
    const most = Math.max(0, ...list.map(({ chapter }) => list.filter((one) => one.chapter === chapter).length));
    const neighbours = mixed.filter(({ chapter }, at) => at && mixed[at - 1].chapter === chapter).length;
    if (new Set(mixed.map(({ id }) => id)).size !== list.length || neighbours > Math.max(0, 2 * most - list.length - 1)) return [list, mixed];
    if (list.length && most === 1 && mixed.some(({ id }, at) => id !== at)) return ["order", list, mixed];
  }
  return null;
}"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Page]:
    """Return an empty page with our scripts."""
    found = browser.new_page()
    for name in SCRIPTS:
        found.add_script_tag(content=(WEB / name).read_text(encoding="utf-8"))
    yield found
    found.close()


def histories(count: int) -> list[list[list[Any]]]:
    """Return random logs, each answer in the same sitting as the last or whole days later; the same every time."""
    dice = random.Random(7)
    found = []
    for _ in range(count):
        minute, log = START_MIN + dice.randrange(DAY_MIN), []
        for _ in range(dice.randint(1, 15)):
            log.append([minute, dice.choice((1, 2, 3, 3, 3)), dice.choice(SURE)])
            minute += (
                dice.randint(1, 350) if dice.random() < 0.3 else DAY_MIN * min(400, 1 + int(dice.expovariate(0.1)))
            )
        found.append(log)
    return found


def in_python(log: list[list[Any]]) -> tuple[float, float, int]:
    """Return stability [days], difficulty and the due minute as Python's package computes them."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, desired_retention=0.9)
    card = fsrs.Card(card_id=1)
    for minute, grade, _ in log:
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
        card, _ = scheduler.review_card(card, fsrs.Rating(grade), when)
    assert card.stability and card.difficulty
    return card.stability, card.difficulty, round(card.due.timestamp() / 60)


def test_the_two_packages_have_the_same_weights(page: Page) -> None:
    assert page.evaluate("FSRS.default_w") == pytest.approx(DEFAULT_PARAMETERS)


def test_memory_is_what_python_s_package_computes(page: Page) -> None:
    logs = histories(150)
    found = page.evaluate("(logs) => logs.map((log) => ketabrain.memory.state({ v: 1, log }))", logs)
    for log, here in zip(logs, found, strict=True):
        stability, difficulty, due = in_python(log)
        assert here["stability"] == pytest.approx(stability, rel=1e-5)
        assert here["difficulty"] == pytest.approx(difficulty, abs=1e-5)
        assert round(here["due"].timestamp() / 60) == due
        assert here["reps"] == len(log)
        assert here["lapses"] == sum(grade == 1 for _, grade, _ in log[1:])


def test_recall_falls_to_the_target_when_a_question_is_due(page: Page) -> None:
    falls = page.evaluate("""() => {
      const record = { v: 1, log: [[29000000, 3, 75], [29004320, 3, 75], [29020000, 3, 50]] };
      const { due, last } = ketabrain.memory.state(record);
      const at = (date) => ketabrain.memory.recall(record, date);
      return [at(last), at(due), at(new Date(due.getTime() + 864e7)), ketabrain.memory.recall(null, due)];
    }""")
    assert falls[0] == 1 and falls[1] == pytest.approx(0.9, abs=0.003) and 0.5 < falls[2] < falls[1] and falls[3] == 0


def test_a_night_counts_and_a_sitting_does_not(page: Page) -> None:
    def stability(gap: int) -> float:
        log = [[START_MIN, 3, 75], [START_MIN + gap, 3, 75]]
        return page.evaluate("(log) => ketabrain.memory.state({ v: 1, log }).stability", log)  # type: ignore[no-any-return]

    assert stability(5) == stability(359) < stability(360) < stability(660) < stability(DAY_MIN)


def test_replay_starts_from_the_state_of_a_pasted_code(page: Page) -> None:
    log, base = [[100, 1, None], [200, 3, None]], {"s": 20, "d": 5, "last": 150, "reps": 4, "lapses": 1}
    alone, more = page.evaluate(
        "([log, base]) => [{ v: 1, log: [], base }, { v: 1, log, base }].map(ketabrain.memory.state)", [log, base]
    )
    assert (alone["stability"], alone["difficulty"], alone["reps"], alone["lapses"]) == (20, 5, 4, 1)
    assert round(alone["due"].timestamp() / 60) == 150 + 20 * DAY_MIN
    assert more["reps"] == 5 and more["lapses"] == 1 and more["stability"] >= 20
    assert page.evaluate("ketabrain.memory.state({ v: 1, log: [] })") is None


def test_merging_keeps_all_whatever_the_order(page: Page) -> None:
    assert page.evaluate(ALGEBRA, 5) is None


@pytest.mark.parametrize(
    "value",
    [
        None, 7, "text", [], {}, {"v": 1}, {"v": 2, "log": [[1, 1, None]]}, {"v": 1, "log": "x"}, {"v": 1, "log": []},
        {"v": 1, "log": [[1, 4, None], [-1, 1, None], [1.5, 1, None], ["1", 1, None], [1, 1], [1, 1, 30], [1e12, 1, 25]]},
        {"v": 1, "log": [], "base": {"s": 0, "d": 5, "last": 1, "reps": 1, "lapses": 0}},
        {"v": 1, "log": [], "base": {"s": "9", "d": 5, "last": 1, "reps": 1, "lapses": 0}},
    ],
)  # fmt: skip
def test_what_cannot_be_is_no_record(page: Page, value: Any) -> None:
    assert page.evaluate("(value) => ketabrain.reviewLog.sound(value)", value) is None


def test_a_sound_part_is_kept_and_copied(page: Page) -> None:
    value = {"v": 1, "log": [[9, 3, 95], "x", [2, 1, None], [9, 3, 95]], "base": {"s": 1}, "more": "<b>"}
    assert page.evaluate("(value) => ketabrain.reviewLog.sound(value)", value) == {
        "v": 1,
        "log": [[2, 1, None], [9, 3, 95]],
    }


def test_an_answer_is_added_to_what_is_there_now_and_an_unreadable_record_set_aside(page: Page) -> None:
    found = page.evaluate("""() => {
      const { store, reviewLog } = ketabrain;
      store.set("review:a-01", { v: 1, log: [[5, 1, null]] });
      reviewLog.add("a-01", { grade: 3, sure: 77, minute: 9 });
      store.set("review:a-02", { v: 9, all: "new" });
      reviewLog.add("a-02", { grade: 2, sure: 25, minute: 9 });
      return [reviewLog.read("a-01"), reviewLog.read("a-02"), store.get("damaged:review:a-02", null), reviewLog.ids()];
    }""")
    one, two, aside, ids = found
    assert one["log"] == [[5, 1, None], [9, 3, None]] and two["log"] == [[9, 2, 25]]
    assert aside == {"v": 9, "all": "new"} and ids == ["a-01", "a-02"]


def test_answers_from_before_there_were_reviews_become_one_entry_each(page: Page) -> None:
    found = page.evaluate("""() => {
      const { store, reviewLog } = ketabrain;
      const at = "2026-03-01T10:00:30.000Z";
      store.set("answer:b-01", { v: 1, tries: 2, right: true, first: false, at });
      store.set("answer:b-02", { v: 1, tries: 1, right: true, first: true, at });
      store.set("answer:b-03", { v: 1, tries: 1, right: true, first: true, at });
      store.set("review:b-03", { v: 1, log: [[7, 2, 25]] });
      store.set("answer:b-04", { v: 1, first: true, at: "yesterday" });
      reviewLog.adopt();
      reviewLog.adopt();
      return ["b-01", "b-02", "b-03", "b-04"].map((id) => reviewLog.read(id));
    }""")
    minute = 29539320
    assert [one and one["log"] for one in found] == [[[minute, 1, None]], [[minute, 3, None]], [[7, 2, 25]], None]


def test_chapters_are_mixed_as_well_as_they_can_be(page: Page) -> None:
    assert page.evaluate(SPREAD, 3) is None
