"""Hypothesis strategies that several tests share."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ketabrain.explorer import Steps
from ketabrain.models import lhb_neuron, nmdar_trapping, reward_brake
from ketabrain.models.parameter import origin

SHARES = st.floats(0, 1)
DRIVES_UA_CM2 = st.floats(*lhb_neuron.DRIVE_RANGE)
VOLLEYS_HZ = st.floats(-100, 500)
DOSES_UM = st.floats(0, 100)
POTENTIALS_MV = st.floats(-100, 0)
MAGNESIUM_MM = st.floats(0, 5)
OUTCOMES = st.sampled_from(reward_brake.OUTCOMES)
TISSUES = st.sampled_from(nmdar_trapping.TISSUES)


def parameters(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Build a model's ``Parameters`` with every field anywhere in its range."""
    ranges = {item.name: st.floats(origin(item).low, origin(item).high) for item in fields(kind)}
    return st.builds(kind, **ranges)


@st.composite
def rows(draw: st.DrawFn, gaps: bool = True) -> Any:
    """Draw a lattice's rows: numbers of any ordinary size, flat or not, perhaps with NaN at the ends of rows."""
    shape = draw(st.tuples(st.integers(1, 6), st.integers(1, 12)))
    low = draw(st.integers(-(10**6), 10**6))
    wide = draw(st.sampled_from((0.0, 1e-9, 1.0, 1e6)))
    found = low + wide * draw(arrays(float, shape, elements=st.floats(0, 1, width=32)))
    if gaps and draw(st.booleans()):
        for row in found:
            row[draw(st.integers(0, shape[1])) :] = np.nan
    return found


@st.composite
def controls(draw: st.DrawFn) -> Steps:
    """Draw a control with steps that differ at its decimals."""
    decimals = draw(st.integers(0, 3))
    whole = draw(st.lists(st.integers(-2000, 2000), min_size=2, max_size=12, unique=True).map(sorted))
    steps = tuple(number / 10**decimals for number in whole)
    return Steps("x", "X", "mV", steps, draw(st.sampled_from(steps)), decimals=decimals, even=False)
