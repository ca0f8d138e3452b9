"""The named sets of parameters: how experts' models of the same drug differ.

Sets marked racemic combine published pieces: volumes from esketamine studies, the clearance of a
meta-analysis of both. The clearance of arketamine is derived: esketamine's times 0.86, the ratio of the
two in patients after the racemate (Wang2019gastroscopy). ``sampling`` is "venous", "arterial" or "not
stated", where we did not see which blood was sampled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ketabrain.models.pharmacokinetics import perez_ruixo, simons
from ketabrain.models.pharmacokinetics.dosing import ROUTES
from ketabrain.models.pharmacokinetics.mammillary import Mammillary, Parameters
from ketabrain.models.pharmacokinetics.parameter_set import ParameterSet, alone, from_cv
from ketabrain.models.pharmacokinetics.perez_ruixo import PerezRuixo
from ketabrain.models.pharmacokinetics.simons import Simons

DRUGS = ("racemic", "esketamine", "arketamine")
IV = ("iv_bolus", "iv_infusion")
R_TO_S = 0.86  # arketamine's clearance over esketamine's
ESKETAMINE = {"f_oral": 0.18, "f_mucosa": 0.263}  # what differs from the racemate beside the clearance

OTTO_K = (("v1_L", "cl_L_h"), np.array([[0.084177, 0.02261], [0.02261, 0.026048]]))
OTTO_NK = (("nk_v1_L", "nk_cl_L_h"), np.array([[0.040426, 0.04456], [0.04456, 0.10319]]))
# Coefficients of variation. Published: gut and nose (PerezRuixo2021esketamine), mouth (Simons2022film). Muscle: chosen here.
UPTAKE_CV = {"ka_muscle": 0.6, "ka_gut": 1.32, "ka_mucosa": 0.253, "mucosa_min": 0.408, "ka_nose": 0.615}
UPTAKE = alone(from_cv(UPTAKE_CV))
# Standard deviations on the logit scale. The nose's is published (PerezRuixo2021esketamine). The others are worked
# out, CV / (1 - share): oral 53 % (Hasan2021prolonged), mouth 24.5 % (Simons2022film). The muscle's share is not varied.
SHARES = {"f_oral": 0.66, "f_mucosa": 0.34, "f_nose": 0.708}


def _drugs(esketamine_L_h: float) -> dict[str, dict[str, float]]:
    return {
        "racemic": {},
        "esketamine": {"cl_L_h": esketamine_L_h, **ESKETAMINE},
        "arketamine": {"cl_L_h": R_TO_S * esketamine_L_h},
    }


def from_rates(v1_L_kg: float, k10: float, k12: float, k21: float, k13: float = 0.0, k31: float = 1.0) -> Parameters:
    """Return the values at 70 kg of a set printed as a volume [L/kg] and rate constants [1/min]."""
    v1 = 70 * v1_L_kg
    return replace(
        Parameters(), v1_L=v1, v2_L=v1 * k12 / k21, v3_L=max(v1 * k13 / k31, 1.0),
        cl_L_h=60 * v1 * k10, q2_L_h=60 * v1 * k12, q3_L_h=60 * v1 * k13,
    )  # fmt: skip


ARTERIAL = replace(Parameters(), v1_L=17.0, v2_L=28.3, v3_L=147, q2_L_h=127, q3_L_h=91.9)

LISTED: tuple[ParameterSet, ...] = (
    Mammillary(
        "racemic_venous", "Racemic ketamine, vein of the forearm", ("Otto2021predictive", "Kamp2020meta"), "venous",
        Parameters(), _drugs(95.2), ROUTES, nasal_course=("esketamine",), spread=(OTTO_K, OTTO_NK, *UPTAKE), logit=SHARES,
    ),
    Mammillary(
        "racemic_arterial", "Racemic ketamine, artery", ("Noppers2011rifampicin", "Otto2021predictive", "Kamp2020meta"),
        "arterial", ARTERIAL, _drugs(93.5), ROUTES, nasal_course=("esketamine",), spread=(OTTO_K, OTTO_NK, *UPTAKE),
        logit=SHARES,
    ),
    PerezRuixo(
        "perezruixo2021", "Esketamine nasal spray, 820 people", (perez_ruixo.PEREZ,), "venous", perez_ruixo.Parameters(),
        {"esketamine": {}}, (*IV, "intranasal", "oral"), spread=alone(from_cv(perez_ruixo.SPREAD_CV)), logit={"f_nose": 0.708},
    ),
    Simons(
        "simons2022", "Esketamine film and infusion, artery, 20 people", (simons.SIMONS,), "arterial", simons.Parameters(),
        {"esketamine": {}}, (*IV, "sublingual"), spread=alone(simons.VARIANCES),
    ),
    Mammillary(
        "otto2021", "Esketamine infusion, vein, 48 people", ("Otto2021predictive", "Fanta2015population"), "venous",
        replace(Parameters(), cl_L_h=95.2), {"esketamine": {}}, IV, scaled=False, spread=(OTTO_K, OTTO_NK),
    ),
    Mammillary(
        "noppers2011", "Esketamine infusion, artery, 20 people", ("Noppers2011rifampicin",), "arterial",
        replace(ARTERIAL, cl_L_h=93.5), {"esketamine": {}}, IV, norketamine=False,
    ),
    Mammillary(
        "domino1984", "Ketamine injection, three compartments", ("Domino1984kinetics",), "not stated",
        from_rates(0.063, 0.438, 0.592, 0.247, 0.590, 0.0146), {"racemic": {}}, IV, norketamine=False, clearance_power=1.0,
    ),
    Mammillary(
        "clements1981", "Ketamine injection in volunteers, two compartments", ("Clements1981analgesic",), "not stated",
        from_rates(1.7522, 0.0109, 0.0186, 0.0137), {"racemic": {}}, IV, norketamine=False, clearance_power=1.0,
    ),
    Mammillary(
        "hijazi2003", "Ketamine in intensive care, 12 patients", ("Hijazi2003intensive",), "not stated",
        from_rates(1.08, 0.0333, 0.0088, 0.0030), {"racemic": {}}, IV, norketamine=False, clearance_power=1.0,
    ),
)  # fmt: skip
SETS: Mapping[str, ParameterSet] = {item.name: item for item in LISTED}


def find(parameters: str | ParameterSet) -> ParameterSet:
    """Return a set by name; raise ValueError, which names the ones there are."""
    if not isinstance(parameters, str):
        return parameters
    if parameters not in SETS:
        raise ValueError(f"There is no parameter set '{parameters}': choose one of {', '.join(SETS)}.")
    return SETS[parameters]


def drug_of(chosen: ParameterSet, drug: str) -> str:
    """Return the drug that a set computes; a set fitted to one form alone takes the default for its own."""
    if drug not in DRUGS:
        raise ValueError(f"drug = {drug!r} is not known: choose one of {', '.join(DRUGS)}.")
    if drug in chosen.drugs:
        return drug
    only = ", ".join(chosen.drugs)
    if drug != "racemic":
        raise ValueError(f"The set '{chosen.name}' was fitted to {only}: it has no clearance for {drug}.")
    return only


def population(parameters: str | ParameterSet, people: int, seed: int) -> ParameterSet:
    """Return a set with one draw a person from its spread between people; the same seed gives the same people.

    Raise ValueError for a set without a published spread or fewer than one person.
    """
    chosen = find(parameters)
    if people < 1:
        raise ValueError(f"people = {people} is too few: give 1 or more.")
    if not chosen.spread:
        with_spread = ", ".join(name for name, item in SETS.items() if item.spread)
        raise ValueError(f"The set '{chosen.name}' has no spread between people: choose one of {with_spread}.")
    draw = np.random.default_rng(seed)
    factors: dict[str, np.ndarray] = {}
    for names, variances in chosen.spread:
        found = np.exp(draw.multivariate_normal(np.zeros(len(names)), variances, people, method="cholesky"))
        factors |= dict(zip(names, found.T, strict=True))
    odds = {name: np.exp(draw.normal(0, deviation, people)) for name, deviation in chosen.logit.items()}
    return replace(chosen, people=factors, odds=odds)
