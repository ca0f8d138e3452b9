"""Esketamine nasal spray, tablets and infusions, with a liver that drug passes on its way in (PerezRuixo2021esketamine).

Rates are per hour in the paper and are turned to minutes here. Norketamine's volume and clearance are
apparent ones. The paper finds no effect of weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ketabrain.models.parameter import check, published_in
from ketabrain.models.pharmacokinetics.linear import Inlet, System, exchange
from ketabrain.models.pharmacokinetics.mammillary import nose_share
from ketabrain.models.pharmacokinetics.parameter_set import ParameterSet

PEREZ = "PerezRuixo2021esketamine"
C, P1, P2, LIVER, N1, N2, NOSE, SWALLOWED, TABLET = range(9)
SIZE = 9
published = published_in(PEREZ)


@dataclass(frozen=True)
class Parameters:
    """Typical values of an adult, not Asian, not older than 60 years."""

    f_nose: float = published(0.54, "", "share of the first device that the nose takes up", 0.01, 0.99)
    f_later: float = published(0.62, "", "the same for later devices, relative to the first", 0.01, 1)
    ka_nose: float = published(2.93, "1/h", "uptake from the nose", 0.1, 50)
    swallow_h: float = published(0.53, "h", "time over which the swallowed part of a spray arrives", 0, 5)
    ka_swallow: float = published(1.45, "1/h", "uptake of the swallowed part", 0.01, 50)
    oral_h: float = published(0.32, "h", "time over which a swallowed dose arrives", 0, 5)
    ka_oral: float = published(0.97, "1/h", "uptake of a swallowed dose", 0.01, 50)
    f_gut: float = published(0.64, "", "share that passes the gut's wall", 0.01, 1)
    vc_L: float = published(192, "L", "central volume", 1, 2000)
    q1_L_h: float = published(84.3, "L/h", "exchange with the first outer volume", 0, 1000)
    vp1_L: float = published(143, "L", "first outer volume", 1, 2000)
    q2_L_h: float = published(37.6, "L/h", "exchange with the second outer volume", 0, 1000)
    vp2_L: float = published(417, "L", "second outer volume", 1, 5000)
    qh_L_h: float = published(151, "L/h", "flow through the liver", 1, 1000)
    vh_L: float = published(101, "L", "volume of the liver", 1, 2000)
    kel: float = published(1.11, "1/h", "removal in the liver by other ways", 0, 20)
    kmet: float = published(2.77, "1/h", "removal in the liver to norketamine", 0, 20)
    nk_v1_L: float = published(70.0, "L", "norketamine, central volume (apparent)", 1, 1000)
    nk_v2_L: float = published(115, "L", "norketamine, outer volume (apparent)", 1, 1000)
    nk_cl_L_h: float = published(38.0, "L/h", "norketamine, clearance (apparent)", 1, 500)
    nk_q_L_h: float = published(26.1, "L/h", "norketamine, exchange (apparent)", 0, 500)

    def __post_init__(self) -> None:
        check(self)


# Coefficients of variation; the paper does not print that of kmet, which is not varied.
SPREAD_CV = {"vc_L": 0.275, "vp1_L": 0.493, "qh_L_h": 0.232, "vh_L": 0.346, "kel": 1.20, "nk_v1_L": 0.316,
             "nk_cl_L_h": 0.254, "ka_nose": 0.615, "ka_swallow": 1.32, "ka_oral": 1.32}  # fmt: skip


class PerezRuixo(ParameterSet):
    """The named set ``perezruixo2021``."""

    def system(self, weight_kg: np.ndarray, drug: str) -> System:
        """Return the compartments; the paper's are the same at every weight."""
        of = self.every_value(drug)
        vc, vh, vn = of["vc_L"], of["vh_L"], of["nk_v1_L"]
        hourly = [
            (C, P1, of["q1_L_h"] / vc), (P1, C, of["q1_L_h"] / of["vp1_L"]),
            (C, P2, of["q2_L_h"] / vc), (P2, C, of["q2_L_h"] / of["vp2_L"]),
            (C, LIVER, of["qh_L_h"] / vc), (LIVER, C, of["qh_L_h"] / vh),
            (LIVER, None, of["kel"]), (LIVER, N1, of["kmet"]),
            (N1, N2, of["nk_q_L_h"] / vn), (N2, N1, of["nk_q_L_h"] / of["nk_v2_L"]), (N1, None, of["nk_cl_L_h"] / vn),
            (NOSE, C, of["ka_nose"]), (SWALLOWED, LIVER, of["ka_swallow"]), (TABLET, LIVER, of["ka_oral"]),
        ]  # fmt: skip
        flows = [(source, target, np.asarray(rate) / 60) for source, target, rate in hourly]
        people = np.broadcast_shapes(np.shape(weight_kg), *(np.shape(rate) for _, _, rate in flows))
        inlets = partial(self.inlets, of=of)
        return System(exchange(SIZE, people, flows), inlets, (C, np.asarray(vc)), (N1, np.asarray(vn)))

    def inlets(self, route: str, devices: int, of: Mapping[str, Any]) -> list[Inlet]:
        """Return where a dose enters."""
        if route in ("iv_bolus", "iv_infusion"):
            return [Inlet(C)]
        if route == "oral":
            return [Inlet(TABLET, of["f_gut"], 60 * of["oral_h"])]
        taken_up = of["f_nose"] * nose_share(devices, 1.0, of["f_later"])
        return [Inlet(NOSE, taken_up), Inlet(SWALLOWED, (1 - taken_up) * of["f_gut"], 60 * of["swallow_h"])]
