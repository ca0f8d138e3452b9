"""The page of all claims in a real browser: find, judge a set, calibration, what many miss, debates, fallbacks."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.axe import serious
from tests.browser.test_claims import guess

from ketabrain.evidence import claims, debates

PAGE = "book/think/claim_check.html"
CHAPTER = "book/brain/habenula.html"
CLAIMS = {claim.id: claim for claim in claims.load()}
ALL = len(CLAIMS)
OFTEN = [name for name, claim in CLAIMS.items() if claim.often_missed]
PAGE_ALONE, FIRST_VISIT = 150_000, 300_000  # bytes, as a web server sends them: all claims are in the page's own text
PUT = """(all) => { for (const [id, guess, sure] of all)
  localStorage.setItem("ketabrain:1:claim:" + id, JSON.stringify({ v: 2, guess, sure, first: { guess, sure } })); }"""


def ready(page: Any) -> Any:
    """Return the list, once its script has run."""
    return page.locator("section[data-claim-check][data-state=ready]")


def card(page: Any, claim_id: str) -> Any:
    """Return a claim's card."""
    return page.locator(f"[data-claim={claim_id}]")


def shown(page: Any) -> list[str]:
    """Return the ids of the claims that are shown."""
    found: list[str] = page.eval_on_selector_all(".kb-listed:not([hidden])", "all => all.map((e) => e.dataset.claim)")
    return found


def status(page: Any) -> Any:
    """Return the line that says how many claims are shown."""
    return page.locator(".kb-check-status")


def judged(open_page: Any, those: list[tuple[str, str, int]]) -> Any:
    """Open the page of a reader who has judged some claims before."""
    page = open_page(PAGE)
    page.evaluate(PUT, those)
    page.reload()
    expect(ready(page)).to_be_visible()
    return page


def test_words_topic_and_chapter_find_claims_and_say_how_many(open_page: Any) -> None:
    page = open_page(PAGE)
    expect(status(page)).to_have_text(f"{ALL} of {ALL} claims are shown. You have judged 0.")
    page.get_by_label("Words in a claim or its answer").fill("HABENULA  burst")
    found = shown(page)
    assert 0 < len(found) < 20
    expect(status(page)).to_contain_text(f"{len(found)} of {ALL} claims are shown.")
    for name in found:
        text = (card(page, name).text_content() or "").lower()
        assert "habenula" in text and "burst" in text
    page.get_by_label("Words in a claim or its answer").fill("")
    page.get_by_label("Topic", exact=True).select_option("safety")
    assert shown(page) == sorted(name for name, claim in CLAIMS.items() if claim.topic == "safety")
    page.get_by_label("Topic", exact=True).select_option("")
    page.get_by_label("Chapter", exact=True).select_option("habenula")
    assert shown(page) == sorted(name for name, claim in CLAIMS.items() if claim.chapter == "habenula")
    page.get_by_label("Words in a claim or its answer").fill("xyzzy")
    expect(status(page)).to_contain_text("Try fewer words")
    page.get_by_role("button", name="Show all").click()
    expect(status(page)).to_contain_text(f"{ALL} of {ALL}")


def test_a_verdict_is_found_only_where_it_was_judged(open_page: Any) -> None:
    page = judged(open_page, [("C096", "partly", 80), ("C001", "right", 65)])
    for verdict in claims.VERDICTS:
        page.get_by_label("Our verdict", exact=True).select_option(verdict)
        assert shown(page) == sorted(name for name in ("C001", "C096") if CLAIMS[name].verdict == verdict)
        expect(status(page)).to_contain_text(f"{ALL - 2} more wait for your guess")
    page.get_by_label("Our verdict", exact=True).select_option("")
    page.get_by_label("Words in a claim or its answer").fill("No adequate evidence was found in people")
    assert not any(
        CLAIMS[name].verdict == "unsupported" and "adequate" not in CLAIMS[name].answer for name in shown(page)
    )
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Your guess", exact=True).select_option("fits")
    assert shown(page) == [
        name for name, said in (("C001", "right"), ("C096", "partly")) if said in CLAIMS[name].fitting
    ]
    page.get_by_label("Your guess", exact=True).select_option("open")
    assert len(shown(page)) == ALL - 2


def test_a_set_mixes_topics_holds_two_that_many_miss_and_is_kept(open_page: Any) -> None:
    page = open_page(PAGE)
    page.get_by_role("button", name="Judge a set of 10").click()
    chosen = shown(page)
    assert len(chosen) == 10
    assert len({CLAIMS[name].topic for name in chosen}) >= 6
    assert sum(name in OFTEN for name in chosen) >= 2
    expect(card(page, chosen[0]).locator(".kb-claim-text")).to_be_focused()
    expect(page.locator(".kb-check-controls")).to_be_hidden()
    for name in chosen[:9]:
        guess(card(page, name), "Right", 65)
    expect(status(page)).to_have_text("Set 1: 9 of 10 judged.")
    page.reload()
    assert shown(page) == chosen
    guess(card(page, chosen[9]), "Right", 65)
    hits = sum("right" in CLAIMS[name].fitting for name in chosen)
    brier = (hits * 0.35**2 + (10 - hits) * 0.65**2) / 10
    expect(status(page)).to_contain_text(f"agreed with {hits} of 10; you were 65 % sure on average")
    expect(page.locator(".kb-set-words")).to_contain_text(f"Brier score of this set: {brier:.2f}")
    page.locator(".kb-check-end").get_by_role("button", name="Judge the next set").click()
    assert len(shown(page)) == 10 and not set(shown(page)) & set(chosen)
    page.get_by_role("button", name="Leave the set").first.click()
    expect(status(page)).to_contain_text(f"{ALL} of {ALL} claims are shown. You have judged 10.")


def test_sets_come_back_with_their_seed_and_reach_every_claim(open_page: Any) -> None:
    page = open_page(PAGE)
    sets = page.evaluate("""(all) => {
      const sets = [], of = (seed) => ketabrain.claimSet(all, seed, 10);
      const twice = [of(1), of(1), of(2)];
      for (let seed = 1; all.length; seed += 1) {
        sets.push(ketabrain.claimSet(all, seed, 10));
        all = all.filter(({ id }) => !sets.at(-1).includes(id));
      }
      return [twice, sets];
    }""", [{"id": name, "topic": claim.topic, "often": claim.often_missed} for name, claim in CLAIMS.items()])  # fmt: skip
    (first, again, other), every = sets
    assert first == again != other
    assert sorted(name for one in every for name in one) == sorted(CLAIMS)
    assert all(sum(name in OFTEN for name in one) == 2 for one in every[: len(OFTEN) // 2])


GUESSES = [(0.5, True), (0.5, False), (0.8, True), (0.8, True), (0.8, False), (0.99, True)]


def test_calibration_is_what_its_definition_says(open_page: Any) -> None:
    page = open_page(PAGE)
    given = [{"sure": round(100 * p), "fits": hit} for p, hit in GUESSES]
    found = page.evaluate("(all) => ketabrain.calibration([...all, { sure: null, fits: true }])", given)
    assert found["brier"] == pytest.approx(sum((p - hit) ** 2 for p, hit in GUESSES) / 6)
    assert (found["n"], found["hits"], found["without"]) == (6, 4, 1)
    assert found["sure"] == pytest.approx(sum(p for p, _ in GUESSES) / 6)
    assert found["chance"] == pytest.approx(1.96 * sum(p * (1 - p) for p, _ in GUESSES) ** 0.5 / 6)
    assert [(b["p"], b["n"], b["hits"]) for b in found["bins"]] == [(0.5, 2, 1), (0.8, 3, 2), (0.99, 1, 1)]
    assert found["bins"][1]["interval"] == pytest.approx([0.2077, 0.9385], abs=1e-4)  # Wilson, 2 of 3


def test_the_plot_and_the_table_show_the_reader_s_own_guesses(open_page: Any) -> None:
    those = sorted(CLAIMS)[:24]
    page = judged(
        open_page, [(name, "right", 90) for name in those[:12]] + [(name, "right", 35) for name in those[12:]]
    )
    hits = [sum("right" in CLAIMS[name].fitting for name in half) for half in (those[:12], those[12:])]
    score = page.locator("#score")
    expect(score).to_contain_text(f"our verdict agreed with {sum(hits)} of them")
    label = score.get_by_role("img").get_attribute("aria-label")
    assert f"at 35 %, {hits[1]} of 12; at 90 %, {hits[0]} of 12" in label
    assert score.locator("circle").count() == 2
    assert score.locator(".kb-rel-count").all_text_contents() == ["12", "12"]
    rows = score.locator("tbody tr").all_inner_texts()
    assert [row.split()[0] for row in rows] == ["35", "90"]
    low, high = (score.locator("circle").nth(i).bounding_box() for i in (0, 1))
    assert low["x"] < high["x"]


def test_what_was_said_in_a_chapter_counts_here(open_page: Any, site_url: str) -> None:
    page = open_page(CHAPTER)
    guess(card(page, "C096"), "Partly right", 80)
    page.goto(site_url + PAGE)
    expect(page.locator("#score")).to_contain_text("You judged 1 claim.")
    expect(card(page, "C096").locator(".kb-your-guess")).to_contain_text("Partly right, 80 % sure")


def test_what_many_miss_shows_once_it_is_judged(open_page: Any) -> None:
    page = open_page(PAGE)
    missed = page.locator(".kb-missed")
    expect(missed.locator("li:visible")).to_have_count(0)
    one = card(page, OFTEN[0])
    one.get_by_role("button", name="What would you say?").click()
    guess(one, "Right", 99)
    item = missed.locator(f"[data-missed={OFTEN[0]}]")
    expect(item).to_contain_text("Most would say: Right")
    expect(item).to_contain_text("You said: Right, 99 % sure, as most would.")
    expect(missed.locator(".kb-missed-status")).to_contain_text(
        f"judged 1 of these {len(OFTEN)}, and 0 of them otherwise"
    )


def test_a_link_shows_its_claim_whatever_is_filtered(open_page: Any) -> None:
    page = open_page(PAGE)
    page.get_by_label("Words in a claim or its answer").fill("xyzzy")
    page.evaluate("location.hash = '#claim-C096'")
    expect(card(page, "C096")).to_be_visible()
    expect(card(page, "C096").get_by_label("Partly right")).to_be_visible()
    expect(card(page, "C096")).to_be_in_viewport()


def test_a_debate_asks_first_and_keeps_where_one_leaned(open_page: Any) -> None:
    page = open_page(PAGE)
    expect(page.locator("[data-debate]")).to_have_count(len(debates.load()))
    page.evaluate("location.hash = '#debate-D03'")
    one = page.locator("#debate-D03")
    expect(one.locator(".kb-weighed")).to_be_hidden()
    one.get_by_role("button", name="Show the weighing").click()
    expect(one.get_by_role("status")).to_have_text("Choose where you lean first.")
    one.get_by_label("Both can hold").check()
    one.get_by_label("What would decide it").fill("<b>one</b> dose axis")
    one.get_by_role("button", name="Show the weighing").click()
    expect(one.locator(".kb-weighed")).to_be_focused()
    expect(one.locator(".kb-leaned")).to_have_text(
        "You leaned: Both can hold. What would decide it, you wrote: “<b>one</b> dose axis”"
    )
    page.reload()
    expect(one.locator(".kb-leaned")).to_contain_text("You leaned: Both can hold.")


def test_start_over_asks_and_forgets_all_of_it(open_page: Any) -> None:
    page = judged(open_page, [("C096", "partly", 80), ("C001", "right", 65)])
    page.evaluate("""() => localStorage.setItem("ketabrain:1:debate:D01", '{"v":1,"lean":"a","why":""}')""")
    page.reload()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Start over").click()
    expect(status(page)).to_contain_text("You have judged 2.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").click()
    expect(status(page)).to_contain_text("Everything is forgotten.")
    expect(page.locator("#score")).to_contain_text("Nothing to draw yet.")
    assert page.evaluate("ketabrain.store.keys('claim').length + ketabrain.store.keys('debate').length") == 0
    page.reload()
    expect(status(page)).to_contain_text("You have judged 0.")


def test_damaged_guesses_are_counted_in_one_sentence(open_page: Any) -> None:
    page = judged(open_page, [("C001", "right", 65)])
    expect(page.locator(".kb-check-damaged")).to_be_hidden()
    page.evaluate("""() => { for (const [id, text] of [["C002", "{oops"], ["C003", '{"v":9}']])
      localStorage.setItem("ketabrain:1:claim:" + id, text); localStorage.setItem("ketabrain:1:claims-set", "[]"); }""")
    page.reload()
    expect(page.locator(".kb-check-damaged")).to_have_text(
        "2 kept guesses could not be read and count as not judged; judge again, and it is mended."
    )
    expect(status(page)).to_contain_text("You have judged 1.")


def test_without_scripts_every_verdict_can_be_opened(open_page: Any) -> None:
    page = open_page(PAGE, javascript=False)
    assert page.locator(".kb-script:visible").count() == 0
    expect(page.locator(".kb-listed")).to_have_count(ALL)
    one = card(page, "C001")
    one.locator("summary").click()
    expect(one.locator(".kb-verdict-line")).to_be_visible()
    expect(page.locator("[data-missed]").first).to_be_visible()
    debate = page.locator("[data-debate]").first
    debate.locator("summary").first.click()
    debate.locator(".kb-weighing summary").click()
    expect(debate.locator(".kb-weighed")).to_be_visible()
    expect(page.get_by_text("This part needs JavaScript")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_it_whole_and_nothing_is_hard_to_reach(open_page: Any, theme: str) -> None:
    page = judged(
        lambda path: open_page(path, width=360, theme=theme, touch=True), [(n, "right", 80) for n in OFTEN[:12]]
    )
    page.get_by_role("button", name="Judge a set of 10").tap()
    page.locator("[data-debate] summary").first.tap()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert serious(page, "article.bd-article") == []


def test_from_a_file_too(open_page: Any) -> None:
    page = open_page(PAGE, from_file=True)
    one = card(page, "C001")
    one.get_by_role("button", name="What would you say?").click()
    guess(one, "Partly right", 65)
    expect(page.locator("#score")).to_contain_text("You judged 1 claim.")


def test_print_shows_verdicts_and_no_controls(open_page: Any) -> None:
    page = open_page(PAGE)
    expect(ready(page)).to_be_visible()
    page.emulate_media(media="print")
    for part in (".kb-check-bar", ".kb-judge", ".kb-lean"):
        assert not page.locator(part).first.is_visible(), part
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(card(page, "C001").locator(".kb-verdict-line")).to_be_visible()


def test_the_first_visit_fits_its_budget(open_page: Any, site: Path) -> None:
    assert len(gzip.compress((site / PAGE).read_bytes(), 6)) <= PAGE_ALONE
    asked: set[str] = set()
    open_page.expect("favicon.ico")  # asked for by the browser beside the bare file below
    page = open_page("site.webmanifest", service_workers="block")
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(re.sub(r"site\.webmanifest$", PAGE, page.url))
    page.wait_for_load_state("networkidle")
    sizes = {name: len(gzip.compress((site / name).read_bytes(), 6)) for name in asked if (site / name).is_file()}
    assert sum(sizes.values()) <= FIRST_VISIT, sizes
