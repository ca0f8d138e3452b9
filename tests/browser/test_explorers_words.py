"""The page writes numbers, sentences and addresses exactly as Python does."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.browser.drawn import PAGES, wait_ready
from tests.strategies import controls

from ketabrain import explorers
from ketabrain.explorer import Choice, Readout, Series, Steps, Toggle
from ketabrain.explorer.controls import number
from ketabrain.explorer.scrub import scrub_words, value_words
from ketabrain.explorer.spec import control_spec, series_spec

ONE_PAGE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = st.floats(-1e6, 1e6) | st.integers(-5000, 5000).map(lambda tenths: tenths / 10) | st.just(float("nan"))


@pytest.fixture
def page(open_page: Any) -> Any:
    """Open a page with explorers."""
    return open_page(PAGES["basics"])


@ONE_PAGE
@given(values=st.lists(NUMBERS, min_size=1, max_size=30), decimals=st.integers(0, 4))
def test_numbers(page: Any, values: list[float], decimals: int) -> None:
    found = page.evaluate(
        "([values, decimals]) => values.map((value) => ketabrain.number(value, decimals))", [values, decimals]
    )
    assert found == [number(value, decimals) for value in values]


@ONE_PAGE
@given(
    value=NUMBERS,
    decimals=st.integers(0, 3),
    unit=st.sampled_from(["", "mV"]),
    way=st.sampled_from(["number", "percent"]),
)
def test_readouts_and_series(page: Any, value: float, decimals: int, unit: str, way: str) -> None:
    readout = Readout("x", "X", unit, decimals, shown_as=way, none="no bursts")
    assert page.evaluate(
        "([one, value]) => ketabrain.formatReadout(one, value)", [vars(readout), value]
    ) == readout.format(value)
    series = Series("x", unit, shown_as=way, decimals=decimals)
    assert page.evaluate(
        "([one, value]) => ketabrain.formatSeries(one, value)", [series_spec(series), value]
    ) == value_words(series, value)


@ONE_PAGE
@given(control=controls(), near=st.floats(-2500, 2500))
def test_steps_are_written_and_snapped_alike(page: Any, control: Steps, near: float) -> None:
    spec = control_spec(control)
    assert page.evaluate("(one) => one.steps.map((step) => ketabrain.formatControl(one, step))", spec) == [
        control.format(step) for step in control.steps
    ]
    found = page.evaluate("([one, text]) => ketabrain.snap(one, text)", [spec, repr(near)])
    assert abs(found["value"] - near) == pytest.approx(abs(control.nearest(near) - near))
    assert found["moved"] == (abs(found["value"] - near) > 1e-9)


@ONE_PAGE
@given(control=controls(), data=st.data())
def test_an_address_brings_its_state_back(page: Any, control: Steps, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(control.steps))
    words = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=8))
    choice, toggle = Choice("c", "C", {words: "One", words + "2": "Two"}, words), Toggle("t", "T")
    state = {"x": step, "c": words + "2", "t": True}
    back = page.evaluate(
        """([state, specs]) => {
          const fragment = ketabrain.writeAddress(new Map([["one", state], ["two", state]]));
          const address = new URL(fragment, "https://example.org/").hash;
          const found = ketabrain.readAddress(address);
          return [...found].map(([slug, asked]) => [slug, ...specs.map((one) => ketabrain.snap(one, asked[one.name]))]);
        }""",
        [state, [control_spec(one) for one in (control, choice, toggle)]],
    )
    wanted = [{"value": value, "moved": False} for value in state.values()]
    assert back == [["one", *wanted], ["two", *wanted]]


@pytest.mark.parametrize("slug", [slug for slug in explorers.names() if explorers.get(slug).drawing.scrubber])
def test_the_scrubber_says_what_python_says(open_page: Any, slug: str) -> None:
    from ketabrain.explorer.lattice import Lattice

    explorer = explorers.get(slug)
    page = open_page(PAGES[explorer.chapter])
    wait_ready(page, slug)
    node = Lattice.load_or_build(explorer).node()
    length = len(node[explorer.drawing.scrubber.series])  # type: ignore[union-attr]
    for index in random.Random(1).sample(range(length), min(length, 25)):
        said = page.evaluate(
            "([slug, index]) => { const { plot } = ketabrain.components.get(slug); plot.scrub = index; return plot.scrubWords(); }",
            [slug, index],
        )
        assert said == scrub_words(explorer, node, index)
