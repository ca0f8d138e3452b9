"""Exercise 3: t from two groups, and which printed p fits it."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import transmitter_changes as model

KETAMINE, SALINE, AMPHETAMINE = (
    (*model.RACLOPRIDE[name], model.RACLOPRIDE_PEOPLE[name]) for name in ("ketamine", "saline", "amphetamine")
)
CALLS = ((KETAMINE, SALINE), (KETAMINE, AMPHETAMINE), ((10.0, 3.0, 20), (8.0, 2.0, 5)))
NEAR = 0.006
BECAUSE = "B"
REASONS = {
    "A": "Of 100,000 studies without any effect, about 3,200 had a t so far from zero. That is 3 in 100, not 3 in 1,000.",
    BECAUSE: "",
    "C": "Count those with a t at least as far from zero, on both sides, and divide by all: it is about 0.03.",
    "D": "It says how rare such a t is without an effect. Whether there is one, one p cannot say.",
}


@self_check
def check_3(t_value: Any = None, why: Any = None) -> str:
    """Check a function (mean, SD, n, mean, SD, n) -> t, and a judgement on the printed p."""
    function = read.function(t_value, "t_value")
    given = [called(function, *call) for call in CALLS]
    problem = slip(given)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "judgement")
    t, df = abs(right_answers()[0]), KETAMINE[2] + SALINE[2] - 2
    return (
        f"t = {t:.2f} with {df} degrees of freedom is p = {model.p_of_t(t, df):.3f}. The paper prints 0.003. A zero too many, most likely: it "
        f"turns 3 in 100 into 3 in 1,000, and it was copied with the rest."
    )


def called(function: Any, one: tuple[float, float, int], other: tuple[float, float, int]) -> float:
    """Call a learner's function and read its t."""
    shown = ", ".join(f"{x:g}" for x in (*one, *other))
    answer = read.called(function, f"t_value({shown})", *one, *other)
    if answer is None:
        raise NoAnswer("t_value gives back None: let it return t.")
    return read.number(answer, "t")


def right_answers() -> list[float]:
    """Return t for each call."""
    return [model.t_of(one, other) for one, other in CALLS]


def slip(given: list[float]) -> str:
    """Say what is wrong with a function's t, or nothing."""
    right = right_answers()
    if read.close(given, right, NEAR) or read.close(given, [-t for t in right], NEAR):
        return ""
    known = (
        ([wrong(one, other, "spread") for one, other in CALLS], "Divide by the standard error, not by the spread of people: times the root of 1/n + 1/n."),
        ([wrong(one, other, "plain") for one, other in CALLS], "Nearly. The two variances count by n − 1 each, so that the larger group weighs more."),
        ([wrong(one, other, "sd") for one, other in CALLS], "Pool the *variances*, the squares of the spreads, and take the root at the end."),
        ([wrong(one, other, "all") for one, other in CALLS], "Divide the pooled sum by n + n − 2: two means were taken from the data."),
        ([one[0] - other[0] for one, other in CALLS], "That is the difference of the means. Divide it by its standard error."),
        ([t**2 for t in right], "That is t squared. Take the root of the pooled variance once, at the end."),
    )  # fmt: skip
    for meant, sentence in known:
        if read.close(given, meant, NEAR):
            return sentence
    side = "far from" if abs(given[0]) > abs(right[0]) else "close to"
    return f"Ketamine against saline gives t = {given[0]:.3g}, too {side} zero. Pool the variances, then divide by s × √(1/n + 1/n)."


def wrong(one: tuple[float, float, int], other: tuple[float, float, int], way: str) -> float:
    """Return what a known wrong way gives."""
    (mean, sd, n), (mean_2, sd_2, n_2) = one, other
    total = (n - 1) * sd**2 + (n_2 - 1) * sd_2**2
    share = 1 / n + 1 / n_2
    error = {
        "spread": (total / (n + n_2 - 2)) ** 0.5,
        "plain": ((sd**2 + sd_2**2) / 2 * share) ** 0.5,
        "sd": ((n - 1) * sd + (n_2 - 1) * sd_2) / (n + n_2 - 2) * share**0.5,
        "all": (total / (n + n_2) * share) ** 0.5,
    }[way]
    return (mean - mean_2) / error
