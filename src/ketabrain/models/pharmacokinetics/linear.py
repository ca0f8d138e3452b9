"""Linear compartment systems solved exactly: each dose is a sum of exponentials, and doses add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ketabrain.models.pharmacokinetics.dosing import Dose, nasal_devices

Output = tuple[int, np.ndarray]  # a compartment and its volume [L]


@dataclass(frozen=True)
class Inlet:
    """Where a share of a dose enters: at once, or evenly over ``duration_min``, ``delay_min`` after the dose."""

    compartment: int
    share: np.ndarray | float = 1.0
    duration_min: np.ndarray | float = 0.0
    delay_min: float = 0.0


@dataclass(frozen=True)
class System:
    """Compartments with linear exchange.

    ``rates`` [1/min], shape (..., n, n): amounts change as d(amounts)/dt = rates @ amounts. ``inlets(route,
    devices)`` says where a dose enters. ``ketamine`` and ``norketamine`` are (compartment, volume [L]).
    """

    rates: np.ndarray
    inlets: Callable[[str, int], Sequence[Inlet]]
    ketamine: Output
    norketamine: Output | None


def amounts_mg(system: System, doses: Sequence[Dose], times_min: np.ndarray, compartments: Sequence[int]) -> np.ndarray:
    """Return the amounts [mg] in some compartments, shape (..., compartments, times)."""
    decay, modes = np.linalg.eig(system.rates)
    entry = np.linalg.inv(modes)
    people = system.rates.shape[:-2]
    total = np.zeros((*people, len(compartments), times_min.size), dtype=modes.dtype)
    for dose, devices in zip(doses, nasal_devices(doses), strict=True):
        for inlet in system.inlets(dose.route, devices):
            since = times_min - dose.start_min - inlet.delay_min
            duration = dose.duration_min if dose.route == "iv_infusion" else inlet.duration_min
            course = _course(decay, since, np.asarray(duration, dtype=float))
            weights = modes[..., list(compartments), :] * entry[..., None, :, inlet.compartment]
            share = np.asarray(inlet.share)[..., None, None]
            total += dose.amount_mg * share * (weights @ course)
    return np.real(total)


def _course(decay: np.ndarray, since_min: np.ndarray, duration_min: np.ndarray) -> np.ndarray:
    """Return each mode's course after one unit that enters at once or evenly, shape (..., modes, times)."""
    rate = decay[..., None]
    after = np.maximum(since_min, 0.0)
    at_once = np.exp(rate * after) * (since_min >= 0)
    if not np.any(duration_min > 0):
        return at_once
    length = np.broadcast_to(np.maximum(duration_min, 1e-12)[..., None, None], (*duration_min.shape, 1, 1))
    entering = np.minimum(after, length)
    evenly = np.exp(rate * (after - entering)) * np.expm1(rate * entering) / (rate * length)
    return np.where(duration_min[..., None, None] > 0, evenly, at_once)


def exposures_mg_min(system: System, doses: Sequence[Dose], compartments: Sequence[int]) -> np.ndarray:
    """Return the areas under the amounts from 0 to infinity [mg min], shape (..., compartments)."""
    n = system.rates.shape[-1]
    entered = np.zeros((*system.rates.shape[:-2], n))
    for dose, devices in zip(doses, nasal_devices(doses), strict=True):
        for inlet in system.inlets(dose.route, devices):
            entered[..., inlet.compartment] += dose.amount_mg * np.asarray(inlet.share)
    areas = -np.linalg.solve(system.rates, entered[..., None])[..., 0]
    return areas[..., list(compartments)]


def exchange(size: int, people: tuple[int, ...], flows: Sequence[tuple[int, int | None, np.ndarray]]) -> np.ndarray:
    """Return the rates matrix of (from, to, rate [1/min]) flows; ``to`` None leaves the body."""
    rates = np.zeros((*people, size, size))
    for source, target, rate in flows:
        rates[..., source, source] -= rate
        if target is not None:
            rates[..., target, source] += rate
    return rates
