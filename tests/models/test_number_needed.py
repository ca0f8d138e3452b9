"""People out of a hundred, differences and numbers needed to treat."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from ketabrain.models import number_needed as model
from ketabrain.models.number_needed import Counts, Parameters

MURROUGH = Counts(30, 47, 7, 25)
SUSTAIN = Counts(24, 90, 39, 86)


@st.composite
def counts(draw):
    treated_n, control_n = draw(st.integers(1, 400)), draw(st.integers(1, 400))
    return Counts(draw(st.integers(0, treated_n)), treated_n, draw(st.integers(0, control_n)), control_n)


def test_a_share_and_a_difference_by_hand():
    assert model.share(30, 47).value == pytest.approx(0.638, abs=0.0005)
    assert model.difference(MURROUGH).value == pytest.approx(30 / 47 - 7 / 25)


@given(counts())
def test_the_interval_is_newcombes(found):
    theirs = confint_proportions_2indep(
        found.treated, found.treated_n, found.control, found.control_n, method="newcomb"
    )
    ours = model.difference(found)
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=2e-5)


@given(counts())
def test_an_interval_holds_its_value_and_stays_within_the_possible(found):
    d = model.difference(found)
    assert -1 - 1e-12 <= d.low <= d.value + 1e-12 and d.value - 1e-12 <= d.high <= 1 + 1e-12


def test_the_printed_odds_ratio_is_not_that_of_the_counts():
    assert model.odds_ratio(MURROUGH) == pytest.approx((4.54, 1.58, 13.05), abs=0.006)
    assert model.odds_ratio(Counts(46, 73, 25, 79)) == pytest.approx((3.68, 1.88, 7.20), abs=0.006)
    assert model.odds_ratio(Counts(12, 17, 0, 14)).low > 1  # an empty cell is mended


def test_the_two_ratios_of_one_table():
    assert model.risk_ratio(MURROUGH) == pytest.approx(2.28, abs=0.005)
    assert model.risk_ratio(Counts(3, 9, 0, 9)) == math.inf


def test_relapse_is_a_bad_outcome():
    found = model.needed(SUSTAIN, good=False)
    assert found.value == pytest.approx(5.35, abs=0.005)
    assert not found.crosses and 0 < found.low < found.value < found.high
    assert model.needed(SUSTAIN).value == pytest.approx(-5.35, abs=0.005)


def test_an_interval_that_holds_zero_runs_through_infinity():
    found = model.needed(Counts(12, 20, 10, 20))
    assert found.value == pytest.approx(10)
    assert found.crosses and 0 < found.low < 10 and found.high < 0
    assert model.needed(Counts(5, 10, 5, 10)).value == math.inf


def test_a_hundred_people():
    assert model.hundred(MURROUGH) == (28, 36, 0, 36)
    assert model.hundred(SUSTAIN) == (27, 0, 18, 55)


@given(counts(), st.sampled_from(model.AT_ENDS))
def test_a_hundred_are_a_hundred(found, end):
    people = model.hundred(found, end)
    assert sum(people) == 100 and min(people) >= 0 and 0 in (people.gained, people.lost)


@given(counts())
def test_the_ends_lie_on_either_side(found):
    low, middle, high = (model.hundred(found, end) for end in ("low", "found", "high"))
    net = [people.gained - people.lost for people in (low, middle, high)]
    assert net == sorted(net)


@given(counts())
def test_a_wider_quantile_gives_a_wider_interval(found):
    narrow, wide = (model.difference(found, Parameters(quantile=q)) for q in (1.0, 1.96))
    assert wide.low <= narrow.low + 1e-12 and narrow.high <= wide.high + 1e-12


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Counts(1, 0, 1, 2), "treated_n = 0 is out of range"),
        (Counts(3, 2, 1, 2), "treated = 3 is out of range"),
        (Counts(1, 2, -1, 2), "control = -1 is out of range"),
    ],
)
def test_impossible_counts_are_refused(found, words):
    with pytest.raises(ValueError, match=words):
        model.difference(found)


def test_an_unknown_end_is_refused():
    with pytest.raises(ValueError, match="end = 'middle' is not known: use one of found, low, high"):
        model.hundred(MURROUGH, "middle")
