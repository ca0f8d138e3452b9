"""Risks from counts: intervals, excess, nothing seen, and a survey that pulls."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ketabrain.models import proportion as model
from ketabrain.models.proportion import Parameters


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 5000))
    return draw(st.integers(0, n)), n


@given(counts())
def test_the_interval_is_wilsons(found: tuple[int, int]) -> None:
    ours, theirs = model.wilson(*found), proportion_confint(*found, method="wilson")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=2e-5)
    assert 0 <= ours.low <= ours.value + 1e-12 and ours.value - 1e-12 <= ours.high <= 1


@given(counts(), counts())
def test_the_excess_has_newcombes_interval(treated: tuple[int, int], control: tuple[int, int]) -> None:
    ours = model.excess(*treated, *control)
    theirs = confint_proportions_2indep(*treated, *control, method="newcomb")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=2e-5)


def test_nausea_by_hand() -> None:
    assert model.wilson(68, 231) == pytest.approx((0.294, 0.239, 0.356), abs=0.0005)
    found = model.excess(68, 231, 12, 113)
    assert found == pytest.approx((0.188, 0.099, 0.264), abs=0.0005)
    assert model.one_more(found.value) == pytest.approx(5.3, abs=0.05)


def test_no_excess_needs_infinitely_many() -> None:
    assert model.one_more(0) == math.inf and model.one_more(-0.1) == math.inf


@given(st.integers(30, 100_000))
def test_nothing_seen_still_allows_about_three_of_n(n: int) -> None:
    assert model.at_most(n) == pytest.approx(3 / n, rel=0.002)
    exact = 1 - 0.05 ** (1 / n)  # the share at which n people show nothing in 5 % of cases
    assert model.at_most(n) == pytest.approx(exact, rel=0.06)


def test_a_risk_at_the_limit_is_missed_as_often_as_it_says() -> None:
    drawn = np.random.default_rng(1).binomial(684, model.at_most(684), 20_000)
    assert np.mean(drawn == 0) == pytest.approx(0.05, abs=0.005)
    assert model.at_most(684, Parameters(missed=0.01)) > model.at_most(684)
    assert model.at_most(1) == 1


@given(st.floats(0.01, 0.99), st.floats(1, 10))
def test_a_survey_turns_the_crowd_into_what_it_shows(crowd: float, pull: float) -> None:
    shown = pull * crowd / (pull * crowd + 1 - crowd)
    assert model.behind(shown, pull) == pytest.approx(crowd)
    assert model.behind(crowd, 1) == pytest.approx(crowd)
    assert model.behind(crowd, pull) <= crowd + 1e-12


@given(counts())
def test_a_wider_quantile_gives_a_wider_interval(found: tuple[int, int]) -> None:
    narrow, wide = (model.wilson(*found, Parameters(quantile=q)) for q in (1.0, 1.96))
    assert wide.low <= narrow.low + 1e-12 and narrow.high <= wide.high + 1e-12


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: model.wilson(1, 0), "n = 0 is out of range"),
        (lambda: model.wilson(3, 2), "events = 3 is out of range: give a number from 0 to 2"),
        (lambda: model.wilson(-1, 2), "events = -1 is out of range"),
        (lambda: model.at_most(0), "n = 0 is out of range"),
        (lambda: model.one_more(2), "excess = 2 is out of range"),
        (lambda: model.behind(1.2, 2), "share = 1.2 is out of range"),
        (lambda: model.behind(0.2, 0), "pull = 0 is out of range"),
        (lambda: Parameters(missed=0), "missed = 0 is out of range"),
    ],
)
def test_what_cannot_be_is_refused(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator]
