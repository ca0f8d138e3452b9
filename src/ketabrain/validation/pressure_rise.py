"""The normal curve of rises against a second implementation, and against what the spray's label counts."""

from __future__ import annotations

from scipy.stats import norm

from ketabrain.models import pressure_rise as model
from ketabrain.validation.case import Case

LABEL = "human, esketamine spray, trials of the label"
SESSIONS = 8  # twice a week for four weeks


def at_least_once(threshold: float, reading: str) -> float:
    """Return the share of people above a threshold at least once in four weeks, by chance alone, in per cent."""
    return 100 * model.at_least_once(model.share_above(threshold, reading), SESSIONS)


def farthest() -> float:
    """Return how far our shares lie from SciPy's, over thresholds and readings."""
    both = [
        (model.share_above(t, reading), float(norm.sf(t, *model.spread(reading))))
        for reading in model.READINGS
        for t in range(-20, 61)
    ]
    return max(abs(ours - theirs) for ours, theirs in both)


CASES: tuple[Case, ...] = (
    Case(
        "People with a systolic rise of 40 mmHg or a diastolic one of 25 at least once in four weeks, by the systolic curve alone", LABEL,
        "SpravatoLabel", "measured", "8 to 19 %", 8, 19, "%", lambda: at_least_once(40, "systolic"),
        note="Infusions and not the spray, and one of two readings: a weak test.",
    ),
    Case(
        "The same, by the diastolic curve alone", LABEL, "SpravatoLabel", "measured", "8 to 19 %", 8, 19, "%",
        lambda: at_least_once(25, "diastolic"),
        note="A miss: chance alone gives too many. The same people rise steeply again and again, or the spray raises the lower reading less.",
    ),
    Case("Share above a threshold: largest distance from SciPy", "normal distribution", None, "independent solver", "0 to 1e-9", 0, 1e-9, "", farthest),
)  # fmt: skip
