"""Pyramidal cells and interneurons: the table, the hump, stress, and SciPy's solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies

from ketabrain.models import pfc_disinhibition as model
from ketabrain.models.pfc_disinhibition import Parameters, blocked, direction, network, of_undrugged, settles_ms, steady
from ketabrain.validation import pfc_disinhibition as validation

DOSES = st.floats(0, 300)
BLOCKS = {0: (0, 0), 3: (0.06, 0.01), 10: (0.41, 0.05), 20: (0.73, 0.18), 30: (0.86, 0.34), 50: (0.94, 0.59),
          100: (0.99, 0.85), 200: (1.00, 0.96)}  # fmt: skip


@pytest.mark.parametrize(("dose", "rate", "pyramidal", "inhibitors"), validation.TABLE)
def test_the_table(dose, rate, pyramidal, inhibitors):
    assert steady(dose).pyramidal[0] == pytest.approx(rate, abs=0.0075)  # 2.055 was printed as 2.05
    found = [100 * share[0] for share in of_undrugged(dose)]
    assert found == pytest.approx([pyramidal, inhibitors], abs=0.5001)
    assert [share[0] for share in blocked(dose)] == pytest.approx(BLOCKS[dose], abs=0.005001)


def test_activity_goes_where_glutamate_went():
    assert {dose: direction(of_undrugged(dose)[0][0]) for dose in model.MEASURED} == model.MEASURED


def test_the_hump_vanishes_without_the_bias():
    doses = np.linspace(0, 200, 401)
    with_bias, without = (of_undrugged(doses, bias)[0] for bias in (1.0, 0.0))
    assert with_bias.max() > 1.5 and without.max() < 1.005
    assert without[doses >= 5].max() < 1 and (np.diff(without[doses >= 5]) < 0).all()


def test_the_hump_grows_with_the_bias():
    tops = [of_undrugged(np.linspace(0, 200, 401), bias)[0].max() for bias in (0, 0.25, 0.5, 0.75, 1)]
    assert tops == sorted(tops)


def test_stress_lowers_both_and_a_low_dose_lifts_them_less_than_to_health():
    healthy, stressed, treated = (of_undrugged(dose, 1.0, lost)[0][0] for dose, lost in ((0, 0), (0, 0.2), (20, 0.2)))
    assert healthy == 1
    assert stressed < treated < 1
    assert of_undrugged(0, 1.0, 0.2)[1][0] < 1


@pytest.mark.parametrize("dose", [0, 3, 10, 20, 30, 50, 100, 200])
@pytest.mark.parametrize(("bias", "lost"), [(1.0, 0.0), (0.0, 0.0), (0.5, 0.3)])
def test_the_network_settles_and_scipy_agrees(dose, bias, lost):
    assert settles_ms(dose, bias, lost) < 100
    found = steady(dose, bias, lost)
    assert validation.solved(dose, bias, lost) == pytest.approx([found.pyramidal[0], found.interneurons[0]], abs=1e-6)


@given(DOSES, strategies.SHARES, st.floats(0, 0.5), strategies.parameters(Parameters))
def test_the_steady_state_solves_the_equations(dose, bias, lost, parameters):
    found, n = steady(dose, bias, lost, parameters), network(dose, bias, lost, parameters)
    e, i = found.pyramidal, found.interneurons
    np.testing.assert_allclose(np.maximum(n.ee * e - n.ei * i + n.drive_e, 0), e, atol=1e-9)
    np.testing.assert_allclose(np.maximum(n.ie * e - n.ii * i + n.drive_i, 0), i, atol=1e-9)
    assert (e >= 0).all() and (i >= 0).all()


@settings(max_examples=50)
@given(DOSES, DOSES, strategies.SHARES)
def test_a_larger_dose_blocks_more(one, other, bias):
    smaller, larger = (blocked(dose, bias) for dose in sorted((one, other)))
    assert smaller[0] <= larger[0] and smaller[1] <= larger[1]
    assert larger[0] >= larger[1] - 1e-12


@settings(max_examples=50)
@given(DOSES, st.floats(0, 0.5), st.floats(0, 0.5))
def test_more_lost_synapses_never_raise_activity(dose, one, other):
    less, more = (steady(dose, 1.0, lost) for lost in sorted((one, other)))
    assert more.pyramidal <= less.pyramidal + 1e-12


def test_directions_need_a_change_of_five_per_cent():
    assert [direction(share) for share in (0.94, 0.96, 1.0, 1.04, 1.06)] == ["down", "none", "none", "none", "up"]


@settings(max_examples=50)
@given(DOSES, strategies.SHARES, st.floats(0, 0.5), strategies.parameters(Parameters))
def test_the_network_always_settles(dose, bias, lost, parameters):
    assert 0 < settles_ms(dose, bias, lost, parameters) < 1e5


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("dose_mg_kg", lambda: steady(301)),
        ("dose_mg_kg", lambda: steady([10, -1])),
        ("bias", lambda: steady(10, 1.1)),
        ("lost", lambda: steady(10, 1.0, 0.6)),
        ("w_ee", lambda: Parameters(w_ee=0.5)),
    ],
)
def test_out_of_range_is_refused(name, call):
    with pytest.raises(ValueError, match=f"^{name} = .* out of range"):
        call()
