"""One excitatory synapse with AMPA and NMDA receptors, for readers who meet a synapse for the first time.

A patch of membrane leaks towards its resting potential; each arriving spike opens AMPA receptors
briefly and NMDA receptors for longer. Magnesium plugs NMDA pores unless the membrane is depolarised
(Jahr1990voltage). Times lie inside ranges measured in rat hippocampus (Hestrin1990analysis); sizes
were chosen here. The cell fires no spike: the threshold is a line to compare with. Potentials in mV,
time in ms, currents in uA/cm2 (inward negative), conductances in mS/cm2, charge in nC/cm2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ketabrain.models.compiled import compiled
from ketabrain.models.nmda_block import HALF_MM, PER_MV, magnesium_free
from ketabrain.models.parameter import check, check_range, parameter

CHOSEN, ELSEWHERE, PUBLISHED = "chosen here", "measured elsewhere", "published"
HESTRIN, SPRUSTON, JAHR = "Hestrin1990analysis", "Spruston1995dendritic", "Jahr1990voltage"


@dataclass(frozen=True)
class Parameters:
    """Membrane and receptors."""

    capacitance: float = parameter(
        1.0, "µF/cm²", CHOSEN, "membrane capacitance: the usual textbook value", low=0.5, high=2
    )
    g_leak: float = parameter(
        0.05, "mS/cm²", CHOSEN, "leak conductance: a membrane time constant of 20 ms", low=0.01, high=1
    )
    g_ampa: float = parameter(0.04, "mS/cm²", CHOSEN, "peak AMPA conductance of one arriving spike", low=0, high=1)
    g_nmda: float = parameter(
        0.024,
        "mS/cm²",
        ELSEWHERE,
        "peak NMDA conductance of one arriving spike: 0.6 of the AMPA peak; patches without magnesium had 0.03 to 0.62",
        low=0,
        high=1,
        source=SPRUSTON,
    )
    ampa_rise_ms: float = parameter(0.5, "ms", CHOSEN, "AMPA rise time constant", low=0.1, high=3)
    ampa_decay_ms: float = parameter(
        5.0,
        "ms",
        ELSEWHERE,
        "AMPA decay time constant: 4 to 8 ms in rat CA1",
        low=3.5,
        high=20,
        source=HESTRIN,
    )
    nmda_rise_ms: float = parameter(
        7.0,
        "ms",
        CHOSEN,
        "NMDA rise time constant: set so that the rise takes 8 to 20 ms",
        low=0.5,
        high=20,
    )
    nmda_decay_ms: float = parameter(
        100.0,
        "ms",
        ELSEWHERE,
        "NMDA decay time constant: 60 to 150 ms in rat CA1",
        low=25,
        high=400,
        source=HESTRIN,
    )
    e_syn: float = parameter(
        0.0,
        "mV",
        PUBLISHED,
        "reversal potential of both receptors: close to 0 mV",
        low=-20,
        high=20,
        source=SPRUSTON,
    )
    mg_per_mV: float = parameter(
        PER_MV, "1/mV", PUBLISHED, "steepness of magnesium's block", low=0.01, high=0.2, source=JAHR
    )
    mg_half_mM: float = parameter(
        HALF_MM, "mM", PUBLISHED, "magnesium that blocks half at 0 mV", low=0.1, high=20, source=JAHR
    )
    threshold_mV: float = parameter(-50.0, "mV", CHOSEN, "potential above which a cell would fire", low=-65, high=-30)
    first_ms: float = parameter(20.0, "ms", CHOSEN, "arrival of the first spike", low=0, high=100)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Response:
    """Arrays over ``time_ms``; ``magnesium_free`` is the share of NMDA pores without magnesium.

    Charges [nC/cm2] count inward charge as positive and are summed at every step, because the AMPA
    current is too quick for the recorded points.
    """

    time_ms: np.ndarray
    membrane_mV: np.ndarray
    ampa_uA_cm2: np.ndarray
    nmda_uA_cm2: np.ndarray
    magnesium_free: np.ndarray
    ampa_charge_nC_cm2: float
    nmda_charge_nC_cm2: float
    threshold_mV: float


@dataclass(frozen=True)
class Summary:
    """What a response amounts to. ``threshold_after_ms`` is NaN where the threshold was not reached."""

    peak_mV: float
    rise_mV: float
    ampa_charge_nC_cm2: float
    nmda_charge_nC_cm2: float
    nmda_share: float
    magnesium_free_peak: float
    reaches_threshold: bool
    threshold_after_ms: float


def opening(time_ms: np.ndarray, arrivals_ms: np.ndarray, rise_ms: float, decay_ms: float) -> np.ndarray:
    """Return the summed double exponentials of all arrivals, each with a peak of 1, over ``time_ms``.

    Times and time constants in ms, 1-D arrays; ``rise_ms`` must be shorter than ``decay_ms``.
    """
    peak_ms = rise_ms * decay_ms / (decay_ms - rise_ms) * np.log(decay_ms / rise_ms)
    peak = np.exp(-peak_ms / decay_ms) - np.exp(-peak_ms / rise_ms)
    since = np.clip(time_ms[:, None] - arrivals_ms[None, :], 0, None)
    return ((np.exp(-since / decay_ms) - np.exp(-since / rise_ms)) / peak).sum(axis=1)


@compiled()
def _voltage(ampa, nmda, rest, g_leak, e_syn, capacitance, mg, per_mv, dt):  # pragma: no cover - compiled
    """Step the membrane; within a step the conductances are held and the potential is exact for them."""
    v = np.empty(ampa.size)
    v[0] = rest
    for i in range(1, ampa.size):
        pore = 1 / (1 + mg * np.exp(-per_mv * v[i - 1]))
        g_in = (ampa[i] + ampa[i - 1]) / 2 + (nmda[i] + nmda[i - 1]) / 2 * pore
        aim = (g_leak * rest + g_in * e_syn) / (g_leak + g_in)
        v[i] = aim + (v[i - 1] - aim) * np.exp(-dt * (g_leak + g_in) / capacitance)
    return v


def simulate(
    spikes: int = 1,
    rest_mV: float = -70.0,
    nmda_block: float = 0.0,
    mg_mM: float = 1.0,
    parameters: Parameters | None = None,
    *,
    interval_ms: float = 10.0,
    end_ms: float = 300.0,
    dt_ms: float = 0.05,
    record_ms: float = 1.0,
) -> Response:
    """Return currents and membrane potential after ``spikes`` arriving spikes, ``interval_ms`` apart.

    ``rest_mV`` is where the leak holds the membrane [mV], ``nmda_block`` the share of NMDA receptors
    that ketamine blocks, 0 to 1, ``mg_mM`` the magnesium outside [mM]. The run lasts ``end_ms`` [ms] in
    steps of ``dt_ms`` [ms]; every ``record_ms`` [ms] one point is kept. Raise ValueError out of range.
    """
    p = parameters or Parameters()
    _check(spikes, rest_mV, nmda_block, mg_mM, interval_ms, end_ms, dt_ms, record_ms)
    time = np.arange(0.0, end_ms + dt_ms / 2, dt_ms)
    arrivals = p.first_ms + interval_ms * np.arange(int(spikes))
    ampa = p.g_ampa * opening(time, arrivals, p.ampa_rise_ms, p.ampa_decay_ms)
    nmda = p.g_nmda * (1 - nmda_block) * opening(time, arrivals, p.nmda_rise_ms, p.nmda_decay_ms)
    mg = mg_mM / p.mg_half_mM
    v = _voltage(ampa, nmda, float(rest_mV), p.g_leak, p.e_syn, p.capacitance, mg, p.mg_per_mV, dt_ms)
    pore = magnesium_free(v, mg_mM, p.mg_per_mV, p.mg_half_mM)
    ampa_in, nmda_in = ampa * (v - p.e_syn), nmda * pore * (v - p.e_syn)
    keep = slice(None, None, max(1, round(record_ms / dt_ms)))
    return Response(
        time_ms=time[keep],
        membrane_mV=v[keep],
        ampa_uA_cm2=ampa_in[keep],
        nmda_uA_cm2=nmda_in[keep],
        magnesium_free=pore[keep],
        ampa_charge_nC_cm2=-float(np.trapezoid(ampa_in, time)),
        nmda_charge_nC_cm2=-float(np.trapezoid(nmda_in, time)),
        threshold_mV=p.threshold_mV,
    )


def _check(
    spikes: int,
    rest_mV: float,
    nmda_block: float,
    mg_mM: float,
    interval_ms: float,
    end_ms: float,
    dt_ms: float,
    record_ms: float,
) -> None:
    check_range("spikes", spikes, 1, 20)
    if spikes != int(spikes):
        raise ValueError(f"spikes = {spikes:g} is not a whole number: give one from 1 to 20.")
    check_range("rest_mV", rest_mV, -100, 0, "mV")
    check_range("nmda_block", nmda_block, 0, 1)
    check_range("mg_mM", mg_mM, 0, 5, "mM")
    check_range("interval_ms", interval_ms, 1, 200, "ms")
    check_range("end_ms", end_ms, 1, 5000, "ms")
    check_range("dt_ms", dt_ms, 0.001, 0.5, "ms")
    check_range("record_ms", record_ms, dt_ms, 20, "ms")


def summarise(response: Response) -> Summary:
    """Return peak, charges, the share of pores freed, and whether the threshold was reached."""
    time, v = response.time_ms, response.membrane_mV
    ampa, nmda = response.ampa_charge_nC_cm2, response.nmda_charge_nC_cm2
    above = np.flatnonzero(v >= response.threshold_mV)
    return Summary(
        peak_mV=float(v.max()),
        rise_mV=float(v.max() - v[0]),
        ampa_charge_nC_cm2=ampa,
        nmda_charge_nC_cm2=nmda,
        nmda_share=nmda / (nmda + ampa) if nmda + ampa else float("nan"),
        magnesium_free_peak=float(response.magnesium_free.max()),
        reaches_threshold=above.size > 0,
        threshold_after_ms=float(time[above[0]]) if above.size else float("nan"),
    )
