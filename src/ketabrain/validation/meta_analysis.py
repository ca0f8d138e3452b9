"""Whether the pooling agrees with another run, with SciPy, and with numbers that trials and reviews print themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import t as t_distribution

from ketabrain.evidence import trials
from ketabrain.evidence.trials import Comparison
from ketabrain.models import meta_analysis as model
from ketabrain.models import student_t
from ketabrain.models.meta_analysis import Effects, Pooled
from ketabrain.validation.case import Case

SIX = "six trials, response one day after the first dose"
TABLES, SEED = 30, 20


def effects(found: tuple[Comparison, ...], measure: str) -> Effects:
    """Return the effects of comparisons that counted."""
    columns = trials.study_table(found)
    events_t, n_t, events_c, n_c = (np.array(columns[name], float) for name in ("events_t", "n_t", "events_c", "n_c"))
    return model.of_counts(measure, events_t, n_t, events_c, n_c)


def six(method: str, knapp: bool = False) -> Pooled:
    """Return the six trials' pooled odds ratio, as a logarithm."""
    return model.combine(effects(trials.comparisons("response", 24), "OR"), method, knapp)


def one(trial: str, outcome: str, time: str, measure: str) -> list[float]:
    """Return one comparison's effect and the ends of its interval, as a trial prints them."""
    found = effects((trials.compared(trial, outcome, time),), measure)
    parts = (found.effect, *model.interval(found))
    return [float(np.asarray(model.natural(measure, part))[0]) for part in parts]


def by_search(found: Effects) -> float:
    """Return tau2 at the highest restricted likelihood, found by SciPy."""
    top = 10 * float(np.ptp(found.effect) ** 2 + found.variance.max())

    def low(tau2: float) -> float:
        return -float(model.likelihoods(np.array([tau2]), found.effect, found.variance)[0])

    pieces = np.concatenate([[0.0], np.geomspace(1e-6, 1, 20) * top])
    tried = [
        minimize_scalar(low, bounds=(a, b), method="bounded", options={"xatol": 1e-12}) for a, b in pairwise(pieces)
    ]
    return min([(low(0.0), 0.0), *((float(t.fun), float(t.x)) for t in tried)])[1]


def tables() -> list[Effects]:
    """Return made-up tables of two to thirty studies, from alike to far apart."""
    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(TABLES):
        variance = rng.uniform(0.02, 1.5, rng.integers(2, 31))
        spread = rng.choice([0.0, 0.1, 1.0, 5.0])
        found.append(Effects(rng.normal(0.5, np.sqrt(variance + spread)), variance))
    return found


def largest_reml_gap() -> float:
    """Return the largest distance of REML's tau2 from SciPy's, as a share of tau2 plus the mean variance."""
    gaps = []
    for table in tables():
        ours, theirs = model.tau2_reml(*table), by_search(table)
        gaps.append(abs(ours - theirs) / (theirs + table.variance.mean()))
    return max(gaps)


def largest_t_gap() -> float:
    """Return the largest distance of Student's t from SciPy's, as a share, for 1 to 199 degrees of freedom."""
    return max(
        abs(student_t.quantile(p, df) / t_distribution.ppf(p, df) - 1)
        for df in (1, 2, 3, 5, 10, 30, 199)
        for p in (0.75, 0.9, 0.975, 0.995)
    )


def _figure(name: str, stated: float, decimals: int, compute: Callable[[], float]) -> Case:
    half = 0.5 * 10**-decimals
    return Case(name, SIX, None, "reference run", f"{stated:.{decimals}f}", stated - half, stated + half, "", compute)


def _printed(
    name: str, who: str, source: str, stated: float, decimals: int, compute: Callable[[], float], note: str = ""
) -> Case:
    half = 0.5 * 10**-decimals + 1e-9
    text = f"{stated:.{decimals}f}".replace("-", "−")
    return Case(name, who, source, "measured", text, stated - half, stated + half, "", compute, note=note)


def _ratio(part: str, method: str, knapp: bool = False) -> float:
    return float(np.exp(getattr(six(method, knapp), part)))


def _tau2(method: str) -> float:
    return six(method).tau2


def _in_percent(outcome: str, place: int) -> float:
    return 100 * one("TRANSFORM-3", outcome, "day 28", "RD")[place]


def _odds(trial: str, outcome: str, time: str, place: int) -> float:
    return one(trial, outcome, time, "OR")[place]


def _sum_less_pooled(group: str) -> float:
    parts = [trials.compared(name, "response", "day 28") for name in ("TRANSFORM-1", "TRANSFORM-2")]
    whole = trials.compared("TRANSFORM-1 and -2", "response", "day 28")
    return float(sum(getattr(part, group).events for part in parts) - getattr(whole, group).events)


OLDER = "human, 123 people of 65 and over, esketamine or placebo spray"
BIPOLAR = "human, 16 people with bipolar depression, ketamine or midazolam"
SUICIDAL = "human, 152 people with suicidal thoughts, ketamine or saline"
CASES: tuple[Case, ...] = (
    _figure("Common effect, odds ratio", 2.66, 2, partial(_ratio, "effect", "common")),
    _figure("DerSimonian and Laird, odds ratio", 3.28, 2, partial(_ratio, "effect", "DL")),
    _figure("DerSimonian and Laird, tau²", 0.2374, 4, partial(_tau2, "DL")),
    _figure("Paule and Mandel, tau²", 0.2715, 4, partial(_tau2, "PM")),
    _figure("REML, tau²", 0.2413, 4, partial(_tau2, "REML")),
    _figure("REML, odds ratio", 3.29, 2, partial(_ratio, "effect", "REML")),
    _figure("REML with Hartung-Knapp, lower end", 1.33, 2, partial(_ratio, "low", "REML", True)),
    _figure("REML with Hartung-Knapp, upper end", 8.12, 2, partial(_ratio, "high", "REML", True)),
    Case("REML, largest distance of tau² from SciPy's search", f"{TABLES} made-up tables", None, "independent solver", "0 to 0.001",
         0, 0.001, "of tau² and mean variance", largest_reml_gap),
    Case("Student's t, largest distance from SciPy's", "1 to 199 degrees of freedom", None, "independent solver", "0 to 1e-8",
         0, 1e-8, "of the value", largest_t_gap),
    *(
        _printed(f"Risk difference, {outcome}, {end}", OLDER, "cpt2020", stated, 1, partial(_in_percent, outcome, place))
        for outcome, numbers in (("response", (13.7, -0.3, 27.6)), ("remission", (10.8, -0.5, 22.1)))
        for place, (end, stated) in enumerate(zip(("per hundred people", "lower end", "upper end"), numbers, strict=True))
    ),
    *(
        _printed(f"Odds ratio of one small trial, {end}", BIPOLAR, "dean2021bip", stated, 2,
                 partial(_odds, "Grunebaum 2017", "response", "24 h", place))
        for place, (end, stated) in enumerate((("estimate", 3.20), ("lower end", 0.23), ("upper end", 45.19)))
    ),
    *(
        _printed(f"Odds ratio, suicidal thoughts gone, {end}", SUICIDAL, "abbar2022", stated, 1,
                 partial(_odds, "Abbar 2022", "remission of suicidal thoughts", "day 3", place),
                 "The printed one may come from a model.")
        for place, (end, stated) in enumerate((("estimate", 3.7), ("lower end", 1.9), ("upper end", 7.3)))
    ),
    _printed("Odds ratio of response, midazolam trial", "human, 72 people, ketamine or midazolam", "murrough2013", 2.18, 2,
             partial(_odds, "Murrough 2013", "response", "24 h", 0), "Printed from a model; its own counts give 4.54."),
    *(
        _printed(f"Responders added up less those of the pooled report, {group}", "human, TRANSFORM-1 and -2, day 28", "turkoz2021", 0, 0,
                 partial(_sum_less_pooled, group))
        for group in ("treated", "control")
    ),
)  # fmt: skip
