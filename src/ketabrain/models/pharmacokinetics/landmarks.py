"""Published plasma levels [ng/mL, total ketamine] that computed curves are read against."""

from __future__ import annotations

from dataclasses import dataclass

UM_TO_NG_ML = 237.7  # 1 µM of ketamine base
NARROW_NG_ML = 10.0


@dataclass(frozen=True)
class Landmark:
    """A range of levels at which something was seen. ``label_ng_ml`` is where its name stands on a plot."""

    label: str
    low_ng_ml: float
    high_ng_ml: float
    label_ng_ml: float
    source: str

    @property
    def range_words(self) -> str:
        """Write the range; a narrow one stands for a single number."""
        if self.high_ng_ml - self.low_ng_ml < NARROW_NG_ML:
            return f"about {(self.low_ng_ml + self.high_ng_ml) / 2:.0f}"
        return f"{self.low_ng_ml:.0f}–{self.high_ng_ml:.0f}"


@dataclass(frozen=True)
class MeasuredLevel:
    """A level measured after one dose; ``vessel`` is "vein", "artery" or "not stated"."""

    route: str
    amount_mg: float
    duration_min: float
    drug: str
    at_min: float
    ng_ml: float
    vessel: str
    source: str


LANDMARKS = (
    Landmark("swallowed for pain", 35, 55, 45, "Zanos2018review"),
    Landmark("pain relief", 70, 160, 84, "Zanos2018review"),
    Landmark("antidepressant infusion", 183, 187, 185, "Zanos2018review"),
    Landmark("dissociation", 100, 250, 228, "Zanos2018review"),
    Landmark("patients recovered", UM_TO_NG_ML * 1.8, UM_TO_NG_ML * 3.6, 620, "Idvall1979infusions"),
    Landmark("anaesthesia", 1200, 2400, 1750, "Zanos2018review"),
)

# Doses per kg are written for 70 kg. Of Simons 2022 the mean of two infusions, 273 and 260; Otto 2021 read off a plot.
MEASURED = (
    MeasuredLevel("iv_infusion", 35, 40, "racemic", 40, 185, "not stated", "Zanos2018review"),
    MeasuredLevel("oral", 35, 0, "racemic", 30, 45, "not stated", "Zanos2018review"),
    MeasuredLevel("iv_infusion", 20, 20, "esketamine", 20, 266, "artery", "Simons2022film"),
    MeasuredLevel("iv_bolus", 10, 0, "racemic", 2, 296, "not stated", "Singh2022intranasal"),
    MeasuredLevel("iv_infusion", 10, 30, "esketamine", 30, 56, "vein", "Otto2021predictive"),
    MeasuredLevel("iv_infusion", 10, 30, "esketamine", 120, 15.5, "vein", "Otto2021predictive"),
)


def measured(route: str, amount_mg: float, duration_min: float, drug: str = "") -> list[MeasuredLevel]:
    """Return what was measured after exactly this dose; ``drug`` may be left open."""
    return [
        item
        for item in MEASURED
        if (item.route, item.amount_mg, item.duration_min) == (route, amount_mg, duration_min)
        and drug in ("", item.drug)
    ]
