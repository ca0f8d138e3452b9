"""The static view: what a reader, an instructor with a link, and a script can do with an explorer."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.drawn import BY_PAGE, PAGES, check, snapshot, wait_ready
from tests.browser.polling import until

from ketabrain import explorers
from ketabrain.explorer import Task

HABENULA = PAGES["habenula"]
BURSTING, BRAKE, TRAPPING = "habenula-bursting", "habenula-reward-brake", "habenula-trapping"


def value(page: Any, slug: str, name: str) -> Any:
    """Return where a control stands, as the page's own state has it."""
    return snapshot(page, slug)["controls"][name]


def test_the_first_picture_is_the_default_state(open_page: Any) -> None:
    page = open_page(HABENULA)
    for slug in (BURSTING, BRAKE, TRAPPING):
        wait_ready(page, slug)
        seen = snapshot(page, slug)
        assert seen["controls"] == explorers.get(slug).defaults
        check(explorers.get(slug), seen)


def test_explorers_load_when_they_come_near(open_page: Any) -> None:
    asked: list[str] = []
    page = open_page("book/start/intro.html")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("start/intro", "brain/habenula"))
    page.wait_for_load_state("networkidle")
    assert not any(TRAPPING in url for url in asked)
    wait_ready(page, TRAPPING)
    assert sum(TRAPPING in url for url in asked) == 1


def test_presets_set_their_state_and_reset_goes_back(open_page: Any) -> None:
    page, explorer = open_page(HABENULA), explorers.get(BURSTING)
    section = wait_ready(page, BURSTING)
    for preset in explorer.presets:
        section.get_by_role("button", name=preset.label, exact=True).click()
        seen = snapshot(page, BURSTING)
        assert seen["controls"] == {**explorer.defaults, **preset.state}
        check(explorer, seen)
    section.get_by_role("button", name="Reset").click()
    assert snapshot(page, BURSTING)["controls"] == explorer.defaults
    assert section.locator("[data-preset]").all_inner_texts() == ["Healthy", "Depression-like", "After ketamine"]
    assert section.get_by_role("group", name="Model states").count() == 1


def test_controls_show_value_unit_and_words_for_screen_readers(open_page: Any) -> None:
    page = open_page(HABENULA)
    section = wait_ready(page, BURSTING)
    slider = section.get_by_role("slider", name="Drive from other cells")
    slider.focus()
    page.keyboard.press("ArrowRight")
    snapshot(page, BURSTING)
    assert section.locator("output[data-shows='drive']").inner_text() == "2.0 µA/cm²"
    assert slider.get_attribute("aria-valuetext") == "2.0 µA/cm²"
    uneven = section.get_by_role("slider", name="NMDA receptors blocked")
    assert uneven.get_attribute("aria-valuetext") == "0 %"
    until(
        page,
        "document.querySelector('[data-explorer=habenula-bursting] .kb-spoken').textContent.includes('2.0 µA/cm²')",
    )
    assert section.locator(".kb-spoken").get_attribute("aria-live") == "polite"


def test_what_is_moved_before_the_data_are_here_is_drawn_later(open_page: Any) -> None:
    page = open_page(HABENULA)
    page.evaluate(
        """slug => {
          const section = document.querySelector(`[data-explorer="${slug}"]`);
          const slider = section.querySelector("[name=burst_share]");
          slider.value = 0.2;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        BRAKE,
    )
    page.wait_for_selector(f"[data-explorer='{BRAKE}'][data-state='ready']", state="attached")
    assert value(page, BRAKE, "burst_share") == 0.2
    check(explorers.get(BRAKE), snapshot(page, BRAKE))


def test_the_last_of_many_quick_moves_is_what_stays(open_page: Any) -> None:
    page = open_page(HABENULA)
    wait_ready(page, BURSTING)
    painted = page.evaluate(
        """async slug => {
          const one = ketabrain.components.get(slug);
          let painted = 0;
          one.section.addEventListener("ketabrain:painted", () => painted++);
          const slider = one.input("drive");
          for (let i = 0; i < 60; i++) {
            slider.value = (i % 13) / 2;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
          }
          while (one.painting) await one.painting;
          return painted;
        }""",
        BURSTING,
    )
    assert 1 <= painted < 60
    seen = snapshot(page, BURSTING)
    assert seen["controls"]["drive"] == (59 % 13) / 2
    check(explorers.get(BURSTING), seen)


def test_the_painted_event_tells_the_state(open_page: Any) -> None:
    page = open_page(HABENULA)
    wait_ready(page, BRAKE)
    detail = page.evaluate(
        """async slug => {
          const heard = new Promise((resolve) => document.addEventListener("ketabrain:painted", (event) => resolve(event.detail), { once: true }));
          await ketabrain.set(slug, { burst_share: 0.231, outcome: "better" });
          return heard;
        }""",
        BRAKE,
    )
    assert detail["slug"] == BRAKE
    assert detail["controls"] == {"outcome": "better", "burst_share": 0.23, "silenced": 0.0}
    assert detail["readouts"]["dopamine_Hz"] == explorers.get(BRAKE).node(**detail["controls"])["dopamine_Hz"]


def test_a_script_gets_a_clear_error(open_page: Any) -> None:
    page = open_page(HABENULA)
    wait_ready(page, BRAKE)
    tell = "([slug, values]) => ketabrain.set(slug, values).catch((error) => error.message)"
    assert 'has no control "dose": it has outcome' in page.evaluate(tell, [BRAKE, {"dose": 1}])
    assert 'no explorer "brake" on this page: it has habenula-' in page.evaluate(tell, ["brake", {}])


class TestAddress:
    """A link holds the states of a page's explorers."""

    def test_states_come_back_from_a_link(self, open_page: Any) -> None:
        page = open_page(HABENULA)
        for slug, name, wanted in ((BURSTING, "drive", 4), (TRAPPING, "tissue", "quiet")):
            wait_ready(page, slug)
            page.evaluate("([slug, values]) => ketabrain.set(slug, values)", [slug, {name: wanted}])
        until(page, "location.hash.includes('habenula-trapping?')")
        link = page.evaluate("location.hash")
        assert link.startswith(f"#{BURSTING}?drive=4&") and f";{TRAPPING}?" in link and BRAKE not in link
        again = open_page(HABENULA + link)
        for slug, name, wanted in ((BURSTING, "drive", 4), (TRAPPING, "tissue", "quiet")):
            again.wait_for_selector(f"[data-explorer='{slug}'][data-state='ready']", state="attached")
            assert value(again, slug, name) == wanted
            check(explorers.get(slug), snapshot(again, slug))
        assert (
            again.evaluate(
                "Math.abs(document.querySelector('[data-explorer=habenula-bursting]').getBoundingClientRect().top)"
            )
            < 150
        )

    @pytest.mark.parametrize(
        ("fragment", "drive", "said"),
        [
            ("drive=2.2", 2.0, 'Drive from other cells is now 2.0 µA/cm², the nearest there is to "2.2"'),
            ("drive=99", 6.0, 'is now 6.0 µA/cm², the nearest there is to "99"'),
            ("drive=lots", 1.5, 'is now 1.5 µA/cm², the nearest there is to "lots"'),
            ("drive=2&speed=3", 2.0, 'there is no control "speed"'),
            ("drive=2", 2.0, ""),
        ],
    )  # fmt: skip
    def test_off_step_values_snap_and_the_page_says_so(
        self, open_page: Any, fragment: str, drive: float, said: str
    ) -> None:
        page = open_page(f"{HABENULA}#{BURSTING}?{fragment}")
        wait_ready(page, BURSTING)
        assert value(page, BURSTING, "drive") == drive
        note = page.locator(f"[data-explorer='{BURSTING}'] .kb-note")
        assert said in note.inner_text() if said else note.inner_text() == ""

    def test_a_link_that_a_chat_program_escaped_still_works(self, open_page: Any) -> None:
        page = open_page(f"{HABENULA}#{BURSTING}%3Fdrive%3D4%26kir%3D-80")
        wait_ready(page, BURSTING)
        assert (value(page, BURSTING, "drive"), value(page, BURSTING, "kir")) == (4, -80)

    @pytest.mark.parametrize("fragment", ["%", "%E0%A4%A", "?", ";;?;", f"{BURSTING}?%", "no-such?x=1", "references"])
    def test_strange_fragments_harm_nothing(self, open_page: Any, fragment: str) -> None:
        page = open_page(f"{HABENULA}#{fragment}")
        wait_ready(page, BURSTING)
        assert snapshot(page, BURSTING)["controls"] == explorers.get(BURSTING).defaults

    def test_following_another_link_on_the_page_starts_from_the_defaults(self, open_page: Any) -> None:
        page = open_page(f"{HABENULA}#{BURSTING}?drive=4&kir=-80")
        wait_ready(page, BURSTING)
        page.evaluate(f"location.hash = '#{BURSTING}?drive=3'")
        until(page, f"ketabrain.components.get('{BURSTING}').state.drive === 3")
        assert value(page, BURSTING, "kir") == -65

    def test_copy_link_names_this_state_even_when_it_is_the_default(self, open_page: Any) -> None:
        page = open_page(HABENULA)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        section = wait_ready(page, BRAKE)
        section.get_by_role("button", name="Copy link").click()
        until(page, f"document.querySelector('[data-explorer={BRAKE}] .kb-note').textContent !== ''")
        assert page.evaluate("navigator.clipboard.readText()").endswith(
            f"#{BRAKE}?outcome=worse&burst_share=0.07&silenced=0"
        )

    def test_an_unloaded_explorer_of_the_link_is_not_forgotten(self, open_page: Any) -> None:
        page = open_page(f"{HABENULA}#{BURSTING}?drive=4;{TRAPPING}?tissue=quiet")
        wait_ready(page, BURSTING)
        page.evaluate("slug => ketabrain.set(slug, { drive: 3 })", BURSTING)
        until(page, "location.hash.includes('drive=3')")
        assert "tissue=quiet" in page.evaluate("location.hash")


class TestStory:
    """Prediction, tasks, scrubber."""

    def test_the_prediction_is_asked_kept_and_shown_beside_the_result(self, open_page: Any) -> None:
        explorer = explorers.get(BURSTING)
        page = open_page(HABENULA)
        section = wait_ready(page, BURSTING)
        assert section.locator(".kb-reveal").is_hidden()
        section.get_by_role("button", name="See what the model does").click()
        assert "a guess is enough" in section.locator(".kb-ask").inner_text()
        section.get_by_label(explorer.predict.options[0]).check()
        section.get_by_role("button", name="See what the model does").click()
        assert section.locator(".kb-verdict").inner_text() == "It comes out differently."
        assert section.locator(".kb-answer").inner_text() == explorer.predict.options[explorer.predict.answer]
        until(page, f"ketabrain.components.get('{BURSTING}').state.block === 0.2")
        seen = snapshot(page, BURSTING)
        assert seen["controls"] == {**explorer.defaults, **explorer.predict.state}
        page.evaluate("location.hash = ''")
        page.reload()
        assert page.locator(f"[data-explorer='{BURSTING}'] .kb-reveal").is_visible()

    @pytest.mark.parametrize(("path", "slugs"), BY_PAGE.items())
    def test_each_task_ticks_itself_and_stays_ticked(self, open_page: Any, path: str, slugs: list[str]) -> None:
        page = open_page(path)
        for slug in slugs:
            self.solve(page, slug)
        page.goto(page.url.split("#")[0])
        for slug in slugs:
            assert wait_ready(page, slug).locator(".kb-done").count() == len(explorers.get(slug).tasks), slug

    def solve(self, page: Any, slug: str) -> None:
        """Do an explorer's tasks one by one."""
        explorer, section = explorers.get(slug), wait_ready(page, slug)
        state, met = dict(explorer.defaults), set()
        for number, task in enumerate(explorer.tasks):
            item = section.locator(f"[data-task='{number}']")
            assert ("kb-done" in (item.get_attribute("class") or "")) == (number in met), slug
            page.evaluate("([slug, values]) => ketabrain.set(slug, values)", [slug, solution(slug, number)])
            page.evaluate("slug => ketabrain.components.get(slug).painting", slug)
            state |= solution(slug, number)
            met |= {i for i, other in enumerate(explorer.tasks) if meets(slug, other, state)}
            assert "kb-done" in item.get_attribute("class"), slug
            assert item.inner_text().startswith("Done:") and task.praise in item.inner_text(), slug

    def test_the_scrubber_reads_the_traces_at_its_moment(self, open_page: Any) -> None:
        explorer = explorers.get(BURSTING)
        page = open_page(HABENULA)
        section = wait_ready(page, BURSTING)
        slider = section.get_by_role("slider", name="Look at one moment")
        slider.focus()
        for key in ("ArrowRight", "ArrowRight", "PageUp"):
            page.keyboard.press(key)
        page.evaluate("slug => ketabrain.components.get(slug).painting", BURSTING)
        index = int(slider.input_value())
        node = explorer.node()
        words = section.locator(".kb-scrub output").inner_text()
        assert words == slider.get_attribute("aria-valuetext")
        at, potential = re.match(r"At (\S+) ms: membrane potential (\S+) mV", words).groups()  # type: ignore[union-attr]
        assert float(at) == pytest.approx(node["time_ms"][index], abs=0.51)
        assert float(potential.replace("\N{MINUS SIGN}", "-")) == pytest.approx(node["membrane_mV"][index], abs=0.6)
        assert "NMDA current" in words and "T-type current" in words
        line = page.evaluate(f"ketabrain.components.get('{BURSTING}').drawing.layout.shapes.at(-1).x0")
        assert line == pytest.approx(node["time_ms"][index], abs=0.01)

    def test_play_runs_and_stops(self, open_page: Any) -> None:
        page = open_page(HABENULA)
        section = wait_ready(page, TRAPPING)
        section.get_by_role("button", name="Play").click()
        until(page, f"ketabrain.components.get('{TRAPPING}').plot.scrub > 5")
        section.get_by_role("button", name="Pause").click()
        until(page, f"!ketabrain.components.get('{TRAPPING}').player.playing")
        assert section.get_by_role("button", name="Play").is_visible()

    def test_play_takes_few_large_steps_where_motion_is_unwelcome(self, open_page: Any) -> None:
        page = open_page(HABENULA, reduced_motion="reduce")
        section = wait_ready(page, TRAPPING)
        section.get_by_role("button", name="Play").click()
        until(page, f"ketabrain.components.get('{TRAPPING}').plot.scrub > 0")
        assert page.evaluate(f"ketabrain.components.get('{TRAPPING}').plot.scrub") >= 47


def solution(slug: str, number: int) -> dict[str, Any]:
    """Return a state in which a task is done, as the lattice finds it."""
    from ketabrain.explorer.building import combinations, done, needed
    from ketabrain.explorer.lattice import Lattice

    explorer = explorers.get(slug)
    lattice, task = Lattice.load_or_build(explorer), explorer.tasks[number]
    names = needed(explorer, task)
    states = (dict(zip(names, steps, strict=True)) for steps in combinations(explorer, names))
    return next(state for state in states if done(lattice, task, {**explorer.defaults, **state}))


def meets(slug: str, task: Task, state: dict[str, Any]) -> bool:
    """Return whether a task is done at a state."""
    from ketabrain.explorer.building import done
    from ketabrain.explorer.lattice import Lattice

    return done(Lattice.load_or_build(explorers.get(slug)), task, state)


class TestTakeAlong:
    """Data and picture as files."""

    def test_the_data_as_csv(self, open_page: Any, tmp_path: Path) -> None:
        page = open_page(HABENULA)
        section = wait_ready(page, TRAPPING)
        with page.expect_download() as waiting:
            section.get_by_role("button", name="Data as CSV").click()
        assert waiting.value.suggested_filename == "habenula-trapping.csv"
        waiting.value.save_as(tmp_path / "data.csv")
        text = (tmp_path / "data.csv").read_text(encoding="utf-8")
        assert "# Cells: a bursting habenula\n" in text
        assert "# receptors blocked: x is Time after the dose (hours), y is " in text
        rows = list(
            csv.reader(io.StringIO("".join(line + "\n" for line in text.splitlines() if not line.startswith("#"))))
        )
        assert rows[0] == ["trace", "x", "y"]
        traces = snapshot(page, TRAPPING)["traces"]
        assert len(rows) - 1 == sum(len(trace["x"]) for trace in traces)
        first = [row for row in rows[1:] if row[0] == "receptors blocked"]
        assert [float(row[2]) for row in first] == pytest.approx(traces[1]["y"])

    @pytest.mark.parametrize("from_file", [False, True])
    def test_the_picture_as_svg(self, open_page: Any, tmp_path: Path, from_file: bool) -> None:
        page = open_page(HABENULA, from_file=from_file, theme="dark")
        section = wait_ready(page, BURSTING)
        with page.expect_download() as waiting:
            section.get_by_role("button", name="Picture as SVG").click()
        waiting.value.save_as(tmp_path / "picture.svg")
        text = (tmp_path / "picture.svg").read_text(encoding="utf-8")
        assert text.startswith("<svg") and text.rstrip().endswith("</svg>")
        assert "NMDA current" in text and "rgb(20, 24, 30)" in text  # the dark page's own ground


class TestEverywhere:
    """Files, frames, small screens, no scripts, print."""

    def test_from_a_file(self, open_page: Any) -> None:
        page = open_page(f"{HABENULA}#{BRAKE}?burst_share=0.2", from_file=True)
        section = wait_ready(page, BRAKE)
        assert value(page, BRAKE, "burst_share") == 0.2
        section.get_by_role("button", name="Depression-like").click()
        check(explorers.get(BRAKE), snapshot(page, BRAKE))

    @pytest.mark.parametrize("from_file", [False, True])
    def test_embedded_alone(self, open_page: Any, from_file: bool) -> None:
        page = open_page(f"{HABENULA}?embed={BRAKE}#{BRAKE}?burst_share=0.2", from_file=from_file)
        wait_ready(page, BRAKE)
        assert value(page, BRAKE, "burst_share") == 0.2
        assert page.locator("header:visible, nav:visible, h1:visible").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        width = page.evaluate("document.querySelector('.kb-drawing .legend').getBoundingClientRect().width")
        assert width > 150  # plotly could measure the words of its legend
        page.mouse.wheel(0, 400)
        check(explorers.get(BRAKE), snapshot(page, BRAKE))

    def test_embedding_what_is_not_there_says_so(self, open_page: Any) -> None:
        page = open_page(f"{HABENULA}?embed=no-such")
        assert page.get_by_role("alert").inner_text() == 'There is no explorer "no-such" on this page.'

    def test_without_scripts_there_is_a_picture_a_table_and_a_sentence(self, open_page: Any) -> None:
        page, explorer = open_page(HABENULA, javascript=False), explorers.get(BURSTING)
        section = page.locator(f"[data-explorer='{BURSTING}']")
        assert section.locator(".kb-still svg").is_visible()
        assert section.locator(".kb-sentence").inner_text() == explorer.sentence(explorer.node())
        assert "bursting" in section.locator(".kb-numbers table").inner_text()
        assert section.locator(".kb-controls").is_hidden() and section.get_by_role("button").count() == 0
        section.get_by_text("What the model does", exact=True).click()
        assert explorer.predict.reveal in section.inner_text()

    def test_on_paper_the_table_stands_in_for_the_controls(self, open_page: Any) -> None:
        page = open_page(HABENULA)
        section = wait_ready(page, BURSTING)
        page.evaluate("slug => ketabrain.set(slug, { drive: 6 })", BURSTING)
        page.emulate_media(media="print")
        assert section.locator(".kb-controls").is_hidden()
        table = section.locator(".kb-numbers table")
        assert table.is_visible() and "6.0 µA/cm²" in table.inner_text() and "firing steadily" in table.inner_text()

    def test_a_file_that_cannot_be_loaded_is_said_and_leaves_the_picture(self, open_page: Any) -> None:
        open_page.expect("Failed to load resource")
        open_page.expect("ERR_FAILED")
        page = open_page("book/start/intro.html", service_workers="block")
        page.route(f"**/{BRAKE}-*.js", lambda route: route.abort())
        page.goto(page.url.replace("start/intro", "brain/habenula"))
        section = page.locator(f"[data-explorer='{BRAKE}']")
        section.scroll_into_view_if_needed()
        page.wait_for_selector(f"[data-explorer='{BRAKE}'][data-state='failed']")
        assert re.search(
            r"Could not load habenula-reward-brake-\w+\.js: reload the page", section.locator(".kb-note").inner_text()
        )
        assert section.locator(".kb-still svg").is_visible() and section.locator(".kb-controls").is_hidden()

    @pytest.mark.parametrize("width", [360, 700, 1280])
    def test_nothing_jumps_while_an_explorer_loads(self, open_page: Any, width: int) -> None:
        page = open_page("book/start/intro.html", width=width)
        page.add_init_script(
            "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shift += one.value)))"
            ".observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(page.url.replace("start/intro", "brain/habenula"))
        for slug in (BURSTING, BRAKE, TRAPPING):
            section = wait_ready(page, slug)
            reserved, used = section.evaluate(
                "(node) => [parseFloat(getComputedStyle(node.querySelector('.kb-drawing')).minHeight), node.querySelector('.kb-drawing').offsetHeight]"
            )
            assert reserved == used
        assert page.evaluate("shift") < 0.05

    def test_the_theme_recolours_the_plot(self, open_page: Any) -> None:
        page = open_page(HABENULA)
        wait_ready(page, BRAKE)
        ink = f"ketabrain.components.get('{BRAKE}').drawing.layout.font.color"
        assert page.evaluate(ink) == "#1f2328"
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        until(page, f"{ink} === '#e6e8eb'")
        check(explorers.get(BRAKE), snapshot(page, BRAKE))
