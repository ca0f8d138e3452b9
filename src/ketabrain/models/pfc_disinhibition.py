"""Pyramidal cells and interneurons of a rat's prefrontal cortex under ketamine: one rate each.

Ketamine blocks NMDA receptors on both, on interneurons at lower doses: the disinhibition account. All
strengths were chosen here so that activity goes up, stays and goes down at the doses at which glutamate
did (Moghaddam1997activation); how far it goes is the model's own. Chronic stress is a share of the
excitatory synapses of pyramidal cells that is lost (Li2011reverse: fewer spines, smaller currents).
Doses in mg/kg (rat), rates in arbitrary units, time in ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
MEASURED = {10: "up", 20: "up", 30: "up", 50: "none", 200: "down"}  # glutamate in rats, Moghaddam1997activation
NOTICED = 0.05  # a smaller change of the model's activity counts as none
DOSE_RANGE = (0.0, 300.0)


@dataclass(frozen=True)
class Parameters:
    """Strengths, drives, time constants and the doses that block half."""

    w_ee: float = parameter(
        0.24, "", CHOSEN, "pyramidal cells onto each other, without NMDA receptors", low=0, high=0.25
    )
    w_ee_nmda: float = parameter(0.70, "", CHOSEN, "the same, through NMDA receptors", low=0, high=0.7)
    w_ie: float = parameter(
        0.36, "", CHOSEN, "pyramidal cells onto interneurons, without NMDA receptors", low=0, high=3
    )
    w_ie_nmda: float = parameter(1.00, "", CHOSEN, "the same, through NMDA receptors", low=0, high=3)
    w_ei: float = parameter(1.20, "", CHOSEN, "interneurons onto pyramidal cells", low=0, high=3)
    w_ii: float = parameter(0.33, "", CHOSEN, "interneurons onto each other", low=0, high=3)
    h_e: float = parameter(4.18, "", CHOSEN, "input of pyramidal cells from elsewhere", low=0, high=20)
    h_e_nmda: float = parameter(0.36, "share", CHOSEN, "how much of it passes through NMDA receptors", low=0, high=1)
    h_i: float = parameter(1.73, "", CHOSEN, "input of interneurons from elsewhere", low=0, high=20)
    half_interneuron: float = parameter(
        12.1, "mg/kg", CHOSEN, "dose that blocks half of the NMDA receptors on interneurons", low=1, high=200
    )
    half_pyramidal: float = parameter(
        42.0, "mg/kg", CHOSEN, "dose that blocks half of those on pyramidal cells", low=1, high=200
    )
    tau_e_ms: float = parameter(20.0, "ms", CHOSEN, "time constant of pyramidal cells", low=1, high=200)
    tau_i_ms: float = parameter(10.0, "ms", CHOSEN, "time constant of interneurons", low=1, high=200)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Steady:
    """Steady rates and blocked shares, arrays over doses."""

    dose_mg_kg: np.ndarray
    pyramidal: np.ndarray
    interneurons: np.ndarray
    blocked_pyramidal: np.ndarray
    blocked_interneurons: np.ndarray


@dataclass(frozen=True)
class Network:
    """The network's weights and drives at its doses; every field is an array over doses."""

    ee: np.ndarray
    ei: np.ndarray
    ie: np.ndarray
    ii: np.ndarray
    drive_e: np.ndarray
    drive_i: np.ndarray


def blocked(dose_mg_kg: Any, bias: float = 1.0, parameters: Parameters | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares of NMDA receptors blocked on interneurons and on pyramidal cells, arrays over doses.

    ``bias`` is 1 where interneurons are blocked at their own lower doses and 0 where they are blocked at the
    pyramidal cells' doses; in between the dose that blocks half moves in equal ratios. Raise ValueError out of
    range.
    """
    p = parameters or Parameters()
    dose = np.atleast_1d(np.asarray(dose_mg_kg, dtype=float))
    for value in dose.ravel():
        check_range("dose_mg_kg", value, *DOSE_RANGE, "mg/kg")
    check_range("bias", bias, 0, 1)
    half = p.half_interneuron**bias * p.half_pyramidal ** (1 - bias)
    return dose**2 / (dose**2 + half**2), dose**2 / (dose**2 + p.half_pyramidal**2)


def network(dose_mg_kg: Any, bias: float = 1.0, lost: float = 0.0, parameters: Parameters | None = None) -> Network:
    """Return the weights at each dose. ``lost`` is the share of pyramidal cells' excitatory synapses lost to stress."""
    p = parameters or Parameters()
    check_range("lost", lost, 0, 0.5)
    on_i, on_e = blocked(dose_mg_kg, bias, p)
    same = np.ones_like(on_e)
    return Network(
        ee=(p.w_ee + p.w_ee_nmda * (1 - on_e)) * (1 - lost),
        ei=p.w_ei * same,
        ie=p.w_ie + p.w_ie_nmda * (1 - on_i),
        ii=p.w_ii * same,
        drive_e=p.h_e * (1 - p.h_e_nmda * on_e) * (1 - lost),
        drive_i=p.h_i * same,
    )


def steady(dose_mg_kg: Any, bias: float = 1.0, lost: float = 0.0, parameters: Parameters | None = None) -> Steady:
    """Return where the network settles at each dose [mg/kg]; there is one such state. Raise ValueError out of range."""
    p = parameters or Parameters()
    n = network(dose_mg_kg, bias, lost, p)
    on_i, on_e = blocked(dose_mg_kg, bias, p)
    both = (1 - n.ee) * (1 + n.ii) + n.ei * n.ie
    pyramidal = np.maximum((n.drive_e * (1 + n.ii) - n.ei * n.drive_i) / both, 0.0)
    inhibitors = (n.ie * pyramidal + n.drive_i) / (1 + n.ii)
    return Steady(np.atleast_1d(np.asarray(dose_mg_kg, dtype=float)), pyramidal, inhibitors, on_e, on_i)


def of_undrugged(
    dose_mg_kg: Any, bias: float = 1.0, lost: float = 0.0, parameters: Parameters | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return pyramidal cells' and interneurons' rates as shares of those without drug and without stress."""
    p = parameters or Parameters()
    found, before = steady(dose_mg_kg, bias, lost, p), steady(0.0, bias, 0.0, p)
    return found.pyramidal / before.pyramidal, found.interneurons / before.interneurons


def direction(share: float) -> str:
    """Say whether a share of the activity without drug is up, down or none of both."""
    if share > 1 + NOTICED:
        return "up"
    return "down" if share < 1 - NOTICED else "none"


def settles_ms(dose_mg_kg: float, bias: float = 1.0, lost: float = 0.0, parameters: Parameters | None = None) -> float:
    """Return the slowest time constant with which the network returns to its steady state [ms].

    It always returns, because pyramidal cells excite each other with less than 1. Both are taken to be active.
    """
    p = parameters or Parameters()
    n = network(dose_mg_kg, bias, lost, p)
    slopes = np.array(
        [
            [(n.ee[0] - 1) / p.tau_e_ms, -n.ei[0] / p.tau_e_ms],
            [n.ie[0] / p.tau_i_ms, -(1 + n.ii[0]) / p.tau_i_ms],
        ]
    )
    return float(-1 / np.linalg.eigvals(slopes).real.max())
