"""Hypothesis strategies that several tests share."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

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
