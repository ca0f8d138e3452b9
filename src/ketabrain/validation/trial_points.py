"""Printed distances of two arms and their errors against those of the arms' own means."""

from __future__ import annotations

from functools import partial

from scipy.stats import ttest_ind_from_stats

from ketabrain.models import trial_points as model
from ketabrain.models.trial_points import Arm
from ketabrain.validation.case import Case

SPRAY = "human, resistant depression, esketamine spray"
INFUSION = "human, resistant depression, one infusion against midazolam"
PLACEBO = Arm(-5.7, 1.79)
DALY = {
    "28 mg": (Arm(-14.8, 2.80), -9.1, 3.08),
    "56 mg": (Arm(-15.7, 2.74), -10.0, 3.00),
    "84 mg": (Arm(-16.4, 2.64), -10.7, 2.88),
}
MURROUGH = (-16.5, 10.97, 47), (-8.8, 9.50, 25)


def _murrough() -> model.Estimate:
    treated, control = (Arm(mean, model.standard_error(sd, "SD", n)) for mean, sd, n in MURROUGH)
    return model.apart(treated, control)


def _apart(arm: Arm) -> float:
    return model.apart(arm, PLACEBO).value


def _error(one: Arm, other: Arm) -> float:
    found = model.apart(one, other)
    return (found.high - found.low) / 2 / 1.96


def _off() -> float:
    """Return how far the distance's error lies from that of a library."""
    t = float(ttest_ind_from_stats(*MURROUGH[0], *MURROUGH[1], equal_var=False).statistic)
    found = _murrough()
    return abs((found.high - found.low) / 2 / 1.96 - found.value / t)


CASES: tuple[Case, ...] = (
    *(
        Case(f"Distance from placebo a day later, {dose}", SPRAY, "daly2018", "measured", f"{printed} points".replace("-", "−"), printed - 0.1, printed + 0.1,
             "points", partial(_apart, arm))
        for dose, (arm, printed, _) in DALY.items()
    ),
    *(
        Case(f"Standard error of that distance, {dose}", SPRAY, "daly2018", "measured", f"{error:.2f} points", 0.95 * error, 1.05 * error, "points",
             partial(_error, arm, PLACEBO), note="Ours is larger: the paper's statistical model shares information between arms.")
        for dose, (arm, _, error) in DALY.items()
    ),
    Case("Distance from midazolam a day later", INFUSION, "murrough2013", "measured", "−7.95 points", -8.05, -7.85, "points", lambda: _murrough().value,
         note="The paper adjusts for other things; the arms' means lie 7.7 apart."),
    Case("Lower end of its interval", INFUSION, "murrough2013", "measured", "−12.71 points", -13.21, -12.21, "points", lambda: _murrough().low),
    Case("Upper end of its interval", INFUSION, "murrough2013", "measured", "−3.20 points", -3.7, -2.7, "points", lambda: _murrough().high),
    Case("Standard deviation of the change on ketamine, from t = −10.31", INFUSION, "murrough2013", "measured", "10.97 points", 10.965, 10.975, "points",
         lambda: model.deviation_of_t(-16.5, -10.31, 47), fitted=True, note="Worked out in this way, so it can only fit."),
    Case("Distance of two arms: how far its error lies from a library's", "arithmetic", None, "independent solver", "0 to 0.0001", 0, 1e-4, "points", _off),
)  # fmt: skip
