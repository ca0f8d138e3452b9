"""The pharmacokinetic models integrated by SciPy's LSODA, to check our exact solution against.

Written straight from the equations on the model's card and in the papers: one depot for each part of each
dose, integration from one change of input to the next. None of the model's code but its parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models.pharmacokinetics import SETS, Dose
from ketabrain.models.pharmacokinetics.mammillary import Mammillary

Slopes = Callable[[np.ndarray], list[float]]
Part = tuple[int, float, float, float]  # compartment, amount [mg], start [min], duration [min]
Levels = tuple[np.ndarray, np.ndarray]


def integrate(slopes: Slopes, size: int, parts: Sequence[Part], at_min: np.ndarray) -> np.ndarray:
    """Integrate from time 0 piece by piece, so that no piece holds a jump; return amounts at rising times."""
    ends = {edge for _, _, start, duration in parts for edge in (start, start + duration)}
    edges = sorted({0.0, float(at_min[-1]) + 1} | {edge for edge in ends if edge <= at_min[-1]})
    state, out = np.zeros(size), np.zeros((size, at_min.size))
    for left, right in pairwise(edges):
        inflow = np.zeros(size)
        for where, amount, start, duration in parts:
            if duration == 0 and start == left:
                state[where] += amount
            elif start <= left < start + duration:
                inflow[where] += amount / duration
        inside = (at_min >= left) & (at_min < right)
        found = solve_ivp(
            lambda _, y, extra=inflow: np.asarray(slopes(y)) + extra, (left, right), state, "LSODA",
            np.append(at_min[inside], right), rtol=1e-10, atol=1e-12,
        )  # fmt: skip
        out[:, inside], state = found.y[:, :-1], found.y[:, -1]
    return out


def solved(doses: Sequence[Dose], weight_kg: float, at_min: np.ndarray, name: str, drug: str) -> Levels:
    """Return the levels of ketamine and norketamine [ng/mL] of a set that has both."""
    chosen = SETS[name]
    if isinstance(chosen, Mammillary):
        return mammillary(doses, weight_kg, at_min, chosen, drug)
    return {"perezruixo2021": perez_ruixo, "simons2022": simons}[name](doses, weight_kg, at_min, chosen.values)


def devices(dose: Dose, doses: Sequence[Dose]) -> int:
    """Return how many nasal doses start within 30 min of each other; enough for the courses that we check."""
    if dose.route != "intranasal":
        return 1
    return sum(other.route == "intranasal" and abs(other.start_min - dose.start_min) <= 30 for other in doses)


def mammillary(doses: Sequence[Dose], weight_kg: float, at_min: np.ndarray, chosen: Mammillary, drug: str) -> Levels:
    """Three compartments of ketamine, two of norketamine, and depots that feed both."""
    value = {**vars(chosen.values), **chosen.drugs[drug]}
    ratio = weight_kg / 70
    size, flow = ratio, ratio**0.75 / 60
    outer, between = (size, flow) if chosen.scaled else (1.0, 1 / 60)
    v1, v2, v3 = value["v1_L"] * size, value["v2_L"] * outer, value["v3_L"] * outer
    vn, vn2 = value["nk_v1_L"] * size, value["nk_v2_L"] * outer
    cl, cln = value["cl_L_h"] * flow, value["nk_cl_L_h"] * flow
    q2, q3, qn = (value[key] * between for key in ("q2_L_h", "q3_L_h", "nk_q_L_h"))
    depots: list[tuple[float, float, float]] = []  # rate, share to ketamine, share to norketamine
    parts: list[Part] = []
    first_pass = value["first_pass_nk"]

    def depot(dose: Dose, rate: float, to_k: float, to_nk: float, minutes: float) -> None:
        parts.append((5 + len(depots), dose.amount_mg, dose.start_min, minutes))
        depots.append((rate, to_k, to_nk))

    for dose in doses:
        if dose.route in ("iv_bolus", "iv_infusion"):
            parts.append((0, dose.amount_mg, dose.start_min, dose.duration_min))
        elif dose.route == "intramuscular":
            depot(dose, value["ka_muscle"], value["f_muscle"], 0, 0)
        elif dose.route == "oral":
            f = value["f_oral"]
            depot(dose, value["ka_gut"], f, first_pass * (1 - f), value["gut_min"])
        elif dose.route == "sublingual":
            f = value["f_mucosa"]
            depot(dose, value["ka_mucosa"], f, 0, value["mucosa_min"])
            depot(dose, value["ka_gut"], 0, first_pass * (1 - f), value["gut_min"])
        else:
            n, f = devices(dose, doses), value["f_oral"]
            nose = 0.54 * (1 + 0.62 * (n - 1)) / n if drug == "esketamine" else value["f_nose"]
            depot(dose, value["ka_nose"], nose, 0, 0)
            depot(dose, value["ka_gut"], (1 - nose) * f, first_pass * (1 - nose) * (1 - f), value["gut_min"])

    def slopes(y: np.ndarray) -> list[float]:
        a1, a2, a3, n1, n2, *held = y
        to_k = sum(share * rate * amount for (rate, share, _), amount in zip(depots, held, strict=True))
        to_nk = sum(share * rate * amount for (rate, _, share), amount in zip(depots, held, strict=True))
        return [
            to_k - (cl + q2 + q3) / v1 * a1 + q2 / v2 * a2 + q3 / v3 * a3,
            q2 / v1 * a1 - q2 / v2 * a2,
            q3 / v1 * a1 - q3 / v3 * a3,
            value["fm"] * cl / v1 * a1 + to_nk - (cln + qn) / vn * n1 + qn / vn2 * n2,
            qn / vn * n1 - qn / vn2 * n2,
            *(-rate * amount for (rate, _, _), amount in zip(depots, held, strict=True)),
        ]

    y = integrate(slopes, 5 + len(depots), parts, at_min)
    return 1000 * y[0] / v1, 1000 * y[3] / vn


def perez_ruixo(doses: Sequence[Dose], weight_kg: float, at_min: np.ndarray, p: Any) -> Levels:
    """The liver between gut and blood; hours in the paper, so hours here."""
    parts: list[Part] = []
    for dose in doses:
        start = dose.start_min / 60
        if dose.route in ("iv_bolus", "iv_infusion"):
            parts.append((0, dose.amount_mg, start, dose.duration_min / 60))
        elif dose.route == "oral":
            parts.append((8, dose.amount_mg * p.f_gut, start, p.oral_h))
        else:
            n = devices(dose, doses)
            nose = p.f_nose * (1 + p.f_later * (n - 1)) / n
            parts.append((6, dose.amount_mg * nose, start, 0.0))
            parts.append((7, dose.amount_mg * (1 - nose) * p.f_gut, start, p.swallow_h))

    def slopes(y: np.ndarray) -> list[float]:
        c, p1, p2, h, m, m2, nose, swallowed, tablet = y
        return [
            p.ka_nose * nose + p.q1_L_h / p.vp1_L * p1 + p.q2_L_h / p.vp2_L * p2 + p.qh_L_h / p.vh_L * h
            - (p.q1_L_h + p.q2_L_h + p.qh_L_h) / p.vc_L * c,
            p.q1_L_h / p.vc_L * c - p.q1_L_h / p.vp1_L * p1,
            p.q2_L_h / p.vc_L * c - p.q2_L_h / p.vp2_L * p2,
            p.ka_swallow * swallowed + p.ka_oral * tablet + p.qh_L_h / p.vc_L * c
            - (p.qh_L_h / p.vh_L + p.kel + p.kmet) * h,
            p.kmet * h + p.nk_q_L_h / p.nk_v2_L * m2 - (p.nk_cl_L_h + p.nk_q_L_h) / p.nk_v1_L * m,
            p.nk_q_L_h / p.nk_v1_L * m - p.nk_q_L_h / p.nk_v2_L * m2,
            -p.ka_nose * nose,
            -p.ka_swallow * swallowed,
            -p.ka_oral * tablet,
        ]  # fmt: skip

    y = integrate(slopes, 9, parts, at_min / 60)
    return 1000 * y[0] / p.vc_L, 1000 * y[4] / p.nk_v1_L


def simons(doses: Sequence[Dose], weight_kg: float, at_min: np.ndarray, p: Any) -> Levels:
    """A film with two ways in, and norketamine after a delay of two equal steps; in nmol, as the authors computed."""
    size, flow = weight_kg / 70, (weight_kg / 70) ** 0.75
    v1, v2, v3, vn2 = (value * size for value in (p.v1_L, p.v2_L, p.v3_L, p.nk_v2_L))
    cl, q2, q3, cln, qn = (value * flow for value in (p.cl_L_min, p.q2_L_min, p.q3_L_min, p.nk_cl_L_min, p.nk_q_L_min))
    step = 2 / p.delay_min
    parts: list[Part] = []
    for dose in doses:
        nmol = dose.amount_mg / 237.73e-6
        if dose.route in ("iv_bolus", "iv_infusion"):
            parts.append((0, nmol, dose.start_min, dose.duration_min))
        else:
            parts.append((7, p.f_mucosa * nmol, dose.start_min, p.mucosa_min))
            parts.append((8, p.f_swallowed * nmol, dose.start_min, p.gut_min))

    def slopes(y: np.ndarray) -> list[float]:
        k1, k2, k3, one, two, n1, n2, mouth, gut, portal = y
        return [
            p.ka_mucosa * mouth - (cl + q2 + q3) / v1 * k1 + q2 / v2 * k2 + q3 / v3 * k3,
            q2 / v1 * k1 - q2 / v2 * k2,
            q3 / v1 * k1 - q3 / v3 * k3,
            cl / v1 * k1 + portal / p.portal_min - step * one,
            step * one - step * two,
            p.fm * step * two - (cln + qn) / v1 * n1 + qn / vn2 * n2,
            qn / v1 * n1 - qn / vn2 * n2,
            -p.ka_mucosa * mouth,
            -p.ka_gut * gut,
            p.ka_gut * gut - portal / p.portal_min,
        ]

    y = integrate(slopes, 10, parts, at_min)
    return 237.73e-3 * y[0] / v1, 223.70e-3 * y[5] / v1
