"""Ketamine and norketamine in the blood of adults, after doses by six routes, solved exactly.

Amounts in mg of base, times in minutes, concentrations in ng/mL. Sets of parameters are chosen by name;
``racemic_venous`` is the default, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ketabrain.models.pharmacokinetics.dosing import ROUTES, Dose, lasting
from ketabrain.models.pharmacokinetics.linear import System, amounts_mg, exposures_mg_min
from ketabrain.models.pharmacokinetics.mammillary import Parameters
from ketabrain.models.pharmacokinetics.sets import DRUGS, SETS, ParameterSet, drug_of, find, population

__all__ = [
    "DRUGS", "ROUTES", "SETS", "TYPICAL_KG", "Concentrations", "Dose", "Exposure", "ParameterSet", "Parameters",
    "amounts_mg", "exposure", "lasting", "population", "simulate", "system",
]  # fmt: skip
DEFAULT = "racemic_venous"
TYPICAL_KG = 70.0
WEIGHT_KG = (30.0, 250.0)


@dataclass(frozen=True)
class Concentrations:
    """Levels [ng/mL] over ``times_min``: shape (times,), or (people, times) where people were asked for.

    ``norketamine_ng_ml`` is None where the set has no norketamine. ``drug`` is what was computed.
    """

    times_min: np.ndarray
    ketamine_ng_ml: np.ndarray
    norketamine_ng_ml: np.ndarray | None
    drug: str
    parameters: str


@dataclass(frozen=True)
class Exposure:
    """Areas under the curves from the first dose to infinity [ng h/mL]; one a person where people were asked for."""

    ketamine_ng_h_ml: np.ndarray
    norketamine_ng_h_ml: np.ndarray | None


def simulate(
    doses: Dose | Iterable[Dose],
    weight_kg: float | np.ndarray,
    times_min: float | np.ndarray,
    parameters: str | ParameterSet = DEFAULT,
    *,
    drug: str = "racemic",
) -> Concentrations:
    """Return the levels of ketamine and norketamine after any number of doses.

    ``weight_kg`` [kg] is one number or one a person; ``times_min`` [min] rises; ``parameters`` names a set or
    is one that :func:`population` drew; ``drug`` is "racemic", "esketamine" or "arketamine". Raise ValueError
    for a route or drug that the set does not have, times out of order, or a weight out of range.
    """
    given, chosen = _doses(doses), find(parameters)
    times = _times(times_min)
    body, computed = system(weight_kg, chosen, drug=drug, doses=given)
    outputs = [body.ketamine, *([body.norketamine] if body.norketamine else [])]
    found = amounts_mg(body, given, times, [compartment for compartment, _ in outputs])
    levels = [1000 * found[..., i, :] / np.asarray(volume)[..., None] for i, (_, volume) in enumerate(outputs)]
    return Concentrations(times, levels[0], levels[1] if len(levels) > 1 else None, computed, chosen.name)


def exposure(
    doses: Dose | Iterable[Dose],
    weight_kg: float | np.ndarray,
    parameters: str | ParameterSet = DEFAULT,
    *,
    drug: str = "racemic",
) -> Exposure:
    """Return the exact areas under both curves [ng h/mL]; arguments and errors as in :func:`simulate`."""
    given = _doses(doses)
    body, _ = system(weight_kg, find(parameters), drug=drug, doses=given)
    outputs = [body.ketamine, *([body.norketamine] if body.norketamine else [])]
    found = exposures_mg_min(body, given, [compartment for compartment, _ in outputs])
    areas = [1000 / 60 * found[..., i] / volume for i, (_, volume) in enumerate(outputs)]
    return Exposure(areas[0], areas[1] if len(areas) > 1 else None)


def system(
    weight_kg: float | np.ndarray, parameters: str | ParameterSet, *, drug: str = "racemic", doses: Iterable[Dose] = ()
) -> tuple[System, str]:
    """Return the compartments of people of some weights, and the drug computed; check that the doses' routes exist."""
    chosen = find(parameters)
    for dose in doses:
        if dose.route not in chosen.routes:
            raise ValueError(f"The set '{chosen.name}' has no route {dose.route}: it has {', '.join(chosen.routes)}.")
    weight = np.asarray(weight_kg, dtype=float)
    low, high = WEIGHT_KG
    if weight.ndim > 1 or not np.all((weight >= low) & (weight <= high)):
        raise ValueError(f"weight_kg is out of range: give an adult's weight from {low:g} to {high:g} kg.")
    people = {draw.size for draw in (*chosen.people.values(), *chosen.odds.values())}
    if weight.ndim == 1 and people and weight.size not in (1, *people):
        raise ValueError(f"weight_kg has {weight.size} weights for {max(people)} people: give one, or one a person.")
    computed = drug_of(chosen, drug)
    return chosen.system(weight, computed), computed


def _doses(doses: Dose | Iterable[Dose]) -> list[Dose]:
    return [doses] if isinstance(doses, Dose) else list(doses)


def _times(times_min: float | np.ndarray) -> np.ndarray:
    times = np.atleast_1d(np.asarray(times_min, dtype=float))
    if times.ndim != 1 or not np.all(np.isfinite(times)):
        raise ValueError("times_min must be one row of numbers, in minutes.")
    if np.any(np.diff(times) < 0):
        raise ValueError("times_min is out of order: give times that rise.")
    return times
