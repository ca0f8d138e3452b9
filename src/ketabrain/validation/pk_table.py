"""Published levels of ketamine and norketamine beside every set of parameters, each with two verdicts.

A value is held against the range that we accept, and against one standard deviation of the people measured,
where one was published. The ranges are about the published mean and two standard deviations, or a factor of
two where there is no deviation. Levels are in ng/mL, areas in ng h/mL, times in minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from ketabrain.models.pharmacokinetics import SETS, Concentrations, Dose, ParameterSet, simulate

STEP_MIN = 0.25
VEIN, ARTERY, UNKNOWN = "venous", "arterial", "not stated"
VENOUS_SET, ARTERIAL_SET = "racemic_venous", "racemic_arterial"
OTTO, SINGH, SIMONS = "Otto2021predictive", "Singh2022intranasal", "Simons2022film"
PEREZ, CHONG, ZANOS = "PerezRuixo2021esketamine", "Chong2009lozenge", "Zanos2018review"
RACEMIC, ESKETAMINE = "racemic", "esketamine"


@dataclass(frozen=True)
class Row:
    """One published number. ``named`` is the set that suits it; ``own`` are sets whose authors used these very data.

    ``quantity`` is "K@30" (ketamine's level at 30 min), "K_Cmax", "K_AUC", the same with NK for norketamine, or
    "AUC_ratio" (norketamine's area over ketamine's). ``spread`` is one standard deviation around the number.
    ``fitted`` is True where the named set's values were estimated from, or chosen in view of, these data.
    """

    name: str
    words: str
    short: str
    drug: str
    weight_kg: float
    doses: tuple[Dose, ...]
    end_min: float
    quantity: str
    published: float
    low: float
    high: float
    named: str
    source: str
    people: str
    sampled: str = UNKNOWN
    spread: tuple[float, float] | None = None
    fitted: bool = False
    own: tuple[str, ...] = ()
    confirmed: bool = True
    note: str = ""
    reason: str = ""

    @property
    def unit(self) -> str:
        """Return the unit of the published number."""
        if self.quantity == "AUC_ratio":
            return ""
        return "ng·h/mL" if self.quantity.endswith("AUC") else "ng/mL"


class Verdict(NamedTuple):
    """What a set gives for a row. ``within_sd`` is None where no deviation was published."""

    value: float
    in_range: bool
    within_sd: bool | None


def _sd(mean: float, deviation: float) -> tuple[float, float]:
    return mean - deviation, mean + deviation


def _gsd(mean: float, factor: float) -> tuple[float, float]:
    return mean / factor, mean * factor


INFUSION_10 = (Dose("iv_infusion", 10, duration_min=30),)
HALF_MG_KG = (Dose("iv_infusion", 35, duration_min=40),)
SPRAYS = (Dose("intranasal", 28), Dose("intranasal", 28, start_min=5))
FILM = (Dose("sublingual", 100),)
YOUNG = "17 healthy adults, vein; read from a plot"
CANCER = "{n} people with cancer pain; sampling site not seen"
FILMED = "20 healthy adults, artery"
POOLED = "a typical adult of the authors' own model of 820 people, vein"
NO_FAST_PHASE = "Its central volume is far too large for the first minutes after an injection."
SLOW_PATIENTS = "These patients cleared esketamine more slowly than the people behind the set."
FLAT_ORAL = "Its uptake is spread out: the peak is lower and later."
AVERAGE_RATE = "We give the average rate throughout. The real rate was higher at first, and its duration is assumed."

ROWS: tuple[Row, ...] = (
    Row("V01", "Esketamine 10 mg into a vein over 30 min: level at 30 min", "S infusion, K 30 min", ESKETAMINE, 68,
        INFUSION_10, 600, "K@30", 56, 35, 85, VENOUS_SET, OTTO, YOUNG, VEIN, fitted=True, own=("otto2021",),
        note="The authors kept Fanta's values for ketamine because they predicted these data best."),
    Row("V02", "Esketamine 10 mg into a vein over 30 min: level at 120 min", "S infusion, K 120 min", ESKETAMINE, 68,
        INFUSION_10, 600, "K@120", 15.5, 9, 24, VENOUS_SET, OTTO, YOUNG, VEIN, fitted=True, own=("otto2021",)),
    Row("V03", "Esketamine 10 mg into a vein over 30 min: norketamine at 60 min", "S infusion, NK 60 min", ESKETAMINE,
        68, INFUSION_10, 600, "NK@60", 23, 13, 36, VENOUS_SET, OTTO, YOUNG, VEIN, fitted=True, own=("otto2021",)),
    Row("V04", "Esketamine 10 mg into a vein over 30 min: norketamine at 300 min", "S infusion, NK 300 min",
        ESKETAMINE, 68, INFUSION_10, 600, "NK@300", 12, 7, 19, VENOUS_SET, OTTO, YOUNG, VEIN, fitted=True,
        own=("otto2021",)),
    Row("V05", "Ketamine 0.5 mg/kg into a vein over 40 min: level at 40 min", "infusion, K 40 min",
        RACEMIC, 70, HALF_MG_KG, 300, "K@40", 185, 110, 290, VENOUS_SET, ZANOS,
        "patients with depression (Zarate 2006), as a review quotes them; vein", VEIN),
    Row("V06", "Ketamine 0.5 mg/kg into a vein over 40 min: peak", "infusion, K peak", RACEMIC, 70,
        HALF_MG_KG, 300, "K_Cmax", 175, 80, 300, VENOUS_SET, ZANOS,
        "healthy volunteers (Krystal 1994), as a review quotes them; vein", VEIN,
        note="The review prints 100 to 250 ng/mL. The middle of that is shown."),
    Row("V07", "Ketamine 10 mg injected into a vein: level at 2 min", "injection, K 2 min", RACEMIC, 70,
        (Dose("iv_bolus", 10),), 240, "K@2", 296, 100, 870, ARTERIAL_SET, SINGH, CANCER.format(n=9),
        spread=_gsd(296, 1.71), note="A geometric mean and deviation. The first minutes need a set with a fast phase.",
        reason=NO_FAST_PHASE),
    Row("V08", "Ketamine 10 mg injected into a vein: area under the curve", "injection, K area", RACEMIC, 70,
        (Dose("iv_bolus", 10),), 2880, "K_AUC", 113, 70, 180, VENOUS_SET, SINGH, CANCER.format(n=9)),
    Row("V09", "Esketamine 0.5 mg/kg injected into a vein: area under the curve", "S injection, K area",
        ESKETAMINE, 70, (Dose("iv_bolus", 35),), 2880, "K_AUC", 460, 340, 700, VENOUS_SET, "Wang2019gastroscopy",
        "16 patients before a gastroscopy; sampling site not seen", spread=(391, 559),
        note="Worked out from their clearance, 18.1 ± 3.2 mL/min for each kilogram.", reason=SLOW_PATIENTS),
    Row("V10", "Esketamine 20 mg into a vein over 20 min: peak in the artery", "S infusion, K peak", ESKETAMINE,
        73, (Dose("iv_infusion", 20, duration_min=20),), 120, "K_Cmax", 266, 180, 350, ARTERIAL_SET, SIMONS, FILMED,
        ARTERY, spread=_sd(266, 25), own=("simons2022",),
        note="Two visits, 273 and 260. The deviation is worked out from their confidence intervals."),
    Row("V11", "Ketamine 10 mg sprayed into the nose: peak", "nose 10 mg, K peak", RACEMIC, 70,
        (Dose("intranasal", 10),), 240, "K_Cmax", 22.9, 6, 89, VENOUS_SET, SINGH, CANCER.format(n=7),
        spread=_gsd(22.9, 1.97), fitted=True),
    Row("V12", "Ketamine 30 mg sprayed into the nose: peak", "nose 30 mg, K peak", RACEMIC, 70,
        (Dose("intranasal", 30),), 240, "K_Cmax", 60.8, 17, 220, VENOUS_SET, SINGH, CANCER.format(n=10),
        spread=_gsd(60.8, 1.90), fitted=True,
        note="The peak's height fits, its time does not: 32 min in the model, 14 min measured."),
    Row("V13", "Ketamine 30 mg sprayed into the nose: norketamine's peak", "nose 30 mg, NK peak", RACEMIC, 70,
        (Dose("intranasal", 30),), 240, "NK_Cmax", 68.1, 21, 220, VENOUS_SET, SINGH, CANCER.format(n=10),
        spread=_gsd(68.1, 1.80), fitted=True),
    Row("V14", "Esketamine 56 mg sprayed into the nose: peak", "S nose, K peak", ESKETAMINE, 74, SPRAYS, 1440,
        "K_Cmax", 72.5, 45, 125, VENOUS_SET, PEREZ, POOLED, VEIN, fitted=True, own=("perezruixo2021",)),
    Row("V15", "Esketamine 56 mg sprayed into the nose: area over 24 h", "S nose, K area", ESKETAMINE, 74, SPRAYS,
        1440, "K_AUC", 254.7, 170, 380, VENOUS_SET, PEREZ, POOLED, VEIN, fitted=True, own=("perezruixo2021",)),
    Row("V16", "Esketamine 56 mg sprayed into the nose: norketamine's peak", "S nose, NK peak", ESKETAMINE, 74,
        SPRAYS, 1440, "NK_Cmax", 119.7, 70, 200, VENOUS_SET, PEREZ, POOLED, VEIN, fitted=True, own=("perezruixo2021",)),
    Row("V17", "Ketamine 0.5 mg/kg swallowed: peak", "swallowed, K peak", RACEMIC, 70, (Dose("oral", 35),),
        480, "K_Cmax", 45, 22, 70, VENOUS_SET, ZANOS, "6 volunteers (Grant 1981), as a review quotes them; its ± is taken for an SD; vein", VEIN,
        spread=_sd(45, 10), fitted=True, reason=FLAT_ORAL),
    Row("V18", "Ketamine 25 mg swallowed: norketamine's area over ketamine's, 8 h", "swallowed, NK/K",
        RACEMIC, 75, (Dose("oral", 25),), 480, "AUC_ratio", 5, 2.5, 10, VENOUS_SET, CHONG,
        "6 volunteers; sampling site not seen", fitted=True),
    Row("V19", "Ketamine 25 mg under the tongue: norketamine's area over ketamine's, 8 h", "tongue, NK/K",
        RACEMIC, 75, (Dose("sublingual", 25),), 480, "AUC_ratio", 2.1, 1.2, 4.2, VENOUS_SET, CHONG,
        "6 volunteers; sampling site not seen", fitted=True,
        note="The model makes 74 % more norketamine. Perhaps the mouth took up more, or saliva was not swallowed."),
    Row("V20", "Esketamine film 100 mg under the tongue: peak in the artery", "S film, K peak",
        ESKETAMINE, 73, FILM, 360, "K_Cmax", 144, 75, 290, ARTERIAL_SET, SIMONS, FILMED, ARTERY, fitted=True,
        own=("simons2022",)),
    Row("V21", "Esketamine film 100 mg under the tongue: area over 6 h, artery", "S film, K area",
        ESKETAMINE, 73, FILM, 360, "K_AUC", 222, 130, 400, ARTERIAL_SET, SIMONS, FILMED, ARTERY, fitted=True,
        own=("simons2022",)),
    Row("V22", "Esketamine film 100 mg under the tongue: norketamine's peak, artery", "S film, NK peak",
        ESKETAMINE, 73, FILM, 360, "NK_Cmax", 426, 210, 700, ARTERIAL_SET, SIMONS, FILMED, ARTERY, fitted=True,
        own=("simons2022",),
        note="Measured at 78 min, the named set gives 46: it forms norketamine without delay."),
    Row("V23", "Ketamine 0.5 mg/kg injected into muscle: peak", "muscle, K peak", RACEMIC, 70,
        (Dose("intramuscular", 35),), 240, "K_Cmax", 240, 110, 400, VENOUS_SET, "Grant1981oral",
        "6 volunteers; sampling site not seen", fitted=True, confirmed=False,
        note="The published level lies between the two racemic sets."),
    Row("V24", "Ketamine 2 mg/kg injected, then 41 µg/kg/min for 2 h: level at the end", "anaesthesia, K",
        RACEMIC, 70, (Dose("iv_bolus", 140), Dose("iv_infusion", 344.4, duration_min=120)), 120, "K@119", 2211, 1100,
        3000, ARTERIAL_SET, "Idvall1979infusions", "31 surgical patients with nitrous oxide; sampling site not seen",
        spread=_sd(2211, 190), reason=AVERAGE_RATE),
    Row("V25", "Ketamine 50 mg tablets swallowed: norketamine's area over 8 h", "swallowed, NK area", RACEMIC, 60,
        (Dose("oral", 50),), 480, "NK_AUC", 1000, 500, 1500, VENOUS_SET, "Yanagihara2003preparations",
        "3 volunteers; sampling site not seen", fitted=True,
        note="About 500 for each form, as we read the abstract. Their weight is assumed."),
)  # fmt: skip
PATIENTS = "Patients in intensive care cleared ketamine about twice as fast."
OWN_REASONS: Mapping[tuple[str, str], str] = {
    ("V08", "hijazi2003"): PATIENTS,
    ("V24", "hijazi2003"): f"{PATIENTS} {AVERAGE_RATE}",
}
BLOOD = {VEIN: "a vein", ARTERY: "an artery"}


def possible(row: Row, chosen: ParameterSet) -> bool:
    """Return whether a set has the drug, the routes and the substance of a row."""
    metabolite = "NK" in row.quantity or row.quantity == "AUC_ratio"
    routes = {dose.route for dose in row.doses}
    return row.drug in chosen.drugs and routes <= {*chosen.routes} and (chosen.norketamine or not metabolite)


def courses(found: Concentrations) -> dict[str, np.ndarray]:
    """Return the courses of "K", and of "NK" where the set has norketamine [ng/mL]."""
    both = {"K": found.ketamine_ng_ml, "NK": found.norketamine_ng_ml}
    return {name: course for name, course in both.items() if course is not None}


def value(row: Row, times_min: np.ndarray, levels: Mapping[str, np.ndarray]) -> float:
    """Return a row's quantity from the courses of "K" and "NK" [ng/mL]."""
    if row.quantity == "AUC_ratio":
        return float(np.trapezoid(levels["NK"], times_min) / np.trapezoid(levels["K"], times_min))
    substance, _, at_min = row.quantity.partition("@")
    name, _, kind = substance.partition("_")
    course = levels[name]
    if at_min:
        return float(np.interp(float(at_min), times_min, course))
    return float(course.max() if kind == "Cmax" else np.trapezoid(course, times_min) / 60)


def times(row: Row) -> np.ndarray:
    """Return the times at which a row is computed [min]."""
    return np.linspace(0, row.end_min, round(row.end_min / STEP_MIN) + 1)


def computed(row: Row, name: str) -> float | None:
    """Return what a set gives for a row; None where that is not possible."""
    chosen = SETS[name]
    if not possible(row, chosen):
        return None
    found = simulate(row.doses, row.weight_kg, times(row), chosen, drug=row.drug)
    return value(row, found.times_min, courses(found))


def judge(row: Row, number: float) -> Verdict:
    """Return both verdicts on a number; the bounds belong to the hit."""
    within = None if row.spread is None else row.spread[0] <= number <= row.spread[1]
    return Verdict(number, row.low <= number <= row.high, within)


@cache
def verdicts() -> Mapping[str, Mapping[str, Verdict | None]]:
    """Return the verdict of every set on every row, by the row's name and the set's; None where not possible."""
    numbers = {row.name: {name: computed(row, name) for name in SETS} for row in ROWS}
    return {
        row.name: {name: None if number is None else judge(row, number) for name, number in numbers[row.name].items()}
        for row in ROWS
    }


def missed(verdict: Verdict) -> bool:
    """Return whether a number misses the range or the standard deviation."""
    return not verdict.in_range or verdict.within_sd is False


def reason(row: Row, name: str) -> str:
    """Return the likely reason why a set misses a row; empty where we know none."""
    if (row.name, name) in OWN_REASONS:
        return OWN_REASONS[row.name, name]
    sampling = SETS[name].sampling
    if {row.sampled, sampling} == {VEIN, ARTERY}:
        return f"It describes {BLOOD[sampling]}. The blood came from {BLOOD[row.sampled]}."
    return row.reason


def words(number: float) -> str:
    """Return a number with three digits."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def range_words(row: Row) -> str:
    """Say which values we accept."""
    return f"{words(row.low)} to {words(row.high)}"


def spread_words(row: Row) -> str:
    """Say where one standard deviation ends."""
    return "no SD published" if row.spread is None else f"1 SD {words(row.spread[0])} to {words(row.spread[1])}"


def sd_verdict(verdict: Verdict) -> str:
    """Return the second verdict in words."""
    return {None: "no SD", True: "within 1 SD", False: "outside 1 SD"}[verdict.within_sd]


def range_verdict(verdict: Verdict) -> str:
    """Return the first verdict in words."""
    return "in range" if verdict.in_range else "out of range"


def counts(name: str | None = None) -> tuple[int, int, int, int]:
    """Return for a set, or for each row's named set: rows in range, rows possible, rows within 1 SD, rows with an SD."""
    found = [verdict for row in ROWS if (verdict := verdicts()[row.name][name or row.named]) is not None]
    judged = [verdict.within_sd for verdict in found if verdict.within_sd is not None]
    return sum(verdict.in_range for verdict in found), len(found), sum(judged), len(judged)


def lines() -> Sequence[str]:
    """Return the whole table as lines of text: each row with its named set, then with all others."""
    out = []
    for row in ROWS:
        role = "fit" if row.fitted else "test"
        out.append(
            f"{row.name}  {row.words}: published {words(row.published)} {row.unit}".rstrip()
            + f" (range {range_words(row)}; {spread_words(row)}; {role})"
        )
        for name in (row.named, *(name for name in SETS if name != row.named)):
            verdict = verdicts()[row.name][name]
            label = f"     {name + (' *' if name == row.named else ''):18}"
            if verdict is None:
                out.append(f"{label}  not possible")
                continue
            why = reason(row, name) if missed(verdict) else ""
            both = f"{range_verdict(verdict):12}  {sd_verdict(verdict):12}"
            out.append(f"{label}  {words(verdict.value):>6}  {both}  {why}".rstrip())
    in_range, possible_rows, within, with_sd = counts()
    out.append(f"Named sets (*): {in_range} of {possible_rows} in range, {within} of {with_sd} within 1 SD.")
    return out
