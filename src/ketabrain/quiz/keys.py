"""The functions that work out answers from drawn numbers, by name: ``answer: {key: mg_per_h}`` in a question.

Each argument is a draw of the same name, in the unit that its name ends with; the answer is in the unit that the
docstring gives. Levels are totals in plasma and belong to the base; shares are in per cent.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ketabrain.models import receptor_binding

BASE_G_MOL = receptor_binding.MASS_G_MOL["ketamine"]
SALT_G_MOL = BASE_G_MOL + receptor_binding.ACID_G_MOL
HUNDRED = 100
Key = Callable[..., float]
KEYS: dict[str, Key] = {}


def key(function: Key) -> Key:
    """List a function among the keys."""
    KEYS[function.__name__] = function
    return function


# A dose and the person who gets it
@key
def dose_mg(dose_mg_kg: float, weight_kg: float) -> float:
    """Return the dose in all [mg]."""
    return dose_mg_kg * weight_kg


@key
def mg_per_kg(dose_mg: float, weight_kg: float) -> float:
    """Return the dose for each kilogram [mg/kg]."""
    return dose_mg / weight_kg


@key
def mg_per_h(dose_mg_kg: float, weight_kg: float, minutes: float) -> float:
    """Return what a pump gives [mg/h] that gives a dose per kilogram evenly over some minutes."""
    return dose_mg_kg * weight_kg * 60 / minutes


@key
def mg_per_h_at_rate(rate_mg_kg_h: float, weight_kg: float) -> float:
    """Return what a pump gives [mg/h] at a rate per kilogram and hour."""
    return rate_mg_kg_h * weight_kg


@key
def ug_per_kg_min(dose_mg_kg: float, minutes: float) -> float:
    """Return the rate [µg/kg/min] that gives a dose per kilogram evenly over some minutes."""
    return 1000 * dose_mg_kg / minutes


@key
def volume_ml(dose_mg_kg: float, weight_kg: float, strength_mg_ml: float) -> float:
    """Return the volume of a solution [mL] that holds a dose per kilogram."""
    return dose_mg_kg * weight_kg / strength_mg_ml


@key
def ml_per_h(dose_mg_kg: float, weight_kg: float, minutes: float, strength_mg_ml: float) -> float:
    """Return at what speed a pump runs [mL/h] that gives a dose per kilogram evenly over some minutes."""
    return dose_mg_kg * weight_kg * 60 / minutes / strength_mg_ml


@key
def arriving_mg(dose_mg: float, arrives_percent: float) -> float:
    """Return what of a dose arrives in the blood [mg]."""
    return dose_mg * arrives_percent / HUNDRED


@key
def for_the_same_mg(dose_mg: float, arrives_percent: float, other_percent: float) -> float:
    """Return the dose by another way [mg], of which other_percent arrive, that brings as much into the blood."""
    return dose_mg * arrives_percent / other_percent


# Base and salt, mass and amount
@key
def base_mg(salt_mg: float) -> float:
    """Return the base [mg] in some ketamine hydrochloride."""
    return salt_mg * BASE_G_MOL / SALT_G_MOL


@key
def salt_mg(base_mg: float) -> float:
    """Return the ketamine hydrochloride [mg] that holds some base."""
    return base_mg * SALT_G_MOL / BASE_G_MOL


@key
def uM(level_ng_ml: float) -> float:
    """Return a level of ketamine as a concentration [µM]."""
    return level_ng_ml / BASE_G_MOL


@key
def ng_per_ml(level_uM: float) -> float:
    """Return a concentration of ketamine as a level [ng/mL]."""
    return level_uM * BASE_G_MOL


@key
def free_uM(level_ng_ml: float, free_percent: float) -> float:
    """Return the concentration [µM] of what no protein holds."""
    return receptor_binding.free_uM(level_ng_ml, free_percent / HUNDRED)


@key
def occupied_percent(free_uM: float, affinity_uM: float) -> float:
    """Return the share of a target [%] that is occupied at a free concentration."""
    return HUNDRED * receptor_binding.occupancy(free_uM, affinity_uM)


@key
def uM_for_percent(affinity_uM: float, occupied_percent: float) -> float:
    """Return the free concentration [µM] that occupies a share of a target."""
    return affinity_uM * occupied_percent / (HUNDRED - occupied_percent)


# Half-lives
@key
def half_lives(level_before: float, level_after: float) -> float:
    """Return how many half-lives lie between two levels in the same unit."""
    return math.log2(level_before / level_after)


@key
def hours_between(level_before: float, level_after: float, half_life_h: float) -> float:
    """Return how long a level takes [h] to fall to another in the same unit."""
    return half_life_h * math.log2(level_before / level_after)


@key
def level_after(level_before: float, half_life_h: float, hours: float) -> float:
    """Return the level after some hours, in the unit of the level before."""
    return level_before * 0.5 ** (hours / half_life_h)


@key
def percent_left(half_life_h: float, hours: float) -> float:
    """Return the share that is left [%] after some hours."""
    return HUNDRED * 0.5 ** (hours / half_life_h)


# People in trials
@key
def difference_percent(treated_percent: float, control_percent: float) -> float:
    """Return how many more of a hundred treated people had the outcome [percentage points]."""
    return treated_percent - control_percent


@key
def number_needed(treated_percent: float, control_percent: float) -> float:
    """Return how many people need treatment for one more with a good outcome [people], not rounded."""
    return HUNDRED / (treated_percent - control_percent)


@key
def risk_ratio(treated_percent: float, control_percent: float) -> float:
    """Return how many times as many treated people had the outcome [times]."""
    return treated_percent / control_percent


@key
def odds_ratio(treated_percent: float, control_percent: float) -> float:
    """Return how many times as large the odds of the outcome are with the treatment [times]."""
    return odds(treated_percent) / odds(control_percent)


def odds(percent: float) -> float:
    """Return the odds that belong to a share."""
    return percent / (HUNDRED - percent)


@key
def people(percent: float, of_people: float) -> float:
    """Return how many people a share is [people]."""
    return percent * of_people / HUNDRED


@key
def percent(people: float, of_people: float) -> float:
    """Return a count as a share [%]."""
    return HUNDRED * people / of_people


@key
def more_people(ratio: float, control_percent: float, of_people: float) -> float:
    """Return how many more treated people have the outcome [people] than would have had it on the comparator."""
    return people(control_percent, of_people) * (ratio - 1)


@key
def people_by_ratio(ratio: float, control_percent: float, of_people: float) -> float:
    """Return how many treated people have the outcome [people], by the ratio of the shares."""
    return people(control_percent, of_people) * ratio


@key
def more_of_hundred(ratio: float, control_percent: float) -> float:
    """Return how many more of a hundred treated people have the outcome [percentage points], by the ratio."""
    return control_percent * (ratio - 1)


@key
def second_step(first_percent: float, second_percent: float, of_people: float) -> float:
    """Return how many people get well in a second step [people], into which all others go on from the first."""
    return people(second_percent, people(HUNDRED - first_percent, of_people))


@key
def both_steps(first_percent: float, second_percent: float, of_people: float) -> float:
    """Return how many people get well in one of two steps [people]."""
    return people(first_percent, of_people) + second_step(first_percent, second_percent, of_people)


@key
def still_fit(watched_people: float, among_people: float) -> float:
    """Return how many cases in a larger group [people] still fit that none was seen, by the rule of three."""
    return 3 * among_people / watched_people


@key
def one_in(watched_people: float) -> float:
    """Return the largest risk [1 in how many] that fits that none was seen, by the rule of three."""
    return watched_people / 3


# How sure somebody was
@key
def brier(sure_percent: float, right_percent: float) -> float:
    """Return the Brier score [0 to 1] of somebody who is always as sure."""
    sure, right = sure_percent / HUNDRED, right_percent / HUNDRED
    return right * (1 - sure) ** 2 + (1 - right) * sure**2


# Wrong on purpose: where a slip is no fixed multiple of the answer
@key
def mg_per_h_upside_down(dose_mg_kg: float, weight_kg: float, minutes: float) -> float:
    """Return a pump's speed [mg/h] with minutes and hour exchanged."""
    return dose_mg_kg * weight_kg * minutes / 60


@key
def for_the_same_mg_upside_down(dose_mg: float, arrives_percent: float, other_percent: float) -> float:
    """Return a dose by another way [mg] with the two shares exchanged."""
    return dose_mg * other_percent / arrives_percent


@key
def uM_for_percent_without_the_sum(affinity_uM: float, occupied_percent: float) -> float:
    """Return a free concentration [µM] as if the share were concentration over affinity."""
    return affinity_uM * occupied_percent / HUNDRED


@key
def uM_that_leaves_percent(affinity_uM: float, occupied_percent: float) -> float:
    """Return the free concentration [µM] that leaves free what it should occupy."""
    return uM_for_percent(affinity_uM, HUNDRED - occupied_percent)


@key
def hundred_over_treated(treated_percent: float) -> float:
    """Return a number needed to treat [people] that forgets what the comparator does."""
    return HUNDRED / treated_percent


@key
def linear_level_after(level_before: float, half_life_h: float, hours: float) -> float:
    """Return a level that loses the same amount in each half-life, in the unit of the level before."""
    return level_before * (1 - hours / half_life_h / 2)


@key
def second_of_all(second_percent: float, of_people: float) -> float:
    """Return who gets well in a second step [people] as if its share were one of all who began."""
    return people(second_percent, of_people)


@key
def brier_unsquared(sure_percent: float, right_percent: float) -> float:
    """Return a Brier score [0 to 1] whose distances were not squared."""
    sure, right = sure_percent / HUNDRED, right_percent / HUNDRED
    return right * (1 - sure) + (1 - right) * sure
