"""What the brake on reward reproduces."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import reward_brake
from ketabrain.models.reward_brake import Parameters, Rates
from ketabrain.validation.case import Case

INTACT = Parameters()
NO_RMTG = replace(INTACT, rmtg_to_dopamine=0)
HEALTHY = 0.07  # share of bursting cells
ANAESTHETISED_RAT = "rat, anaesthetised, dopamine cells of substantia nigra and VTA"
MONKEY = "rhesus monkey, awake, eye movements for reward"


def pause_ms(parameters: Parameters = INTACT) -> float:
    """Return how long a 50 ms habenula volley holds dopamine cells below half of their rate [ms]."""
    rates = reward_brake.simulate(0.0, 0.0, parameters.worse_Hz, parameters, dt_ms=0.1)
    return reward_brake.below_half_ms(rates)


def _change_Hz(outcome: str) -> float:
    return reward_brake.summarise(reward_brake.trial(outcome, HEALTHY)).dopamine_change_Hz


def _rate_without_rmtg() -> float:
    intact, lesioned = (reward_brake.rest(HEALTHY, 0.0, p).dopamine_Hz[0] for p in (INTACT, NO_RMTG))
    return lesioned / intact


def solved(volley_Hz: float, burst_share: float = HEALTHY, parameters: Parameters = INTACT) -> Rates:
    """Integrate the equations with LSODA at tight tolerance, on the model's times."""
    p = parameters
    ours = reward_brake.simulate(burst_share, 0.0, volley_Hz, p)
    base = reward_brake.habenula_output_Hz(burst_share, 0.0, p)

    def habenula(t: float) -> float:
        return max(base + (volley_Hz if 200 <= t < 250 else 0.0), 0.0)

    def slopes(t: float, y: np.ndarray) -> list[float]:
        rmtg = max(p.rmtg_base_Hz + p.lhb_to_rmtg * habenula(t), 0.0)
        dopamine = max(p.dopamine_base_Hz - p.rmtg_to_dopamine * y[0], 0.0)
        return [(rmtg - y[0]) / p.rmtg_ms, (dopamine - y[1]) / p.dopamine_ms]

    start = [ours.rmtg_Hz[0], ours.dopamine_Hz[0]]
    span, at = (0.0, ours.time_ms[-1]), ours.time_ms
    found = solve_ivp(slopes, span, start, "LSODA", at, rtol=1e-9, atol=1e-9, max_step=0.5)
    return Rates(ours.time_ms, ours.habenula_Hz, found.y[0], found.y[1], ours.serotonin_Hz)


def _against_lsoda(volley_Hz: float) -> float:
    ours = reward_brake.simulate(HEALTHY, 0.0, volley_Hz)
    return float(np.abs(ours.dopamine_Hz - solved(volley_Hz).dopamine_Hz).max())


def _resting(name: str, burst_share: float, silenced: float) -> float:
    return getattr(reward_brake.rest(burst_share, silenced), name)[0]


TABLE = (
    (0.07, 0, 4.0, 1.8),
    (0.23, 0, 2.5, 1.5),
    (0.23, 0.5, 3.9, 1.8),
    (0.23, 1, 5.2, 2.0),
    (0.5, 0, 0.1, 1.1),
)

CASES: tuple[Case, ...] = (
    Case(
        "Pause of dopamine cells after a habenula pulse",
        ANAESTHETISED_RAT,
        "Ji2007lateral",
        "measured",
        "about 85 ms on average",
        75,
        95,
        "ms",
        pause_ms,
        fitted=True,
        note="Measured: no spikes after one electric pulse. Model: rate below half after a 50 ms volley.",
    ),
    Case(
        "Dopamine cells after a worse outcome than expected",
        MONKEY,
        "Matsumoto2007lateral",
        "measured",
        "inhibited",
        -np.inf,
        -0.1,
        "Hz",
        partial(_change_Hz, "worse than expected"),
        fitted=True,
        note="Direction only.",
    ),
    Case(
        "Dopamine cells after a better outcome than expected",
        MONKEY,
        "Matsumoto2007lateral",
        "measured",
        "excited",
        0.1,
        np.inf,
        "Hz",
        partial(_change_Hz, "better than expected"),
        fitted=True,
        note="Direction only.",
    ),
    Case(
        "Pause after a habenula pulse, RMTg lesioned",
        "rat, RMTg lesion",
        "Brown2017lesion",
        "measured",
        "diminished",
        0,
        42.5,
        "ms",
        partial(pause_ms, NO_RMTG),
        note="In the model the pause vanishes, because RMTg is its only path.",
    ),
    Case(
        "Dopamine firing after an RMTg lesion, against intact",
        "rat, RMTg lesion",
        "Brown2017lesion",
        "measured",
        "not altered",
        0.8,
        1.25,
        "times",
        _rate_without_rmtg,
        note="The model gives RMTg a standing hold on dopamine cells that the lesion did not show.",
    ),
    *(
        Case(
            f"{label} at rest, {100 * share:.0f} % bursting, {100 * silenced:.0f} % of them silenced",
            "the same equations, run before",
            None,
            "reference run",
            f"{stated} Hz",
            stated - 0.05001,
            stated + 0.05001,
            "Hz",
            partial(_resting, name, share, silenced),
        )
        for share, silenced, dopamine, serotonin in TABLE
        for label, name, stated in (
            ("Dopamine cells", "dopamine_Hz", dopamine),
            ("Serotonin cells", "serotonin_Hz", serotonin),
        )
    ),
    *(
        Case(
            f"Dopamine rate, {outcome}: our largest distance from LSODA",
            "the same equations, rtol 1e-9",
            None,
            "independent solver",
            "0 to 0.05 Hz",
            0,
            0.05,
            "Hz",
            partial(_against_lsoda, volley),
        )
        for outcome, volley in (("worse outcome", 150.0), ("better outcome", -100.0))
    ),
)
