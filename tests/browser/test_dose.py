"""One dose on the page: the slider's lanes, and the reader's dose, remembered and offered in other chapters."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.browser.axe import serious
from tests.browser.drawn import PAGES, check, snapshot, wait_ready
from tests.browser.polling import until

from ketabrain import explorers
from ketabrain.explorers.one_dose import lanes
from ketabrain.explorers.one_dose.follow import TIMES_MIN

SLUG, PAGE = "one-dose", PAGES["one_dose"]
BLOOD = PAGES["pharmacokinetics"]
KEY = "ketabrain:1:dose"
USUAL = {"v": 1, "minutes": 40, "route": "intranasal", "mg_per_kg": 0.75, "weight_kg": 85, "by": "spray into the nose"}
FULL = """const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) { if (key.startsWith("ketabrain:")) throw new Error("full"); set.call(this, key, value); };"""
OFFERING = [slug for slug in explorers.names() if explorers.get(slug).of_a_dose]


def keep(page: Any, dose: Any) -> None:
    """Put a dose into the browser's memory and open the page again."""
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [KEY, dose if isinstance(dose, str) else json.dumps(dose)]
    )
    page.reload()


def kept(page: Any) -> Any:
    """Return the dose in the browser's memory."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "null")


def move(section: Any, name: str, keys: str) -> None:
    """Move a slider of an explorer by keys."""
    section.locator(f"[name='{name}']").focus()
    section.page.keyboard.press(keys)


def controls(page: Any, slug: str) -> dict[str, Any]:
    """Return where an explorer's controls stand."""
    found: dict[str, Any] = snapshot(page, slug)["controls"]
    return found


class TestLanes:
    """The slider and the nine lanes."""

    def test_the_slider_writes_what_each_lane_holds_over_the_plot(self, open_page: Any) -> None:
        page = open_page(PAGE)
        section = wait_ready(page, SLUG)
        at = int(np.flatnonzero(np.isclose(TIMES_MIN, 1440))[0])
        page.evaluate(f"ketabrain.components.get('{SLUG}').scrubTo({at})")
        until(page, f"ketabrain.components.get('{SLUG}').plot.scrub === {at}")
        read = section.locator(".kb-lane-reading").all_inner_texts()
        assert len(read) == len(lanes.LANES)
        assert read[0] == "1.7 ng/mL"
        assert read[1] == "1 % in a dish (0 % to 1 %), 0 % at rest"
        assert read[-1] == lanes.mood_reading(1440)
        assert section.locator(".kb-scrub output").inner_text() == "At 24 h"
        spoken = section.locator(".kb-scrub input").get_attribute("aria-valuetext")
        assert spoken.startswith("At 24 h. Ketamine in your blood: 1.7 ng/mL.")
        cursor = page.evaluate(f"ketabrain.components.get('{SLUG}').drawing.layout.shapes.map((one) => one.x0)")
        assert cursor == [1440] * 5

    def test_a_dose_moves_three_lanes(self, open_page: Any) -> None:
        page = open_page(PAGE)
        section = wait_ready(page, SLUG)
        before = snapshot(page, SLUG)
        move(section, "dose_mg_kg", "End")
        after = snapshot(page, SLUG)
        check(explorers.get(SLUG), after)
        axes = {trace.name: trace.panel for trace in explorers.get(SLUG).drawing.traces}
        moved = {axes[a["name"]] for a, b in zip(before["traces"], after["traces"], strict=True) if a["y"] != b["y"]}
        assert moved == {"plasma", "block", "rating"}

    @pytest.mark.parametrize("width", [360, 1280])
    def test_readings_stand_under_their_titles_and_nothing_overflows(self, open_page: Any, width: int) -> None:
        page = open_page(PAGE, width=width)
        section = wait_ready(page, SLUG)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        tops = [box.bounding_box() for box in section.locator(".kb-lane-reading").all()]
        plot = section.locator(".kb-drawing").bounding_box()
        for box, lane in zip(tops, lanes.LANES, strict=True):
            words = f"{lane.title} (your dose)" if lane.yours else lane.title
            title = section.locator(".annotation-text", has_text=words).first.bounding_box()
            assert 0 <= box["y"] - (title["y"] + title["height"]) + 6 < 14, lane.name
            assert title["x"] >= plot["x"] and title["x"] + title["width"] <= plot["x"] + plot["width"] + 1, lane.name

    def test_the_slider_stays_in_sight_while_its_lanes_scroll(self, open_page: Any) -> None:
        page = open_page(PAGE, width=375)
        section = wait_ready(page, SLUG)
        section.locator(".kb-plot").evaluate(
            "plot => window.scrollTo(0, plot.getBoundingClientRect().top + window.scrollY + 300)"
        )
        box = section.locator(".kb-scrub input").bounding_box()
        assert 0 < box["y"] < 780 - box["height"]

    def test_the_lanes_in_words_open_and_lead_on(self, open_page: Any) -> None:
        page = open_page(PAGE)
        spines = page.locator("#lane-spines")
        spines.locator("summary").click()
        assert spines.get_by_text("In people none were counted.").is_visible()
        assert serious(page, ".kb-lanes") == []


class TestMyDose:
    """The reader's dose: nothing changes until a button is pressed."""

    def test_a_new_reader_is_offered_nothing(self, open_page: Any) -> None:
        page = open_page(BLOOD)
        for slug in (s for s in OFFERING if explorers.get(s).chapter == "pharmacokinetics"):
            section = wait_ready(page, slug)
            assert section.locator("[data-do=dose]").count() == 1
            assert not section.locator("[data-do=dose]").is_visible()
        assert kept(page) is None

    def test_a_chosen_dose_is_remembered_and_offered_elsewhere(self, open_page: Any, site_url: str) -> None:
        page = open_page(PAGE)
        section = wait_ready(page, SLUG)
        section.locator("[name='route']").select_option("intranasal")
        move(section, "dose_mg_kg", "ArrowRight")
        move(section, "weight", "ArrowRight")
        assert kept(page) == USUAL
        assert not section.locator("[data-do=dose]").is_visible()  # it stands here already
        page.goto(site_url + BLOOD)
        there = wait_ready(page, "pk-single-dose")
        button = there.locator("[data-do=dose]")
        assert button.inner_text() == "Use my dose: 64 mg, spray into the nose, 85 kg"
        assert controls(page, "pk-single-dose") == explorers.get("pk-single-dose").defaults
        button.click()
        wanted = {**explorers.get("pk-single-dose").defaults, "route": "intranasal", "dose_mg_kg": 0.75, "weight": 85}
        assert controls(page, "pk-single-dose") == wanted
        check(explorers.get("pk-single-dose"), snapshot(page, "pk-single-dose"))
        assert there.locator(".kb-note").inner_text() == ""
        assert not button.is_visible()
        assert page.evaluate("document.activeElement.name") == "route"
        until(page, "location.hash.includes('route=intranasal')")

    def test_a_preset_counts_as_chosen_but_reset_links_and_the_prediction_do_not(self, open_page: Any) -> None:
        page = open_page(PAGE + "#one-dose?route=oral&dose_mg_kg=2&weight=50")
        section = wait_ready(page, SLUG)
        assert controls(page, SLUG)["route"] == "oral" and kept(page) is None
        section.get_by_role("button", name="Anaesthesia begins").click()
        assert (kept(page)["route"], kept(page)["mg_per_kg"]) == ("iv_bolus", 2)
        section.get_by_role("button", name="Reset").click()
        section.locator(".kb-predict input").first.check()
        section.get_by_role("button", name="See what the model does").click()
        until(page, f"ketabrain.components.get('{SLUG}').state.dose_mg_kg === 1")
        assert (kept(page)["route"], kept(page)["mg_per_kg"]) == ("iv_bolus", 2)
        assert (
            section.locator("[data-do=dose]")
            .inner_text()
            .startswith("Use my dose: 140 mg, quick injection into a vein")
        )

    def test_the_page_itself_offers_it_when_the_reader_comes_back(self, open_page: Any) -> None:
        page = open_page(PAGE)
        keep(page, USUAL)
        section = wait_ready(page, SLUG)
        assert controls(page, SLUG) == explorers.get(SLUG).defaults
        section.locator("[data-do=dose]").click()
        assert controls(page, SLUG) == {"route": "intranasal", "dose_mg_kg": 0.75, "weight": 85}

    @pytest.mark.parametrize(
        ("slug", "dose", "state", "said"),
        [
            ("pk-course", {}, {"route": "intranasal", "dose_mg_kg": 0.75}, ""),
            ("pk-course", {"route": "intramuscular", "by": "injection into a muscle", "mg_per_kg": 2}, {"dose_mg_kg": 1},
             'Your dose, as far as it goes here: Way in: there is no "injection into a muscle" here; Each dose is now '
             "1.00 mg/kg, the nearest there is to 2.00 mg/kg."),
            ("pk-artery-vein", {"route": "iv_infusion", "by": "slow infusion into a vein", "mg_per_kg": 0.5, "weight_kg": 70},
             {"amount": 35, "given": "40"}, ""),
            ("pk-artery-vein", {"route": "iv_bolus", "by": "quick injection into a vein", "mg_per_kg": 2, "weight_kg": 50},
             {"amount": 70, "given": "0"}, "Your dose, as far as it goes here: Dose into a vein is now 70 mg, the nearest there is to 100.00 mg."),
            ("pk-artery-vein", {"mg_per_kg": 0.5}, {"amount": 35},
             "Your dose, as far as it goes here: Dose into a vein is now 35 mg, the nearest there is to 42.50 mg; your way in "
             "(spray into the nose) is no choice here."),
            ("pk-variability", {}, {"treatment": "intranasal"}, "Your dose, as far as it goes here: the amount is no choice here."),
            ("dissociation-timecourse", {}, {"route": "intranasal", "dose_mg_kg": 0.75}, ""),
        ],
    )  # fmt: skip
    def test_what_does_not_fit_is_said(self, open_page: Any, slug: str, dose: dict, state: dict, said: str) -> None:
        page = open_page(PAGES[explorers.get(slug).chapter])
        keep(page, {**USUAL, **dose})
        section = wait_ready(page, slug)
        # somewhere else first, so that there is something to offer
        page.evaluate("([slug, state]) => ketabrain.set(slug, state)", [slug, elsewhere(slug, state)])
        section.locator("[data-do=dose]").click()
        until(
            page,
            f"Object.entries({json.dumps(state)}).every(([name, value]) => ketabrain.components.get('{slug}').state[name] === value)",
        )
        assert section.locator(".kb-note").inner_text() == said
        check(explorers.get(slug), snapshot(page, slug))

    @pytest.mark.parametrize(
        "dose",
        [
            "{oops",
            '"35 mg"',
            "null",
            {**USUAL, "mg_per_kg": -1},
            {**USUAL, "v": 2},
            {**USUAL, "by": "x" * 500},
            {"v": 1},
        ],
    )
    def test_what_is_no_dose_is_passed_over(self, open_page: Any, dose: Any) -> None:
        page = open_page(BLOOD)
        keep(page, dose)
        section = wait_ready(page, "pk-single-dose")
        assert not section.locator("[data-do=dose]").is_visible()

    def test_a_hostile_dose_goes_in_as_text(self, open_page: Any) -> None:
        page = open_page(BLOOD)
        keep(page, {**USUAL, "by": "<img src=x onerror=alert(1)>"})
        button = wait_ready(page, "pk-single-dose").locator("[data-do=dose]")
        assert button.inner_text() == "Use my dose: 64 mg, <img src=x onerror=alert(1)>, 85 kg"

    def test_without_storage_it_lasts_as_long_as_the_page(self, open_page: Any) -> None:
        page = open_page("book/start/intro.html")
        page.context.add_init_script(FULL)
        page.goto(page.url.replace("start/intro", "change/one_dose"))
        section = wait_ready(page, SLUG)
        move(section, "dose_mg_kg", "ArrowRight")
        section.get_by_role("button", name="Reset").click()
        assert section.locator("[data-do=dose]").inner_text() == "Use my dose: 53 mg, slow infusion into a vein, 70 kg"

    def test_it_crosses_pages_opened_from_files(self, open_page: Any) -> None:
        page = open_page(PAGE, from_file=True)
        move(wait_ready(page, SLUG), "dose_mg_kg", "End")
        page.goto(page.url.split("#")[0].replace("change/one_dose", "drug/pharmacokinetics"))
        button = wait_ready(page, "pk-single-dose").locator("[data-do=dose]")
        assert button.inner_text() == "Use my dose: 140 mg, slow infusion into a vein, 70 kg"

    def test_it_is_forgotten_with_the_progress(self, open_page: Any) -> None:
        page = open_page(BLOOD)
        keep(page, USUAL)
        wait_ready(page, "pk-single-dose")
        page.once("dialog", lambda dialog: dialog.accept())
        with page.expect_navigation():
            page.get_by_role("button", name="Forget my progress").click()
        assert kept(page) is None


def elsewhere(slug: str, state: dict[str, Any]) -> dict[str, Any]:
    """Return steps that differ from those of a state."""
    control = explorers.get(slug).control
    return {name: next(step for step in control[name].steps if step != value) for name, value in state.items()}
