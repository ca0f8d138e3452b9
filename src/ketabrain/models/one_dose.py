"""One dose followed through three models: level in plasma, block of NMDA receptors, rated dissociation.

Nothing is new here: the level comes from ``pharmacokinetics`` (set racemic_venous), the block from
``nmda_receptor`` and ``receptor_binding``, the rating from ``dissociation``. Each is fed by the level of the same
moment, so that a lag between blood and brain is left out. Times in minutes, levels in ng/mL, shares from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ketabrain.models import dissociation, nmda_receptor, receptor_binding
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.parameter import check, check_range, parameter, published_in

_infused = published_in("Zanos2018review")

DOSE_MG_KG = (0.0, 5.0)
LAST_MIN = 14 * 24 * 60.0


@dataclass(frozen=True)
class Parameters:
    """What the models that it joins leave open."""

    infusion_min: float = _infused(40.0, "min", "how long an infusion lasts, as in depression studies", 1, 240)
    mg_mM: float = parameter(
        1.0, "mM", "chosen here", "magnesium around a resting cell, about as in the body", low=0, high=20
    )
    rest_mV: float = parameter(
        nmda_receptor.GILLING_MV, "mV", "chosen here", "membrane of a resting cell; where ketamine was measured in the dish",
        low=-100, high=0,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Course:
    """Arrays over ``times_min`` [min]; a rating is NaN where the level is above all that were rated.

    ``dish`` is the block without magnesium, by the course's own number; all that we could confirm lie between
    ``lowest`` and ``highest``, free share included. ``resting`` is the block of what a resting cell's receptors
    still pass with magnesium. ``weakest`` and ``strongest`` are ratings [% of the scale].
    """

    times_min: np.ndarray
    plasma_ng_ml: np.ndarray
    dish: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    resting: np.ndarray
    weakest: np.ndarray
    strongest: np.ndarray


def dose(route: str, dose_mg_kg: float, weight_kg: float, parameters: Parameters | None = None) -> pk.Dose:
    """Return the dose [mg/kg] as what a person of a weight [kg] gets; raise ValueError out of range."""
    check_range("dose_mg_kg", dose_mg_kg, *DOSE_MG_KG, "mg/kg")
    return pk.lasting(route, dose_mg_kg * weight_kg, (parameters or Parameters()).infusion_min)


def plasma_ng_ml(
    route: str, dose_mg_kg: float, weight_kg: float, times_min: np.ndarray, parameters: Parameters | None = None
) -> np.ndarray:
    """Return the level of ketamine in a vein's plasma [ng/mL]; exactly linear in the dose."""
    return pk.simulate(dose(route, dose_mg_kg, weight_kg, parameters), weight_kg, times_min).ketamine_ng_ml


def firm_uM() -> tuple[float, float]:
    """Return the lowest and the highest concentration that half-blocks or half-fills the NMDA receptor [uM].

    Of the published ones, those that were seen in their sources and that nobody contradicts; all without magnesium.
    """
    known = [item for item in receptor_binding.affinities("ketamine", "NMDA") if item.firm and item.found]
    return min(item.low_uM for item in known), max(item.high_uM for item in known)


def resting_block(free_uM: np.ndarray, parameters: Parameters | None = None) -> np.ndarray:
    """Return which share of the current that magnesium leaves at rest free ketamine [uM] takes: derived, not measured."""
    p = parameters or Parameters()
    with_drug = [nmda_receptor.current(p.rest_mV, p.mg_mM, float(level)) for level in np.ravel(free_uM)]
    without = nmda_receptor.current(p.rest_mV, p.mg_mM)
    return np.reshape(1 - np.array(with_drug) / without, np.shape(free_uM))


def follow(
    route: str,
    dose_mg_kg: float,
    weight_kg: float,
    times_min: np.ndarray,
    parameters: Parameters | None = None,
) -> Course:
    """Return every level that one dose decides, at rising times [min].

    Raise ValueError for a route, dose, weight or times that the models do not take.
    """
    level = plasma_ng_ml(route, dose_mg_kg, weight_kg, times_min, parameters)
    free, shares = nmda_receptor.free_uM(level), receptor_binding.Parameters()
    strong_uM, weak_uM = firm_uM()
    rated = dissociation.rating(dissociation.where_held(level))
    return Course(
        np.atleast_1d(np.asarray(times_min, dtype=float)),
        level,
        nmda_receptor.dish_blocked(free),
        nmda_receptor.hill_share(nmda_receptor.free_uM(level, shares.free_low), weak_uM),
        nmda_receptor.hill_share(nmda_receptor.free_uM(level, shares.free_high), strong_uM),
        resting_block(free, parameters),
        rated.weakest,
        rated.strongest,
    )
