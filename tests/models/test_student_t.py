"""Student's t against SciPy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as t_distribution

from ketabrain.models.student_t import MANY, quantile, upper_tail


@given(st.floats(0.55, 0.99999), st.floats(0.5, 1e5))
def test_quantiles_agree_with_scipy(p, df):
    assert quantile(p, df) == pytest.approx(t_distribution.ppf(p, df), rel=1e-8)
    assert quantile(1 - p, df) == pytest.approx(-quantile(p, df), rel=1e-9)


@given(st.floats(-40, 40), st.floats(0.5, 1e5))
def test_tails_agree_with_scipy(t, df):
    assert upper_tail(t, df) == pytest.approx(t_distribution.sf(t, df), rel=1e-8)


def test_known_values():
    assert quantile(0.975, 1) == pytest.approx(12.7062047362, abs=1e-9)
    assert quantile(0.975, 5) == pytest.approx(2.5705818356, abs=1e-9)
    assert quantile(0.5, 3) == 0


def test_with_very_many_degrees_of_freedom_it_is_the_normal_curve():
    assert quantile(0.975, MANY) == pytest.approx(norm.ppf(0.975), rel=1e-12)
    assert quantile(0.025, MANY) == pytest.approx(norm.ppf(0.025), rel=1e-12)
    assert upper_tail(2, MANY) == pytest.approx(norm.sf(2), rel=1e-12)


@pytest.mark.parametrize("p", [0, 1, -0.1, 1.5])
def test_no_share_is_named(p):
    with pytest.raises(ValueError, match="out of range: give a share above 0 and below 1"):
        quantile(p, 4)


@pytest.mark.parametrize("df", [0, -1])
def test_no_degrees_of_freedom_are_named(df):
    for call in (lambda: quantile(0.9, df), lambda: upper_tail(1, df)):
        with pytest.raises(ValueError, match="degrees of freedom are above 0"):
            call()
