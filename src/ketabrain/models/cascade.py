"""The cascade: from ketamine's first action to new spines, link by link, and a branch through the habenula beside it.

Ours, the simplest chain that can be cut: six quantities, each driven by the one before. Two of them start it, glutamate
through AMPA receptors and proteins set free from eEF2 kinase, and meet in BDNF. All numbers were chosen here so that
steps follow each other in the published order. The branch is the model of trapping in the habenula
(ketabrain.models.nmdar_trapping). Levels are 0 at rest; time in hours after the dose.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import ceil, inf, log2, nan
from typing import Any

import numpy as np

from ketabrain.models import nmdar_trapping
from ketabrain.models.parameter import check, check_range, parameter

CHOSEN = "chosen here"
STEPS = ("ampa", "translation", "bdnf", "mtor", "proteins", "spines")
GIVEN = ("ketamine", "kinase inhibitor", "habenula block", "nothing")
ROUTES = {"surge": 0.0, "both": 0.5, "rest": 1.0}  # share of BDNF's drive that comes from the block at rest
HABENULA = ("normal", "absent", "driven")
DRIVEN_H = (6.0, 7.0)  # when the habenula is driven, with the drug gone from the blood
LONGEST_H = 14 * 24.0
EARLY_H = 3.0  # an early effect is read off the highest BDNF until then
SAYS_NOTHING = 0.05  # habenula relief after ketamine alone below which the branch predicts nothing
LOST, KEPT = 0.25, 0.75  # shares of the effect of ketamine alone
FOUND = {"effect": (LOST, inf), "kept": (KEPT, inf), "less": (-inf, KEPT), "lost": (-inf, LOST)}


@dataclass(frozen=True)
class Parameters:
    """How long ketamine acts, and how fast each step follows the one before."""

    acts_h: float = parameter(
        1.5, "h", CHOSEN, "how long ketamine (or a kinase inhibitor) drives the chain", low=0.1, high=24
    )
    ampa_h: float = parameter(0.5, "h", CHOSEN, "time constant of glutamate through AMPA receptors", low=0.01, high=24)
    translation_h: float = parameter(
        0.1,
        "h",
        CHOSEN,
        "time constant of protein making freed from eEF2 kinase: as in the model of block at rest",
        low=0.01,
        high=24,
    )
    bdnf_h: float = parameter(1.0, "h", CHOSEN, "time constant of BDNF and its receptor TrkB", low=0.01, high=24)
    mtor_h: float = parameter(2.0, "h", CHOSEN, "time constant of mTORC1", low=0.01, high=24)
    proteins_h: float = parameter(8.0, "h", CHOSEN, "time constant of synaptic proteins", low=0.1, high=100)
    rise_h: float = parameter(24.0, "h", CHOSEN, "time in which steady proteins would add one unit of spines", low=0.1,
                              high=1000)  # fmt: skip
    loss_h: float = parameter(
        168.0, "h", CHOSEN, "time constant with which new spines are lost: 7 days", low=1, high=10000
    )
    rest_share: float = parameter(
        0.5, "", CHOSEN, "share of BDNF's drive that comes from the block at rest", low=0, high=1
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True)
class Course:
    """Levels over ``time_h``, each 0 at rest; AMPA to proteins would settle at 1 (or the route's share) if driven for long."""

    time_h: np.ndarray
    ampa: np.ndarray
    translation: np.ndarray
    bdnf: np.ndarray
    mtor: np.ndarray
    proteins: np.ndarray
    spines: np.ndarray


def routed(route: str, parameters: Parameters | None = None) -> Parameters:
    """Return parameters in which BDNF is driven as one of ``ROUTES`` says; raise ValueError for another."""
    if route not in ROUTES:
        raise ValueError(f"route = {route!r} is not known: choose one of {', '.join(ROUTES)}.")
    return replace(parameters or Parameters(), rest_share=ROUTES[route])


def simulate(
    time_h: Any,
    given: str = "ketamine",
    cut: Collection[str] = (),
    erase_h: float | None = None,
    parameters: Parameters | None = None,
) -> Course:
    """Return the chain's levels at any times [h] after the dose; exact, because it is linear between events.

    ``given`` is one of ``GIVEN``. ``cut`` names the steps (of ``STEPS``) whose drive is set to 0. At ``erase_h`` [h] all new
    spines are taken away. Raise ValueError for an unknown word or a value out of range.
    """
    p = parameters or Parameters()
    check_known("given", [given], GIVEN)
    check_known("cut", cut, STEPS)
    times = np.atleast_1d(np.asarray(time_h, dtype=float))
    for time in (times.min(), times.max()):
        check_range("time_h", float(time), 0, 10000, "h")
    if erase_h is not None:
        check_range("erase_h", erase_h, 0, 10000, "h")
    events = sorted({0.0, p.acts_h, *([] if erase_h is None else [erase_h])})
    state, rows = np.zeros(len(STEPS)), np.empty((times.size, len(STEPS)))
    for start, end in pairwise([*events, max(events[-1], times.max()) + 1]):
        if start == erase_h:
            state = np.append(state[:-1], 0.0)
        equations = _equations(given if start < p.acts_h else "nothing", cut, p)
        inside = (times >= start) & (times < end)
        rows[inside] = _later(equations, state, times[inside] - start)
        state = _later(equations, state, np.array([end - start]))[0]
    return Course(times, *rows.T)


def check_known(name: str, words: Collection[str], known: Collection[str]) -> None:
    """Raise ValueError for a word that is not known."""
    for word in words:
        if word not in known:
            raise ValueError(f"{name} = {word!r} is not known: choose one of {', '.join(known)}.")


def _equations(given: str, cut: Collection[str], p: Parameters) -> np.ndarray:
    """Return the chain as a matrix on (six levels, 1): the last column is the drive from outside."""
    ampa, translation, bdnf, mtor, proteins, spines, drive = range(len(STEPS) + 1)
    m = np.zeros((drive + 1, drive + 1))
    m[ampa, drive] = float(given == "ketamine") / p.ampa_h
    m[translation, drive] = float(given in ("ketamine", "kinase inhibitor")) / p.translation_h
    m[bdnf, ampa], m[bdnf, translation] = (1 - p.rest_share) / p.bdnf_h, p.rest_share / p.bdnf_h
    m[mtor, bdnf], m[proteins, mtor], m[spines, proteins] = 1 / p.mtor_h, 1 / p.proteins_h, 1 / p.rise_h
    for step in cut:
        m[STEPS.index(step)] = 0.0  # a cut link sets all that drives the step to 0
    fades_h = (p.ampa_h, p.translation_h, p.bdnf_h, p.mtor_h, p.proteins_h, p.loss_h)
    m[range(drive), range(drive)] = -1 / np.array(fades_h)
    return m


def _later(equations: np.ndarray, state: np.ndarray, hours: np.ndarray) -> np.ndarray:
    """Return the levels so many hours later."""
    return (exponentials(equations, hours) @ np.append(state, 1.0))[:, :-1]


def exponentials(matrix: np.ndarray, hours: np.ndarray) -> np.ndarray:
    """Return the exponential of the matrix times each of the hours: a series for a small part of it, squared up again."""
    size = np.abs(matrix).sum(axis=1).max() * hours.max(initial=0.0)
    halvings = max(0, ceil(log2(size)) + 4) if size > 0 else 0
    part = matrix * (hours / 2.0**halvings)[:, None, None]
    total = term = np.broadcast_to(np.eye(len(matrix)), part.shape)
    for n in range(1, 11):
        term = term @ part / n
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def relief(time_h: Any, given: str = "ketamine", habenula: str = "normal") -> np.ndarray:
    """Return the share of the habenula's bursting that the drug has taken away, at times [h] after the dose (mouse).

    ``habenula`` is one of ``HABENULA``: "absent" has no NMDA receptors and so no bursts to begin with; "driven" is held
    active for the hour ``DRIVEN_H``, after the drug has left the blood. Raise ValueError for an unknown word.
    """
    check_known("given", [given], GIVEN)
    check_known("habenula", [habenula], HABENULA)
    course_h, taken = _relief_course(given in ("ketamine", "habenula block"), habenula)
    return np.interp(np.asarray(time_h, dtype=float), course_h, taken)


@lru_cache(maxsize=2 * len(HABENULA))
def _relief_course(drug: bool, habenula: str) -> tuple[np.ndarray, np.ndarray]:
    p = nmdar_trapping.Parameters(bursting_share=0.0 if habenula == "absent" else 1.0)
    drive = DRIVEN_H if habenula == "driven" else None
    course = nmdar_trapping.simulate(10.0 if drug else 0.0, parameters=p, drive_h=drive, hours=LONGEST_H)
    every = slice(None, None, 10)  # a hundredth of an hour is fine enough, and the courses are kept
    return course.time_h[every].copy(), (course.bursting[0] - course.bursting)[every].copy()


def chain_share(
    hour: float,
    given: str = "ketamine",
    cut: Collection[str] = (),
    erase_h: float | None = None,
    parameters: Parameters | None = None,
) -> float:
    """Return the chain's effect at an hour, as a share of that of ketamine alone.

    Up to ``EARLY_H`` the effect is the highest BDNF in that time, later it is the number of new spines.
    """
    early = hour <= EARLY_H
    times = np.linspace(0, EARLY_H, 301) if early else np.array([hour])
    found, alone = (simulate(times, *how, parameters) for how in ((given, cut, erase_h), ("ketamine", (), None)))
    step = "bdnf" if early else "spines"
    return float(getattr(found, step).max() / getattr(alone, step).max())


def habenula_share(hour: float, given: str = "ketamine", habenula: str = "normal") -> float:
    """Return the branch's effect at an hour, as a share of that of ketamine alone; NaN where that is gone by then."""
    times = np.linspace(0, EARLY_H, 301) if hour <= EARLY_H else np.array([hour])
    alone = relief(times).max()
    return float(relief(times, given, habenula).max() / alone) if alone >= SAYS_NOTHING else nan


@dataclass(frozen=True)
class Experiment:
    """A published experiment: how the two models are set for it, and what was found.

    ``found`` is a key of ``FOUND``: "effect" where something else than ketamine acted like it; "kept", "less" or "lost"
    for ketamine's own effect. ``hour`` is when it is read in the model. ``switch`` names the change that was made, and
    ``branch`` is False where the habenula branch says nothing: in people, of BDNF, or once it is over.
    """

    switch: str
    name: str
    label: str
    animal: str
    source: str
    found: str
    hour: float
    note: str
    given: str = "ketamine"
    cut: tuple[str, ...] = ()
    erase_h: float | None = None
    habenula: str = "normal"
    branch: bool = True
    fitted: bool = False

    def chain(self, parameters: Parameters | None = None) -> float:
        """Return the chain's effect, as a share of that of ketamine alone."""
        return chain_share(self.hour, self.given, self.cut, self.erase_h, parameters)

    def through_habenula(self) -> float:
        """Return the same for the habenula branch; NaN where it says nothing."""
        return habenula_share(self.hour, self.given, self.habenula) if self.branch else nan

    def agrees(self, share: float) -> bool:
        """Return whether a share is what was found."""
        low, high = FOUND[self.found]
        return low <= share <= high


EXPERIMENTS = (
    Experiment(
        "nbqx", "Effect of ketamine after NBQX, which blocks AMPA receptors", "NBQX first", "mouse", "Maeng2008ampa",
        "less", 1.0, "Found: attenuated. The abstract names no hour; read early here.", cut=("ampa",),
    ),
    Experiment(
        "inhibitor", "Effect of an eEF2 kinase inhibitor alone", "eEF2 kinase inhibitor alone", "mouse",
        "Autry2011rest", "effect", 1.0, "Found: an antidepressant-like effect.", given="kinase inhibitor", fitted=True,
    ),
    Experiment(
        "knockout", "Effect of ketamine without eEF2 kinase", "No eEF2 kinase", "mouse", "Adaikkan2018kinase", "lost",
        1.0, "Found: knock-out mice were resistant. The abstract names no hour; read early here.", cut=("translation",),
    ),
    Experiment(
        "antibody", "Effect of ketamine a day after an antibody against BDNF", "Antibody against BDNF", "rat",
        "Lepack2015release", "lost", 24.0, "Found: blocked; antibody into the prefrontal cortex.", cut=("bdnf",),
        fitted=True,
    ),
    Experiment(
        "met", "Effect of ketamine with the Met form of BDNF", "BDNF, Met form", "mouse", "Liu2012val66met", "lost", 24.0,
        "Found: blocked in mice with two Met copies. In the model no BDNF at all is left.", cut=("bdnf",), fitted=True,
    ),
    Experiment(
        "met", "Effect of ketamine in carriers of the Met form of BDNF", "BDNF, Met form", "people, n = 62",
        "Laje2012brain", "less", 24.0, "Found: carriers gained less. Two of the 62 had two Met copies.",
        cut=("bdnf",), branch=False,
    ),
    Experiment(
        "rapamycin", "Effect of ketamine a day after rapamycin into the brain", "Rapamycin, into the brain", "rat",
        "Li2010mtor", "lost", 24.0, "Found: no new spine synapses, no effect on behaviour.", cut=("mtor",), fitted=True,
    ),
    Experiment(
        "swallowed", "Effect of ketamine a day after rapamycin by mouth", "Rapamycin by mouth, 1 day", "people, n = 20",
        "Abdallah2020rapamycin", "kept", 24.0, "Found: unaltered. How much of it reached the brain was not measured.",
        cut=("mtor",), branch=False,
    ),
    Experiment(
        "swallowed", "Effect of ketamine two weeks after rapamycin by mouth", "Rapamycin by mouth, 2 weeks",
        "people, n = 20", "Abdallah2020rapamycin", "kept", LONGEST_H,
        "Found: more responders with rapamycin (41 %) than without (13 %).", cut=("mtor",), branch=False,
    ),
    Experiment(
        "erased", "Early effect of ketamine, before new spines are erased", "Spines erased: early", "mouse",
        "ModaSava2019sustained", "kept", 3.0, "Found: spines are not needed for the beginning.", erase_h=24.0, fitted=True,
    ),
    Experiment(
        "erased", "Effect of ketamine a day after new spines are erased", "Spines erased: later", "mouse",
        "ModaSava2019sustained", "lost", 48.0, "Found: spines are needed for it to last. The hours here are ours.",
        erase_h=24.0, branch=False, fitted=True,
    ),
    Experiment(
        "local", "Effect of an NMDA blocker in the habenula alone", "Blocker in the habenula alone", "rat, mouse",
        "Yang2018bursting", "effect", 1.0, "Found: a rapid antidepressant-like effect.", given="habenula block",
    ),
    Experiment(
        "absent", "Effect of ketamine without NMDA receptors in the habenula", "Habenula without receptors", "mouse",
        "Chen2024regional", "lost", 1.0, "Found: ketamine added nothing. Read early here.", habenula="absent",
    ),
    Experiment(
        "absent", "Rise of BDNF in the hippocampus without NMDA receptors in the habenula", "The same: BDNF", "mouse",
        "Chen2024regional", "lost", 1.0, "Found: the rise did not come. The branch holds no BDNF.", habenula="absent",
        branch=False,
    ),
    Experiment(
        "driven", "Effect of ketamine a day later, habenula driven after the drug had gone", "Habenula driven later",
        "mouse", "Ma2023trapping", "lost", 24.0, "Found: a shorter effect. The hours here are ours.", habenula="driven",
    ),
)  # fmt: skip
