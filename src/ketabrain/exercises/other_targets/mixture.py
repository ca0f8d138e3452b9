"""Exercise 3: the affinity of a racemate, and the sites that ketamine and norketamine occupy together."""

from __future__ import annotations

from math import sqrt
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.exercises.other_targets.levels import MASS, SALT_G_MOL
from ketabrain.models import receptor_binding as model

SOURCE = "Ebert1997norketamine"
NORKETAMINE_UM = (1.7, 13.0)  # S and R, as the model's table notes them
PARENT_NG_ML, METABOLITE_NG_ML = 60.8, 68.1  # Singh2022intranasal
CLOSE_UM, CLOSE = 0.006, 0.0008


def forms_uM() -> tuple[float, float]:
    """Return the affinities [uM] of S- and R-ketamine for the NMDA receptor in rat cortex."""
    s, r = (
        next(one.low_uM for one in model.affinities(form, "NMDA") if one.source == SOURCE)
        for form in ("S-ketamine", "R-ketamine")
    )
    return s, r


def weights(ketamine_uM: float, norketamine_uM: float, free: float = model.FREE_FRACTION) -> tuple[float, float]:
    """Return each one's free concentration over its affinity."""
    parent = model.free_uM(PARENT_NG_ML, free) / ketamine_uM
    metabolite = model.free_uM(METABOLITE_NG_ML, free, "norketamine") / norketamine_uM
    return parent, metabolite


def taken(weight: float) -> float:
    """Return the share occupied at a sum of concentrations over affinities."""
    return weight / (1 + weight)


@self_check
def check_3(mixture_uM: Any = None, joint: Any = None) -> str:
    """Check racemic ketamine's affinity [uM], and the share that ketamine and norketamine occupy together."""
    first, second = read.pair(mixture_uM, joint)
    given = read.number(first, "the racemate's affinity in µM")
    right_uM = model.racemate_uM(*forms_uM())
    if abs(given - right_uM) > CLOSE_UM:
        raise NotYet(affinity_slip(given, right_uM))
    share = read.share(second, "the joint share")
    parent, metabolite = weights(right_uM, model.racemate_uM(*NORKETAMINE_UM))
    if abs(share - taken(parent + metabolite)) > CLOSE:
        raise NotYet(f"The affinity is right. {joint_slip(share, parent, metabolite)}")
    return (
        f"{right_uM:.2f} µM: nearer to the tighter form, which takes most sites. Together they occupy "
        f"{100 * taken(parent + metabolite):.1f} %, ketamine alone {100 * taken(parent):.1f} %. As much norketamine, "
        f"and only {100 * (taken(parent + metabolite) - taken(parent)):.0f} points more, because its grip is weaker."
    )


def affinity_slip(given: float, right: float) -> str:
    """Say what went wrong with the racemate's affinity."""
    s, r = forms_uM()
    known = (
        ((s + r) / 2, "That is the mean of the two affinities: what adds up is concentration over affinity, so average 1/K and turn it over."),
        (sqrt(s * r), "That is the geometric mean: what adds up is concentration over affinity, so average 1/K and turn it over."),
        (right / 2, "That counts each form at the whole concentration: only half of the racemate is S, and half is R."),
        (2 * right, "That halves the concentrations twice: (c/2)/S + (c/2)/R is c over the affinity of the mixture."),
        (1 / right, "That is 1/K: turn it over."),
        (s + r, "That is the sum of the affinities: add concentrations over affinities instead."),
        (model.racemate_uM(*NORKETAMINE_UM), "That is norketamine: ketamine's forms have 0.3 and 1.4 µM."),
        (s, "That is S alone: R, the other half, competes for the same site."),
        (1000 * right, "That is in nM: give µM."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE_UM * max(1.0, meant):
            return sentence
    side = "high" if given > right else "low"
    return f"{given:.3g} µM is too {side}: write c/2 over S plus c/2 over R as c over one number. That number is asked for."


def joint_slip(given: float, parent: float, metabolite: float) -> str:
    """Say what went wrong with the joint share."""
    alone, other = taken(parent), taken(metabolite)
    means = [sum(forms) / 2 for forms in (forms_uM(), NORKETAMINE_UM)]
    known = (
        (alone, "That is ketamine alone: add norketamine's concentration over its affinity."),
        (other, "That is norketamine alone: add ketamine's concentration over its affinity."),
        (alone + other, "You added two shares: a site that one holds is lost to the other. Add c/K of both first, then take x/(1 + x)."),
        (1 - (1 - alone) * (1 - other), "That would be two sites that know nothing of each other: here both want one. Add c/K of both, then take x/(1 + x)."),
        (parent + metabolite, "That is the sum of c/K itself: the share is x/(1 + x)."),
        (1 - taken(parent + metabolite), "That is the share that stays empty: take 1 minus it."),
        (taken(sum(weights(model.racemate_uM(*forms_uM()), model.racemate_uM(*NORKETAMINE_UM), 1.0))), "You counted all drug in plasma: receptors meet only the free 55 %."),
        (taken(parent + metabolite * model.MASS_G_MOL["norketamine"] / MASS), "You used ketamine's molar mass for norketamine: its own is 223.7 g/mol."),
        (taken(parent * MASS / SALT_G_MOL + metabolite), "You divided by the salt's mass: levels in plasma are those of the base."),
        (taken(2 * parent + 2 * metabolite), "You counted each form at the whole concentration: half is S, half is R."),
        (taken(sum(weights(*means))), "You took the mean of S and R as the affinity: use the mixture's, as in the first line."),
        (taken(sum(weights(model.racemate_uM(*forms_uM()), means[1]))), "For norketamine you took the mean of S and R: its mixture follows the same rule as ketamine's."),
        (taken(parent + metabolite * model.racemate_uM(*NORKETAMINE_UM) / model.racemate_uM(*forms_uM())), "You used ketamine's affinity for norketamine: it has its own."),
    )  # fmt: skip
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE:
            return sentence
    side = "high" if given > taken(parent + metabolite) else "low"
    return f"A joint share of {given:.4g} is too {side}: x is c/K of ketamine plus c/K of norketamine, not rounded, and the share is x/(1 + x)."
