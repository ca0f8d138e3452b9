"""Whether printed numbers on transmitters fit each other, and our sums those of SciPy."""

from __future__ import annotations

from functools import partial

from scipy.stats import f as f_distribution
from scipy.stats import norm
from scipy.stats import t as t_distribution

from ketabrain.models import transmitter_changes as model
from ketabrain.models.transmitter_changes import LOW_GABA, RACLOPRIDE, RACLOPRIDE_PEOPLE
from ketabrain.validation.case import Case
from ketabrain.validation.imaging_effects import p_of_r

SCAN = "human, healthy, striatum, raclopride, PET"
SPECTROSCOPY = "human, 8 with depression, medial prefrontal cortex, spectroscopy"
NALTREXONE = "human, 26 with depression, naltrexone or a dummy, spectroscopy"


def raclopride_t(other: str) -> float:
    """Return t of ketamine's fall in binding against another substance's, with the worked-out group sizes."""
    one, two = ((*RACLOPRIDE[name], RACLOPRIDE_PEOPLE[name]) for name in ("ketamine", other))
    return abs(model.t_of(one, two))


def p_of_f(f: float, df: int) -> float:
    """Return the p value of F with one degree of freedom above."""
    return float(f_distribution.sf(f, 1, df))


def rise(before: float, after: float) -> float:
    """Return a rise in per cent."""
    return 100 * (model.ratio(before, after) - 1)


def _t_far() -> float:
    """Return the largest distance of our p of t from SciPy's."""
    return max(
        abs(model.p_of_t(t, df) - 2 * t_distribution.sf(t, df))
        for t in (0.0, 0.5, 1.3, 2.4, 6.0)
        for df in (1, 3, 13, 60)
    )


def _interval_far() -> float:
    """Return the largest distance of our intervals from those with SciPy's normal curve."""
    far = 0.0
    for value, p in (*LOW_GABA.values(), (1.33, 0.01), (-3.0, 0.9)):
        error = abs(value) / norm.isf(p / 2)
        found, quantile = model.from_p(value, p), model.Parameters().quantile
        far = max(far, abs(found.low - (value - quantile * error)), abs(found.high - (value + quantile * error)))
    return far


CASES: tuple[Case, ...] = (
    Case(
        "p of ketamine against saline, from t = 2.4 with 13 degrees of freedom", SCAN, "Breier1998effects", "measured",
        "p = 0.003", 0.0025, 0.0035, "", partial(model.p_of_t, 2.4, 13),
        note="The printed p does not fit the printed t: 0.03 would.",
    ),
    Case(
        "p of ketamine against amphetamine, from t = 1.3 with 19 degrees of freedom", SCAN, "Breier1998effects",
        "measured", "p = 0.21", 0.19, 0.23, "", partial(model.p_of_t, 1.3, 19), note="The range allows for t being rounded.",
    ),
    Case(
        "t of ketamine against saline, from means, spreads, 9 and 6 people", SCAN, "Breier1998effects", "measured",
        "t = 2.4", 2.35, 2.45, "", partial(raclopride_t, "saline"), fitted=True,
        note="The group sizes were worked out to give it; their sum is printed.",
    ),
    Case(
        "t of ketamine against amphetamine, with 9 and 12 people", SCAN, "Breier1998effects", "measured", "t = 1.3", 1.25,
        1.35, "", partial(raclopride_t, "amphetamine"), note="The 9 come from the line above, the 12 from the printed degrees of freedom.",
    ),
    *(
        Case(
            f"p of {what}, from r = {str(r).replace('-', '−')} and 8 people", SPECTROSCOPY, "Milak2016pilot", "measured",
            f"p = {printed}", low, high, "", partial(p_of_r, r, 8), note="The range allows for r being rounded.",
        )
        for what, r, printed, low, high in (
            ("GABA's rise against that of glutamate and glutamine", 0.796, 0.018, 0.0175, 0.0185),
            ("improvement against norketamine", -0.78, 0.023, 0.021, 0.0245),
        )
    ),
    *(
        Case(
            f"p of {what}, from F = {f} with 1 and {df} degrees of freedom", NALTREXONE, "JelenNaltrexone", "measured",
            f"p = {printed}", printed - 0.0005, printed + 0.0005, "", partial(p_of_f, f, df),
        )
        for what, f, df, printed in (
            ("naltrexone on mood", 5.39, 74, 0.023),
            ("naltrexone on the glutamate signal", 4.83, 253, 0.029),
        )
    ),
    Case(
        "Rise of acetylcholine on waking, from 0.18 to 0.75 pmol", "rat, prefrontal cortex, microdialysis",
        "HambrechtWiedbusch2017emergence", "measured", "317 %", 316, 318, "%", partial(rise, 0.18, 0.75),
    ),
    Case(
        "Rise of noradrenaline in plasma, from 159 to 373 pg/mL", "human, 6, S-ketamine anaesthesia", "Kienbaum2001sketamine",
        "measured", "a doubling", 80, 140, "%", partial(rise, 159, 373),
    ),
    Case("p of t: our largest distance from SciPy's", "t distribution, twenty cases", None, "independent solver", "0 to 0.0001", 0, 1e-4,
         "", _t_far),
    Case("Interval from p: our largest distance from SciPy's", "normal distribution", None, "independent solver", "0 to 0.0001", 0, 1e-4,
         "", _interval_far),
)  # fmt: skip
