"""What the habenula neuron reproduces."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import numpy as np

from ketabrain.models import lhb_neuron
from ketabrain.models.lhb_neuron import Parameters, Summary
from ketabrain.validation import solver
from ketabrain.validation.case import Case

INTACT = Parameters()
NO_NMDA, NO_T_TYPE = replace(INTACT, g_nmda=0), replace(INTACT, g_t=0)
MORE_KIR = replace(INTACT, e_leak=-80)
HEALTHY_DRIVE, HELPLESS_DRIVE = (
    6.0,
    3.5,
)  # means of the population's drive [uA/cm2], chosen to meet 7 and 23 %
RAT_SLICE = "rat, brain slices"
YANG, CUI = "Yang2018bursting", "Cui2018astroglial"


@cache
def _state(drive: float, block: float = 0.0, parameters: Parameters = INTACT) -> Summary:
    return lhb_neuron.summarise(lhb_neuron.simulate(drive, block, parameters))


@cache
def _window(
    low: float = -2.0,
    high: float = 10.0,
    step: float = 0.1,
    block: float = 0.0,
    parameters: Parameters = INTACT,
) -> tuple[Summary, ...]:
    drives = np.round(np.arange(low, high + step / 2, step), 6)
    runs = lhb_neuron.simulate_many((float(drive), block, parameters) for drive in drives)
    return tuple(lhb_neuron.summarise(run) for run in runs)


def _bursting_states(block: float = 0.0, parameters: Parameters = INTACT) -> float:
    """Return at how many of 121 drives from -2 to 10 the cell bursts."""
    return sum(s.mode == "burst" for s in _window(block=block, parameters=parameters))


def _bursting_window() -> list[Summary]:
    return [s for s in _window(0.4, 2.8, 0.05) if s.mode == "burst"]


def _lowest_mV() -> float:
    return min(s.median_mV for s in _bursting_window())


def _highest_mV() -> float:
    return max(s.median_mV for s in _bursting_window())


def _slowest_Hz() -> float:
    return min(s.bursts_per_s for s in _bursting_window())


def _fastest_Hz() -> float:
    return max(s.bursts_per_s for s in _bursting_window())


def _burst_percent(mean_drive: float) -> float:
    return 100 * lhb_neuron.population(mean_drive, seed=0)["burst"]


def _field(name: str, drive: float, block: float = 0.0, parameters: Parameters = INTACT) -> float:
    return getattr(_state(drive, block, parameters), name)


def _first_firing(parameters: Parameters, low: float, high: float) -> float:
    """Return the lowest drive at which the cell fires, in steps of 0.1."""
    found = _window(low, high, 0.1, parameters=parameters)
    return low + 0.1 * next(i for i, s in enumerate(found) if s.mode != "silent")


def _against_lsoda(name: str, drive: float, parameters: Parameters = INTACT) -> float:
    return _field(name, drive, 0.0, parameters) - getattr(solver.lhb(drive, 0.0, parameters), name)


MEASURED = (
    Case(
        "Bursting cells, healthy animals",
        RAT_SLICE,
        YANG,
        "measured",
        "about 7 %",
        6,
        8,
        "%",
        partial(_burst_percent, HEALTHY_DRIVE),
        confirmed=False,
        fitted=True,
        note="The mean drive of the model's cells was chosen to meet it.",
    ),
    Case(
        "Bursting cells, animals bred for helplessness",
        RAT_SLICE,
        YANG,
        "measured",
        "about 23 %",
        22,
        24,
        "%",
        partial(_burst_percent, HELPLESS_DRIVE),
        confirmed=False,
        fitted=True,
        note="The mean drive of the model's cells was chosen to meet it.",
    ),
    Case(
        "Lowest potential at which cells burst",
        RAT_SLICE,
        YANG,
        "measured",
        "about -60 mV",
        -61,
        -59,
        "mV",
        _lowest_mV,
        confirmed=False,
        fitted=True,
        note="The model's value is its median potential.",
    ),
    Case(
        "Highest potential at which cells burst",
        RAT_SLICE,
        YANG,
        "measured",
        "about -56 mV",
        -57,
        -55,
        "mV",
        _highest_mV,
        confirmed=False,
        fitted=True,
        note="The model's bursts end about 1 mV too low.",
    ),
    Case(
        "Slowest rhythm of bursts",
        "rats and mice, habenula field potential",
        YANG,
        "measured",
        "theta band, 4 to 10 Hz",
        4,
        10,
        "Hz",
        _slowest_Hz,
        confirmed=False,
        note="The band's name is in the abstract, its limits are not.",
    ),
    Case(
        "Fastest rhythm of bursts",
        "rats and mice, habenula field potential",
        YANG,
        "measured",
        "theta band, 4 to 10 Hz",
        4,
        10,
        "Hz",
        _fastest_Hz,
        confirmed=False,
        note="The band's name is in the abstract, its limits are not.",
    ),
    Case(
        "Drives that make a cell without NMDA receptors burst",
        RAT_SLICE,
        YANG,
        "measured",
        "bursts need NMDA receptors",
        0,
        0,
        "of 121",
        partial(_bursting_states, parameters=NO_NMDA),
        fitted=True,
    ),
    Case(
        "Drives that make a cell without T-type channels burst",
        RAT_SLICE,
        YANG,
        "measured",
        "bursts need T-type channels",
        0,
        0,
        "of 121",
        partial(_bursting_states, parameters=NO_T_TYPE),
        fitted=True,
    ),
    Case(
        "Bursts left with 30 % of NMDA receptors blocked",
        "rats and mice",
        YANG,
        "measured",
        "ketamine reverses the rise in bursting",
        0,
        0,
        "per s",
        partial(_field, "bursts_per_s", 1.5, 0.3),
        note="Direction only: how much a dose blocks in the habenula was not measured there.",
    ),
    Case(
        "Bursts gained with more Kir4.1 in astrocytes",
        "rats, slices and models of depression",
        CUI,
        "measured",
        "more Kir4.1, more bursts",
        0.1,
        np.inf,
        "per s",
        lambda: _field("bursts_per_s", 4.0, 0.0, MORE_KIR) - _field("bursts_per_s", 4.0),
        note="Direction only: leak potential lowered from -65 to -80 mV at a drive of 4.",
    ),
)

REFERENCE = (
    ("Spikes in a burst, drive 1.5", "5.0", 4.5, 5.5, "", partial(_field, "spikes_per_burst", 1.5)),
    ("Bursts, drive 1.5", "5.6 per s", 5, 6, "per s", partial(_field, "bursts_per_s", 1.5)),
    ("Steady firing, drive 4", "11.7 per s", 11, 12, "per s", partial(_field, "spikes_per_s", 4.0)),
    ("Resting potential, drive -0.5", "-61.1 mV", -61.4, -60.8, "mV", partial(_field, "median_mV", -0.5)),
    (
        "Drives that burst, 40 % of NMDA receptors blocked",
        "none",
        0,
        0,
        "of 121",
        partial(_bursting_states, 0.4),
    ),
    (
        "First firing without NMDA receptors",
        "6.8 µA/cm²",
        6.75,
        6.85,
        "µA/cm²",
        partial(_first_firing, NO_NMDA, 6.0, 7.5),
    ),
    (
        "Spikes in a burst, drive 4, leak potential -74 mV",
        "3",
        2.5,
        3.5,
        "",
        partial(_field, "spikes_per_burst", 4.0, 0.0, replace(INTACT, e_leak=-74)),
    ),
    (
        "First firing without T-type channels",
        "3.7 µA/cm²",
        3.65,
        3.75,
        "µA/cm²",
        partial(_first_firing, NO_T_TYPE, 3.0, 4.5),
    ),
)

SOLVED = (
    ("Bursts, drive 1", "bursts_per_s", 1.0, INTACT, 0.3, "per s"),
    ("Bursts, drive 2", "bursts_per_s", 2.0, INTACT, 0.3, "per s"),
    ("Bursts, drive 4, more Kir4.1", "bursts_per_s", 4.0, MORE_KIR, 0.3, "per s"),
    ("Spikes in a burst, drive 1.5", "spikes_per_burst", 1.5, INTACT, 0.3, ""),
    ("Steady firing, drive 6", "spikes_per_s", 6.0, INTACT, 0.3, "per s"),
    ("Resting potential, drive -0.5", "median_mV", -0.5, INTACT, 0.05, "mV"),
)

CASES: tuple[Case, ...] = (
    *MEASURED,
    *(
        Case(name, "the same equations, run before", None, "reference run", stated, low, high, unit, compute)
        for name, stated, low, high, unit, compute in REFERENCE
    ),
    *(
        Case(
            f"{name}: our run minus LSODA's",
            "the same equations, rtol 1e-6",
            None,
            "independent solver",
            f"0 ± {within:g}",
            -within,
            within,
            unit,
            partial(_against_lsoda, field, drive, parameters),
        )
        for name, field, drive, parameters, within, unit in SOLVED
    ),
)
