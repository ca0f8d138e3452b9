"""Measured changes of transmitters, and the sums on printed numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as t_distribution

from ketabrain.models import pfc_disinhibition
from ketabrain.models import transmitter_changes as model
from ketabrain.models.imaging_effects import Parameters
from ketabrain.models.transmitter_changes import CHANGES, LESS, LOW_GABA, MORE, SAME, UNREAD


def test_the_list_is_well_formed():
    assert len(CHANGES) == 54
    assert len({(c.transmitter, c.label) for c in CHANGES}) == len(CHANGES)
    for change in CHANGES:
        assert change.transmitter in model.TRANSMITTERS
        assert change.species in model.SPECIES and change.method in model.METHODS
        assert change.way in (LESS, SAME, MORE, UNREAD)
        assert (change.way == UNREAD) == (not change.confirmed)
        for words in (
            change.label,
            change.region,
            change.animal,
            change.dose,
            change.interval,
            change.printed,
            change.control,
        ):
            assert words.strip() == words and words
        assert len(change.label) <= 36  # so that a phone shows it


def test_every_transmitter_and_method_is_there():
    assert {c.transmitter for c in CHANGES} == set(model.TRANSMITTERS)
    assert {c.method for c in CHANGES} == set(model.METHODS)


def test_a_size_agrees_with_its_direction():
    for change in (c for c in CHANGES if c.ratio is not None and c.way != SAME):
        grows = (change.ratio > 1) != change.inverse
        assert grows == (change.way == MORE), change.label


def test_spreads_hold_their_size_and_say_what_they_are():
    for change in CHANGES:
        assert (change.low is None) == (change.high is None)
        assert bool(change.spread) == (change.low is not None), change.label
        if change.low is not None and change.ratio is not None:
            assert change.low < change.ratio < change.high


def test_only_binding_of_tracers_is_inverse():
    assert {c.method for c in CHANGES if c.inverse} == {"pet"}


def test_a_species_word_fits_its_group():
    for change in CHANGES:
        words = f"{change.animal} {change.label}"
        if change.species == "people":
            assert any(word in words for word in ("people", "men", "depression")), words
        else:
            assert any(word in words for word in ("rat", "mice", "monkey", "baboon")), words


def test_the_gaps_of_the_chapter_are_gaps():
    for transmitter in ("acetylcholine", "opioids"):
        assert model.chosen(transmitter, "people") == ()
    assert {c.method for c in model.chosen("noradrenaline", "people")} == {"blood"}


def test_of_three_scans_of_dopamine_two_agree():
    tally = model.tally(model.chosen("dopamine", "people", "pet"))
    assert (tally[MORE], tally[SAME], tally[LESS]) == (2, 1, 0)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 54),
        ({"transmitter": "gaba"}, 5),
        ({"species": "monkeys"}, 4),
        ({"method": "pet"}, 8),
        ({"method": "pooled"}, 3),
    ],
)
def test_filters(filters, count):
    assert len(model.chosen(**filters)) == count
    assert sum(model.tally(model.chosen(**filters)).values()) == count


def test_the_rats_doses_are_those_of_the_model():
    rats = {c.rat_mg_kg: c.way for c in CHANGES if c.rat_mg_kg is not None}
    assert rats == {dose: model.WAYS[way] for dose, way in pfc_disinhibition.MEASURED.items()}


@pytest.mark.parametrize(("bias", "met"), [(1.0, 5), (0.0, 1)])
def test_the_model_beside_the_rats(bias, met):
    assert sum(model.agrees(change, bias) for change in CHANGES) == met


def test_the_model_stands_beside_no_other_change():
    assert all(model.beside(c) is None and not model.agrees(c) for c in CHANGES if c.rat_mg_kg is None)
    twenty = next(c for c in CHANGES if c.rat_mg_kg == 20)
    assert model.beside(twenty).value == pytest.approx(1.52, abs=0.005)


def test_ratios():
    assert model.ratio(250, 570) == pytest.approx(2.28)
    assert model.of_percent(-58) == pytest.approx(0.42)
    assert model.of_percent(0) == 1


def test_intervals_of_gaba():
    depressed, remitted = (model.from_p(*LOW_GABA[name]) for name in ("depressed", "remitted"))
    assert (depressed.low, depressed.high) == pytest.approx((-0.88, -0.16), abs=0.005)
    assert (remitted.low, remitted.high) == pytest.approx((-0.70, 0.22), abs=0.005)
    gap = model.gap(LOW_GABA["depressed"], LOW_GABA["remitted"])
    assert gap == pytest.approx((-0.28, -0.87, 0.31), abs=0.005)
    assert model.p_of_normal(gap.value, (gap.high - gap.value) / 1.96) == pytest.approx(0.35, abs=0.005)


@given(st.floats(0.01, 5), st.floats(0.0001, 0.9999))
def test_an_interval_excludes_zero_where_p_is_below_a_twentieth(value, p):
    found = model.from_p(value, p)
    if abs(p - 0.05) > 1e-3:
        assert (found.low > 0) == (p < 0.05)
    assert model.from_p(-value, p) == pytest.approx((-value, -found.high, -found.low))
    assert model.p_of_normal(value, model.standard_error(value, p)) == pytest.approx(p)


def test_t_of_two_groups_by_hand():
    one, two = np.array([1.0, 2, 3]), np.array([3.0, 4, 5, 6])
    spread = math.sqrt((2 * one.var(ddof=1) + 3 * two.var(ddof=1)) / 5)
    wanted = (one.mean() - two.mean()) / (spread * math.sqrt(1 / 3 + 1 / 4))
    assert model.t_of((one.mean(), one.std(ddof=1), 3), (two.mean(), two.std(ddof=1), 4)) == pytest.approx(wanted)


@given(st.floats(-8, 8), st.integers(1, 100))
def test_p_of_t_is_scipys(t, df):
    assert model.p_of_t(t, df) == pytest.approx(2 * t_distribution.sf(abs(t), df), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("before", lambda: model.ratio(0, 1)),
        ("after", lambda: model.ratio(1, -1)),
        ("percent", lambda: model.of_percent(-101)),
        ("p", lambda: model.from_p(1, 0)),
        ("p", lambda: model.from_p(1, 1)),
        ("error", lambda: model.p_of_normal(1, 0)),
        ("n_two", lambda: model.t_of((1, 1, 3), (1, 1, 1))),
        ("df", lambda: model.p_of_t(1, 0)),
        ("quantile", lambda: Parameters(quantile=0)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()


def test_a_value_of_zero_has_no_interval():
    with pytest.raises(ValueError, match="value = 0 has no error"):
        model.from_p(0, 0.5)
