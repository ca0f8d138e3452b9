"""Exercise 4: what a drug did beyond its comparison, a day after one dose, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ketabrain.evidence import trials
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check

HOURS = 24.0
ARMS = {  # the trial, and its drug arm
    "Murrough 2013": "ketamine 0.5 mg/kg into a vein",
    "Daly 2018": "esketamine 84 mg into the nose",
    "Lii 2023": "ketamine 0.5 mg/kg into a vein under anaesthesia",
}
CLOSE = 0.06
SENTENCES = {  # letter to what is said against it
    "A": "A fall in the drug's arm holds everything that happened in a day: the drug, hope, attention, and time.",
    "B": "Three doses by two ways in three kinds of trial are no dose-response curve, and none of these people was you.",
    "C": "",
    "D": "Spines were counted in mice at another dose. No person's spines and mood were measured together.",
}


@cache
def differences() -> dict[str, float]:
    """Return the drug's change less the comparison's, by trial [points of MADRS]."""
    found = {}
    for trial, arm in ARMS.items():
        near = [one for one in trials.changes(trials.load()) if (one.of.trial, one.of.time_h) == (trial, HOURS)]
        drug = next(one.points for one in near if one.of.arm == arm)
        found[trial] = drug - next(one.points for one in near if one.of.group == "control")
    return found


@cache
def falls() -> dict[str, float]:
    """Return the drug's change alone, by trial [points]."""
    near = [one for one in trials.changes(trials.load()) if one.of.time_h == HOURS]
    return {trial: next(one.points for one in near if one.of.arm == arm) for trial, arm in ARMS.items()}


@self_check
def check_4(drug_less_comparison: Any = None, sentence: Any = None) -> str:
    """Check the three differences [points of MADRS] by trial, and which sentence they allow."""
    given = by_trial(drug_less_comparison)
    for trial, right in differences().items():
        problem = slip(given[trial], right, trial)
        if problem:
            raise NotYet(f"{trial}: {problem}")
    read_sentence(sentence)
    low, high = min(differences().values()), max(differences().values())
    return (
        f"From {low:.1f} to {high:+.1f} points, where the drug's arms alone fell by {-max(falls().values()):.1f} to "
        f"{-min(falls().values()):.1f}. The trial in which nobody could feel the drug is the one without an advantage, and also small: "
        "its two groups did not start alike."
    ).replace("-", "\N{MINUS SIGN}")


def read_sentence(sentence: Any) -> None:
    """Check the letter of the sentence that the numbers allow."""
    if sentence is None:
        raise NoAnswer(
            "The three differences are right. Now put one of A, B, C, D in place of the second None, in quotes."
        )
    letter = read.choice(sentence, SENTENCES, "the sentence")
    if letter != "C":
        raise NotYet(f"The differences are right, but they do not allow {letter}. {SENTENCES[letter]}")


def by_trial(answer: Any) -> dict[str, float]:
    """Return a number for each trial, given by name or in the order of ``ARMS``."""
    if answer is None or answer is ...:
        raise NoAnswer("Put the three differences in place of None, by trial.")
    if isinstance(answer, Mapping):
        missing = [trial for trial in ARMS if trial not in answer]
        if missing:
            raise NotYet(f"There is no entry '{missing[0]}': name the trials {', '.join(ARMS)}.")
        answer = [answer[trial] for trial in ARMS]
    if not isinstance(answer, list | tuple) or len(answer) != len(ARMS):
        raise NotYet("Give a dictionary with one difference for each of the three trials.")
    return {trial: read.number(one, f"the difference of {trial}") for trial, one in zip(ARMS, answer, strict=True)}


def slip(given: float, right: float, trial: str) -> str:
    """Say what is wrong with one difference, or nothing."""
    if abs(given - right) <= CLOSE:
        return ""
    if abs(given + right) <= CLOSE:
        return "the sign is turned round. Take drug less comparison, so that a minus means that the drug's arm fell further."
    if abs(given - falls()[trial]) <= CLOSE:
        return "that is the fall in the drug's arm alone: take the comparison's off."
    if abs(given - (falls()[trial] - right)) <= CLOSE:
        return "that is the change in the comparison's arm: take it off the drug's."
    return f"{given:.3g} points is not the drug's change less the comparison's, both at 24 hours."
