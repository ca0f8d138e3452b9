"""What the binding model reproduces: of living people, of mixtures of mirror images, and of its own arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from ketabrain.models import receptor_binding as model
from ketabrain.validation.case import Case

PET_HEALTHY = "healthy people, PET"
BY_HAND = "the same arithmetic, done by hand"
INFUSION_NG_ML = 185.0  # peak after 0.5 mg/kg over 40 minutes, Zanos2018review
EXACT = "the same equation, solved by SciPy"
S_NMDA, R_NMDA = 0.3, 1.4  # µM, Ebert1997norketamine


def _occupied(target: str, plasma_ng_ml: float, affinity_uM: float | None = None) -> float:
    """Return the occupancy [%] by free racemate, by the target's only affinity where none is given."""
    if affinity_uM is None:
        (only,) = model.affinities("ketamine", target)
        affinity_uM = only.low_uM
    return 100 * model.occupancy(model.free_uM(plasma_ng_ml), affinity_uM)


def solved(free_uM: float, affinity_uM: float) -> float:
    """Return the share occupied by finding where binding and unbinding balance."""

    def balance(share: float) -> float:
        return free_uM * (1 - share) - affinity_uM * share

    return float(brentq(balance, 0.0, 1.0, xtol=1e-14))


def solved_mixture(total_uM: float, s_uM: float, r_uM: float) -> float:
    """Return the share occupied by both forms at equilibrium, from their binding over time (LSODA)."""

    def slopes(_: float, bound: np.ndarray) -> list[float]:
        empty = 1 - bound.sum()
        return [total_uM / 2 * empty - k * b for k, b in zip((s_uM, r_uM), bound, strict=True)]

    last = solve_ivp(slopes, (0.0, 400 / min(s_uM, r_uM)), [0.0, 0.0], "LSODA", rtol=1e-10, atol=1e-12).y[:, -1]
    return float(last.sum())


def _largest_distance() -> float:
    """Return the largest distance from the root over all affinities and a range of levels [%]."""
    found = [
        abs(model.occupancy(free, a.low_uM) - solved(free, a.low_uM))
        for a in model.AFFINITIES
        if np.isfinite(a.low_uM)
        for free in (0.01, 0.428, 5.116, 50.0)
    ]
    return 100 * max(found)


def _mixture_distance() -> float:
    ours = [model.occupancy(free, model.racemate_uM(S_NMDA, R_NMDA)) for free in (0.1, 0.428, 5.0)]
    theirs = [solved_mixture(free, S_NMDA, R_NMDA) for free in (0.1, 0.428, 5.0)]
    return 100 * float(np.abs(np.subtract(ours, theirs)).max())


def _arithmetic(name: str, stated: str, low: float, high: float, unit: str, compute: Callable[[], float]) -> Case:
    return Case(name, BY_HAND, None, "reference run", stated, low, high, unit, compute)


CASES: tuple[Case, ...] = (
    Case("Serotonin transporter occupied after 0.5 mg/kg", f"12 {PET_HEALTHY}", "Spies2018sert", "measured",
         "below 10 %", 0, 10, "%", partial(_occupied, "SERT", INFUSION_NG_ML),
         note="Their plasma levels were not seen; the model uses 185 ng/mL, the usual peak."),
    Case("Serotonin transporter occupied after 0.8 mg/kg", f"10 {PET_HEALTHY}", "Schlosser2025sert", "measured",
         "not different from zero", 0, 10, "%", partial(_occupied, "SERT", 1.6 * INFUSION_NG_ML),
         note="The model uses 1.6 times the level of 0.5 mg/kg. The 10 % is the limit of the method at the lower dose."),
    Case("Serotonin transporter occupied in monkeys, 1.5 mg/kg", "5 awake monkeys, PET", "Yamamoto2013sert", "measured",
         "binding fell, by up to 30 % as others quote it", 10, 40, "%", partial(_occupied, "SERT", 3 * INFUSION_NG_ML),
         confirmed=False,
         note="The monkeys' levels were not seen; the model uses three times those of people after 0.5 mg/kg. Serotonin "
         "that is set free can push the tracer off as well."),
    Case("D2 receptors occupied at 293 ng/mL, if the affinity is 0.055 µM", "healthy men, PET", "Aalto2002raclopride",
         "measured", "raclopride binding not altered", 0, 10, "%", partial(_occupied, "D2", 293.0, 0.055),
         note="Speaks against this affinity, or at least against it in living people. Raclopride also marks the "
         "receptor's low-affinity state, so that a fall could be smaller than the occupancy."),
    Case("D2 receptors occupied at 293 ng/mL, if the affinity is 0.5 µM", "healthy men, PET", "Aalto2002raclopride",
         "measured", "raclopride binding not altered", 0, 10, "%", partial(_occupied, "D2", 293.0, 0.5),
         note="As above."),
    Case("NMDA site: affinity of the racemate, from its two forms", "rat cortex; the racemate in another laboratory",
         "Kapur2002d2", "measured", "0.5 µM", 0.25, 1.0, "µM", partial(model.racemate_uM, S_NMDA, R_NMDA),
         note="Within a factor of two."),
    Case("Dopamine transporter: affinity of the racemate, from its two forms", "rat clone, uptake into cells",
         "Nishimura1998transporters", "measured", "62.9 µM", 31.5, 125.8, "µM", partial(model.racemate_uM, 46.9, 390.0),
         note="Within a factor of two."),
    Case("Muscarinic M1: IC50 of the racemate, from its two forms", "rat clone, frog egg cells",
         "Durieux1997benzethonium", "measured", "48 ± 1 µM", 24.0, 96.0, "µM", partial(model.racemate_uM, 125.0, 91.0),
         note="Two forms at one site cannot be stronger together than either is alone. The authors conclude that they "
         "act together."),
    Case("NMDA site: how much stronger S is than R", "human brain tissue, MK-801 site", "Oye1992sensory", "measured",
         "at least 4 times", 4, np.inf, "times", lambda: R_NMDA / S_NMDA, note="From affinities measured in rats."),
    Case("Dose of R that equals one of S, if NMDA occupancy counts", "volunteers: pain, hearing, vision",
         "Oye1992sensory", "measured", "4 times", 3, 6, "times", lambda: R_NMDA / S_NMDA,
         note="Equal occupancy is taken for equal effect."),
    Case("Dose of racemate that equals one of S, if NMDA occupancy counts", "mice, loss of righting", "Liu2006emergence",
         "measured", "nearly 1.4 times", 1.05, 1.75, "times", lambda: model.racemate_uM(S_NMDA, R_NMDA) / S_NMDA,
         note="Within a quarter."),
    _arithmetic("Free concentration at 185 ng/mL", "0.43 µM", 0.425, 0.435, "µM", partial(model.free_uM, 185.0)),
    _arithmetic("Occupancy at 185 ng/mL by an affinity of 10 µM", "at most 4 %, rounded", 3.5, 4.5, "%",
                partial(_occupied, "NMDA", 185.0, 10.0)),
    _arithmetic("Mu opioid receptors occupied at 185 ng/mL", "1 %", 0.95, 1.05, "%",
                partial(_occupied, "µ opioid", 185.0, model.MU_UM)),
    _arithmetic("Kappa opioid receptors occupied at 185 ng/mL", "1.5 %", 1.45, 1.55, "%",
                partial(_occupied, "κ opioid", 185.0)),
    _arithmetic("Affinity for the mu opioid receptor, from its logarithm", "41.7 µM", 41.65, 41.75, "µM",
                partial(model.from_pK, 4.38)),
    _arithmetic("Affinity for the kappa opioid receptor, from its logarithm", "28.2 µM", 28.15, 28.25, "µM",
                partial(model.from_pK, 4.55)),
    _arithmetic("Affinity for the delta opioid receptor, from its logarithm", "269 µM", 268.5, 269.5, "µM",
                partial(model.from_pK, 3.57)),
    Case("Occupancy, all affinities and four levels: our largest distance from the root", EXACT, None,
         "independent solver", "0 to 0.001 %", 0, 0.001, "%", _largest_distance),
    Case("Two forms that compete: our largest distance from their binding over time", EXACT, None, "independent solver",
         "0 to 0.01 %", 0, 0.01, "%", _mixture_distance),
)  # fmt: skip
