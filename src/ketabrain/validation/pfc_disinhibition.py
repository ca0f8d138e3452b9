"""What the model of pyramidal cells and interneurons reproduces."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import pfc_disinhibition as model
from ketabrain.models.pfc_disinhibition import Parameters
from ketabrain.validation.case import Case

RATS = "rat, awake, prefrontal cortex, microdialysis"
TABLE = (  # dose in mg/kg, pyramidal cells' rate, both rates in per cent of those without drug
    (0, 2.03, 100, 100),
    (3, 2.11, 104, 100),
    (10, 2.65, 130, 95),
    (20, 3.10, 152, 82),
    (30, 2.82, 139, 70),
    (50, 2.05, 101, 57),
    (100, 1.35, 66, 50),
    (200, 1.11, 55, 47),
)
BOUNDS = {"up": (105.0, 400.0), "none": (95.0, 105.0), "down": (0.0, 95.0)}
STATED = {"up": "glutamate rises", "none": "glutamate does not change", "down": "glutamate falls"}


def percent(dose_mg_kg: float, population: int, bias: float = 1.0) -> float:
    """Return a population's activity in per cent of that without drug: 0 pyramidal cells, 1 interneurons."""
    return 100 * float(model.of_undrugged(dose_mg_kg, bias)[population][0])


def rate(dose_mg_kg: float) -> float:
    """Return pyramidal cells' rate."""
    return float(model.steady(dose_mg_kg).pyramidal[0])


def solved(dose_mg_kg: float, bias: float = 1.0, lost: float = 0.0) -> np.ndarray:
    """Integrate the printed equations with LSODA for two seconds after the dose; return both rates at the end."""
    p = Parameters()
    half = p.half_interneuron**bias * p.half_pyramidal ** (1 - bias)
    on_i = dose_mg_kg**2 / (dose_mg_kg**2 + half**2)
    on_e = dose_mg_kg**2 / (dose_mg_kg**2 + p.half_pyramidal**2)

    def slopes(t: float, y: np.ndarray) -> list[float]:
        excitation = (p.w_ee + p.w_ee_nmda * (1 - on_e)) * y[0] + p.h_e * (1 - p.h_e_nmda * on_e)
        to_e = excitation * (1 - lost) - p.w_ei * y[1]
        to_i = (p.w_ie + p.w_ie_nmda * (1 - on_i)) * y[0] - p.w_ii * y[1] + p.h_i
        return [(max(to_e, 0.0) - y[0]) / p.tau_e_ms, (max(to_i, 0.0) - y[1]) / p.tau_i_ms]

    return solve_ivp(slopes, (0.0, 2000.0), [2.0, 3.0], "LSODA", rtol=1e-10, atol=1e-10).y[:, -1]


def _against_lsoda() -> float:
    """Return our largest distance from LSODA over doses, biases and losses."""
    far = []
    for dose in (0.0, 10.0, 30.0, 200.0):
        for bias, lost in ((1.0, 0.0), (0.0, 0.0), (0.5, 0.3)):
            ours = model.steady(dose, bias, lost)
            far.append(np.abs(solved(dose, bias, lost) - [ours.pyramidal[0], ours.interneurons[0]]).max())
    return float(max(far))


CASES: tuple[Case, ...] = (
    *(
        Case(
            f"Pyramidal activity at {dose} mg/kg",
            RATS,
            "Moghaddam1997activation",
            "measured",
            STATED[way],
            *BOUNDS[way],
            "%",
            partial(percent, dose, 0),
            fitted=True,
            note="A direction: the measured size is not compared. Activity stands for the glutamate it releases.",
        )
        for dose, way in model.MEASURED.items()
    ),
    Case(
        "Interneuron activity at 20 mg/kg",
        "rat, awake, prefrontal cortex, single cells, MK-801",
        "Homayoun2007opposite",
        "measured",
        "most putative interneurons fire less",
        0,
        95,
        "%",
        partial(percent, 20, 1),
        note="A direction, and another blocker of the same channel.",
    ),
    Case(
        "Interneuron activity at 20 mg/kg, another laboratory",
        "rat, awake, prefrontal cortex, single cells, ketamine",
        "AmatForaster2019modulation",
        "measured",
        "interneurons do not fire less",
        95,
        400,
        "%",
        partial(percent, 20, 1),
        note="The two laboratories contradict each other; no model can meet both.",
    ),
    Case(
        "Interneuron activity where pyramidal activity has fallen, 200 mg/kg",
        "mouse, slices of prefrontal cortex, 10 µM",
        "Gerhard2020gaba",
        "measured",
        "inhibitory and excitatory events both fall",
        0,
        95,
        "%",
        partial(percent, 200, 1),
        note="A direction. Which dose gives 10 µM is not known; the largest was taken.",
    ),
    *(
        Case(
            f"{who} at {dose} mg/kg",
            "the same equations, run before",
            None,
            "reference run",
            f"{stated} %",
            stated - 0.5001,
            stated + 0.5001,
            "%",
            partial(percent, dose, population),
        )
        for dose, _, pyramidal, inhibitors in TABLE[1:]
        for who, population, stated in (("Pyramidal rate", 0, pyramidal), ("Interneuron rate", 1, inhibitors))
    ),
    *(
        Case(
            f"Pyramidal rate at {dose} mg/kg, in the model's units",
            "the same equations, run before",
            None,
            "reference run",
            f"{stated:.2f}",
            stated - 0.0075,
            stated + 0.0075,
            "",
            partial(rate, dose),
        )
        for dose, stated, _, _ in TABLE
    ),
    Case(
        "Steady rates: our largest distance from LSODA",
        "the same equations, rtol 1e-10, twelve states",
        None,
        "independent solver",
        "0 to 0.001",
        0,
        0.001,
        "",
        _against_lsoda,
    ),
)
