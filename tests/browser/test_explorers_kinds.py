"""Every kind of lattice node on a page: words, varying rows, frames, seeds, patches, scaling, maps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser
from tests import chromium
from tests.browser.conftest import Pages
from tests.browser.drawn import check, snapshot, wait_ready
from tests.browser.polling import until
from tests.explorer.samples import SAMPLES
from tests.served import served
from tests.sphinx_ext.conftest import build

from ketabrain import explorers
from ketabrain.explorer.lattice import Lattice


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build a book of the samples, with their lattices in a cache of its own."""
    chromium.path()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KETABRAIN_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setattr(explorers, "_declared", SAMPLES.values)
        patch.setattr(explorers, "names", lambda: sorted(SAMPLES))
        text = "# Samples\n\n" + "\n\n".join(f"```{{explorer}} {slug}\n```" for slug in SAMPLES)
        site = build(tmp_path_factory.mktemp("samples"), {"page.md": text + "\n\n```{bibliography}\n```\n"})
        (site / "favicon.ico").touch()  # the tiny book names no icon, so the browser asks for this one
        yield site


@pytest.fixture
def page(browser: Browser, sample_site: Path) -> Iterator[Any]:
    """Open the samples' page."""
    with served(sample_site) as address, Pages(browser, sample_site, address) as pages:
        yield pages("page.html")


@pytest.fixture
def calm_page(browser: Browser, sample_site: Path) -> Iterator[Any]:
    """Open the samples' page where motion is unwelcome."""
    with served(sample_site) as address, Pages(browser, sample_site, address) as pages:
        yield pages("page.html", reduced_motion="reduce")


def test_every_state_of_every_kind_is_the_models(page: Any) -> None:
    for slug, explorer in SAMPLES.items():
        wait_ready(page, slug)
        every = list(product(*(control.steps for control in explorer.controls)))
        for steps in every[:: max(1, len(every) // 25)]:
            state = dict(zip(explorer.control, steps, strict=True))
            page.evaluate("([slug, values]) => ketabrain.set(slug, values)", [slug, state])
            seen = snapshot(page, slug)
            assert seen["controls"] == state
            check(explorer, seen)


def test_words_at_points_are_text(page: Any) -> None:
    wait_ready(page, "sample-words")
    page.evaluate("ketabrain.set('sample-words', { level: 3 })")
    seen = snapshot(page, "sample-words")
    assert seen["traces"][0]["text"] == list(SAMPLES["sample-words"].node(level=3)["label"])


def test_the_scrubber_picks_frames(page: Any) -> None:
    section = wait_ready(page, "sample-frames")
    slider = section.get_by_role("slider", name="Hours after")
    assert slider.get_attribute("max") == "5"
    explorer = SAMPLES["sample-frames"]
    for frame in (5, 0, 3):
        slider.fill(str(frame))
        seen = snapshot(page, "sample-frames")
        np.testing.assert_allclose(seen["traces"][0]["y"], explorer.figure(frame=frame).data[0].y, atol=1e-3)
        assert section.locator(".kb-scrub output").inner_text() == f"{frame}.0 h"


RUN = "ketabrain.components.get('sample-run')"


def test_a_run_opens_with_its_end(page: Any) -> None:
    section, explorer = wait_ready(page, "sample-run"), SAMPLES["sample-run"]
    check(explorer, snapshot(page, "sample-run"))
    assert section.get_by_role("slider", name="Hours after").input_value() == "5"
    assert section.locator(".kb-scrub output").inner_text() == explorer.node()["words"][5]


def test_run_again_plays_the_new_run_from_its_start(page: Any) -> None:
    section, explorer = wait_ready(page, "sample-run"), SAMPLES["sample-run"]
    section.get_by_role("button", name="Run again").click()
    until(page, f"{RUN}.state.seed === 2 && {RUN}.plot.scrub < 3 && {RUN}.player.playing")
    assert section.get_by_role("button", name="Pause").is_visible()
    until(page, f"!{RUN}.player.playing")
    assert page.evaluate(f"{RUN}.plot.scrub") == 5
    check(explorer, snapshot(page, "sample-run"))


def test_play_and_pause_by_keyboard(page: Any) -> None:
    section = wait_ready(page, "sample-run")
    section.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    until(page, f"{RUN}.plot.scrub >= 1 && {RUN}.plot.scrub < 5")
    assert page.evaluate("document.activeElement.textContent") == "Pause"
    page.keyboard.press("Space")
    until(page, f"!{RUN}.player.playing")
    paused = page.evaluate(f"{RUN}.plot.scrub")
    page.wait_for_timeout(1500)
    assert page.evaluate(f"{RUN}.plot.scrub") == paused
    page.keyboard.press("Space")  # and on from there
    until(page, f"{RUN}.plot.scrub === 5 && !{RUN}.player.playing")


def test_a_hand_on_the_slider_ends_the_playing(page: Any) -> None:
    section = wait_ready(page, "sample-run")
    section.get_by_role("button", name="Play").click()
    until(page, f"{RUN}.player.playing")
    section.get_by_role("slider", name="Hours after").fill("3")
    assert not page.evaluate(f"{RUN}.player.playing")
    page.wait_for_timeout(1500)
    assert page.evaluate(f"{RUN}.plot.scrub") == 3


def test_where_motion_is_unwelcome_a_new_run_is_a_still_of_its_end(calm_page: Any) -> None:
    section, explorer = wait_ready(calm_page, "sample-run"), SAMPLES["sample-run"]
    section.get_by_role("slider", name="Hours after").fill("2")
    section.get_by_role("button", name="Run again").click()
    until(calm_page, f"{RUN}.state.seed === 2")
    check(explorer, snapshot(calm_page, "sample-run"))
    assert calm_page.evaluate(f"[{RUN}.plot.scrub, {RUN}.player.playing]") == [5, False]
    calm_page.wait_for_timeout(1500)
    assert calm_page.evaluate(f"{RUN}.plot.scrub") == 5


def test_run_again_is_the_next_seed_and_goes_round(page: Any) -> None:
    section = wait_ready(page, "sample-seeds")
    button, seeds = section.get_by_role("button", name="Run again"), []
    for _ in range(5):
        button.click()
        seen = snapshot(page, "sample-seeds")
        seeds.append(seen["controls"]["seed"])
        check(SAMPLES["sample-seeds"], seen)
    assert seeds == [2, 3, 4, 5, 1]


def test_patches_change_titles_ticks_and_notes(page: Any) -> None:
    wait_ready(page, "sample-patches")
    page.evaluate("ketabrain.set('sample-patches', { level: 3 })")
    page.evaluate("ketabrain.components.get('sample-patches').painting")
    layout = page.evaluate(
        "(({ xaxis, annotations }) => ({ title: xaxis.title.text, ticks: xaxis.ticktext, notes: annotations.map((one) => one.text), colour: annotations[1].font.color }))"
        "(ketabrain.components.get('sample-patches').drawing.layout)"
    )
    assert layout["title"] == "Time at level 3 (ms)" and layout["ticks"][-1] == "end 3"
    assert layout["notes"] == ["grey band: where it was measured (number not confirmed)", "note 3"]
    assert layout["colour"] == "#0065a3"


def test_each_sample_says_how_many_states_and_what_error(page: Any) -> None:
    scaled = page.locator("[data-explorer='sample-scaled'] .kb-small").inner_text()
    assert "All 4 states were computed by the model" in scaled and "differ from it by" in scaled


def test_a_measured_band_names_its_source(page: Any) -> None:
    sources = page.locator("[data-explorer='sample-patches'] .kb-sources")
    assert "where it was measured" in sources.inner_text() and "number not confirmed" in sources.inner_text()
    assert sources.locator("a").count() >= 1


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_page_unpacks_what_python_unpacks(page: Any, slug: str) -> None:
    explorer = SAMPLES[slug]
    wait_ready(page, slug)
    lattice = Lattice.load_or_build(explorer)
    last = {name: control.steps[-1] for name, control in explorer.control.items()}
    found = page.evaluate(
        """([slug, state]) => {
          const { series } = ketabrain.components.get(slug).lattice.node(state);
          return Object.fromEntries(Object.entries(series).map(([name, rows]) => [name, Array.from(rows, (row) => (typeof row === "object" && row ? Array.from(row) : row))]));
        }""",
        [slug, last],
    )
    node = lattice.node(**last)
    for name, series in explorer.series.items():
        if series.pack == "words":
            assert found[name] == list(node[name])
        else:
            np.testing.assert_allclose(np.asarray(found[name], float), node[name], rtol=1e-12, atol=1e-12)


def test_fuzz_on_every_kind(page: Any) -> None:
    for slug in SAMPLES:
        wait_ready(page, slug)
        errors = page.evaluate(
            "async (slug) => { await ketabrain.script(ketabrain.url('fuzz.js')); return (await ketabrain.fuzz(slug, 15, 2)).errors; }",
            slug,
        )
        assert errors == []
    until(page, "![...ketabrain.components.values()].some((one) => one.painting)")
