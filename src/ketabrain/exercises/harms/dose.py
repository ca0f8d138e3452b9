"""Exercise 4: heavy and clinical doses set side by side, and what a survey's interval leaves out."""

from __future__ import annotations

from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check

MG_PER_KG, WEIGHT_KG, TWICE = 0.5, 70.0, 2
HEAVY_G_PER_DAY, DAYS = 2.0, 7
NEAR = 0.02  # of the number
REASONS = {
    "A": "A larger survey has a narrower interval, round the same share. A bias stays when a survey grows.",
    "B": "",
    "C": "Doses that people report of themselves are a reason to draw no curve. They do not touch the share.",
    "D": "True, and no survey here asked people without ketamine. But that concerns the excess; the share can be wrong already.",
}
RIGHT = "B"


@self_check
def check_4(times: Any = None, weekly: Any = None, why: Any = None) -> str:
    """Check one day of heavy use in clinical doses, a week of it in weeks of treatment, and a letter."""
    given, one = read.number(times, "the number of doses"), per_day()
    if abs(given - one) > NEAR * one:
        raise NotYet(times_slip(given, one))
    week, both = read.number(weekly, "the weeks of treatment"), per_week()
    if abs(week - both) > NEAR * both:
        raise NotYet(week_slip(week, both))
    letter = read.choice(why, REASONS, "your judgement")
    if letter != RIGHT:
        raise NotYet(f"Both numbers are right, but {letter} is not it. {REASONS[letter]}")
    return (
        f"One day of 2.0 g is {one:.0f} clinical doses, and a week of it is {both:.0f} weeks of treatment with two doses each. And B: "
        "who answers can move a share by more than its interval is wide."
    )


def clinical_mg() -> float:
    """Return one clinical dose of a person of 70 kg [mg]."""
    return MG_PER_KG * WEIGHT_KG


def per_day() -> float:
    """Return how many clinical doses a day of heavy use is."""
    return 1000 * HEAVY_G_PER_DAY / clinical_mg()


def per_week() -> float:
    """Return how many weeks of two infusions a week of heavy use is."""
    return DAYS * per_day() / TWICE


def times_slip(given: float, right: float) -> str:
    """Say what went wrong with the doses in a day."""
    known = (
        (HEAVY_G_PER_DAY / clinical_mg(), "You divided grams by milligrams: 2.0 g are 2000 mg."),
        (1000 * HEAVY_G_PER_DAY / MG_PER_KG, "0.5 is in mg per kg: multiply it by 70 kg first."),
        (1 / right, "Upside down: divide the heavy dose by the clinical one."),
        (right * DAYS, "That is a week of heavy use against one dose. Asked is one day."),
        (right * DAYS / TWICE, "That is the second answer, week against week. The first asks for one day in doses."),
        (clinical_mg(), "That is the clinical dose in mg. How many of it make 2.0 g?"),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR * abs(wrong):
            return sentence
    return f"{given:.4g} is too {'many' if given > right else 'few'}: 2000 mg, in doses of {clinical_mg():.0f} mg."


def week_slip(given: float, right: float) -> str:
    """Say what went wrong with the weeks."""
    known = (
        (right * TWICE, "A week of treatment has two doses, not one."),
        (right / DAYS, "Heavy use is daily: a week of it has seven days."),
        (right * TWICE**2, "You multiplied by the two infusions: divide by them."),
        (per_day(), "That is one day in single doses. Asked is a week of it in weeks of treatment."),
        (1 / right, "Upside down: divide heavy use by the treatment."),
    )
    for wrong, sentence in known:
        if abs(given - wrong) <= NEAR * abs(wrong):
            return sentence
    return f"The first is right. {given:.4g} is too {'many' if given > right else 'few'}: 7 × 2000 mg, divided by 2 × {clinical_mg():.0f} mg."
