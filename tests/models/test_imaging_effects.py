"""Sizes from test statistics, and the table of imaging results."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import imaging_effects as model
from ketabrain.models.imaging_effects import LESS, MORE, RESULTS, SAME, UNNAMED, Parameters, correlation, difference
from ketabrain.validation import imaging_effects as validation


def test_the_two_sizes_that_can_be_derived():
    assert model.interaction("left") == pytest.approx((0.67, 0.11, 1.22), abs=0.00501)
    assert model.interaction("right") == pytest.approx((0.90, 0.34, 1.46), abs=0.00501)


@pytest.mark.parametrize(("f", "one", "two"), [(0.0, 20, 20), (5.91, 30, 24), (10.78, 30, 24), (30.0, 12, 40)])
def test_the_interval_is_close_to_the_exact_one(f, one, two):
    _, low, high = difference(f, one, two)
    assert (low, high) == pytest.approx(validation.exact_interval(f, one, two), abs=0.03)


def test_d_is_the_difference_of_means_over_the_standard_deviation():
    # two groups of 3 with means 1 and 3 and a pooled variance of 1: t = 2 / sqrt(2 / 3), d = 2
    assert difference(4 / (2 / 3), 3, 3).value == pytest.approx(2)


def test_a_correlation_of_fifteen_people():
    assert correlation(-0.73, 15) == pytest.approx((-0.73, -0.90, -0.35), abs=0.00501)


@given(st.floats(0, 50), st.integers(3, 200), st.integers(3, 200))
def test_a_wider_quantile_gives_a_wider_interval(f, one, two):
    narrow, wide = (difference(f, one, two, Parameters(quantile=q)) for q in (1.0, 1.96))
    assert wide.low < narrow.low <= narrow.value <= narrow.high < wide.high


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("f", lambda: difference(-1, 10, 10)),
        ("n_two", lambda: difference(1, 10, 1)),
        ("r", lambda: correlation(1, 10)),
        ("n", lambda: correlation(0.5, 3)),
        ("quantile", lambda: Parameters(quantile=0)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


def test_the_table_is_well_formed():
    assert len({result.label for result in RESULTS}) == len(RESULTS) == 13
    assert len({result.source for result in RESULTS}) == 11
    for result in RESULTS:
        assert result.reported in (LESS, SAME, MORE, UNNAMED)
        assert result.against in (None, LESS, SAME, MORE, UNNAMED)
        assert result.phase in model.PHASES and result.group in model.GROUPS and result.valence in model.VALENCES
        assert str(result.people) in result.label


def test_saline_did_the_same_in_the_pet_study():
    pet = next(result for result in RESULTS if result.source == "LiCT2016prefrontal")
    assert (pet.reported, pet.against) == (LESS, SAME)
    assert "all three arms" in pet.statistic


def test_only_what_has_a_control_says_something_against_one():
    for result in RESULTS:
        without = "scan before" in result.control or result.control.startswith(("none", "the healthy"))
        assert (result.against is None) == without, result.label


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 13),
        ({"phase": "at_once"}, 4),
        ({"phase": "at_once", "group": "healthy"}, 3),
        ({"group": "ptsd"}, 1),
        ({"valence": "none"}, 1),
        ({"valence": "positive"}, 6),
    ],
)
def test_filters(filters, count):
    assert sum(model.passes(result, **filters) for result in RESULTS) == count


def test_the_posters_p_values_fit_its_f_values():
    assert validation.p_of_f(5.91) == pytest.approx(0.019, abs=0.0005)
    assert validation.p_of_f(10.78) == pytest.approx(0.002, abs=0.0005)
    assert math.isclose(validation.p_of_r(0.82, 15), 0.0002, abs_tol=0.00005)
