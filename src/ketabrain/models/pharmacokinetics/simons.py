"""Esketamine from a film in the mouth and from infusions, measured in the artery (Simons2022film).

The paper prints no equations. They follow its figure of the model; what it leaves open is marked at the
parameters. Norketamine forms after a delay of two steps. Hydroxynorketamine is left out: nothing returns from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ketabrain.models.parameter import check, published_in
from ketabrain.models.pharmacokinetics.linear import Inlet, System, exchange
from ketabrain.models.pharmacokinetics.parameter_set import ParameterSet

SIMONS = "Simons2022film"
KETAMINE_G_MOL, NORKETAMINE_G_MOL = 237.73, 223.70
K1, K2, K3, STEP1, STEP2, N1, N2, MUCOSA, GUT, PORTAL = range(10)
SIZE = 10
APART = 1e-5  # equal steps share one eigenvector: set them this far apart, which changes levels by less than 1e-8
published = published_in(SIMONS)


@dataclass(frozen=True)
class Parameters:
    """Typical values at 70 kg."""

    v1_L: float = published(11.6, "L", "central volume of ketamine and of norketamine", 1, 1000)
    v2_L: float = published(39.0, "L", "ketamine, second volume", 1, 2000)
    v3_L: float = published(174, "L", "ketamine, third volume", 1, 2000)
    cl_L_min: float = published(1.48, "L/min", "clearance of ketamine", 0.1, 10)
    q2_L_min: float = published(2.43, "L/min", "exchange with the second volume", 0, 20)
    q3_L_min: float = published(1.21, "L/min", "exchange with the third volume", 0, 20)
    delay_min: float = published(20.1, "min", "mean delay of norketamine's formation, in two steps", 0.1, 200)
    fm: float = published(0.8, "", "share of cleared ketamine that becomes norketamine (set by the authors)", 0, 1)
    nk_v2_L: float = published(221, "L", "norketamine, outer volume", 1, 2000)
    nk_cl_L_min: float = published(1.00, "L/min", "clearance of norketamine", 0.1, 10)
    nk_q_L_min: float = published(2.63, "L/min", "norketamine's exchange", 0, 20)
    f_mucosa: float = published(0.263, "", "share that the lining of the mouth takes up", 0.01, 0.99)
    mucosa_min: float = published(13.1, "min", "time over which the dose enters the lining", 0, 120)
    ka_mucosa: float = published(0.04, "1/min", "uptake from the lining", 0.001, 1)
    # Read as a share of the whole dose: only so do the paper's own norketamine levels come out.
    f_swallowed: float = published(1.16, "", "share that arrives as if swallowed; above 1, see the card", 0, 2)
    gut_min: float = published(29.9, "min", "time over which the swallowed part reaches the gut", 0, 240)
    ka_gut: float = published(0.049, "1/min", "uptake from the gut", 0.001, 1)
    portal_min: float = published(10.7, "min", "mean delay from the gut to the liver", 0.1, 200)

    def __post_init__(self) -> None:
        check(self)


# Variances on the log scale. Between people: volume, clearance, exchange, delay. The rest differ from day to day.
VARIANCES = {"v1_L": 0.057, "cl_L_min": 0.029, "q3_L_min": 0.026, "nk_cl_L_min": 0.050, "delay_min": 0.021,
             "f_mucosa": 0.060, "mucosa_min": 0.154, "ka_mucosa": 0.062, "f_swallowed": 0.057, "gut_min": 0.611,
             "ka_gut": 0.376, "portal_min": 0.937}  # fmt: skip


class Simons(ParameterSet):
    """The named set ``simons2022``."""

    def system(self, weight_kg: np.ndarray, drug: str) -> System:
        """Return the compartments; the paper prints values "at 70 kg" without exponents: 1 and 0.75 were chosen here."""
        of = self.every_value(drug)
        size = np.asarray(weight_kg, dtype=float) / 70
        flow = size**0.75
        v1 = of["v1_L"] * size
        v2, v3, vn2 = (of[name] * size for name in ("v2_L", "v3_L", "nk_v2_L"))
        q2, q3, qn = (of[name] * flow for name in ("q2_L_min", "q3_L_min", "nk_q_L_min"))
        step = 2 / of["delay_min"]
        first, second = step * (1 - APART / 2), step * (1 + APART / 2)
        flows = [
            (K1, K2, q2 / v1), (K2, K1, q2 / v2), (K1, K3, q3 / v1), (K3, K1, q3 / v3),
            (K1, STEP1, of["cl_L_min"] * flow / v1), (STEP1, STEP2, first),
            (STEP2, N1, of["fm"] * second), (STEP2, None, (1 - of["fm"]) * second),
            (N1, N2, qn / v1), (N2, N1, qn / vn2), (N1, None, of["nk_cl_L_min"] * flow / v1),
            (MUCOSA, K1, of["ka_mucosa"]), (GUT, PORTAL, of["ka_gut"]), (PORTAL, STEP1, 1 / of["portal_min"]),
        ]  # fmt: skip
        people = np.broadcast_shapes(*(np.shape(rate) for _, _, rate in flows))
        # Amounts are ketamine's mass; norketamine weighs less, molecule for molecule.
        lighter = KETAMINE_G_MOL / NORKETAMINE_G_MOL
        return System(exchange(SIZE, people, flows), partial(self.inlets, of=of), (K1, v1), (N1, v1 * lighter))

    def inlets(self, route: str, devices: int, of: Mapping[str, Any]) -> list[Inlet]:
        """Return where a dose enters."""
        if route in ("iv_bolus", "iv_infusion"):
            return [Inlet(K1)]
        return [
            Inlet(MUCOSA, of["f_mucosa"], of["mucosa_min"]),
            Inlet(GUT, of["f_swallowed"], of["gut_min"]),
        ]
