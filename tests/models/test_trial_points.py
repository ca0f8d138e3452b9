"""Means of arms, their errors, and the distance of two arms."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind_from_stats

from ketabrain.models import trial_points as model
from ketabrain.models.trial_points import Arm, Parameters

ERRORS = st.floats(0.01, 20)
MEANS = st.floats(-30, 30)


def test_a_standard_deviation_becomes_a_standard_error_and_back():
    assert model.standard_error(10, "SD", 25) == pytest.approx(2)
    assert model.standard_error(2, "SE", 25) == 2
    assert model.standard_deviation(2, "SE", 25) == pytest.approx(10)
    assert model.standard_deviation(10, "SD", 25) == 10


def test_plus_or_minus_that_is_half_an_interval():
    assert model.error_of_interval(3.9, 11.3) == pytest.approx(3.7 / 1.96)
    assert round(model.error_of_interval(3.9, 11.3), 1) == 1.9


def test_spreads_of_murrough_come_from_its_t_values():
    assert model.deviation_of_t(-16.5, -10.31, 47) == pytest.approx(10.97, abs=0.005)
    assert model.deviation_of_t(-8.8, -4.63, 25) == pytest.approx(9.50, abs=0.005)


def test_the_distance_of_two_arms_is_that_of_a_library():
    ours = model.apart(Arm(-16.5, 10.97 / math.sqrt(47)), Arm(-8.8, 9.5 / 5))
    t = ttest_ind_from_stats(-16.5, 10.97, 47, -8.8, 9.5, 25, equal_var=False).statistic
    assert (ours.high - ours.low) / 2 / 1.96 == pytest.approx(ours.value / t)


@given(MEANS, ERRORS, MEANS, ERRORS)
def test_two_arms_are_never_surer_apart_than_one_alone(treated, one, control, other):
    found = model.apart(Arm(treated, one), Arm(control, other))
    assert found.value == pytest.approx(treated - control)
    assert found.high - found.low >= 2 * 1.96 * max(one, other) - 1e-9


@given(MEANS, ERRORS)
def test_a_wider_quantile_gives_a_wider_interval(mean, error):
    narrow, wide = (model.interval(Arm(mean, error), Parameters(quantile=q)) for q in (1.0, 1.96))
    assert wide.low < narrow.low <= mean <= narrow.high < wide.high


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: model.standard_error(1, "range", 5), "Spread 'range' is not known: give SD or SE"),
        (lambda: model.standard_error(1, "SD", 1), "n = 1 is out of range"),
        (lambda: model.error_of_interval(3, 1), "upside down: swap its ends"),
        (lambda: model.deviation_of_t(3, 0, 5), "t = 0 holds no spread"),
        (lambda: Parameters(quantile=9), "out of range"),
    ],
)
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
