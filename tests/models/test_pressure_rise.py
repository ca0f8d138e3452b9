"""Published rises of blood pressure, and what a mean and its spread say of one session."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from ketabrain.models import pressure_rise as model
from ketabrain.models.pressure_rise import READINGS, RISES, WAYS, WINDOWS, Parameters


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("threshold", [-10, 0, 10, 25, 40])
def test_the_share_is_that_of_a_normal_curve(reading: str, threshold: float) -> None:
    assert model.share_above(threshold, reading) == pytest.approx(norm.sf(threshold, *model.spread(reading)), abs=1e-12)


def test_the_printed_mean_hides_these_sessions() -> None:
    assert model.share_above(16) == pytest.approx(0.5)
    assert model.share_above(30) == pytest.approx(0.106, abs=0.0005)
    assert model.share_above(40) == pytest.approx(0.016, abs=0.0005)
    assert model.at_least_once(model.share_above(40), 8) == pytest.approx(0.12, abs=0.005)


@given(st.floats(0, 1), st.integers(1, 30))
def test_at_least_once_lies_between_once_and_all_sessions_together(share: float, sessions: int) -> None:
    found = model.at_least_once(share, sessions)
    assert share - 1e-12 <= found <= min(1, share * sessions) + 1e-12


def test_it_counts_people_with_at_least_one_event() -> None:
    drawn = np.random.default_rng(2).random((20_000, 8)) < 0.1
    assert drawn.any(axis=1).mean() == pytest.approx(model.at_least_once(0.1, 8), abs=0.01)


def test_the_table_is_whole() -> None:
    for rise in RISES:
        for mean, low, high in (rise.systolic, rise.diastolic):
            assert low <= mean <= high
        assert rise.bar in ("", "SD", "95 %") and (rise.bar == "") == (rise.systolic[1] == rise.systolic[2])
        assert (rise.start is None) == (rise.end is None)
        assert rise.start is None or rise.end is None or 0 < rise.start <= rise.end
        assert rise.way in (*WAYS, model.BOTH)
    assert {window.way for window in WINDOWS} == set(WAYS)


def test_the_spread_of_the_table_is_the_models() -> None:
    yale = next(rise for rise in RISES if rise.bar == "SD")
    for reading, (mean, low, high) in zip(READINGS, (yale.systolic, yale.diastolic), strict=True):
        assert (mean, (high - low) / 2) == pytest.approx(model.spread(reading))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: model.spread("pulse"), "The reading 'pulse' is not known: use systolic or diastolic"),
        (lambda: model.share_above(500), "threshold_mmHg = 500 is out of range"),
        (lambda: model.at_least_once(0.1, 0), "sessions = 0 is out of range"),
        (lambda: model.at_least_once(2, 1), "share = 2 is out of range"),
        (lambda: Parameters(systolic_sd_mmHg=0), "systolic_sd_mmHg = 0 is out of range"),
    ],
)
def test_what_cannot_be_is_refused(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator]
