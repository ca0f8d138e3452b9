"""Explorers in a real JupyterLab: what is drawn is what the model computes, by mouse, key and code."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page
from tests.lab.conftest import Labs
from tests.lab.measure import PLOTTED, RUN, SLUGS, measure, our_lab

from ketabrain import explorers
from ketabrain.explorer import Explorer, figure
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.slices import fill_slices
from ketabrain.palette import PALETTE

SHOWS = [f'ketabrain.show("{slug}")' for slug in SLUGS]
DATA = "div => div.data.map(({ name, x, y }) => ({ name, x: Array.from(x), y: Array.from(y) }))"
# What the next repaint says of itself.
PAINTED = """section => { window.painted = new Promise((resolve) =>
  section.addEventListener("ketabrain:painted", (event) => resolve(event.detail), { once: true })); }"""


def explorer_at(page: Page, number: int) -> Locator:
    """Return the nth explorer of the notebook, once it is ready."""
    section = page.locator(".jp-OutputArea [data-explorer]").nth(number)
    section.scroll_into_view_if_needed()
    page.wait_for_function("e => e.dataset.state === 'ready'", arg=section.element_handle())
    return section


def step(page: Page, section: Locator, move: Any) -> dict[str, Any]:
    """Make a move and return what the repaint says."""
    section.evaluate(PAINTED)
    move()
    return dict(page.evaluate("window.painted"))


def close(found: list[Any], wanted: Any, span: float) -> bool:
    """Say whether drawn values are the model's, within a hundredth of a span."""
    if len(found) != len(wanted) or any(isinstance(value, str) for value in wanted):
        return list(found) == list(wanted)
    drawn, model = np.asarray(found, float), np.asarray(wanted, float)
    return not model.size or bool(np.abs(drawn - model).max() <= 0.01 * span)


def span(explorer: Explorer, name: str | None) -> float:
    """Return the range of a series over the whole lattice; for a value that is drawn as it is, nearly nothing."""
    if name not in explorer.series:
        return 1e-6
    lattice = Lattice.load_or_build(explorer)
    rows = lattice.rows(name)
    return float(np.nanmax(rows) - np.nanmin(rows))


def assert_model(section: Locator, state: dict[str, Any]) -> None:
    """Assert that a section's plot, sentence and read-outs are the model's at a state."""
    explorer = explorers.get(str(section.get_attribute("data-explorer")))
    node = explorer.node(**state)
    wanted = figure.fill(explorer.template, node)
    fill_slices(explorer, wanted, node)
    drawn = section.locator(".js-plotly-plot").evaluate(DATA)
    assert [trace["name"] for trace in drawn] == [trace["name"] for trace in wanted["data"]]
    for trace, model, bound in zip(drawn, wanted["data"], explorer.template["bind"], strict=True):
        for way in "xy":
            assert close(trace[way], model[way], span(explorer, bound.get(way))), (trace["name"], way)
    assert section.locator(".kb-sentence").inner_text() == explorer.sentence(node)
    shown = explorer.shown(node)
    for name in explorer.readouts:
        assert section.locator(f"[data-readout={name}]").inner_text() == shown[name]


def test_three_explorers_draw_what_the_model_computes(run_lab: Labs) -> None:
    page = run_lab(*SHOWS, plots=3, height=5000)
    for number, slug in enumerate(SLUGS):
        section = explorer_at(page, number)
        state = explorers.get(slug).defaults
        assert_model(section, state)
        for control in (c for c in explorers.get(slug).controls if c.kind == "steps"):
            handle = section.locator(f".kb-live-{control.name} [role=slider]")
            handle.focus()
            at = control.steps.index(state[control.name])
            key, there = ("ArrowRight", at + 1) if at + 1 < len(control.steps) else ("ArrowLeft", at - 1)
            said = step(page, section, lambda key=key: page.keyboard.press(key))
            state = {**state, control.name: control.steps[there]}
            assert said["controls"] == state
            assert_model(section, state)


def test_the_notebook_can_be_run_twice(run_lab: Labs) -> None:
    page = run_lab(*SHOWS, plots=3, height=5000)
    old = explorer_at(page, 0).element_handle()
    first = run_lab.traffic.bytes
    page.evaluate(RUN)
    page.wait_for_function("old => !old.isConnected", arg=old)
    page.wait_for_function(PLOTTED, arg=3)
    for number, slug in enumerate(SLUGS):
        assert_model(explorer_at(page, number), explorers.get(slug).defaults)
    assert run_lab.traffic.bytes - first < first - 350_000  # plotly.js came once


def test_two_of_one_kind_are_two(run_lab: Labs) -> None:
    page = run_lab(*2 * ['ketabrain.show("basics-synapse")'], plots=2, height=3000)
    first, second = explorer_at(page, 0), explorer_at(page, 1)
    defaults = explorers.get("basics-synapse").defaults
    second.locator(".kb-live-spikes [role=slider]").focus()
    step(page, second, lambda: page.keyboard.press("ArrowRight"))
    assert_model(first, defaults)
    assert_model(second, {**defaults, "spikes": defaults["spikes"] + 1})
    first.get_by_role("radio").nth(0).check()
    second.get_by_role("radio").nth(1).check()
    assert first.get_by_role("radio").nth(0).is_checked()
    ids = page.eval_on_selector_all("[data-explorer] [id]", "all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_code_and_controls_move_the_same_state(run_lab: Labs) -> None:
    page = run_lab('cell = ketabrain.show("habenula-bursting", drive=2)\ncell', plots=1)
    section = explorer_at(page, 0)
    defaults = explorers.get("habenula-bursting").defaults
    assert_model(section, {**defaults, "drive": 2})
    run = "code => jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }).done"
    said = step(page, section, lambda: page.evaluate(run, "cell.set(block=0.31, kir=-80)"))
    assert said["controls"] == {**defaults, "drive": 2, "block": 0.3, "kir": -80}
    assert_model(section, said["controls"])
    handle = section.get_by_role("slider", name="NMDA receptors blocked by ketamine")
    assert handle.get_attribute("aria-valuetext") == "30 %"
    note = section.locator(".kb-note")
    assert note.inner_text() == "NMDA receptors blocked by ketamine was set to 30 %, the nearest step."
    said = step(page, section, lambda: section.get_by_role("button", name="Reset").click())
    assert said["controls"] == defaults
    assert note.inner_text() == ""


def test_predict_tick_and_announce(run_lab: Labs) -> None:
    page = run_lab('ketabrain.show("habenula-bursting")', plots=1)
    section, explorer = explorer_at(page, 0), explorers.get("habenula-bursting")
    see = section.get_by_role("button", name="See what the model does")
    see.click()
    assert section.locator(".kb-ask").inner_text() == "Choose an answer first: a guess is enough."
    section.get_by_role("radio", name=explorer.predict.options[explorer.predict.answer]).check()
    said = step(page, section, see.click)
    assert said["controls"] == {**explorer.defaults, **explorer.predict.state}
    assert section.locator(".kb-reveal").inner_text().startswith("You predicted it. ")
    live = section.locator(".kb-spoken[aria-live=polite]")
    page.wait_for_function("([e, text]) => e.textContent === text", arg=[live.element_handle(), explorer.sentence(
        explorer.node(**said["controls"]))])  # fmt: skip
    step(page, section, lambda: section.get_by_role("button", name="Reset").click())
    drive = section.get_by_role("slider", name=explorer.control["drive"].label)
    drive.focus()
    for _ in range(5):
        step(page, section, lambda: page.keyboard.press("ArrowRight"))
    task = section.locator(".kb-try li").first.text_content()
    assert task == f"Done: {explorer.tasks[0].text} {explorer.tasks[0].praise}"


def test_the_scrubber_and_play_need_no_kernel(run_lab: Labs) -> None:
    page = run_lab('ketabrain.show("habenula-bursting")', plots=1)
    section = explorer_at(page, 0)
    page.wait_for_timeout(1000)
    before = run_lab.traffic.bytes
    scrub = section.locator(".kb-scrub input")
    scrub.focus()
    page.keyboard.press("End")
    page.wait_for_function("e => e.value === e.max", arg=scrub.element_handle())
    last = explorers.get("habenula-bursting").compute()["time_ms"][-1]
    assert section.locator(".kb-scrub output").inner_text().startswith(f"At {last:.0f} ms: membrane potential")
    section.get_by_role("button", name="Play").click()
    page.wait_for_function("e => e.value !== e.max", arg=scrub.element_handle())
    section.get_by_role("button", name="Pause").click()
    assert run_lab.traffic.bytes == before


def test_data_and_picture_can_be_taken_along(run_lab: Labs) -> None:
    page = run_lab('ketabrain.show("habenula-trapping", dose=20)', plots=1)
    section = explorer_at(page, 0)
    with page.expect_download() as table:
        section.get_by_role("button", name="Data as CSV").click()
    lines = table.value.path().read_text(encoding="utf-8").splitlines()
    assert "# Dose, as the level it would give: 20 µM" in lines
    assert [line for line in lines if line.startswith("receptors blocked,")]
    with page.expect_download() as picture:
        section.get_by_role("button", name="Picture as SVG").click()
    assert picture.value.path().read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_follows_jupyterlab_s_theme(run_lab: Labs, theme: str) -> None:
    page = run_lab('ketabrain.show("basics-synapse")', plots=1)
    section = explorer_at(page, 0)
    change = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
    page.evaluate(change, f"JupyterLab {theme.title()}")
    page.wait_for_function("theme => document.body.dataset.jpThemeLight === String(theme === 'light')", arg=theme)
    ink, nmda = (getattr(PALETTE[name], theme) for name in ("ink", "nmda"))
    plot = section.locator(".js-plotly-plot").element_handle()
    page.wait_for_function("([e, c]) => e.data.some((one) => one.line.color === c)", arg=[plot, nmda])
    rgb = "rgb({}, {}, {})".format(*(int(ink[i : i + 2], 16) for i in (1, 3, 5)))
    for selector in (".kb-sentence", ".widget-label", ".widget-readout", ".kb-live-presets button"):
        assert section.locator(selector).first.evaluate("e => getComputedStyle(e).color") == rgb, selector


def test_a_reloaded_page_shows_the_state_again(run_lab: Labs) -> None:
    page = run_lab('ketabrain.show("basics-synapse")', plots=1)
    section = explorer_at(page, 0)
    section.locator(".kb-live-spikes [role=slider]").focus()
    said = step(page, section, lambda: page.keyboard.press("ArrowLeft"))
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    page.wait_for_function(PLOTTED, arg=1)
    assert_model(explorer_at(page, 0), said["controls"])


def test_sizes_hold_to_the_budgets(browser: Any) -> None:
    lab = measure(browser, our_lab())
    assert lab.bytes < 2_000_000
    assert lab.step_bytes < 40_000
