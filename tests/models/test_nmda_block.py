"""Magnesium's block."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from tests import strategies

from ketabrain.models.nmda_block import magnesium_free


@pytest.mark.parametrize("membrane_mV", [-80, -60, -35, 0, 40])
@pytest.mark.parametrize("mg_mM", [0.1, 1, 1.3])
def test_follows_the_published_formula(membrane_mV, mg_mM):
    expected = 1 / (1 + exp(-0.062 * membrane_mV) * mg_mM / 3.57)
    assert magnesium_free(membrane_mV, mg_mM) == pytest.approx(expected, rel=1e-12)


def test_some_values_worked_out_by_hand():
    assert magnesium_free(0.0, 3.57) == 0.5
    assert magnesium_free(-70.0, 1.0) == pytest.approx(0.0445, abs=5e-4)


@given(strategies.POTENTIALS_MV, strategies.MAGNESIUM_MM)
def test_more_magnesium_or_less_potential_frees_fewer(membrane_mV, mg_mM):
    here = magnesium_free(membrane_mV, mg_mM)
    assert 0 < here <= 1
    assert magnesium_free(membrane_mV - 1, mg_mM) <= here
    assert magnesium_free(membrane_mV, mg_mM + 0.1) < here
    assert magnesium_free(membrane_mV, 0) == 1


def test_takes_arrays():
    v = np.array([-90.0, 0.0])
    assert magnesium_free(v).shape == (2,)
