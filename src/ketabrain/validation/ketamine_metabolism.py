"""What the model of ketamine's metabolism reproduces."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from scipy.integrate import solve_ivp

from ketabrain.models import ketamine_metabolism as model
from ketabrain.models.ketamine_metabolism import COMPANIONS, STUDIES, Activity, Parameters, Study
from ketabrain.validation.case import Case

PARAMETERS = Parameters()
OTHER_GUT = replace(PARAMETERS, gut_escape=0.64)  # as PerezRuixo2021esketamine found it
VOLUNTEERS = "people, healthy volunteers, S-ketamine"
CENTRAL_L, NORKETAMINE_L, ABSORBED_PER_H = 192.0, 100.0, 1.5  # areas do not depend on them
WORDS = {
    "clarithromycin": "clarithromycin",
    "grapefruit": "grapefruit juice",
    "ticlopidine": "ticlopidine",
    "itraconazole": "itraconazole",
    "st_johns_wort": "St John's wort",
    "rifampicin": "rifampicin",
}
ROUTE_WORDS = {"swallowed": "swallowed dose", "vein": "dose into a vein"}


def solved(route: str, activity: Activity, parameters: Parameters = PARAMETERS) -> tuple[float, float]:
    """Integrate gut, liver, blood and norketamine over time; return the two areas under the curve [mg h/L per mg]."""
    p = parameters
    to_norketamine, to_others = (rate / p.liver_volume_L for rate in model.intrinsic_L_h(activity, p))
    passed = model.gut_escape(activity, p)
    clearance = model.norketamine_clearance_L_h(activity, p)

    def slopes(_: float, y: np.ndarray) -> list[float]:
        gut, liver, blood, norketamine = y[:4]
        absorbed = ABSORBED_PER_H * gut
        into, out = p.liver_flow_L_h * blood / CENTRAL_L, p.liver_flow_L_h * liver / p.liver_volume_L
        made = to_norketamine * liver + absorbed * (1 - passed) * p.norketamine_share
        return [
            -absorbed,
            absorbed * passed + into - out - (to_norketamine + to_others) * liver,
            out - into,
            made - clearance * norketamine / NORKETAMINE_L,
            blood / CENTRAL_L,
            norketamine / NORKETAMINE_L,
        ]

    start = [1.0, 0, 0, 0, 0, 0] if route == "swallowed" else [0, 0, 1.0, 0, 0, 0]
    found = solve_ivp(slopes, (0, 200), start, "LSODA", rtol=1e-9, atol=1e-12)
    return float(found.y[4, -1]), float(found.y[5, -1])


def _largest_distance(route: str) -> float:
    """Return the largest distance of the closed form from the integrated areas [%]."""
    distances = []
    for activity in COMPANIONS.values():
        fate = model.fate(route, activity, PARAMETERS)
        ours, theirs = (fate.ketamine_auc, fate.norketamine_auc), solved(route, activity)
        distances += [100 * abs(a / b - 1) for a, b in zip(ours, theirs, strict=True)]
    return max(distances)


def _changed(route: str, companion: str, what: str) -> float:
    return getattr(model.change(route, COMPANIONS[companion], PARAMETERS), what)


def _swallowed_share(parameters: Parameters) -> float:
    return 100 * model.fate("swallowed", parameters=parameters).blood


def _clearance_L_h() -> float:
    return PARAMETERS.liver_flow_L_h * model.extraction(parameters=PARAMETERS)


def _norketamine_over_ketamine() -> float:
    fate = model.fate("swallowed", parameters=PARAMETERS)
    return fate.norketamine_auc / fate.ketamine_auc


def _norketamine_faster() -> float:
    after = model.norketamine_clearance_L_h(COMPANIONS["rifampicin"], PARAMETERS)
    return after / PARAMETERS.norketamine_clearance_L_h


def exposure(study: Study) -> Case:
    """Return the comparison with one interaction study."""
    low, high = study.bounds
    change = f"× {study.ratio:g}" if study.confirmed else "not increased"
    return Case(
        f"Ketamine's area under the curve with {WORDS[study.companion]}, {ROUTE_WORDS[study.route]}, n = {study.people}",
        VOLUNTEERS,
        study.source,
        "measured",
        change,
        low,
        high,
        "times",
        partial(model.predicted, study, PARAMETERS),
        note="" if study.confirmed else "The abstract gives no number; 0.8 to 1.25 times counts as no change.",
    )


def _case(
    name: str, source: str, stated: str, low: float, high: float, unit: str, compute: partial[float], note: str = ""
) -> Case:
    return Case(name, VOLUNTEERS, source, "measured", stated, low, high, unit, compute, note=note)


CASES: tuple[Case, ...] = (
    Case(
        "Share of a swallowed dose that reaches the blood",
        VOLUNTEERS,
        "Fanta2015population",
        "measured",
        "8 %",
        7.2,
        8.8,
        "%",
        partial(_swallowed_share, PARAMETERS),
        fitted=True,
        note="The gut wall's escape was set so that this is met.",
    ),
    _case(
        "The same with a gut wall that 64 % escape",
        "PerezRuixo2021esketamine",
        "18.6 %",
        15,
        23,
        "%",
        partial(_swallowed_share, OTHER_GUT),
        "All other parameters stay.",
    ),
    _case("Clearance", "Fanta2015population", "95 L/h", 76, 119, "L/h", partial(_clearance_L_h)),
    _case(
        "Norketamine over ketamine, areas after swallowing",
        "Fanta2015population",
        "16.5, steady state",
        13.2,
        20.6,
        "",
        partial(_norketamine_over_ketamine),
    ),
    *(exposure(study) for study in STUDIES),
    _case(
        "Norketamine over ketamine with clarithromycin, swallowed, against without",
        "Hagelberg2010clarithromycin",
        "−54 %, so × 0.46",
        0.368,
        0.575,
        "times",
        partial(_changed, "swallowed", "clarithromycin", "ratio"),
    ),
    _case(
        "Norketamine over ketamine with grapefruit juice, swallowed, against without",
        "Peltoniemi2012grapefruit",
        "−57 %, so × 0.43",
        0.344,
        0.538,
        "times",
        partial(_changed, "swallowed", "grapefruit", "ratio"),
    ),
    _case(
        "Norketamine over ketamine with ticlopidine, swallowed, against without",
        "Peltoniemi2011ticlopidine",
        "decreased",
        0,
        0.99,
        "times",
        partial(_changed, "swallowed", "ticlopidine", "ratio"),
        "Direction only.",
    ),
    _case(
        "Norketamine over ketamine with itraconazole, swallowed, against without",
        "Peltoniemi2011ticlopidine",
        "decreased",
        0,
        0.99,
        "times",
        partial(_changed, "swallowed", "itraconazole", "ratio"),
        "Direction only.",
    ),
    _case(
        "Norketamine's area under the curve with St John's wort, swallowed dose",
        "Peltoniemi2012stjohnswort",
        "−18 %, so × 0.82",
        0.656,
        1.025,
        "times",
        partial(_changed, "swallowed", "st_johns_wort", "norketamine"),
    ),
    _case(
        "Norketamine's area under the curve with rifampicin, dose into a vein",
        "Noppers2011rifampicin",
        "−50 %, so × 0.5",
        0.4,
        0.625,
        "times",
        partial(_changed, "vein", "rifampicin", "norketamine"),
        "Measured over 5 hours; the model counts all of it.",
    ),
    _case(
        "Norketamine's clearance with rifampicin, against without",
        "Noppers2011rifampicin",
        "+200 %, so × 3",
        2.4,
        3.75,
        "times",
        partial(_norketamine_faster),
        "A result of the authors' own model.",
    ),
    *(
        Case(
            f"Areas under the curve, {ROUTE_WORDS[route]}: our largest distance from LSODA",
            "the same equations over time, rtol 1e-9",
            None,
            "independent solver",
            "0 to 0.1 %",
            0,
            0.1,
            "%",
            partial(_largest_distance, route),
        )
        for route in model.ROUTES
    ),
)
