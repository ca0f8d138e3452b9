"""Exercise 4: when bursting returns, as a function of half-life and dose, and why that is no forecast."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.models import nmdar_trapping
from ketabrain.models.nmdar_trapping import Course, Parameters, Summary

MOUSE_H, BETWEEN_H, HUMAN_H = 13 / 60, 0.5, 3.0  # half-lives in the blood [h]
COURSES = ((MOUSE_H, 10.0), (BETWEEN_H, 10.0), (HUMAN_H, 10.0), (HUMAN_H, 1.0), (MOUSE_H, 1.0))  # with doses [uM]
HOURS = 240.0  # long enough for bursting to return in every course
CLOSE_H = 0.6
BECAUSE = "B"
REASONS = {
    "A": "The human half-life is known well enough: about 3 h. You have just put it in.",
    BECAUSE: "",
    "C": "Nobody has shown that: trapping has not been measured in a living human habenula, either way.",
}


@self_check
def check_4(returns_h: Any = None, why: Any = None) -> str:
    """Check a function (half-life [h], dose [uM]) -> hours until bursting is back, and why it is no forecast."""
    read.function(returns_h, "returns_h")
    given = [called(returns_h, *course) for course in COURSES]
    right = [model_h(*course) for course in COURSES]
    problem = slip(given, right)
    if problem:
        raise NotYet(problem)
    read.reason(why, REASONS, BECAUSE, "reason", "is not the reason")
    mouse, human, low = right[0], right[2], right[3]
    return (
        f"At a dose of 10 µM the model says {mouse:.0f} h with a half-life of 13 min and {human:.0f} h with 3 h; at 1 µM "
        f"and 3 h it says {low:.0f} h. Dose and constants are guesses here, so none of this is a forecast for people."
    )


@cache
def model_h(half_life_h: float, dose_uM: float, tissue: str = "bursting") -> float:
    """Return when bursting is back in the model [h]; NaN where it never stops."""
    course = nmdar_trapping.simulate(dose_uM, tissue, Parameters(half_life_h=half_life_h), hours=HOURS)
    return nmdar_trapping.bursting_returns_h(course)


def called(function: Callable[[float, float], Any], half_life_h: float, dose_uM: float) -> float:
    """Call a learner's function; raise NotYet where it stops or gives back no number."""
    answer = read.called(function, f"returns_h({half_life_h:.3g}, {dose_uM:g})", half_life_h, dose_uM)
    if answer is None:
        raise NoAnswer("returns_h gives back None: let it return the hours.")
    if isinstance(answer, Course):
        raise NotYet("returns_h gives back the whole course: pass it to bursting_returns_h first.")
    if isinstance(answer, Summary):
        raise NotYet("returns_h gives back the whole summary: take bursting_returns_h out of it.")
    return read.number(answer, "the hours that returns_h gives back", finite=False)


def slip(given: list[float], right: list[float]) -> str:
    """Say what is wrong with a function's hours, or nothing."""
    if all(math.isnan(hours) for hours in given):
        return "returns_h gives nan throughout: return what bursting_returns_h says of a run of 240 hours."
    if all(same(hours, model_h(*course, "quiet")) for course, hours in zip(COURSES, given, strict=True)):
        return 'This is quiet tissue: leave tissue out, or set it to "bursting".'
    for course, hours, ought in zip(COURSES, given, right, strict=True):
        if not same(hours, ought):
            return course_slip(course, hours, ought, given)
    return ""


def same(hours: float, ought: float) -> bool:
    """Say whether two times [h] are near, or both NaN."""
    if math.isnan(ought) or math.isnan(hours):
        return math.isnan(ought) and math.isnan(hours)
    return abs(hours - ought) <= CLOSE_H


def course_slip(course: tuple[float, float], hours: float, ought: float, given: list[float]) -> str:
    """Say what is wrong with the hours of one course."""
    at = f"With a half-life of {course[0]:.3g} h and a dose of {course[1]:g} µM"
    if math.isnan(ought):
        return f"{at} bursting never stops, so the answer is nan, not {hours:g}: return what bursting_returns_h says."
    if math.isnan(hours):
        return f"{at} your function says nan: bursting is still away when your run ends, so give it hours=240."
    if same(hours / 60, ought):
        return "These are minutes: give hours."
    if same(hours * 24, ought):
        return "These are days: give hours."
    if same(given[0], given[1]) and same(given[1], given[2]):
        return "returns_h says the same for every half-life: pass half_life_h on to Parameters."
    if same(given[2], given[3]):
        return "returns_h says the same for every dose: pass dose_uM on to simulate."
    return f"{at} your function says {hours:.1f} h, which is too {'long' if hours > ought else 'short'}."
