"""Ketamine in up to three compartments, norketamine in two, and the ways in.

Values are those of a person of 70 kg. Norketamine is carried in ketamine-mass units, as its source
estimated it (Otto2021predictive).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ketabrain.models.parameter import check, parameter
from ketabrain.models.pharmacokinetics.linear import Inlet, System, exchange
from ketabrain.models.pharmacokinetics.parameter_set import ParameterSet, shifted

CHOSEN, ELSEWHERE, PUBLISHED = "chosen here", "measured elsewhere", "published"
OTTO, KAMP, SIMONS, PEREZ = "Otto2021predictive", "Kamp2020meta", "Simons2022film", "PerezRuixo2021esketamine"

K1, K2, K3, N1, N2, MUSCLE, GUT, MUCOSA, NOSE, GUT_NK = range(10)
SIZE = 10


@dataclass(frozen=True)
class Parameters:
    """The set ``racemic_venous``: typical values at 70 kg."""

    v1_L: float = parameter(133, "L", PUBLISHED, "ketamine, central volume", low=1, high=1000, source=OTTO)
    v2_L: float = parameter(187, "L", PUBLISHED, "ketamine, second volume", low=1, high=2000, source=OTTO)
    v3_L: float = parameter(98.8, "L", PUBLISHED, "ketamine, third volume", low=1, high=2000, source=OTTO)
    q2_L_h: float = parameter(23.2, "L/h", PUBLISHED, "exchange with the second volume", low=0, high=500, source=OTTO)
    q3_L_h: float = parameter(157, "L/h", PUBLISHED, "exchange with the third volume", low=0, high=500, source=OTTO)
    cl_L_h: float = parameter(
        79, "L/h", PUBLISHED, "clearance of ketamine, all studies pooled (95 % CI 69 to 90)", low=1, high=300,
        source=KAMP,
    )  # fmt: skip
    nk_v1_L: float = parameter(98.638, "L", PUBLISHED, "norketamine, central volume", low=1, high=1000, source=OTTO)
    nk_v2_L: float = parameter(160.04, "L", PUBLISHED, "norketamine, second volume", low=1, high=1000, source=OTTO)
    nk_cl_L_h: float = parameter(57.72, "L/h", PUBLISHED, "clearance of norketamine", low=1, high=300, source=OTTO)
    nk_q_L_h: float = parameter(42.778, "L/h", PUBLISHED, "norketamine's exchange", low=0, high=300, source=OTTO)
    fm: float = parameter(
        1.0, "", PUBLISHED, "share of cleared ketamine that becomes norketamine", low=0, high=1, source=OTTO
    )
    f_muscle: float = parameter(
        0.93, "", ELSEWHERE, "share of an injection into muscle that reaches the blood: 0.41 to 0.93 in print", low=0.05,
        high=1, source="Clements1982bioavailability",
    )  # fmt: skip
    ka_muscle: float = parameter(
        0.06, "1/min", CHOSEN, "uptake from muscle: a compromise, data are few", low=0.005, high=1
    )
    f_oral: float = parameter(
        0.20, "", ELSEWHERE, "share of a swallowed dose that reaches the blood as ketamine: 0.08 to 0.24 in print", low=0.01,
        high=0.99, source="Chong2009lozenge",
    )  # fmt: skip
    ka_gut: float = parameter(0.04, "1/min", CHOSEN, "uptake from the gut", low=0.001, high=1)
    gut_min: float = parameter(5, "min", CHOSEN, "time over which a swallowed dose leaves the stomach", low=0, high=120)
    first_pass_nk: float = parameter(
        0.80,
        "",
        PUBLISHED,
        "share of what the first pass removes that arrives as norketamine",
        low=0,
        high=1,
        source=SIMONS,
    )
    f_mucosa: float = parameter(
        0.29, "", PUBLISHED, "share of a dose under the tongue that the lining of the mouth takes up", low=0.01, high=0.99,
        source="Rolan2014wafer",
    )  # fmt: skip
    ka_mucosa: float = parameter(
        0.04, "1/min", PUBLISHED, "uptake from the lining of the mouth", low=0.001, high=1, source=SIMONS
    )
    mucosa_min: float = parameter(
        13,
        "min",
        PUBLISHED,
        "time over which a dose under the tongue enters the lining",
        low=0,
        high=120,
        source=SIMONS,
    )
    f_nose: float = parameter(
        0.37, "", ELSEWHERE, "share of a nasal dose that the nose takes up; with the swallowed rest, half the dose arrives",
        low=0.01, high=0.99, source="Yanagihara2003preparations",
    )  # fmt: skip
    ka_nose: float = parameter(2.93 / 60, "1/min", PUBLISHED, "uptake from the nose", low=0.001, high=1, source=PEREZ)

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Mammillary(ParameterSet):
    """A named set of this structure.

    Peripheral values scale with weight only where ``scaled``; clearance grows with weight to ``clearance_power``.
    ``nasal_course`` names the drugs whose uptake depends on how many devices a course has.
    """

    nasal_course: Sequence[str] = ()
    scaled: bool = True
    clearance_power: float = 0.75

    def system(self, weight_kg: np.ndarray, drug: str) -> System:
        """Return the compartments of people of some weights [kg]."""
        of, ratio = partial(self.value, drug=drug), np.asarray(weight_kg, dtype=float) / 70
        size, flow = ratio, ratio**self.clearance_power / 60
        outer_size, outer_flow = (size, flow) if self.scaled else (np.ones_like(ratio), np.ones_like(ratio) / 60)
        v1, vn = of("v1_L") * size, of("nk_v1_L") * size
        v2, v3, vn2 = (of(name) * outer_size for name in ("v2_L", "v3_L", "nk_v2_L"))
        q2, q3, qn = (of(name) * outer_flow for name in ("q2_L_h", "q3_L_h", "nk_q_L_h"))
        cl, cln, fm = of("cl_L_h") * flow, of("nk_cl_L_h") * flow, of("fm")
        flows = [
            (K1, K2, q2 / v1), (K2, K1, q2 / v2), (K1, K3, q3 / v1), (K3, K1, q3 / v3),
            (K1, N1, fm * cl / v1), (K1, None, (1 - fm) * cl / v1),
            (N1, N2, qn / vn), (N2, N1, qn / vn2), (N1, None, cln / vn),
            (K3, None, np.where(q3 == 0, 1.0, 0.0)),  # a compartment that nothing enters drains: no rate is zero
            (MUSCLE, K1, of("ka_muscle")), (GUT, K1, of("ka_gut")), (GUT_NK, N1, of("ka_gut")),
            (MUCOSA, K1, of("ka_mucosa")), (NOSE, K1, of("ka_nose")),
        ]  # fmt: skip
        people = np.broadcast_shapes(*(np.shape(rate) for _, _, rate in flows))
        inlets = partial(self.inlets, drug=drug)
        return System(exchange(SIZE, people, flows), inlets, (K1, v1), (N1, vn) if self.norketamine else None)

    def inlets(self, route: str, devices: int, drug: str) -> list[Inlet]:
        """Return where a dose enters."""
        if route in ("iv_bolus", "iv_infusion"):
            return [Inlet(K1)]
        of = partial(self.value, drug=drug)
        if route == "intramuscular":
            return [Inlet(MUSCLE, of("f_muscle"))]
        if route == "oral":
            return self.swallowed(1.0, drug, whole=True)
        if route == "sublingual":
            taken_up = of("f_mucosa")
            return [Inlet(MUCOSA, taken_up, of("mucosa_min")), *self.swallowed(1 - taken_up, drug, whole=False)]
        taken_up = of("f_nose")
        if drug in self.nasal_course:
            taken_up = shifted(np.asarray(nose_share(devices)), self.odds.get("f_nose", np.ones(())))
        return [Inlet(NOSE, taken_up), *self.swallowed(1 - taken_up, drug, whole=True)]

    def swallowed(self, share: np.ndarray | float, drug: str, whole: bool) -> list[Inlet]:
        """Return the inlets of a swallowed share; of a film's rest (not ``whole``) only the metabolite arrives."""
        arrives = self.value("f_oral", drug) if whole else np.zeros(())
        minutes = self.value("gut_min", drug)
        made = self.value("first_pass_nk", drug) * (1 - arrives)
        ketamine = [Inlet(GUT, share * arrives, minutes)] if whole else []
        return [*ketamine, Inlet(GUT_NK, share * made, minutes)]


def nose_share(devices: int, first: float = 0.54, later: float = 0.62) -> float:
    """Return the share that the nose takes up of a course of devices; later ones count less (PerezRuixo2021esketamine)."""
    return first * (1 + later * (devices - 1)) / devices
