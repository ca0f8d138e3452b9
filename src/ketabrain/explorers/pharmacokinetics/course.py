"""A series of doses, and what is left before the next."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketabrain.explorer import (
    Choice,
    Explorer,
    Figure,
    Panel,
    Part,
    Predict,
    Preset,
    Readout,
    Series,
    Steps,
    Task,
    Trace,
)
from ketabrain.explorers.pharmacokinetics.single_dose import ROUTES
from ketabrain.models import pharmacokinetics as pk
from ketabrain.models.pharmacokinetics import landmarks

EVERY_H = {"4": "every 4 hours", "8": "every 8 hours", "12": "every 12 hours", "24": "daily", "48": "every second day",
           "84": "twice a week", "168": "once a week"}  # fmt: skip
NUMBERS = range(1, 13)
AFTER_H = np.array([0, 1 / 3, 2 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 66, 84, 120])
BEFORE_H = 0.001  # just before the next dose
COURSE_ROUTES = {name: ROUTES[name] for name in ("iv_infusion", "intranasal", "oral")}


def course_doses(route: str, dose_mg_kg: float, number: float, every_h: float) -> list[pk.Dose]:
    """Return a series of doses for a person of 70 kg; an infusion lasts 40 minutes."""
    return [pk.lasting(route, pk.TYPICAL_KG * dose_mg_kg, 40, 60 * every_h * i) for i in range(round(number))]


def course_times_h(number: float, every_h: float) -> np.ndarray:
    """Return when a course is shown [h]: dense after each dose, and just before the next."""
    after = np.append(AFTER_H[: np.searchsorted(AFTER_H, every_h)], every_h - BEFORE_H)
    return (every_h * np.arange(round(number))[:, None] + after).ravel()


def _course(dose_mg_kg: float, route: str, number: float, every: str) -> dict[str, Any]:
    given, hours = course_doses(route, dose_mg_kg, number, float(every)), course_times_h(number, float(every))
    found = pk.simulate(given, pk.TYPICAL_KG, 60 * hours)
    assert found.norketamine_ng_ml is not None
    return {
        "course_ketamine": found.ketamine_ng_ml,
        "course_norketamine": found.norketamine_ng_ml,
        "last_peak": session_peaks(given, float(every))[-1],
        "left": found.ketamine_ng_ml[-1],
        "nk_left": found.norketamine_ng_ml[-1],
        "area": pk.exposure(given, pk.TYPICAL_KG).ketamine_ng_h_ml,
    }


def session_peaks(given: list[pk.Dose], every_h: float) -> np.ndarray:
    """Return the highest level of ketamine after the first and after the last dose [ng/mL]."""
    minutes = np.arange(0, min(60 * every_h, 240) + 0.5)
    ends = (given[0], given[-1])
    return np.array([pk.simulate(given, pk.TYPICAL_KG, one.start_min + minutes).ketamine_ng_ml.max() for one in ends])


def _course_shape(route: str, number: float, every: str) -> dict[str, Any]:
    given = course_doses(route, 1.0, number, float(every))
    first, last = session_peaks(given, float(every))
    left = pk.simulate(given, pk.TYPICAL_KG, 60 * float(every) * number).ketamine_ng_ml[0]
    return {"grows": last / first, "left_share": percent_words(100 * left / last)}


def percent_words(percent: float) -> str:
    """Write a percentage that may be tiny; never as nothing."""
    if percent < 0.001:
        return "less than 0.001 %"
    return f"{percent:.{0 if percent >= 10 else 1 if percent >= 1 else 3}f} %"


def _slow(number: float, every: str, half_life: float) -> dict[str, Any]:
    hours, starts = course_times_h(number, float(every)), float(every) * np.arange(round(number))
    since = hours[:, None] - starts
    level = np.where(since >= 0, 0.5 ** (np.maximum(since, 0) / (24 * half_life)), 0).sum(axis=1)
    return {"slow": level, "slow_grows": level.max(), "slow_left": level[-1]}


def _course_axes(number: float, every: str) -> dict[str, Any]:
    days = float(every) * number / 24
    return {
        "days": course_times_h(number, float(every)) / 24,
        "layout": {f"xaxis{panel}.range": [-0.01 * days, 1.01 * days] for panel in ("", "2")},
    }


COURSE = Explorer(
    slug="pk-course",
    title="Session after session: what adds up",
    chapter="pharmacokinetics",
    card="pharmacokinetics",
    objectives=("pharmacokinetics.repeat", "pharmacokinetics.half_life"),
    models=(pk, landmarks),
    controls=(
        Steps("number", "Doses", "", NUMBERS, 4, decimals=0),
        Choice("every", "How often", EVERY_H, "84"),
        Choice("route", "Way in", COURSE_ROUTES, "iv_infusion", help="an infusion lasts 40 minutes", dose="route"),
        Steps("dose_mg_kg", "Each dose", "mg/kg", (0.25, 0.5, 0.75, 1), 0.5, decimals=2, dose="mg_per_kg"),
        Steps("half_life", "Half-life of a slow drug to compare with", "days", (0.5, 1, 3, 7, 14), 3, decimals=1, even=False,
              help="made up; fluoxetine has 1 to 4 days, its metabolite norfluoxetine 7 to 15 (Altamura 1994)"),
    ),
    parts=(
        Part(
            _course,
            over=("route", "number", "every"),
            scaled_by="dose_mg_kg",
            series=(Series("course_ketamine", "ng/mL", "u16"), Series("course_norketamine", "ng/mL", "u16")),
            readouts=(
                Readout("last_peak", "Highest ketamine after the last dose", "ng/mL", 0),
                Readout("left", "Ketamine left when the next dose would come", "ng/mL", 3),
                Readout("nk_left", "Norketamine left then", "ng/mL", 3),
                Readout("area", "Exposure to ketamine, all doses together", "ng h/mL", 0),
            ),
        ),
        Part(
            _course_shape,
            over=("route", "number", "every"),
            readouts=(
                Readout("grows", "Last peak of ketamine over the first", "", 2),
                Readout("left_share", "Ketamine left, of its last peak", words=True),
            ),
        ),
        Part(
            _slow,
            over=("number", "every", "half_life"),
            series=(Series("slow", "doses", "u16"),),
            readouts=(
                Readout("slow_grows", "Last peak of the slow drug over its first", "", 2),
                Readout("slow_left", "Slow drug left then, in single doses", "", 2),
            ),
        ),
        Part(_course_axes, over=("number", "every"), layout=True, series=(Series("days", "days", "exact"),)),
    ),
    drawing=Figure(
        panels=(
            Panel("ketamine", "", "Plasma level (ng/mL)", y_axis={"rangemode": "tozero"}, height=1.2),
            Panel("slow", "Time (days)", "In the body (doses)", y_axis={"rangemode": "tozero"}, height=0.8),
        ),
        traces=(
            Trace("norketamine in plasma", "ketamine", "days", "course_norketamine", "norketamine", width=1.4),
            Trace("ketamine in plasma", "ketamine", "days", "course_ketamine", "ketamine", width=1.8),
            Trace("a slow drug, made up", "slow", "days", "slow", "quiet", kind="area"),
        ),
        height_px=440,
        narrow_height_px=470,
    ),
    describe="Doses: {number}, each {dose_mg_kg}, {route}, {every}. The last peak of ketamine is {last_peak}, {grows} times the first. "
    "When the next dose would come, {left_share} of that peak is left. The exposure over all doses is {area}. A slow drug "
    "with a half-life of {half_life} would have grown to {slow_grows} times its first peak.",
    caption="Above: ketamine and norketamine after each dose. Below: a slow drug, given at the same times. Try doses once a week, then "
    "ever closer together, and watch which of the two is still there when the next dose comes.",
    predict=Predict(
        "Twelve infusions, two a week for six weeks. How much of a peak of ketamine is in the blood when a thirteenth would come?",
        ("About half of a peak", "About a tenth", "Less than a thousandth"),
        2,
        "In 84 hours the drug halves about ten times, after it has already fallen within hours to a few per cent of its peak. The "
        "twelfth infusion finds the blood as empty as the first. A drug with a half-life of 3 days piles up to 1.8 times its first peak.",
        {"number": 12, "every": "84", "route": "iv_infusion", "half_life": 3},
    ),
    tasks=(
        Task("Make ketamine itself pile up: bring its last peak to 1.3 times the first.", (("grows", ">=", 1.3),),
             "It takes doses only hours apart, as with tablets for pain. Drug piles up where doses come within a few half-lives."),
        Task("Make the slow drug pile up to more than five times its first peak while ketamine's peaks stay equal.",
             (("slow_grows", ">", 5.0), ("grows", "<=", 1.01)), "Same calendar, other half-life."),
        Task("Reach an exposure of 5,000 ng h/mL with peaks that stay equal.", (("area", ">=", 5000.0), ("grows", "<=", 1.01)),
             "Exposure adds up even where the level does not. Whatever each dose does to a tissue can add up too."),
    ),
    presets=(
        Preset("Twice a week, six weeks", {"number": 12, "every": "84", "route": "iv_infusion", "dose_mg_kg": 0.5}),
        Preset("Nose, once a week", {"number": 4, "every": "168", "route": "intranasal", "dose_mg_kg": 0.75}),
        Preset("Swallowed every 8 hours", {"number": 12, "every": "8", "route": "oral", "dose_mg_kg": 0.5}),
    ),
    teaching_note="A teaching model of 70 kg in which every dose meets the same body. What may really add up over sessions is not in it: "
    "plastic changes in the brain, tolerance (the liver's enzymes or the brain adapting) and what urine carries to the bladder.",
)  # fmt: skip
