"""Controls check, snap and write values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import controls

from ketabrain.explorer import Choice, Steps, Toggle
from ketabrain.explorer.controls import MINUS, number


@given(control=controls(), value=st.floats(-3000, 3000))
def test_the_nearest_step_is_nearest(control: Steps, value: float) -> None:
    found = control.nearest(value)
    assert found in control.steps
    assert all(abs(found - value) <= abs(step - value) for step in control.steps)


@given(control=controls(), value=st.floats())
def test_only_values_in_range_pass(control: Steps, value: float) -> None:
    if control.steps[0] <= value <= control.steps[-1]:
        assert control.check(value) == value
    else:
        with pytest.raises(ValueError, match=r"x = .* is out of range: give a number from .* to .* mV"):
            control.check(value)


@given(controls())
def test_each_step_reads_differently_and_back(control: Steps) -> None:
    texts = [control.format(step) for step in control.steps]
    assert len(set(texts)) == len(texts)
    for step, text in zip(control.steps, texts, strict=True):
        assert float(text.removesuffix(" mV").replace(MINUS, "-")) == pytest.approx(step)


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 6))
def test_numbers_are_written_to_their_decimals(value: float, decimals: int) -> None:
    text = number(value, decimals)
    assert float(text.replace(MINUS, "-")) == pytest.approx(value, abs=0.51 / 10**decimals + math.ulp(value))
    assert not text.startswith(f"{MINUS}0") or float(text.replace(MINUS, "-")) < 0
    assert "-" not in text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0.5, 0, "1"), (-0.5, 0, f"{MINUS}1"), (-0.04, 1, "0.0"), (2.5, 0, "3"), (float("nan"), 1, "none"), (1e-9, 2, "0.00")],
)  # fmt: skip
def test_ties_go_away_from_zero(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_percent_and_units() -> None:
    share = Steps("s", "S", "share", (0, 0.25, 1), 0.25, decimals=0, shown_as="percent", even=False)
    assert share.format(0.25) == "25 %"
    assert Steps("c", "C", "", (1, 2), 1, decimals=0).format(2) == "2"


def test_choices_and_toggles_snap_to_what_there_is() -> None:
    choice = Choice("c", "C", {"a": "An A", "b": "A B"}, "b")
    assert (choice.nearest("a"), choice.nearest("z"), choice.format("a")) == ("a", "b", "An A")
    toggle = Toggle("t", "T", True, words=("shut", "open"))
    assert (toggle.nearest(0), toggle.format(True), toggle.format(False)) == (False, "open", "shut")
    assert toggle.check(1) is True


def test_the_slider_step_is_the_smallest_gap() -> None:
    assert Steps("a", "A", "", (0, 0.1, 0.2, 0.4), 0).gap == 0.1
