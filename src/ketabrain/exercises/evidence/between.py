"""Exercise 3: the variance between studies by DerSimonian and Laird, as the learner's own function."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from ketabrain.evidence import trials
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import meta_analysis as model

CLOSE = 1e-4
Table = tuple[np.ndarray, np.ndarray]
Estimator = Callable[[np.ndarray, np.ndarray], float]


@self_check
def check_3(tau2: Any = None) -> str:
    """Check a function (effects, variances) -> tau2 by DerSimonian and Laird."""
    function = read.function(tau2, "tau2")
    given = [called(function, *table) for table in tables()]
    meant = [model.tau2_dl(*table) for table in tables()]
    if not read.close(given, meant, CLOSE):
        raise NotYet(slip(given, meant))
    return (
        f"{meant[0]:.4f} for the six trials. Where studies agree better than chance would have it, your function gives 0: "
        "a variance cannot be negative."
    )


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables on which a learner's function is tried: the six trials, two that differ, five that agree."""
    columns = trials.study_table(trials.comparisons("response", 24))
    events_t, n_t, events_c, n_c = (np.array(columns[name], float) for name in ("events_t", "n_t", "events_c", "n_c"))
    six = model.of_counts("OR", events_t, n_t, events_c, n_c)
    two = (np.array([0.2, 1.9]), np.array([0.1, 0.3]))
    agree = (np.array([0.5, 0.6, 0.55, 0.45, 0.5]), np.array([0.2, 0.3, 0.1, 0.25, 0.4]))
    return (six.effect, six.variance), two, agree


def called(function: Callable[..., Any], effects: np.ndarray, variances: np.ndarray) -> float:
    """Call a learner's function with copies, and read one number."""
    found = read.called(function, f"tau2 of {len(effects)} studies", effects.copy(), variances.copy())
    if found is None:
        raise NoAnswer("tau2 gives back None: let it return one number.")
    return read.number(found, "what tau2 returns")


def slip(given: list[float], meant: list[float]) -> str:
    """Say what went wrong."""
    for wrong, sentence in WRONG:
        if read.close(given, [wrong(*table) for table in tables()], CLOSE):
            return sentence
    if read.close(given[:2], meant[:2], CLOSE):
        return f"For studies that agree it gives {given[2]:.3g}: a variance cannot be below 0, so take max(0, …)."
    return f"For the six trials it gives {given[0]:.4g}. Go step by step: weights, their mean, Q, then (Q − df) over the correction."


def spare(variances: np.ndarray) -> float:
    """Return by what the surplus of Q is divided."""
    weight = 1 / variances
    return float(weight.sum() - (weight**2).sum() / weight.sum())


def surplus(effects: np.ndarray, variances: np.ndarray) -> float:
    """Return Q less its degrees of freedom."""
    return model.q_of(effects, variances) - (len(effects) - 1)


def unweighted_q(effects: np.ndarray, variances: np.ndarray) -> float:
    """Return Q around the plain mean."""
    return float(((effects - effects.mean()) ** 2 / variances).sum())


WRONG: tuple[tuple[Estimator, str], ...] = (
    (lambda y, v: model.q_of(y, v), "That is Q. Take its degrees of freedom off, and divide by the correction."),
    (lambda y, v: model.q_of(y, v) / spare(v), "You left out the degrees of freedom: take k − 1 off Q first."),
    (
        lambda y, v: max(0.0, model.q_of(y, v) - len(y)) / spare(v),
        "The degrees of freedom are the studies less one: k − 1.",
    ),
    (lambda y, v: max(0.0, surplus(y, v)) / float((1 / v).sum()), "Divide by Σw − Σw²/Σw, not by Σw alone."),
    (lambda y, v: max(0.0, surplus(y, v)), "You stopped before dividing by Σw − Σw²/Σw."),
    (
        lambda y, v: max(0.0, unweighted_q(y, v) - (len(y) - 1)) / spare(v),
        "Your Q is taken around the plain mean. Take it around the weighted one.",
    ),
    (lambda y, v: max(0.0, surplus(y, v) / spare(v)) ** 0.5, "That is τ, its root: asked is τ²."),
    (
        lambda y, v: max(0.0, surplus(y, v) / model.q_of(y, v)),
        "That is I², a share. Asked is the variance between the studies.",
    ),
    (lambda y, v: float(np.var(y, ddof=1)), "That is the variance of the effects, with their own errors in it."),
    (lambda y, v: model.tau2_reml(y, v), "That is REML's. Here the formula of DerSimonian and Laird is asked."),
)
