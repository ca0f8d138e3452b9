"""Clouds: their correlation, what they say of one patient, and the table of studies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.models import correlated_points as model
from ketabrain.models.correlated_points import PRINTED_P, SAYS, STUDIES, Cloud, Parameters, cloud
from ketabrain.validation import correlated_points as validation

CORRELATIONS = st.floats(-0.95, 0.95)


@given(CORRELATIONS, st.integers(4, 300), st.integers(0, 1000))
def test_an_exact_cloud_has_this_correlation_and_standard_values(r: float, n: int, seed: int) -> None:
    found = cloud(r, n, seed)
    assert model.correlation(found) == pytest.approx(r, abs=1e-6)
    for values in found:
        assert len(values) == n
        assert (values.mean(), values.std()) == pytest.approx((0, 1), abs=1e-6)


def test_drawn_people_have_their_own_correlation_near_it() -> None:
    found = [model.correlation(cloud(-0.35, 57, seed, exact=False)) for seed in range(400)]
    assert np.mean(found) == pytest.approx(-0.35, abs=0.03)
    assert np.std(np.arctanh(found)) == pytest.approx(1 / np.sqrt(54), rel=0.1)


def test_a_seed_gives_the_same_people_again_and_another_others() -> None:
    first, again, other = cloud(-0.35, 20, 1), cloud(-0.35, 20, 1), cloud(-0.35, 20, 2)
    assert np.array_equal(first, again) and not np.array_equal(first, other)


@pytest.mark.parametrize("r", [-0.8, -0.35, 0, 0.35])
def test_pairs_in_order_are_as_often_as_the_formula_says(r: float) -> None:
    people = cloud(r, 1500, 5, exact=False)
    dissociation, change = (np.subtract.outer(x, x) for x in people)
    apart = ~np.eye(1500, dtype=bool)
    assert np.mean((dissociation * change < 0)[apart]) == pytest.approx(model.concordant(r), abs=0.02)
    assert model.concordant(r) == pytest.approx(validation.concordance_by_integration(r), abs=1e-6)


def test_the_median_split_is_the_same_share() -> None:
    people = cloud(-0.35, 10_000, 7)
    above = people.dissociation > np.median(people.dissociation)
    assert np.mean(people.change[above] < np.median(people.change)) == pytest.approx(model.concordant(-0.35), abs=0.01)


def test_the_printed_correlation_in_numbers() -> None:
    assert model.concordant(-0.35) == pytest.approx(0.614, abs=0.0005)
    assert model.explained(-0.35) == pytest.approx(0.1225)
    assert model.one_patient(-0.35, 1) == pytest.approx((-0.35, -2.19, 1.49), abs=0.005)
    assert model.better_than_average(-0.35, 1) == pytest.approx(0.646, abs=0.0005)


def test_one_patients_range_holds_what_it_says() -> None:
    people = [cloud(-0.35, 10_000, seed, exact=False) for seed in range(20)]
    x, y = (np.concatenate([one[i] for one in people]) for i in (0, 1))
    near = np.abs(x - 1) < 0.05
    _, low, high = model.one_patient(-0.35, 1)
    assert np.mean((y[near] > low) & (y[near] < high)) == pytest.approx(0.95, abs=0.01)
    assert np.mean(y[near] < 0) == pytest.approx(model.better_than_average(-0.35, 1), abs=0.015)


@given(CORRELATIONS, st.floats(-3, 3))
def test_a_smaller_share_has_a_narrower_range_and_signs_mirror(r: float, x: float) -> None:
    half, most = (model.one_patient(r, x, Parameters(coverage=q)) for q in (0.5, 0.95))
    assert most.low < half.low <= half.value <= half.high < most.high
    assert model.better_than_average(r, x) == pytest.approx(1 - model.better_than_average(-r, x))
    assert model.concordant(r) == pytest.approx(1 - model.concordant(-r))


def test_people_behind_a_p_value_give_it_back() -> None:
    for key, people in (("luckenbaugh_230", 57), ("luckenbaugh_7", 38)):
        r, printed = STUDIES[key].r, PRINTED_P[key]
        assert r is not None
        assert round(model.people_behind(r, printed)) == people
        assert validation.p_of_r(r, people) == pytest.approx(printed, rel=0.1)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("r", lambda: cloud(1.1, 10, 1)),
        ("n", lambda: cloud(0, 2, 1)),
        ("r", lambda: model.one_patient(-2, 0)),
        ("r", lambda: model.better_than_average(1, 0)),
        ("r", lambda: model.concordant(-1.01)),
        ("r", lambda: model.explained(1.01)),
        ("p_value", lambda: model.people_behind(-0.35, 0)),
        ("r", lambda: model.people_behind(0, 0.01)),
        ("coverage", lambda: Parameters(coverage=1)),
    ],
)
def test_out_of_range_is_named(name: str, call: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()  # type: ignore[operator]


def test_the_studies_are_well_formed() -> None:
    assert {study.says for study in STUDIES.values()} == set(SAYS)
    for study in STUDIES.values():
        assert study.found[-1] not in "."  # a sentence goes on behind it
        if study.low is not None:
            assert study.r is not None and study.high is not None and study.low < study.r < study.high
    assert {key for key, study in STUDIES.items() if study.r is not None and study.low is None} == set(PRINTED_P)
    assert max(study.people or 0 for study in STUDIES.values()) == 576 == STUDIES["transform"].people


def test_a_cloud_is_two_rows() -> None:
    assert Cloud._fields == ("dissociation", "change")
