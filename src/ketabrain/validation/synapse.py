"""What the synapse reproduces."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import synapse
from ketabrain.models.nmda_block import magnesium_free
from ketabrain.models.synapse import Parameters
from ketabrain.validation.case import Case

CA1 = "rat, hippocampal slices, CA1 pyramidal cells"
PATCH = "rat, hippocampus, patches of dendrite without magnesium"
HESTRIN, SPRUSTON = "Hestrin1990analysis", "Spruston1995dendritic"
P = Parameters()


def _nmda_rise_ms() -> float:
    """Return how long the NMDA conductance takes from 10 to 90 % of its peak [ms]."""
    time = np.arange(0.0, 200.0, 0.01)
    opened = synapse.opening(time, np.zeros(1), P.nmda_rise_ms, P.nmda_decay_ms)
    rising = opened[: opened.argmax()]
    return float(time[np.searchsorted(rising, 0.9)] - time[np.searchsorted(rising, 0.1)])


def _decay_ms(rise_ms: float, decay_ms: float) -> float:
    """Return the slope of the late decay as a time constant [ms], as one fits it to a recording."""
    time = np.arange(0.0, 8 * decay_ms, 0.01)
    opened = synapse.opening(time, np.zeros(1), rise_ms, decay_ms)
    late = (time > opened.argmax() * 0.01) & (opened < 0.7) & (opened > 0.05)
    return float(-1 / np.polyfit(time[late], np.log(opened[late]), 1)[0])


def _largest_nmda_current_mV() -> float:
    """Return the potential of the largest inward NMDA current with 1.3 mM magnesium [mV]."""
    v = np.arange(-100.0, 0.0, 0.01)
    return float(v[np.argmin(magnesium_free(v, 1.3) * v)])


def _fast_current_left() -> float:
    """Return the AMPA current's peak with all NMDA receptors blocked, against none blocked."""
    whole, blocked = (synapse.simulate(1, nmda_block=share, record_ms=0.05) for share in (0.0, 1.0))
    return float(blocked.ampa_uA_cm2.min() / whole.ampa_uA_cm2.min())


def solved_mV(spikes: int, rest_mV: float, mg_mM: float) -> np.ndarray:
    """Integrate the membrane with LSODA at tight tolerance, on the model's times [mV]."""
    time = synapse.simulate(spikes, rest_mV, 0.0, mg_mM).time_ms
    arrivals = P.first_ms + 10.0 * np.arange(spikes)

    def slope(t: float, y: np.ndarray) -> list[float]:
        at = np.array([t])
        ampa = P.g_ampa * synapse.opening(at, arrivals, P.ampa_rise_ms, P.ampa_decay_ms)[0]
        nmda = P.g_nmda * synapse.opening(at, arrivals, P.nmda_rise_ms, P.nmda_decay_ms)[0]
        pore = 1 / (1 + mg_mM / P.mg_half_mM * np.exp(-P.mg_per_mV * y[0]))
        current = P.g_leak * (y[0] - rest_mV) + (ampa + nmda * pore) * (y[0] - P.e_syn)
        return [-current / P.capacitance]

    span = (0.0, float(time[-1]))
    return solve_ivp(slope, span, [rest_mV], "LSODA", time, rtol=1e-9, atol=1e-9, max_step=0.5).y[0]


def _against_lsoda(spikes: int, rest_mV: float, mg_mM: float) -> float:
    ours = synapse.simulate(spikes, rest_mV, 0.0, mg_mM).membrane_mV
    return float(np.abs(ours - solved_mV(spikes, rest_mV, mg_mM)).max())


CASES: tuple[Case, ...] = (
    Case(
        "Rise of the NMDA current",
        CA1,
        HESTRIN,
        "measured",
        "8 to 20 ms",
        8,
        20,
        "ms",
        _nmda_rise_ms,
        fitted=True,
        note="The model's value is its rise from 10 to 90 %.",
    ),
    Case(
        "Decay time constant of the NMDA current",
        CA1,
        HESTRIN,
        "measured",
        "60 to 150 ms",
        60,
        150,
        "ms",
        partial(_decay_ms, P.nmda_rise_ms, P.nmda_decay_ms),
        fitted=True,
    ),
    Case(
        "Decay time constant of the AMPA current",
        CA1,
        HESTRIN,
        "measured",
        "4 to 8 ms",
        4,
        8,
        "ms",
        partial(_decay_ms, P.ampa_rise_ms, P.ampa_decay_ms),
        fitted=True,
    ),
    Case(
        "NMDA peak against AMPA peak",
        PATCH,
        SPRUSTON,
        "measured",
        "0.03 to 0.62",
        0.03,
        0.62,
        "times",
        lambda: P.g_nmda / P.g_ampa,
        fitted=True,
    ),
    Case(
        "Potential of the largest NMDA current, 1.3 mM magnesium",
        CA1,
        HESTRIN,
        "measured",
        "current grows with depolarisation from -70 to -30 mV",
        -35,
        -25,
        "mV",
        _largest_nmda_current_mV,
        note="Not fitted: the block's formula comes from cultured cells (Jahr1990voltage).",
    ),
    Case(
        "Fast current left when NMDA receptors are blocked",
        CA1,
        HESTRIN,
        "measured",
        "the blocker had no effect on the fast component",
        0.95,
        1.05,
        "times",
        _fast_current_left,
        note="Measured with the NMDA blocker APV, not with ketamine.",
    ),
    *(
        Case(
            f"Potential, {label}: our largest distance from LSODA",
            "the same equations, rtol 1e-9",
            None,
            "independent solver",
            "0 to 0.05 mV",
            0,
            0.05,
            "mV",
            partial(_against_lsoda, spikes, rest, mg),
        )
        for label, spikes, rest, mg in (
            ("one spike", 1, -70.0, 1.0),
            ("six spikes, no magnesium", 6, -55.0, 0.0),
        )
    ),
)
